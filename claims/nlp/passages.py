"""Cut a text into passages: a few sentences that are found and shown together."""

import re
from collections.abc import Iterable, Iterator

from claims.nlp.records import Sentence, SentenceKind, Span

TARGET = 400  # code points; about three news sentences, what a search result can show


def passages(text: str, sentences: Iterable[Sentence]) -> Iterator[Span]:
    """Consecutive sentences, joined until a passage is about ``TARGET`` long; boilerplate is left out."""
    start = end = None
    for sentence in sentences:
        if sentence.kind is SentenceKind.BOILERPLATE:
            continue
        if start is not None and end is not None and sentence.end - start > TARGET:
            yield Span(start, end)
            start = None
        start, end = sentence.start if start is None else start, sentence.end
    if start is not None and end is not None:
        yield Span(start, end)


BREAK = re.compile(r"(?<=[.!?”\"])\s+|\n+")


def pieces(text: str) -> list[str]:
    """A fact-check's body cut into passages of about ``TARGET``: plain and fast, for a million of them."""
    found: list[str] = []
    current = ""
    for sentence in BREAK.split(text):
        if current and len(current) + len(sentence) > TARGET:
            found.append(current)
            current = sentence
        else:
            current = f"{current} {sentence}".strip()
    return [*found, current] if current else found
