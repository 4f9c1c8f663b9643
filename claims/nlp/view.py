"""A sentence as the attribution rules see it: words, with each outermost quotation as one item."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field

from .quotes import Quoted
from .records import SentenceKind, Span
from .tokens import QUOTE, Token, tokenize


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
            items.extend(tokenize(text, position, begin))
            words = text[begin:end]
            items.append(Token(begin, end, words, words.lower(), QUOTE, index))
            position = end
        index += 1
    items.extend(tokenize(text, position, span.end))
    return items
