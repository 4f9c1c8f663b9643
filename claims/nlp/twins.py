"""Two statements that are one but for a few words: there, every change of a fact counts.

Finer than `alignment`: hyphens divide ("8-year", "COVID-19"), marks of money and percent are words, and
units count that stand by no number ("a year", "per month"). Beyond ``LONGEST`` words nothing is compared.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from math import prod
from typing import NamedTuple

from .facets import Facets, stem, stops
from .words.denials import DAYS, DOUBTFUL, FRAME, HEDGING, MEASURES, figures_of
from .words.opposites import ALIASES, NEGATIONS, NO_NEGATION, WEAK

LONGEST = 200
TWIN = 0.8
"""Share of equal words, of both sides together, from which two statements are one with words changed."""
SAME = 0.88
"""Share from which names and negations count, too: in looser pairs they move about."""
INSIDE, LEAST = 0.85, 6
"""Share of the shorter side's words, and how many, from which it stands whole inside the longer one."""
SAID = 0.6
"""Share of the shorter side from which a frame such as "it is not true that" denies the other side."""
WIDE = 6
TOKEN = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W\d_]+(?:['’][^\W\d_]+)*|\d+(?:[.,]\d+)*|[%$€£¥₹°]")
EMPTY = frozenset("do does did to a an the be is are was were has have had will".split())
AUXILIARIES = frozenset("is are was were has have had will would can could should does did do must".split())
Steps = Sequence[tuple[str, int, int, int, int]]
Found = tuple[str, str, str]
"""Kind, the words here, the words there."""


class Token(NamedTuple):
    start: int
    end: int
    text: str
    low: str


def twins(a: Facets, b: Facets) -> Iterator[Found]:
    """Differences of two statements that are nearly the same words in the same order."""
    mine, theirs = FRAME.match(a.text), FRAME.match(b.text)
    first = _tokens(a.text, mine.end() if mine else 0)
    second = _tokens(b.text, theirs.end() if theirs else 0)
    if not first or not second or max(len(first), len(second)) > LONGEST:
        return
    # The same answer with the sides changed: difflib is not symmetric by itself.
    swapped = [one.low for one in first] > [one.low for one in second]
    steps = _steps(second, first) if swapped else _steps(first, second)
    equal = sum(end - start for tag, start, end, *_ in steps if tag == "equal")
    if bool(mine) != bool(theirs) and equal >= SAID * min(len(first), len(second)):
        yield "negation", _said(mine), _said(theirs)
    share = 2 * equal / (len(first) + len(second))
    inside = equal >= INSIDE * min(len(first), len(second)) and equal >= LEAST
    if inside and share < SAME:
        yield from _refused(a, b, first, second, steps, swapped=swapped)
    if share < TWIN:
        return
    for tag, *place in steps:
        if tag != "equal":
            i, j, k, m = place
            here, there = ((k, m), (i, j)) if swapped else ((i, j), (k, m))
            yield from _changed(_Side(a, first, *here), _Side(b, second, *there), same=share >= SAME)


def _refused(
    a: Facets, b: Facets, mine: list[Token], theirs: list[Token], steps: Steps, *, swapped: bool
) -> Iterator[Found]:
    """ "Is" against "is not" or "isn't", where the one statement stands whole inside the other."""
    if not _is_odd(a, b):
        return
    for tag, *place in steps:
        i, j, k, m = (place[2], place[3], place[0], place[1]) if swapped else place
        here, there = mine[i:j], theirs[k:m]
        before = mine[i - 1].low if i else ""
        if tag != "equal" and max(len(here), len(there)) == 1 and _is_refusal(before, here, there):
            yield "negation", _first(_refusing(here)), _first(_refusing(there))


def _is_refusal(before: str, here: list[Token], there: list[Token]) -> bool:
    """A lone "not" or "never" behind an auxiliary, or the auxiliary with "n't" in the place of itself."""
    if here and there:
        words = {here[0].low, there[0].low}
        return any(low + "n't" in words for low in words & AUXILIARIES) or words == {"can", "can't"}
    return before in AUXILIARIES and (here or there)[0].low in {"not", "never"}


def _refusing(found: list[Token]) -> list[Token]:
    return [one for one in found if one.low in {"not", "never"} or one.low.endswith("n't")]


def _said(frame: re.Match[str] | None) -> str:
    return " ".join(frame.group().split()).strip("“\"' ") if frame else ""


def _tokens(text: str, start: int) -> list[Token]:
    found = TOKEN.finditer(text, start)
    tokens = [Token(*match.span(), match.group(), _low(match.group())) for match in found]
    return [one for one in tokens if one.low]


def _low(text: str) -> str:
    low = text.lower().replace("’", "'").removesuffix("'s")
    return low.replace(".", "") if low[0].isalpha() else low.strip(".,")


def _steps(a: Sequence[Token], b: Sequence[Token]) -> Steps:
    return SequenceMatcher(None, [one.low for one in a], [one.low for one in b], autojunk=False).get_opcodes()


class _Side:
    """One side of a place: its tokens from ``first`` to ``end``."""

    def __init__(self, of: Facets, tokens: list[Token], first: int, end: int) -> None:
        self.of, self.own = of, tokens[first:end]

    @property
    def text(self) -> str:
        start, end = self.own[0].start, self.own[-1].end
        return " ".join(self.of.text[start:end].split())

    @functools.cached_property
    def figures(self) -> list[float]:
        table = _table(self.of.language)
        return [value for one in self.own if (value := _value(one, table)) is not None]

    @functools.cached_property
    def loose(self) -> bool:
        """Hedged ("about 30") or fine ("29.6"): how near that comes, `numbers.agrees` has judged.

        A hedge outside the place stands on both sides, and excuses nothing.
        """
        return any(one.low in HEDGING or "." in one.low for one in self.own)

    @functools.cached_property
    def days(self) -> set[int]:
        return {DAYS[one.low] for one in self.own if one.low in DAYS and self._is_day(one)}

    @staticmethod
    def _is_day(one: Token) -> bool:
        return one.low not in DOUBTFUL or (len(one.low) > 3 and one.text[0].isupper()) or one.text == "May"

    @functools.cached_property
    def measures(self) -> set[tuple[str, float]]:
        return {MEASURES[one.low] for one in self.own if one.low in MEASURES}

    @functools.cached_property
    def scaled(self) -> bool:
        """Whether it has a word such as "million"."""
        return any(_table(self.of.language).get(one.low, 0) >= 1000 for one in self.own)

    @functools.cached_property
    def negations(self) -> list[Token]:
        return [one for one in self.own if _negates(one, self.of) and not self._is_hedge(one)]

    def _is_hedge(self, one: Token) -> bool:
        """ "No," of its own, "not only", "no more than"."""
        after = TOKEN.search(self.of.text, one.end)
        stop = one.low in {"no", "non"} and self.of.text[one.end : one.end + 1] in set(",.!;:")
        return stop or (after is not None and after.group().lower() in NO_NEGATION)

    @functools.cached_property
    def rest(self) -> set[str]:
        return {stem(one.low) for one in self.own if not _negates(one, self.of)} - EMPTY

    @property
    def weak(self) -> bool:
        return any(one.low in WEAK for one in self.own)

    @functools.cached_property
    def names(self) -> list[Token]:
        return [one for one in self.own if one.text[0].isupper() and (_short(one) or self._tells(one))]

    def _tells(self, one: Token) -> bool:
        return one.low not in stops(self.of.language) and len(one.low) > 1

    @property
    def short(self) -> bool:
        """A short name of a country or a body, which is no name to `facets` ("U.S.")."""
        return any(map(_short, self.names))

    @property
    def initials(self) -> str:
        return "".join(one.low[0] for one in self.names)


@functools.cache
def _table(language: str) -> dict[str, float]:
    return figures_of(language)


def _value(one: Token, table: dict[str, float]) -> float | None:
    if not one.low[0].isdigit():
        return table.get(one.low)
    plain = one.low.replace(",", "")
    return float(plain) if plain.count(".") < 2 and plain.isascii() and len(plain) < 40 else None


def _negates(one: Token, of: Facets) -> bool:
    if one.text.isupper() and len(one.text) > 1:
        return False  # "NOT GOOD!" is a cry
    english = of.language == "en" and (one.low.endswith("n't") or one.low == "cannot")
    return english or one.low in NEGATIONS.get(of.language, NEGATIONS["en"])


def _short(one: Token) -> bool:
    return len(one.low) > 1 and (one.text.isupper() or any(one.low in group for group in ALIASES))


def _changed(a: _Side, b: _Side, *, same: bool) -> Iterator[Found]:
    if max(len(a.own), len(b.own)) > WIDE:
        return
    if a.own and b.own:
        kind = _kind(a, b)
        if kind and (same or kind != "entity"):
            yield kind, a.text, b.text
    if same and _is_odd(a.of, b.of) and len(a.negations) % 2 != len(b.negations) % 2 and _turns(a, b):
        yield "negation", _first(a.negations), _first(b.negations)


def _first(found: list[Token]) -> str:
    return found[0].text if found else ""


def _kind(a: _Side, b: _Side) -> str | None:
    """What the words of a place differ in; None where they may say the same."""
    if a.days and b.days and not a.days & b.days:
        return "date"
    if a.figures and b.figures:
        if _same(a, b):
            return None
        return "date" if all(map(_is_year, [*a.figures, *b.figures])) else "number"
    if a.measures and b.measures and not a.measures & b.measures:
        return "unit"
    if (a.measures and b.scaled) or (b.measures and a.scaled):
        return "unit"
    if a.names and b.names and (a.short or b.short) and not _one_name(a, b):
        return "entity"
    return None


def _is_year(value: float) -> bool:
    return 1800 <= value <= 2100 and value == int(value)


def _same(a: _Side, b: _Side) -> bool:
    """The same figures, or one number written in two ways."""
    if sorted(a.figures) == sorted(b.figures):
        return True
    one, two = prod(a.figures), prod(b.figures)
    if all(map(_is_year, (one, two))):
        return one == two
    return a.loose or b.loose or one == two


def _one_name(a: _Side, b: _Side) -> bool:
    mine, theirs = {one.low for one in a.names}, {one.low for one in b.names}
    if a.initials in theirs or b.initials in mine:
        return True
    return bool(mine & theirs) or any(mine & group and theirs & group for group in ALIASES)


def _is_odd(a: Facets, b: Facets) -> bool:
    """ "Did not find any" and "found no" deny once each, in two places."""
    return a.language == b.language and len(a.negations) % 2 != len(b.negations) % 2


def _turns(a: _Side, b: _Side) -> bool:
    """Whether the negation is all that changed: "failed to vote" and "did not vote" are one."""
    if not (a.weak or b.weak):
        return True
    return a.rest == b.rest
