"""Numbers with their units and hedges, and whether two of them say the same.

Reads English, Spanish, French, German and Portuguese, figures of any script. Deterministic, linear,
raises nothing on any string.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass, replace
from enum import StrEnum

from .dates import read_dates
from .numerals import Numeral, Piece, numeral, pieces, scale_of
from .periods import Form, Period
from .words.quantities import ALONE, ARTICLES, FRACTIONS, HEDGES, ONES, ORDINALS, UNITS

ABOUT = 0.1
"""How far "about" reaches, as a share of the number."""
ROUND = 0.025
"""How far a whole number ending in zeros may be rounded, as a share of it: 5,000 may be 4,900 or 5,120."""
REACH = 1.5
"""How far "more than" reaches: "more than 5,000" is said of 5,200 or 7,000, hardly of 10,000."""


class Unit(StrEnum):
    """What is counted or measured. Numbers of different kinds never agree, but a bare count with people."""

    COUNT = "count"
    PEOPLE = "people"
    PERCENT = "percent"
    POINTS = "points"
    MONEY = "money"
    ORDINAL = "ordinal"
    LENGTH = "length"
    AREA = "area"
    VOLUME = "volume"
    MASS = "mass"
    TIME = "time"
    SPEED = "speed"
    TEMPERATURE = "temperature"
    DEGREES = "degrees"


class Hedge(StrEnum):
    EXACT = "exact"
    ABOUT = "about"
    MORE = "more"
    LESS = "less"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number at ``text[start:end]`` (its unit included, its hedge not).

    ``low`` to ``high`` is the value in ``unit`` (metres, kilograms, seconds, USD ...); they differ only
    in a range ("3 to 5"). ``step`` is the last written place, in the same unit; ``written`` the number
    before scale and unit ("30" of "30 million miles"), ``amount`` before the unit only; ``noun``
    the word behind, "" at an end.
    """

    start: int
    end: int
    low: float
    high: float
    kind: Unit
    unit: str
    hedge: Hedge
    step: float
    written: float
    amount: float
    noun: str = ""

    def values(self) -> tuple[float, float]:
        """What the words state, open at the side of a hedge."""
        low, high = self.low, self.high
        if self.hedge in {Hedge.MORE, Hedge.AT_LEAST}:
            high = max(high * REACH, high)
        if self.hedge in {Hedge.LESS, Hedge.AT_MOST}:
            low = min(low / REACH, low)
        return low, high

    def bounds(self) -> tuple[float, float]:
        """What may be called by these words: the values, widened by what rounding hides."""
        low, high = self.values()
        loose = max(self._rounding(), ABOUT * abs(self.high) if self.hedge == Hedge.ABOUT else 0.0)
        return (
            low - (0 if self.hedge == Hedge.MORE else loose),
            high + (0 if self.hedge == Hedge.LESS else loose),
        )

    def _rounding(self) -> float:
        half = self.step / 2
        zeros = self.step >= 1 and self.high % (self.step * 10) == 0 and self.unit != "%"
        return max(half, ROUND * abs(self.high)) if zeros and self.kind != Unit.ORDINAL else half


def agrees(a: Quantity, b: Quantity) -> bool:
    """Whether both may be said of the same thing: same kind and unit, and one lies where the other reaches.

    Rounding: half of the last written place ("30 percent" is 29.6 but not 31; "1.2 million" is 1,230,000),
    for whole numbers ending in zero at least 2.5 percent. "About" reaches 10 percent. "More than" and "at
    least" reach up to half as much again, "less than" and "up to" down to two thirds; between two numbers
    with the same such hedge only rounding counts. Of two ranges both ends must agree.
    """
    if a.hedge == b.hedge and a.hedge not in {Hedge.EXACT, Hedge.ABOUT}:
        a, b = replace(a, hedge=Hedge.EXACT), replace(b, hedge=Hedge.EXACT)
    if a.low < a.high and b.low < b.high:
        ends = [(_only(a, a.low), _only(b, b.low)), (_only(a, a.high), _only(b, b.high))]
        return all(agrees(one, other) for one, other in ends)
    return same_unit(a, b) and (_meet(a.values(), b.bounds()) or _meet(b.values(), a.bounds()))


