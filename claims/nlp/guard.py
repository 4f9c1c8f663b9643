"""Where two statements differ in what makes them true: no pair that differs here is the same claim.

Conservative: something that only one side says is no difference. A difference needs both sides to speak
of the same thing, which is judged by the words they share around it and in all.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from claims.said import said

from .alignment import aligned, same_spelling
from .denying import denies_a_fact, is_said
from .facets import Facets, Negation, facets, known, stem
from .names import MEN, WOMEN
from .numbers import Quantity, Unit, agrees, same_unit
from .periods import Form, Grain, Period
from .twins import twins
from .words.opposites import OPPOSITES, QUANTIFIERS

ALIKE = 0.6
"""Share of the shorter side's content words that both have, from which they speak of the same thing."""
STRICT = 0.75
"""Share from which the nearest words need not agree."""
RELATED = 0.4
"""Share from which they do so where the nearest words agree as well."""

RARE = 100
"""Figure from which it is no accident that both sides have it ("$400 million", "400 percent")."""


DENIED = 5
"""Words in common from which a negated phrase that the other side says plainly is of the same thing."""


class Kind(StrEnum):
    NEGATION = "negation"
    NUMBER = "number"
    UNIT = "unit"
    DATE = "date"
    ENTITY = "entity"
    DIRECTION = "direction"
    QUANTIFIER = "quantifier"


