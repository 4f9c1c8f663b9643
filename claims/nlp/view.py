"""A sentence as the attribution rules see it: words, with each outermost quotation as one item."""

from __future__ import annotations

import operator
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field

from .quotes import Quoted
from .records import SentenceKind, Span
from .tokens import QUOTE, Token, tokenize

_START = operator.attrgetter("start")


@dataclass(slots=True)
class Line:
    """One sentence: its paragraph's number, its tokens, and its items: each quotation as one of them."""

    span: Span
    paragraph: int
    kind: SentenceKind
    tokens: list[Token] = field(default_factory=list)
    items: list[Token] = field(default_factory=list)

    @property
    def quotes(self) -> list[int]:
        return [item.quote for item in self.items if item.kind == QUOTE]


def build_lines(
    text: str, sentences: list[list[Span]], kinds: list[list[SentenceKind]], quotes: list[Quoted]
) -> list[Line]:
    """The sentences of all paragraphs in order. ``quotes`` are the outermost ones, in order."""
    starts = [quoted.start for quoted in quotes]
    lines = []
    for paragraph, inside in enumerate(sentences):
        for span, kind in zip(inside, kinds[paragraph], strict=True):
            tokens = tokenize(text, span.start, span.end)
            lines.append(Line(span, paragraph, kind, tokens, _items(text, span, tokens, quotes, starts)))
    return lines


def _items(
    text: str, span: Span, tokens: list[Token], quotes: list[Quoted], starts: list[int]
) -> list[Token]:
    index = max(0, bisect_right(starts, span.start) - 1)
    index += index < len(quotes) and quotes[index].end <= span.start
    if index >= len(quotes) or quotes[index].start >= span.end:
        return tokens
    items: list[Token] = []
    position = span.start
    while index < len(quotes) and quotes[index].start < span.end:
        quoted = quotes[index]
        if quoted.end > position:
            begin, end = max(position, quoted.start), min(span.end, quoted.end)
            items.extend(_within(text, tokens, position, begin))
            words = text[begin:end]
            items.append(Token(begin, end, words, words.lower(), QUOTE, index))
            position = end
        index += 1
    items.extend(_within(text, tokens, position, span.end))
    return items


def _within(text: str, tokens: list[Token], start: int, end: int) -> list[Token]:
    """The tokens of a stretch of their sentence; made anew where a mark parts one ("O’Neill")."""
    first = bisect_left(tokens, start, key=_START)
    last = bisect_left(tokens, end, key=_START)
    parted = (first and tokens[first - 1].end > start) or (last and tokens[last - 1].end > end)
    return tokenize(text, start, end) if parted else tokens[first:last]