def _only(one: Quantity, value: float) -> Quantity:
    return replace(one, low=value, high=value)


def same_unit(a: Quantity, b: Quantity) -> bool:
    if {a.kind, b.kind} == {Unit.COUNT, Unit.PEOPLE}:
        return True
    return a.kind == b.kind and a.unit == b.unit


def _meet(values: tuple[float, float], bounds: tuple[float, float]) -> bool:
    """Open intervals, so that 5 and 6 (4.5 to 5.5, 5.5 to 6.5) stay apart; equal ends of points meet."""
    low, high = max(values[0], bounds[0]), min(values[1], bounds[1])
    single = values[0] == values[1]
    return low < high or (low == high and single and bounds[0] < low < bounds[1])


def read_numbers(text: str, *, language: str = "en", dates: list[Period] | None = None) -> list[Quantity]:
    """The quantities of a text in order, none inside another; figures that belong to a date are none.

    ``dates`` are the text's dates where they have been read already.
    """
    code = language.lower().replace("_", "-").split("-")[0]
    dates = read_dates(text, language=code) if dates is None else dates
    taken = [(one.start, one.end) for one in dates if one.form == Form.EXPLICIT]
    items = _outside(pieces(text, code), taken)
    found: list[Quantity] = []
    at = 0
    while at < len(items):
        quantity, after = _quantity(items, at, code)
        if quantity:
            found.append(quantity)
        at = max(after, at + 1)
    return found


def _outside(items: list[Piece], taken: list[tuple[int, int]]) -> list[Piece]:
    """The pieces that lie in none of the spans; both are in order."""
    found, at = [], 0
    for piece in items:
        while at < len(taken) and taken[at][1] <= piece.start:
            at += 1
        if at == len(taken) or piece.start < taken[at][0]:
            found.append(piece)
    return found


def _quantity(items: list[Piece], at: int, code: str) -> tuple[Quantity | None, int]:
    """The quantity that begins with piece ``at``, and the piece behind it."""
    for read in (_ordinal, _fraction, _one_in, _vague, _plain):
        found = read(items, at, code)
        if found:
            return found
    return None, at + 1


def _make(
    items: list[Piece], first: int, after: int, values: tuple[float, float], step: float, written: float,
    unit: tuple[str, str, float],
) -> tuple[Quantity, int]:  # fmt: skip
    kind, name, factor = unit
    noun = items[after].low if after < len(items) and items[after].kind == "word" else ""
    low, high = (_celsius(value) if name == "°F" else value * factor for value in values)
    scaled = step * (5 / 9 if name == "°F" else factor)
    quantity = Quantity(
        items[first].start, items[after - 1].end, low, high, Unit(kind), "°C" if name == "°F" else name,
        _hedge(items, first), scaled, written, values[1], noun,
    )  # fmt: skip
    return quantity, after


def _celsius(fahrenheit: float) -> float:
    return (fahrenheit - 32) * 5 / 9


COUNTED = (Unit.COUNT.value, "", 1.0)
SHARE = (Unit.PERCENT.value, "%", 1.0)


def _ordinal(items: list[Piece], at: int, code: str) -> tuple[Quantity, int] | None:
    """ "23rd", "third" — but not "a third" and not the word "second", which is as often a time."""
    piece = items[at]
    unit = (Unit.ORDINAL.value, "", 1.0)
    glued = at + 1 < len(items) and items[at + 1].start == piece.end
    if piece.kind == "figures" and glued and items[at + 1].low in {"st", "nd", "rd", "th", "º", "ª", "°"}:
        value = float(int(piece.text)) if piece.text.isdecimal() and len(piece.text) < 6 else None
        celsius = items[at + 1].low == "°" and at + 2 < len(items) and items[at + 2].low in {"c", "f"}
        if value is not None and not celsius and items[at + 1].low != "°":
            return _make(items, at, at + 2, (value, value), 1.0, value, unit)
    value = ORDINALS.get(piece.low)
    before = items[at - 1].low if at else ""
    if not value or piece.low == "second" or before in {"a", "one", "two"}:
        return None
    return _make(items, at, at + 1, (value, value), 1.0, float(value), unit)


