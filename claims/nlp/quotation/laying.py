"""A part of a quotation laid against a stretch of its source, word against word.

The alignment of least cost: each word changed, left out or put in costs one. Free are an insertion in
brackets, words of the source outside its quotation marks ("..., he said, ..."), and one word written
as two ("health care", "healthcare").
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .asked import Item
from .marks import bare, is_number

SLIGHT, SWAPPED, UNSAID = 0.02, 1.03, 1.05
"""What is free costs a little, so that of two ways the shorter is taken; a word that is changed or put in
costs a little more than one that is left out, so that what is equal behind stays equal."""
SAME, OTHER, EXTRA, LEFT, FREE, INSERTED, STANDS_FOR, PARTED, DRAWN = range(9)
BACK = {
    SAME: (1, 1), OTHER: (1, 1), EXTRA: (1, 0), LEFT: (0, 1), FREE: (0, 1), INSERTED: (1, 0),
    STANDS_FOR: (0, 1), PARTED: (1, 2), DRAWN: (2, 1),
}  # fmt: skip
"""How many words of the quotation and of the source each step takes."""


@dataclass(frozen=True, slots=True)
class Step:
    """``items[first:after]`` of the part against ``words[start:end]`` of the stretch."""

    kind: int
    first: int
    after: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Laid:
    """``cost`` counts the words that differ (with crumbs below one for what is free)."""

    cost: float
    steps: tuple[Step, ...]

    @property
    def edits(self) -> int:
        return sum(step.kind in {OTHER, EXTRA, LEFT} for step in self.steps)

    @property
    def start(self) -> int:
        return self.steps[0].start

    @property
    def end(self) -> int:
        return self.steps[-1].end


def lay(items: Sequence[Item], words: Sequence[str], outside: Sequence[bool], *, ascii: bool) -> Laid:
    """The cheapest way; it may begin and end anywhere in the stretch. Needs len(items) x len(words) steps."""
    width = len(words) + 1
    rows: list[list[float]] = [[0.0] * width]
    ways: list[bytearray] = [bytearray(width)]
    plain = [bare(word) for word in words] if ascii else list(words)
    for at, item in enumerate(items):
        row, way = _row(items, at, item, (words, plain), outside, rows)
        rows.append(row)
        ways.append(way)
    end = min(range(width), key=lambda place: rows[-1][place])
    return Laid(rows[-1][end], tuple(_steps(ways, len(items), end)))


def _row(
    items: Sequence[Item],
    at: int,
    item: Item,
    stretch: tuple[Sequence[str], Sequence[str]],
    outside: Sequence[bool],
    rows: list[list[float]],
) -> tuple[list[float], bytearray]:
    words, plain = stretch
    above = rows[-1]
    dropped, drop = (above[0] + SLIGHT, INSERTED) if item.insertion else (above[0] + UNSAID, EXTRA)
    row, way = [dropped], bytearray([drop])
    shown = bare(item.word) if plain is not words else item.word
    last = len(items) - 1
    twin = _drawn(items, at)
    for place, word in enumerate(words, start=1):
        if item.insertion:
            best, kind = above[place] + SLIGHT, INSERTED
            longer = row[place - 1] + SLIGHT
            if longer < best:
                best, kind = longer, STANDS_FOR
        else:
            same = word == item.word or plain[place - 1] == shown or item.same(word)
            best, kind = (above[place - 1], SAME) if same else (above[place - 1] + SWAPPED, OTHER)
            if above[place] + UNSAID < best:
                best, kind = above[place] + UNSAID, EXTRA
            if at < last:
                skip = SLIGHT if outside[place - 1] else 1
                if row[place - 1] + skip < best:
                    best, kind = row[place - 1] + skip, FREE if skip < 1 else LEFT
            if place > 1 and above[place - 2] < best and _one(words[place - 2] + word, item.word):
                best, kind = above[place - 2], PARTED
            if twin and rows[-2][place - 1] < best and twin == word:
                best, kind = rows[-2][place - 1], DRAWN
        row.append(best)
        way.append(kind)
    return row, way


def _one(two: str, word: str) -> bool:
    """Whether two words run together are the one; figures never are."""
    return two == word and not is_number(word)


def _drawn(items: Sequence[Item], at: int) -> str:
    """The item with the one before it, run together; "" where that makes no word."""
    if not at or items[at].insertion or items[at - 1].insertion:
        return ""
    word = items[at - 1].word + items[at].word
    return "" if is_number(word) else word


def _steps(ways: list[bytearray], row: int, place: int) -> list[Step]:
    found: list[Step] = []
    while row > 0:
        kind = ways[row][place]
        up, left = BACK[kind]
        found.append(Step(kind, row - up, row, place - left, place))
        row, place = row - up, place - left
    return found[::-1]
