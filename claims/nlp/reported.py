"""Attributions of English text: the reader's spans, put together and mended by the rules."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from .drafts import Draft
from .floating import join_floating
from .mending import (
    chained,
    cut_after_noun,
    is_name_of_cue,
    is_quotation,
    supply_content,
    supply_cue,
    to_marks,
    whole_name,
)
from .pairing import Report, pair
from .phrases import POSSESSIVES
from .quotes import Quoted
from .records import SentenceKind, Span
from .tokens import QUOTE, Token, tokenize
from .view import Line
from .words import Lexicon

SILENT = {SentenceKind.BOILERPLATE, SentenceKind.CAPTION}


class Lines:
    """The sentences of a text by place."""

    def __init__(self, lines: list[Line]) -> None:
        self.lines = lines
        self._starts = [line.span.start for line in lines]

    def at(self, position: int) -> int:
        return max(0, bisect_right(self._starts, position) - 1)


def draft_spans(
    text: str,
    lines: list[Line],
    quotes: list[Quoted],
    tagged: Sequence[Sequence[tuple[str, Span]]],
    lexicon: Lexicon,
) -> list[Draft]:
    """The drafts of all paragraphs in order; ``tagged`` are each paragraph's (role, span) in ``text``."""
    by_place = Lines(lines)
    drafts: list[Draft] = []
    alone: list[Draft] = []
    for spans in filter(None, tagged):
        near = _quotes_within(quotes, spans)
        for report in _reports(text, by_place, quotes, near, spans, lexicon):
            draft = _draft(text, by_place, quotes, near, report)
            (drafts if report.cue else alone).append(draft)
    drafts.sort(key=lambda draft: draft.line)
    return _with_alone(join_floating(lines, quotes, drafts, lexicon), alone)


def _reports(
    text: str,
    by_place: Lines,
    quotes: list[Quoted],
    near: list[int],
    spans: Sequence[tuple[str, Span]],
    lexicon: Lexicon,
) -> Iterator[Report]:
    """The whole reports of a paragraph, each followed by one that stands within its content."""
    for report in _paired(by_place, [quotes[index] for index in near], spans):
        if is_name_of_cue(report, text) or not _completed(report, by_place, quotes, lexicon):
            continue
        if report.source:
            whole_name(report, by_place.lines[by_place.at(report.source.start)], lexicon)
        line = by_place.lines[by_place.at(report.content[-1].start)]
        inner = chained(report, line, quotes, lexicon) if _may_chain(line, lexicon) else None
        yield from (report, inner) if inner else (report,)


def _may_chain(line: Line, lexicon: Lexicon) -> bool:
    lows = {item.low for item in line.items}
    return not lexicon.relatives.isdisjoint(lows) and any(item.kind == QUOTE for item in line.items)


def _paired(by_place: Lines, quotes: list[Quoted], spans: Sequence[tuple[str, Span]]) -> list[Report]:
    loud = [one for one in spans if by_place.lines[by_place.at(one[1].start)].kind not in SILENT]
    roles = {role: [span for own, span in loud if own == role] for role in ("source", "cue", "content")}
    contents = to_marks(roles["content"], quotes)
    return pair(roles["source"], roles["cue"], contents, by_place.at)


def _completed(report: Report, by_place: Lines, quotes: list[Quoted], lexicon: Lexicon) -> bool:
    """Whether the report is whole, or could be made so; a quotation needs no cue."""
    if not report.content:
        line = by_place.lines[by_place.at(report.hull.start)]
        found = supply_content(report, line, quotes, lexicon)
        report.content.extend([found] if found else [])
        return found is not None
    if report.cue:
        cut_after_noun(report, by_place.lines[by_place.at(report.cue.start)], lexicon)
    else:
        line = by_place.lines[by_place.at(report.content[0].start)]
        return supply_cue(report, line, lexicon) or is_quotation(report.content[0], quotes)
    return True


def _with_alone(drafts: list[Draft], alone: list[Draft]) -> list[Draft]:
    """Quotations that nobody is said to have said, unless a neighbour has taken them."""
    taken = {quote for draft in drafts for quote in draft.quotes}
    left = [draft for draft in alone if not draft.quotes & taken]
    return sorted(drafts + left, key=lambda draft: draft.line) if left else drafts


def _quotes_within(quotes: list[Quoted], spans: Sequence[tuple[str, Span]]) -> list[int]:
    start, end = spans[0][1].start, max(span.end for _, span in spans)
    first = max(0, bisect_right(quotes, start, key=lambda quoted: quoted.start) - 1)
    last = bisect_right(quotes, end, key=lambda quoted: quoted.start)
    return [index for index in range(first, last) if quotes[index].end > start]


def _draft(text: str, by_place: Lines, quotes: list[Quoted], near: list[int], report: Report) -> Draft:
    head = report.cue or report.content[0]
    number = by_place.at(head.start)
    source = _without_s(tokenize(text, *_ends(report.source)))
    cue = tokenize(text, *_ends(report.cue))
    covered = {
        index
        for index in near
        for span in report.content
        if quotes[index].start < span.end and span.start < quotes[index].end
    }
    before = [
        item for item in by_place.lines[number].items if report.source and item.end <= report.source.start
    ]
    return Draft(number, source, cue, list(report.content), before, covered)


def _ends(span: Span | None) -> tuple[int, int]:
    return (span.start, span.end) if span else (0, 0)


def _without_s(tokens: list[Token]) -> list[Token]:
    """ "Bell’s claim": the source is Bell."""
    return tokens[:-1] if len(tokens) > 1 and tokens[-1].text in POSSESSIVES else tokens