def _fraction(items: list[Piece], at: int, code: str) -> tuple[Quantity, int] | None:
    """ "half", "two-thirds", "three quarters", "a third": a share, or part of the number that follows."""
    low, place, count = items[at].low, at, 1.0
    parts = low.split("-")
    if len(parts) == 2 and parts[1] in FRACTIONS:
        number = numeral([Piece(0, 0, parts[0], parts[0], "word")], 0, code)
        count, low = (number.value if number else 0.0), parts[1]
    elif low not in FRACTIONS:
        number = numeral(items, at, code)
        one = 1.0 if low in ARTICLES else None
        count = number.value if number and number.next == at + 1 else (one or 0.0)
        place = at + 1
        low = items[place].low if place < len(items) else ""
    elif low not in ALONE:
        return None
    if low not in FRACTIONS or not 0 < count < 10:
        return None
    return _share(items, at, place + 1, count * FRACTIONS[low], code)


def _share(items: list[Piece], at: int, after: int, part: float, code: str) -> tuple[Quantity, int]:
    lead = after + 1 if after < len(items) and items[after].low == "of" else after
    following = numeral(items, lead, code) if lead < len(items) else None
    if following and following.written == 1.0 and following.scale >= 1000:
        value = part * following.value
        unit, end = _unit_after(items, following.next)
        return _make(items, at, end, (value, value), value / 10, part, unit)
    return _make(items, at, after, (100 * part, 100 * part), 2.0, 100 * part, SHARE)


def _one_in(items: list[Piece], at: int, code: str) -> tuple[Quantity, int] | None:
    """ "one in five", "3 out of 10": a share."""
    first = numeral(items, at, code)
    if not first or first.next + 1 >= len(items):
        return None
    place = first.next
    link = items[place].low
    if link == "out" and items[place + 1].low == "of":
        place += 1
    elif link not in {"in", "sur"} or not items[place].start - first.end <= 2:
        return None
    second = numeral(items, place + 1, code) if place + 1 < len(items) else None
    if (
        not second
        or second.value <= first.value
        or first.value <= 0
        or second.scale > 1000
        or first.scale > 1
    ):
        return None
    share = 100 * first.value / second.value
    return _make(items, at, second.next, (share, share), share / 10, share, SHARE)


VAGUE = {"tens": 10.0, "dozens": 12.0, "scores": 20.0, "decenas": 10.0, "dizaines": 10.0, "dutzende": 12.0}


def _vague(items: list[Piece], at: int, code: str) -> tuple[Quantity, int] | None:
    """ "thousands", "tens of millions": from one to ten times the word."""
    low, after = items[at].low, at + 1
    scale = VAGUE.get(low) or (scale_of(low, code) if low in PLURALS else None)
    if not scale or (at and items[at - 1].kind == "figures"):
        return None
    while after + 1 < len(items) and items[after].low in OF and items[after + 1].low in PLURALS:
        scale *= scale_of(items[after + 1].low, code) or 1.0
        after += 2
    unit, end = _unit_after(items, _past_of(items, after))
    unit, end = (COUNTED, after) if unit == COUNTED else (unit, end)
    return _make(items, at, end, (scale, 10 * scale), scale, 1.0, unit)


def _past_of(items: list[Piece], at: int) -> int:
    """Behind the "of" in "millions of dollars"."""
    return at + 1 if at < len(items) and items[at].low in OF else at


OF = frozenset(["of", "de", "von"])
PLURALS = frozenset("hundreds thousands millions billions trillions millones millions milliers milliards "
                    "millionen milliarden milhões bilhões".split())  # fmt: skip


