"""Several speakers at once: "A and B", "the two secretaries", "both women", "they"."""

from __future__ import annotations

from dataclasses import dataclass, field

from .names import COUNTRIES, PLACES, WOMEN
from .naming import Mention
from .people import Cast
from .phrases import PEOPLE, POSSESSIVES
from .roles import PARTIES, common_form
from .tokens import MARK, Token
from .words.lexicon import words

NUMBERS = {
    "two": 2, "three": 3, "four": 4, "five": 5, "dos": 2, "deux": 2, "zwei": 2, "dois": 2, "beiden": 2,
    "both": 2, "pair": 2, "duo": 2, "couple": 2,
}  # fmt: skip
PAIRS = words("pair duo couple")
KIN = words("brothers sisters siblings couple twins spouses")
GROUP_NOUNS = words(
    "secretaries officials men women leaders senators ministers presidents candidates politicians",
    "authors writers lawmakers republicans democrats diplomats scientists researchers officers",
    "executives brothers sisters rivals congressmen governors judges lawyers sides activists",
    "friends experts professors doctors players secretarios ministros líderes presidentes ministres",
    "secrétaires dirigeants minister politiker funcionarios contenders nominees hopefuls competitors",
    "mayors premiers chancellors bishops teachers parents chairmen directors coaches farmers nurses",
    "siblings twins companies agencies countries campaigns actors singers economists brothers",
)
SAME_IN_GERMAN = words("minister politiker")
"""One and several are one word there; in English "the minister" is one."""
AND = words("and y e et und &")
LINKS = words("and y e et und & sen sen. senator rep rep. gov gov. mr mrs ms dr president former then")
NEAR = 4
KEPT = 40
"""Groups kept in mind."""


@dataclass(frozen=True, slots=True)
class Plural:
    """Several people at a place of the article; no names for a crowd ("researchers")."""

    line: int
    names: tuple[str, ...]


@dataclass(slots=True)
class Groups:
    """The groups met so far."""

    named: list[tuple[str, ...]] = field(default_factory=list)
    met: Plural | None = None
    orders: dict[frozenset[str], tuple[str, ...]] = field(default_factory=dict)
    """Members → the order in which the article first gave them."""

    def meet(self, names: tuple[str, ...], line: int) -> None:
        """Several names, or none for a crowd."""
        self.met = Plural(line, names)
        if len(names) > 1:
            self.named.append(names)
            self.orders.setdefault(frozenset(names), names)
            del self.named[:-KEPT]

    def they(self, line: int) -> tuple[str, ...]:
        """Whom "they" means: the last several people, unless those were long ago or a crowd."""
        found = self.met
        return found.names if found and line - found.line <= NEAR else ()

    def of_size(self, size: int) -> list[tuple[str, ...]]:
        """The groups of so many, of any size for 0, the last one first."""
        return [one for one in reversed(self.named) if not size or len(one) == size]

    def in_order(self, names: tuple[str, ...]) -> tuple[str, ...]:
        """A group in the order in which the article first named its members."""
        return self.orders.get(frozenset(names), names)


def group_size(source: list[Token]) -> int | None:
    """How many "the two officials" are; 0 where the source does not say; None for no group at all."""
    lows = [token.low for token in source if token.text not in POSSESSIVES]
    if not lows:  # a stray apostrophe was read as a source
        return None
    size = next((NUMBERS[low] for low in lows[:3] if low in NUMBERS), 0)
    counted = (GROUP_NOUNS | PAIRS) & set(lows)
    if lows in (["both"], ["the", "two"]) or (size and counted):
        return size
    definite = lows[0] in {"the", "these", "los", "les", "die", "os"}
    single = lows[0] == "the" and lows[-1] in SAME_IN_GERMAN
    plain = definite and not single and len(lows) <= 3 and lows[-1] in GROUP_NOUNS - PEOPLE
    return 0 if plain else None


