"""Two statements laid word against word: what stands in the same place on both sides and differs.

For statements that share most of their words. Beyond ``LONGEST`` words nothing is laid side by side, since
the work grows with the product of the lengths.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import TypeVar

from .facets import Facets, is_name, known, negates
from .numbers import Quantity, Unit, agrees, same_unit
from .periods import Grain, Period
from .words.opposites import WEAK

LONGEST = 160
LIKE = 0.5
"""Share of common content words from which the places of two statements are compared."""
MOSTLY = 0.7
"""Share of equal words in the same order from which they are so too."""
TWIN = 0.8
"""Share from which two statements are one with a word changed: every change counts."""
HELD = 3
"""Equal words around a place, both sides together, that make it the same place."""
SPELT = 0.72
"""Names more alike than this, letter by letter, are one name spelt in two ways."""
WIDE = 4
WORDY = 60
VAGUE = 10

Found = tuple[str, str, str]
"""Kind, the words here, the words there."""
Place = tuple[int, int, int, int]
Spanned = TypeVar("Spanned", Quantity, Period)


def aligned(a: Facets, b: Facets, alike: float) -> Iterator[Found]:
    """Differences at the same place of both statements."""
    if not a.words or not b.words or max(len(a.words), len(b.words)) > LONGEST:
        return
    # The same answer with the sides changed: difflib is not symmetric by itself.
    swapped = [word.low for word in a.words] > [word.low for word in b.words]
    first, second = (b, a) if swapped else (a, b)
    for kind, here, there in _places(first, second, alike):
        yield (kind, there, here) if swapped else (kind, here, there)


def _places(a: Facets, b: Facets, alike: float) -> Iterator[Found]:
    mine, theirs = [word.low for word in a.words], [word.low for word in b.words]
    steps = SequenceMatcher(None, mine, theirs, autojunk=False).get_opcodes()
    equal = sum(step[2] - step[1] for step in steps if step[0] == "equal")
    share = equal / max(1, min(len(mine), len(theirs)))
    if alike < LIKE and share < MOSTLY:
        return
    for at, (tag, *place) in enumerate(steps):
        here = (place[0], place[1], place[2], place[3])
        if tag == "equal":
            yield from _same_figures(a, b, here)
        elif _held(steps, at) >= HELD:
            yield from _changed(a, b, here, twin=equal >= TWIN * max(len(mine), len(theirs)) - 2)


def _held(steps: Sequence[tuple[str, int, int, int, int]], at: int) -> int:
    """How many equal words stand right before and after a step; a statement's end counts as one."""
    before = steps[at - 1][2] - steps[at - 1][1] if at else 1
    after = steps[at + 1][2] - steps[at + 1][1] if at + 1 < len(steps) else 1
    return before + after if before and after else 0


def _same_figures(a: Facets, b: Facets, place: Place) -> Iterator[Found]:
    """The same figures in the same place with another unit or scale: "30 percent", "30 million"."""
    for step in range(place[1] - place[0]):
        mine = _covering(a.numbers, a.words[place[0] + step].start)
        theirs = _covering(b.numbers, b.words[place[2] + step].start)
        if mine and theirs and mine.written == theirs.written and not _agree(mine, theirs):
            kind = _which(mine, theirs)
            yield kind, _said(a, mine), _said(b, theirs)


def _which(one: Quantity, other: Quantity) -> str:
    other_unit = not same_unit(one, other) and one.written == other.written
    return "unit" if other_unit or one.amount == other.amount else "number"


def _agree(one: Quantity, other: Quantity) -> bool:
    bare = Unit.COUNT in {one.kind, other.kind} and one.amount == other.amount
    ordinal = (one.kind == Unit.ORDINAL) != (other.kind == Unit.ORDINAL)
    return bare or ordinal or agrees(one, other)


def _covering(found: list[Quantity], place: int) -> Quantity | None:
    at = bisect_right([one.start for one in found], place) - 1
    return found[at] if at >= 0 and place < found[at].end else None


def _said(side: Facets, one: Quantity | Period) -> str:
    return " ".join(side.text[one.start : one.end].split())


def _changed(a: Facets, b: Facets, place: Place, *, twin: bool) -> Iterator[Found]:
    """A place that differs: numbers, dates and names against each other, a negation against none."""
    numbers = _within(a, a.numbers, place[0], place[1]), _within(b, b.numbers, place[2], place[3])
    for mine, theirs in zip(*numbers, strict=False):
        said = not twin and (_says(b, mine) or _says(a, theirs))
        if not _agree(mine, theirs) and not said and not _is_loose(mine) and not _is_loose(theirs):
            kind = _which(mine, theirs)
            yield kind, _said(a, mine), _said(b, theirs)
    dates = _within(a, a.dates, place[0], place[1]), _within(b, b.dates, place[2], place[3])
    for one, other in zip(*dates, strict=False):
        like = twin or (one.year is None) == (other.year is None)
        if like and one.readings and other.readings and not _touch(one, other):
            yield "date", _said(a, one), _said(b, other)
    if twin:
        yield from _misplaced(a, b, numbers, dates)
    yield from _renamed(a, b, place, twin=twin)
    yield from _denied(a, b, place, twin=twin)


