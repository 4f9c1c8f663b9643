"""What the tagger left out of a report, supplied by the rules; and its edges, set to the quotation marks."""

from __future__ import annotations

import itertools
from bisect import bisect_left, bisect_right

from .content import content_end, content_start, is_clause, left_clause
from .cues import SAY, Cue, find_cues
from .pairing import REACH, Report, gap
from .phrases import subject_after, subject_before
from .quotes import Quoted
from .records import Span
from .tokens import MARK, QUOTE, WORD, Token
from .view import Line
from .words import Lexicon
from .words.lexicon import words

THEN = words("after before when while")
LEAST = 3
"""Words of a clause to the left of "she said"."""


def to_marks(contents: list[Span], quotes: list[Quoted]) -> list[Span]:
    """Contents whose edge lies inside a quotation run to the quotation's own edge; none overlap."""
    result: list[Span] = []
    for span in contents:
        for quoted in quotes:
            span = _to_mark(span, quoted)
        if result and span.start < result[-1].end:
            result[-1] = Span(result[-1].start, max(result[-1].end, span.end))
        else:
            result.append(span)
    return result


def _to_mark(span: Span, quoted: Quoted) -> Span:
    start = quoted.start if quoted.start < span.start < quoted.end else span.start
    end = quoted.end if quoted.start < span.end < quoted.end else span.end
    return Span(start, end)


def is_quotation(span: Span, quotes: list[Quoted]) -> bool:
    """Whether the stretch begins with a quotation's mark."""
    place = bisect_left(quotes, span.start, key=lambda quoted: quoted.start)
    return place < len(quotes) and quotes[place].start == span.start


def supply_content(report: Report, line: Line, quotes: list[Quoted], lexicon: Lexicon) -> Span | None:
    """What a cue reports for which the tagger found no content, as the rules cut it: "…, she said", or
    else what stands to its right."""
    items, cue = line.items, _cue_in(report, line)
    if cue is None:
        return None
    begin = bisect_left(items, report.hull.start, key=lambda item: item.start)
    left = left_clause(items, begin, 0, lexicon, LEAST)
    if left:
        return _span(items, *left, quotes)
    first = bisect_left(items, report.hull.end, key=lambda item: item.start)
    start = content_start(items, first, cue, lexicon)
    later = [one for one in find_cues(items, lexicon) if one.first >= start]
    end = content_end(items, start, later, lexicon)
    return _span(items, start, end, quotes) if is_clause(items, start, end, cue, lexicon) else None


def _cue_in(report: Report, line: Line) -> Cue | None:
    if report.cue is None:
        return None
    first = bisect_left(line.items, report.cue.start, key=lambda item: item.start)
    last = bisect_right(line.items, report.cue.end, key=lambda item: item.end)
    return Cue(first, last, last - 1, SAY) if first < last else None


def _span(items: list[Token], start: int, end: int, quotes: list[Quoted]) -> Span:
    first, last = items[start], items[end - 1]
    begin = quotes[first.quote].start if first.kind == QUOTE else first.start
    return Span(begin, quotes[last.quote].end if last.kind == QUOTE else last.end)


def supply_cue(report: Report, line: Line, lexicon: Lexicon) -> bool:
    """Gives a content without a cue the nearest cue that the rules know there, with its subject."""
    content = report.content[0]
    near = []
    for cue in find_cues(line.items, lexicon):
        subject = _subject(line.items, cue, lexicon)
        if subject:
            span = Span(line.items[cue.first].start, line.items[cue.last - 1].end)
            source = Span(line.items[subject[0]].start, line.items[subject[1] - 1].end)
            found = Report(span, source)
            apart = gap(found.hull, content)
            if apart <= REACH and not _overlap(found.hull, content):
                near.append((apart, span, source))
    if near:
        _, report.cue, report.source = min(near, key=lambda one: one[0])
    return bool(near)


def _subject(items: list[Token], cue: Cue, lexicon: Lexicon) -> tuple[int, int] | None:
    found = subject_before(items, cue.first, lexicon) or subject_after(items, cue.last, lexicon)
    if found is None:
        return None
    start, end = found
    while end > start and items[end - 1].kind == MARK and items[end - 1].text == ",":
        end -= 1
    return (start, end) if end > start else None


def _overlap(one: Span, two: Span) -> bool:
    return one.start < two.end and two.start < one.end


def is_name_of_cue(report: Report, text: str) -> bool:
    """ "The so-called “miracle”": a word of a compound says nothing."""
    cue = report.cue
    return cue is not None and report.source is None and text[cue.start - 1 : cue.start] == "-"


def cut_after_noun(report: Report, line: Line, lexicon: Lexicon) -> None:
    """ "Bell’s claim that taxes “fell by half” is false": a verb right after the quotation is not its own."""
    cue = _cue_in(report, line)
    if cue is None or line.items[cue.verb].low not in lexicon.statement_nouns or not report.content:
        return
    span = report.content[-1]
    for item, after in itertools.pairwise(line.items):
        if (
            item.kind == QUOTE
            and span.start <= item.start < after.end <= span.end
            and after.low in lexicon.finite
        ):
            report.content[-1] = Span(span.start, item.end)
            return


def whole_name(report: Report, line: Line, lexicon: Lexicon) -> None:
    """The tagger cuts names that are new to it ("Ines | Calder") and reads on ("after the vote")."""
    if report.source is None:
        return
    items, span = line.items, report.source
    first = bisect_left(items, span.start, key=lambda item: item.start)
    last = bisect_right(items, span.end, key=lambda item: item.end)
    if first >= last:
        return
    while first > 1 and items[first].capital and _begins_name(items[first - 1], report.cue, lexicon):
        first -= 1
    end = next((at for at in range(first + 1, last) if _ends_name(items, at)), last)
    report.source = Span(items[first].start, items[end - 1].end)


def _begins_name(token: Token, cue: Span | None, lexicon: Lexicon) -> bool:
    of_cue = cue is not None and cue.start <= token.start < cue.end
    return token.kind == WORD and token.capital and not of_cue and token.low not in lexicon.dates


def _ends_name(items: list[Token], at: int) -> bool:
    return items[at].low in THEN and items[at - 1].capital


def chained(report: Report, line: Line, quotes: list[Quoted], lexicon: Lexicon) -> Report | None:
    """ "…, breaking with Smith who has warned of “ruin”": a report within what somebody says, which ends
    that content at the participle's comma. The tagger's spans are flat and lose it."""
    items, content = line.items, report.content[-1]
    begin = bisect_left(items, content.start, key=lambda item: item.start)
    for cue in find_cues(items, lexicon):
        source = cue.first - 1
        if (
            source <= begin
            or items[source].low not in lexicon.relatives
            or items[cue.first].end > content.end
        ):
            continue
        comma = content_end(items, begin, [cue], lexicon)
        start = content_start(items, cue.last, cue, lexicon)
        if comma < source and any(item.kind == QUOTE for item in items[start:]):
            inner = _span(items, start, content_end(items, start, [], lexicon), quotes)
            report.content[-1] = Span(content.start, items[comma - 1].end)
            said = Span(items[cue.first].start, items[cue.last - 1].end)
            return Report(said, Span(items[source].start, items[source].end), [inner])
    return None