def joined_names(items: list[Token], mentions: list[Mention], cast: Cast) -> list[tuple[Mention, ...]]:
    """ "A and B", "A, B and C": runs of names that nothing but titles, commas and an "and" keep apart."""
    places = {item.start: index for index, item in enumerate(items)}
    runs: list[list[Mention]] = []
    joined = False
    found = []
    for mention in mentions:
        between = _between(items, places, runs[-1][-1], mention) if runs else None
        if between is not None and _links(between) and _alike((runs[-1][-1], mention), cast):
            runs[-1].append(mention)
            joined = joined or any(token.low in AND for token in between)
        else:
            if runs and joined and len(runs[-1]) > 1:
                found.append(tuple(runs[-1]))
            runs.append([mention])
            joined = False
    if runs and joined and len(runs[-1]) > 1:
        found.append(tuple(runs[-1]))
    return found


def _between(items: list[Token], places: dict[int, int], left: Mention, right: Mention) -> list[Token]:
    end = places.get(right.start, 0)
    return [item for item in items[max(0, end - NEAR - 1) : end] if item.start >= left.end]


def _links(between: list[Token]) -> bool:
    """Titles may stand in between ("and Senator X"), a relative clause may not."""
    if not 0 < len(between) <= NEAR or not (between[0].text == "," or between[0].low in AND):
        return False
    rest = between[1:]
    return all(
        token.kind != MARK and (token.capital or token.low in AND or token.low in LINKS) for token in rest
    )


def _alike(run: tuple[Mention, ...], cast: Cast) -> bool:
    """All persons, or all bodies: not "France and Emmanuel Macron"."""
    persons = [cast.is_person(one) or (" " not in one.name and one.name.lower() not in NOBODY) for one in run]
    if any(cast.is_crowd(one) for one in run):
        return False
    return all(persons) or all(cast.is_body(one) for one in run)


def fits(name: str, source: list[Token], cast: Cast) -> bool:
    """Whether somebody can be one of "both women", "the two men", by the gender that is known."""
    lows = {token.low for token in source}
    wanted = "f" if lows & {"women", "sisters"} else "m" if lows & {"men", "brothers"} else ""
    known = cast.genders.get(name, "")
    return not wanted or known in {wanted, ""} or name.split()[0].lower() in WOMEN and wanted == "f"


def may_be(names: tuple[str, ...], source: list[Token], cast: Cast, *, crowd: bool) -> bool:
    """Whether a group can be "the judges": no trade is said of people whom the article calls otherwise.

    ``crowd``: several people without names were met since ("three judges").
    """
    noun = next((token.low for token in reversed(source) if token.low in GROUP_NOUNS), "")
    if noun == "campaigns":
        return all("campaign" in name.lower() or name in cast.persons for name in names)
    if not noun or noun in ANYBODY:
        return True
    wanted = {common_form(noun.removesuffix("s")), noun}
    known = [cast.described_as(name, source[0].start) for name in names]
    return any(wanted & one for one in known) or not (crowd or any(known))


def _is_no_person(name: str, cast: Cast) -> bool:
    return name.lower() in COUNTRIES or (" " in name and name not in cast.persons)


PERSONS = words("men women leaders candidates politicians brothers sisters siblings twins friends rivals")


def may_run(names: tuple[str, ...], source: list[Token], cast: Cast) -> bool:
    """Whether a group is of people, for "the two leaders", and known well enough for "both candidates"."""
    if any(token.low in PERSONS for token in source) and any(_is_no_person(name, cast) for name in names):
        return False
    runs = len(names) == 2 and any(token.low in RUNNERS for token in source)
    return not runs or all(cast.prominence(name) >= KNOWN for name in names)


RUNNERS = words("candidates nominees rivals hopefuls contenders front-runners")
KNOWN = 0.2
"""Share of the mentions of the one most named."""
NOBODY = COUNTRIES | PLACES | frozenset(PARTIES)
"""Names of one word that are no surname."""
ANYBODY = words(
    "men women candidates leaders rivals sides politicians brothers sisters siblings twins friends",
    "contenders nominees hopefuls competitors parents companies agencies countries campaigns",
)
"""Nouns for several people that need no introduction."""


def kin(names: list[str]) -> tuple[str, ...]:
    """The two that share a surname, in the order of the article; empty if there are not two."""
    by_surname: dict[str, list[str]] = {}
    for name in dict.fromkeys(reversed(names)):
        if " " in name:
            own = by_surname.setdefault(name.split()[-1].lower(), [])
            own.insert(0, name)
            if len(own) == 2:
                return tuple(own)
    return ()
