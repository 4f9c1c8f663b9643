"""Cut a text into pieces, so that every claim in it can be marked, overlapping ones too."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise

BLANK_LINES, LINES = re.compile(r"\n{2,}"), re.compile(r"\n+")


@dataclass(frozen=True, slots=True)
class Place:
    """``text[start:end]`` is where ``key`` stands."""

    key: int
    start: int
    end: int


@dataclass(slots=True)
class Piece:
    """Words and the places that cover all of them, the shortest first; ``begins`` are those that
    have their first letter here."""

    text: str
    keys: list[int] = field(default_factory=list)
    begins: list[int] = field(default_factory=list)


@dataclass(slots=True)
class Paragraph:
    """``start`` is the offset of the first letter in the whole text."""

    start: int
    pieces: list[Piece] = field(default_factory=list)


def paragraphs(text: str, places: Iterable[Place] = ()) -> list[Paragraph]:
    """The text's paragraphs, each cut where a place begins or ends.

    Nothing but the line ends between paragraphs is lost: the pieces of a paragraph joined are
    ``text[start:…]`` of it. Places outside the text are left out.
    """
    inside = sorted(
        (place for place in places if 0 <= place.start < place.end <= len(text)),
        key=lambda place: (place.end - place.start, place.key),
    )
    return [Paragraph(start, list(_pieces(text, start, end, inside))) for start, end in _spans(text)]


def _spans(text: str) -> Iterator[tuple[int, int]]:
    """Where paragraphs are: between blank lines, or else every line is one."""
    start = 0
    for gap in (BLANK_LINES if BLANK_LINES.search(text) else LINES).finditer(text):
        if gap.start() > start:
            yield start, gap.start()
        start = gap.end()
    if start < len(text):
        yield start, len(text)


def _pieces(text: str, start: int, end: int, places: list[Place]) -> Iterator[Piece]:
    here = [place for place in places if place.start < end and place.end > start]
    cuts = {start, end} | {cut for place in here for cut in (place.start, place.end) if start < cut < end}
    edges = sorted(cuts)
    for left, right in pairwise(edges):
        over = [place for place in here if place.start <= left and place.end >= right]
        begins = [place.key for place in over if max(place.start, start) == left and _new(place, start, text)]
        yield Piece(text[left:right], [place.key for place in over], begins)


def _new(place: Place, start: int, text: str) -> bool:
    """Whether the place has no letter before this paragraph."""
    return place.start >= start or not text[place.start : start].strip("\n")
