"""Quotations without a cue of their own, and transcripts."""

from __future__ import annotations

import re

from .drafts import Draft
from .quotes import Quoted
from .records import SentenceKind, Span
from .tokens import MARK, QUOTE, Token, tokenize
from .view import Line
from .words import Lexicon

MIN_WORDS = 4
TURN = re.compile(r"((?:[^\W\d_]|[.’' -]){1,40}?)(?:\s*\([^()]{1,30}\))?\s*:\s+(?=\S)")
MIN_TURNS = 2
TURN_SHARE = 0.2


def join_floating(
    lines: list[Line], quotes: list[Quoted], drafts: list[Draft], lexicon: Lexicon
) -> list[Draft]:
    """The drafts with every quotation that stands alone given to the speaker of its neighbour.

    A quotation joins the attribution before it in its paragraph, or the one whose quotation was left
    open at the end of the paragraph before, or the one that ended in a colon there.
    """
    by_line: dict[int, list[Draft]] = {}
    for draft in drafts:
        by_line.setdefault(draft.line, []).append(draft)
    taken = {quote for draft in drafts for quote in draft.quotes}
    last: Draft | None = None
    result: list[Draft] = []
    for number, line in enumerate(lines):
        own = by_line.get(number, [])
        result.extend(own)
        last = own[-1] if own else last
        if last and not own and _goes_on(lines, number, last, lexicon):
            last = Draft(number, last.source, [], [line.span], last.before, set(), follows=last.line)
            taken.update(line.quotes)
            result.append(last)
            continue
        for quote in line.quotes if not own else []:
            if quote not in taken and _stands_alone(line, quotes[quote]):
                taken.add(quote)
                joined = _join(lines, number, quotes, quote, last)
                result.extend([joined] if joined else [])
                last = joined or last
    return result


def _goes_on(lines: list[Line], number: int, last: Draft, lexicon: Lexicon) -> bool:
    """ "Adler sagte, die Mieten stiegen. Das sei schlimm.": a verb form kept for what somebody else says."""
    if not lexicon.subjunctive or number - last.line != 1:
        return False
    line = lines[number]
    same = line.paragraph == lines[last.line].paragraph and line.kind == SentenceKind.BODY
    words = {item.low for item in line.items}
    return same and not words.isdisjoint(lexicon.subjunctive) and words.isdisjoint(lexicon.that)


def _stands_alone(line: Line, quoted: Quoted) -> bool:
    """The quotation is the whole sentence, or all of its words but an ending mark."""
    if line.kind == SentenceKind.BOILERPLATE:
        return False
    return (
        all(item.kind in {QUOTE, MARK} for item in line.items)
        and quoted.inner.end - quoted.inner.start > 3 * MIN_WORDS
    )


def _join(
    lines: list[Line], number: int, quotes: list[Quoted], quote: int, last: Draft | None
) -> Draft | None:
    if last is None:
        return None
    line, origin = lines[number], lines[last.line]
    quoted = quotes[quote]
    span = Span(quoted.start, quoted.end)
    if origin.paragraph == line.paragraph or _carried_on(quotes, quote):
        last.content.append(span)
        last.quotes.add(quote)
        return None
    if line.paragraph - origin.paragraph == 1 and (last.quotes or _announced(lines, number)):
        return Draft(number, last.source, [], [span], last.before, {quote}, follows=last.line)
    return None


def _carried_on(quotes: list[Quoted], quote: int) -> bool:
    return quote > 0 and quotes[quote - 1].carries_on


def _announced(lines: list[Line], number: int) -> bool:
    return number > 0 and bool(lines[number - 1].items) and lines[number - 1].items[-1].text == ":"


def read_turns(text: str, paragraphs: list[Span], lines: list[Line]) -> list[Draft]:
    """The turns of a transcript ("SPEAKER: words"); none if the text is not one."""
    turns = [(number, match) for number, span in enumerate(paragraphs) if (match := _turn(text, span))]
    speakers = [match.group(1).strip() for _, match in turns]
    if len(turns) < max(MIN_TURNS, TURN_SHARE * len(paragraphs)) or len(set(speakers)) == len(speakers) > 4:
        return []
    first_line: dict[int, int] = {}
    for index, line in enumerate(lines):
        first_line.setdefault(line.paragraph, index)
    return [
        _turn_draft(text, paragraphs[number], match, first_line.get(number, 0)) for number, match in turns
    ]


def _turn(text: str, span: Span) -> re.Match[str] | None:
    match = TURN.match(text, span.start, span.end)
    if not match:
        return None
    words = match.group(1).split()
    return (
        match
        if len(words) <= 4 and all(word[:1].isupper() for word in words) and match.end() < span.end
        else None
    )


def _turn_draft(text: str, span: Span, match: re.Match[str], line: int) -> Draft:
    source = _tidy(tokenize(text, match.start(1), match.end(1)))
    colon = text.index(":", match.end(1))
    cue = tokenize(text, colon, colon + 1)
    return Draft(line, source, cue, [Span(match.end(), span.end)])


def _tidy(tokens: list[Token]) -> list[Token]:
    return [token for token in tokens if token.kind != MARK or token.text in {".", "-"}]


def read_marks(lines: list[Line], quotes: list[Quoted]) -> list[Draft]:
    """In a language without rules: every quotation of some words, its speaker unknown."""
    drafts = []
    for number, line in enumerate(lines):
        for item in line.items:
            starts_here = item.kind == QUOTE and quotes[item.quote].start == item.start
            if starts_here and quotes[item.quote].inner.end - quotes[item.quote].inner.start > 3 * MIN_WORDS:
                quoted = quotes[item.quote]
                drafts.append(Draft(number, [], [], [Span(quoted.start, quoted.end)], [], {item.quote}))
    return drafts
