"""A passage as its sentences, and as windows of sentences that the reader has room for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from claims.nlp.paragraphs import paragraphs
from claims.nlp.records import Span
from claims.nlp.sentences import split_sentences

MOST = 24
"""Windows of one passage that are read; a passage of the library has one, a whole page has more."""


@dataclass(frozen=True, slots=True)
class Window:
    """Sentences ``first`` to ``after`` of a passage and their tokens in a row."""

    first: int
    after: int
    tokens: tuple[int, ...]


def sentences(passage: str) -> list[Span]:
    """The sentences of a passage in order; the whole of it where there is none."""
    found = [one for own in split_sentences(passage, paragraphs(passage)) for one in own]
    return found or ([Span(0, len(passage))] if passage else [])


def windows(tokens: Sequence[Sequence[int]], room: int) -> list[Window]:
    """Consecutive sentences as long as there is room. Each window but the first begins with the last
    sentence of the one before it where that leaves room for another; a longer sentence is cut."""
    found: list[Window] = []
    first = 0
    while first < len(tokens) and len(found) < MOST:
        after, size = first, 0
        while after < len(tokens) and (after == first or size + len(tokens[after]) <= room):
            size += len(tokens[after])
            after += 1
        own = tuple(token for sentence in tokens[first:after] for token in sentence)
        found.append(Window(first, after, own[:room]))
        if after == len(tokens):
            break
        repeat = after - 1 > first and len(tokens[after - 1]) + len(tokens[after]) <= room
        first = after - 1 if repeat else after
    return found