def _plain(items: list[Piece], at: int, code: str) -> tuple[Quantity, int] | None:
    """A number with its currency or unit, or a range of two."""
    money = UNITS.get(items[at].low) if items[at].kind != "figures" else None
    leads = (
        money is not None and money[0] == Unit.MONEY and at + 1 < len(items) and items[at].low not in LATER
    )
    first = numeral(items, at + 1 if leads else at, code)
    if not first:
        return None
    second, after = _range_end(items, at, first, code)
    unit, end = _unit_after(items, after)
    if unit == COUNTED and (second or first).scale >= 1000:
        unit, end = _unit_after(items, _past_of(items, after))
        end = after if unit == COUNTED else end
    if leads and money:
        unit, end = money, max(after, end if unit[:2] == money[:2] else after)
    lone = items[at].low in ONES and first.next == at + 1
    if lone and unit == COUNTED:
        return None
    low = first.value
    if second and second.scale > 1 and first.scale == 1:
        low = first.value * second.scale
    high = second.value if second else low
    return _make(
        items, at, end, (min(low, high), max(low, high)), (second or first).step, first.written, unit
    )


LATER = frozenset(
    "dollars dollar euros euro yen cents cent rupees rupee yuan reais rubles roubles quid".split()
)
"""Currency words that stand behind their number only."""
DASHES = "-–—"


def _range_end(items: list[Piece], at: int, first: Numeral, code: str) -> tuple[Numeral | None, int]:
    """The second number of "between 3 and 5", "3 to 5", "3-5"; "from 3 to 5" is a change and no range."""
    place = first.next
    if place + 1 >= len(items):
        return None, place
    link, before = items[place].low, items[at - 1].low if at else ""
    between = before in {"between", "entre", "zwischen"} and link in {"and", "y", "et", "und", "e"}
    dash = link in DASHES and items[place].start == first.end and items[place + 1].start == items[place].end
    if not between and not dash and (link not in {"to", "bis"} or before in {"from", "von"}):
        return None, place
    skip = 1 if items[place + 1].text in "$€£¥₹" else 0
    second = numeral(items, place + 1 + skip, code) if place + 1 + skip < len(items) else None
    if not second or second.value <= 0 or second.value < first.value:
        return None, place
    return second, second.next


def _unit_after(items: list[Piece], at: int) -> tuple[tuple[str, str, float], int]:
    """The unit behind a number, the longest first, and the piece behind it."""
    for length in (3, 2, 1):
        if at + length > len(items):
            continue
        phrase = " ".join(piece.low for piece in items[at : at + length])
        for wording in (phrase, phrase.replace(" ", "") if length > 1 else phrase):
            if wording in UNITS and _fits(wording, items, at):
                return UNITS[wording], at + length
    if at < len(items) and items[at].text in DASHES and at + 1 < len(items):
        unit = UNITS.get(items[at + 1].low)
        if unit and items[at].start == items[at - 1].end:
            return unit, at + 2
    return COUNTED, at


def _fits(wording: str, items: list[Piece], at: int) -> bool:
    """Single letters are units only near figures: "5 m", not "five M"."""
    return len(wording) > 1 or not wording.isalpha() or items[at - 1].kind == "figures"


@functools.cache
def _hedge_pattern() -> re.Pattern[str]:
    phrases = "|".join(re.escape(phrase) for phrase in sorted(HEDGES, key=len, reverse=True))
    return re.compile(rf"(?:^|[\s(])({phrases})(?: (?:the|los|las|les|der|os|as))?$")


def _hedge(items: list[Piece], first: int) -> Hedge:
    """The hedge that stands right before the quantity, as far as four words back."""
    before = " ".join(piece.low for piece in items[max(0, first - 4) : first])
    found = _hedge_pattern().search(before)
    return Hedge(HEDGES[found.group(1)]) if found else Hedge.EXACT