def _misplaced(
    a: Facets,
    b: Facets,
    numbers: tuple[list[Quantity], list[Quantity]],
    dates: tuple[list[Period], list[Period]],
) -> Iterator[Found]:
    """A year on one side where the other has a figure that is none ("since 1952", "since 752")."""
    for one, other in zip(dates[0], numbers[1], strict=False):
        if one.grain == Grain.YEAR and not numbers[0] and not dates[1] and one.year != other.amount:
            yield "date", _said(a, one), _said(b, other)
    for two, one in zip(numbers[0], dates[1], strict=False):
        if one.grain == Grain.YEAR and not numbers[1] and not dates[0] and one.year != two.amount:
            yield "date", _said(a, two), _said(b, one)


def _says(side: Facets, one: Quantity) -> bool:
    return any(_agree(one, other) for other in side.numbers)


def _is_loose(one: Quantity) -> bool:
    """ "Thousands", which reaches from one thousand to ten, is next to any number."""
    return one.low < one.high and one.high >= VAGUE * one.low


def _touch(one: Period, other: Period) -> bool:
    return any(x[0] <= y[1] and y[0] <= x[1] for x in one.readings for y in other.readings)


def _within(side: Facets, found: list[Spanned], first: int, end: int) -> list[Spanned]:
    if first == end:
        return []
    start, stop = side.words[first].start, side.words[end - 1].end
    return [one for one in found if one.start < stop and start < one.end]


def _renamed(a: Facets, b: Facets, place: Place, *, twin: bool) -> Iterator[Found]:
    mine = [at for at in range(place[0], place[1]) if is_name(a, at)]
    theirs = [at for at in range(place[2], place[3]) if is_name(b, at)]
    if not mine or not theirs or max(place[1] - place[0], place[3] - place[2]) > WIDE + 2 * twin:
        return
    if not twin and (_familiar(a, mine, b) or _familiar(b, theirs, a)):
        return
    here, there = (" ".join(side.words[at].text for at in run) for side, run in ((a, mine), (b, theirs)))
    if not same_spelling(here, there):
        yield "entity", here, there


def _familiar(side: Facets, run: list[int], other: Facets) -> bool:
    """Whether the other side has a part of the name, or it may be just a word that begins a clause."""
    lone = len(run) == 1 and (run[0] == 0 or not side.words[run[0] - 1].text[0].isalnum())
    return lone or any(known(side.words[at], other) for at in run)


def same_spelling(here: str, there: str) -> bool:
    """One name spelt in two ways ("Bengazi", "Benghazi")."""
    first, second = sorted((here.lower()[:WORDY], there.lower()[:WORDY]))
    return SequenceMatcher(None, first, second).ratio() >= SPELT


def _denied(a: Facets, b: Facets, place: Place, *, twin: bool) -> Iterator[Found]:
    """A negation on one side of a narrow place and none on the other.

    In statements that differ elsewhere too it must be all that is there, not their first word, and the
    only one: otherwise it may stand elsewhere on the other side.
    """
    if max(place[1] - place[0], place[3] - place[2]) > WIDE - 1:
        return
    mine = [a.words[at].text for at in range(place[0], place[1]) if _negates(a, at)]
    theirs = [b.words[at].text for at in range(place[2], place[3]) if _negates(b, at)]
    if len(mine) % 2 == len(theirs) % 2:
        return
    alone = place[0] == place[1] or place[2] == place[3]
    if not twin and (not alone or 0 in (place[0], place[2]) or (a.negations and b.negations)):
        return
    if not alone and (_is_weak(a, place[0], place[1]) or _is_weak(b, place[2], place[3])):
        return
    yield "negation", mine[0] if mine else "", theirs[0] if theirs else ""


def _negates(side: Facets, at: int) -> bool:
    """ "Not only ... but" says both."""
    after = side.words[at + 1].low if at + 1 < len(side.words) else ""
    return negates(side, at) and not (after in {"only", "just", "merely"} and "but" in side.lows)


def _is_weak(side: Facets, first: int, end: int) -> bool:
    return any(word.low in WEAK for word in side.words[first:end])