@dataclass(frozen=True, slots=True)
class Difference:
    """The words on each side ("" where a side has none, as with a negation) and a sentence for a person."""

    kind: Kind
    here: str
    there: str

    @property
    def sentence(self) -> str:
        if self.kind == Kind.NEGATION:
            if self.here:
                return said("“%(words)s” here only", words=self.here)
            return said("“%(words)s” there only", words=self.there)
        return said("%(there)s there, %(here)s here", there=self.there, here=self.here)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two statements side by side; ``alike`` in [0, 1] is how much they share of the shorter one."""

    a: Facets
    b: Facets
    alike: float
    shared: int

    def near(self, mine: tuple[int, int], theirs: tuple[int, int], reach: int = 4) -> int:
        """How many words the contexts of two spans share."""
        return len(self.a.context(*mine, reach) & self.b.context(*theirs, reach))


def differences(
    a: str, b: str, *, a_date: datetime.date | None = None, b_date: datetime.date | None = None
) -> list[Difference]:
    """Every blocking difference between two statements; ``a`` is ours ("here"), ``b`` the other ("there").

    Symmetric: with the sides changed the same differences come back with their sides changed. The dates
    are the days on which each was made. Linear in the texts' lengths, raises nothing on any string.
    """
    if a == b:
        return []
    pair = side_by_side(facets(a, a_date), facets(b, b_date))
    found = [one for compare in COMPARISONS for one in compare(pair)]
    found += _worded(aligned(pair.a, pair.b, pair.alike))
    found = found or _worded(twins(pair.a, pair.b))
    return sorted(dict.fromkeys(found), key=lambda one: (one.kind, one.here, one.there))


def _worded(found: Iterable[tuple[str, str, str]]) -> list[Difference]:
    return [Difference(Kind(kind), here, there) for kind, here, there in found]


def side_by_side(a: Facets, b: Facets) -> Pair:
    shared = len(a.stems & b.stems)
    return Pair(a, b, shared / max(1, min(len(a.stems), len(b.stems))), shared)


# -- numbers and units


def _numbers(pair: Pair) -> Iterator[Difference]:
    """Numbers that nothing on the other side agrees with, where both count or measure the same thing."""
    mine, theirs = _lonely(pair.a, pair.b), _lonely(pair.b, pair.a)
    for one in mine:
        for other in theirs:
            kind = _number_kind(pair, one, other)
            if not kind and len(mine) == len(theirs) == 1:
                kind = _lone_kind(pair, one, other)
            if kind:
                yield Difference(kind, _words(pair.a, one), _words(pair.b, other))


def _words(side: Facets, one: Quantity | Period) -> str:
    return " ".join(side.text[one.start : one.end].split())


def _lonely(side: Facets, other: Facets) -> list[Quantity]:
    """The numbers of a side that no number of the other side says again, not even without its unit."""
    return [
        one
        for one in side.numbers
        if one.kind != Unit.ORDINAL
        and one.high < 10 * one.low + (one.high == one.low)
        and not any(agrees(one, two) or _bare_same(one, two) for two in other.numbers)
    ]


def _bare_same(a: Quantity, b: Quantity) -> bool:
    """ "5 million" and "$5 million": one side leaves the unit out."""
    return Unit.COUNT in {a.kind, b.kind} and a.amount == b.amount


def _number_kind(pair: Pair, one: Quantity, other: Quantity) -> Kind | None:
    near = pair.near((one.start, one.end), (other.start, other.end))
    together = pair.alike >= ALIKE and pair.shared >= 2
    if not same_unit(one, other):
        same = one.written == other.written and Unit.ORDINAL not in {one.kind, other.kind}
        rare = one.written >= RARE and pair.shared >= 1
        return Kind.UNIT if same and (near >= 1 or together or rare) else None
    named = one.kind not in {Unit.COUNT, Unit.PEOPLE, Unit.TIME} or _same_noun(one, other)
    if (near >= 2 and named and pair.alike >= RELATED) or (together and (named or near >= 1)):
        return _which(one, other)
    return None


def _which(one: Quantity, other: Quantity) -> Kind:
    """The same figure of another unit ("30 miles", "30 kilometers") differs by its unit."""
    return Kind.UNIT if one.amount == other.amount else Kind.NUMBER


def _lone_kind(pair: Pair, one: Quantity, other: Quantity) -> Kind | None:
    """The only number of each side that the other has not: a share or a sum of money in one story."""
    if pair.shared < 3 or pair.alike < RELATED or Unit.ORDINAL in {one.kind, other.kind}:
        return None
    rough = one.kind == Unit.PERCENT and max(one.step, other.step) > 1  # "half"
    if same_unit(one, other) and one.kind in {Unit.MONEY, Unit.PERCENT} and not rough:
        return _which(one, other)
    same = one.written == other.written and not same_unit(one, other)
    return Kind.UNIT if same else None


def _same_noun(one: Quantity, other: Quantity) -> bool:
    return bool(one.noun) and stem(one.noun) == stem(other.noun)


# -- dates


def _dates(pair: Pair) -> Iterator[Difference]:
    mine, theirs = _lonely_dates(pair.a, pair.b), _lonely_dates(pair.b, pair.a)
    if len(mine) == len(theirs) == 1 and pair.alike >= RELATED and pair.shared >= 2:
        if _comparable(mine[0], theirs[0]) and mine[0].grain == theirs[0].grain:
            yield Difference(Kind.DATE, _words(pair.a, mine[0]), _words(pair.b, theirs[0]))
        return
    for one in mine:
        for other in theirs:
            near = pair.near((one.start, one.end), (other.start, other.end))
            close = near >= 2 if pair.alike < STRICT else one.grain == other.grain
            if _comparable(one, other) and close and pair.alike >= ALIKE:
                yield Difference(Kind.DATE, _words(pair.a, one), _words(pair.b, other))


def _lonely_dates(side: Facets, other: Facets) -> list[Period]:
    return [
        one
        for one in side.dates
        if not any(_same_time(one, two) for two in other.dates)
        and not LAW.search(side.text[max(0, one.start - 24) : one.start])
    ]


LAW = re.compile(r"\b(?:Act|Law|Code|Treaty|Constitution|Convention|Amendments?|Class) of $")
"""What has a year in its name."""


def _comparable(one: Period, other: Period) -> bool:
    """Both say a time by themselves: two years, or two months without one."""
    if one.form != Form.EXPLICIT or other.form != Form.EXPLICIT:
        return False
    months = one.year is None and other.year is None and bool(one.month and other.month)
    return months or (_has_year(one) and _has_year(other))


def _has_year(one: Period) -> bool:
    return one.year is not None or one.grain in {Grain.CENTURY, Grain.DECADE, Grain.YEAR}


def _same_time(one: Period, other: Period) -> bool:
    """Whether some reading of one touches some reading of the other; without readings, the same month."""
    if one.readings and other.readings:
        return any(a[0] <= b[1] and b[0] <= a[1] for a in one.readings for b in other.readings)
    if one.month and other.month:
        return one.month == other.month and (not one.day or not other.day or one.day == other.day)
    return True


# -- names


def _names(pair: Pair) -> Iterator[Difference]:
    mine, theirs = _strangers(pair.a, pair.b), _strangers(pair.b, pair.a)
    for one in mine:
        for other in theirs:
            here, there = _run(pair.a, one), _run(pair.b, other)
            if _same_slot(pair, one, other) and not same_spelling(here, there):
                yield Difference(Kind.ENTITY, here, there)
    yield from _namesakes(pair)


def _run(side: Facets, run: tuple[int, int]) -> str:
    return " ".join(word.text for word in side.words[run[0] : run[1]])


def _strangers(side: Facets, other: Facets) -> list[tuple[int, int]]:
    """The names of which the other side has no part, not even in a handle or as initials."""
    return [run for run in side.names if not any(known(word, other) for word in side.words[run[0] : run[1]])]


def _same_slot(pair: Pair, one: tuple[int, int], other: tuple[int, int]) -> bool:
    mine, theirs = _span(pair.a, one), _span(pair.b, other)
    left = _neighbour(pair.a, one[0] - 1, -1) == _neighbour(pair.b, other[0] - 1, -1)
    right = _neighbour(pair.a, one[1], 1) == _neighbour(pair.b, other[1], 1)
    near = pair.near(mine, theirs, 3)
    if pair.alike >= ALIKE and pair.shared >= 4:
        return (left and right) or (near >= 3 and (left or right))
    return left and right and near >= 2 and pair.alike >= RELATED


def _span(side: Facets, run: tuple[int, int]) -> tuple[int, int]:
    return side.words[run[0]].start, side.words[run[1] - 1].end


def _neighbour(side: Facets, at: int, step: int) -> str:
    """The stem of the next word in a direction, little words included; a mark where the text ends."""
    while 0 <= at < len(side.words):
        word = side.words[at]
        if word.text[0].isalnum():
            return word.stem
        at += step
    return "|"


def _namesakes(pair: Pair) -> Iterator[Difference]:
    """The same surname behind two different given names ("Bill Clinton", "Hillary Clinton")."""
    given = MEN | WOMEN
    mine, theirs = _full_names(pair.a, given), _full_names(pair.b, given)
    for surname in mine.keys() & theirs.keys():
        if not mine[surname] & theirs[surname] and pair.alike >= ALIKE:
            here, there = min(mine[surname]), min(theirs[surname])
            yield Difference(Kind.ENTITY, f"{here} {surname}".title(), f"{there} {surname}".title())


def _full_names(side: Facets, given: frozenset[str]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for first, end in side.names:
        if end - first >= 2 and side.words[first].low in given:
            found.setdefault(side.words[end - 1].low, set()).add(side.words[first].low)
    return found


# -- negation, direction, quantifiers: within one language only


def _negation(pair: Pair) -> Iterator[Difference]:
    if pair.a.language != pair.b.language:
        return
    odd = len(pair.a.negations) != len(pair.b.negations)
    for one in pair.a.negations:
        if denies_a_fact(pair.a, one) and _is_turned(pair, one, pair.a, pair.b, odd=odd):
            yield Difference(Kind.NEGATION, one.text, "")
    for one in pair.b.negations:
        if denies_a_fact(pair.b, one) and _is_turned(pair, one, pair.b, pair.a, odd=odd):
            yield Difference(Kind.NEGATION, "", one.text)


def _is_turned(pair: Pair, one: Negation, mine: Facets, other: Facets, *, odd: bool) -> bool:
    return (odd and _is_denied(pair, one, other)) or (
        pair.shared >= DENIED and pair.alike >= RELATED and is_said(one, mine, other)
    )


def _is_denied(pair: Pair, one: Negation, other: Facets) -> bool:
    """Whether the other side says what this negation reaches, and says it plainly."""
    if not one.scope or one.at == 0 or (one.text.isupper() and len(one.text) > 1):
        return False  # "NOT GOOD!" is a cry
    plain = [stem for stem in one.scope if stem in other.stems and stem not in other.negated | other.weak]
    first = one.scope[0] in plain
    if _is_only(pair, one, other):
        return first and pair.shared >= 4 and pair.alike >= RELATED
    return first and len(plain) >= 2 and pair.alike >= STRICT and pair.shared >= 5


def _is_only(pair: Pair, one: Negation, other: Facets) -> bool:
    """The one negation of both sides, right before its verb ("was not convicted")."""
    mine = pair.a if other is pair.b else pair.b
    after = mine.words[one.at + 1] if one.at + 1 < len(mine.words) else None
    only = len(pair.a.negations) + len(pair.b.negations) == 1 and not other.weak
    return only and one.text == "not" and after is not None and after.stem == one.scope[0]


def _direction(pair: Pair) -> Iterator[Difference]:
    if pair.a.language != pair.b.language or pair.alike < RELATED or pair.shared < 2:
        return
    for up, down in OPPOSITES:
        for here, there in ((up, down), (down, up)):
            yield from _turned(pair, here, there)


def _turned(pair: Pair, here: frozenset[str], there: frozenset[str]) -> Iterator[Difference]:
    mine = [word for word in pair.a.words if word.low in here]
    theirs = [word for word in pair.b.words if word.low in there]
    if not mine or not theirs or pair.a.lows & there or pair.b.lows & here:
        return
    one, other = mine[0], theirs[0]
    if one.stem in pair.a.negated or other.stem in pair.b.negated:
        return
    near = pair.near((one.start, one.end), (other.start, other.end))
    if near >= 2 or (near and pair.alike >= ALIKE):
        yield Difference(Kind.DIRECTION, one.text, other.text)


def _quantifiers(pair: Pair) -> Iterator[Difference]:
    if pair.a.language != pair.b.language:
        return
    mine, theirs = _quantified(pair.a), _quantified(pair.b)
    for noun in sorted(mine.keys() & theirs.keys()):
        (here, strong), (there, weak) = mine[noun], theirs[noun]
        if abs(strong - weak) >= 2 and pair.alike >= ALIKE:
            yield Difference(Kind.QUANTIFIER, here, there)


def _quantified(side: Facets) -> dict[str, tuple[str, int]]:
    """Stem of the noun behind each quantifier → the quantifier and its strength."""
    found: dict[str, tuple[str, int]] = {}
    for at, word in enumerate(side.words):
        strength = QUANTIFIERS.get(word.low)
        noun = next((one.stem for one in side.words[at + 1 : at + 4] if one.content), None)
        if strength is not None and noun:
            found.setdefault(noun, (word.text, strength))
    return found


COMPARISONS: tuple[Callable[[Pair], Iterator[Difference]], ...] = (
    _numbers,
    _dates,
    _names,
    _negation,
    _direction,
    _quantifiers,
)
