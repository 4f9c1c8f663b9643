"""The cast of an article: who is named where, under which full name, of which gender, in which role."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left, insort
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from .names import BODIES, COLLECTIVES, COUNTRIES, GROUP_HEADS, MEN, PLACES, PRESS, WOMEN
from .naming import Mention, Plain, find_names, is_headline
from .phrases import POSSESSIVES
from .roles import Role, roles_in
from .tokens import WORD, Token
from .words import Lexicon

IN_MIND = 120
"""Names and roles looked back over: with all of them, time would not be linear."""


@dataclass(slots=True)
class Cast:
    """The named in one article. ``full`` maps a surname to the names that carry it, with their places."""

    mentions: list[Mention] = field(default_factory=list)
    full: dict[str, dict[str, list[int]]] = field(default_factory=lambda: defaultdict(dict))
    given: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    forms: dict[tuple[str, str], str] = field(default_factory=dict)
    """Given name and surname → the first form of the name in the article."""
    longer: dict[str, str] = field(default_factory=dict)
    """Acronym → the name it stands for."""
    genders: dict[str, str] = field(default_factory=dict)
    persons: set[str] = field(default_factory=set)
    titled: set[str] = field(default_factory=set)
    """Those who have a title somewhere, which makes them people beyond doubt."""
    roles: dict[str, list[Role]] = field(default_factory=lambda: defaultdict(list))
    """Word → the roles that have it, in order."""
    described: dict[str, list[Role]] = field(default_factory=lambda: defaultdict(list))
    """Full name → its roles, in order."""
    bodies: dict[str, str] = field(default_factory=dict)
    """Last word of a paper's name → the name, for "the Times"."""
    printed: dict[tuple[str, ...], str] = field(default_factory=dict)
    """("trump", "campaign") → how the article prints that name."""
    starts: list[int] = field(default_factory=list)
    known: dict[tuple[int, str], str] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)
    most: int = 1
    prints: Counter[str] = field(default_factory=Counter)

    def between(self, start: int, end: int) -> list[Mention]:
        """Mentions that begin in ``[start, end)``."""
        return self.mentions[bisect_left(self.starts, start) : bisect_left(self.starts, end)]

    def before(self, place: int) -> list[Mention]:
        """The last mentions in front of a place: as many as a reader can have in mind."""
        end = bisect_left(self.starts, place)
        return self.mentions[max(0, end - IN_MIND) : end]

    def holders(self, word: str, place: int) -> list[Role]:
        """The last roles in front of a place that have a word."""
        found = self.roles.get(word, [])
        end = bisect_left(found, place, key=lambda role: role.start)
        return found[max(0, end - IN_MIND) : end]

    def described_as(self, name: str, place: int) -> frozenset[str]:
        """All words by which somebody was described in front of a place."""
        found = self.described.get(name, [])
        end = bisect_left(found, place, key=lambda role: role.start)
        return frozenset(word for role in found[max(0, end - IN_MIND) : end] for word in role.words)

    def named_later(self, word: str, details: frozenset[str], place: int) -> str | None:
        """Who bears a role told of before the name ("India’s finance minister … X, the minister,")."""
        found = self.roles.get(word, [])
        start = bisect_left(found, place, key=lambda role: role.start)
        later = (role.name for role in found[start : start + IN_MIND] if role.name and details <= role.words)
        return next(later, None)

    def full_name(self, mention: Mention) -> str:
        """The article's full name for a mention; the mention itself where there is none."""
        key = (mention.start, mention.name)
        if key not in self.known:
            self.known[key] = self._full_name(mention)
        return self.known[key]

    def _full_name(self, mention: Mention) -> str:
        name = self.longer.get(mention.name, mention.name)
        bearers = self.full.get(mention.surname, {})
        if " " in name:
            low = " " + name.lower()
            return next((one for one in bearers if one.lower().endswith(low)), self._form(name))
        fitting = {one: places for one, places in bearers.items() if self._fits(one, mention)}
        if not fitting:
            own = self.given.get(name.lower(), set()) if not bearers else set()
            return next(iter(own)) if len(own) == 1 else self.bodies.get(name, name)
        return _dominant(fitting) or _nearest(fitting, mention.start)

    def times(self, name: str) -> int:
        """How often the article prints just that name."""
        if not self.prints:
            self.prints.update(one.name for one in self.mentions)
        return self.prints[name]

    def most_named(self, count: int) -> list[str]:
        self.prominence("")
        return [name for name, _ in self.counts.most_common(count)]

    def prominence(self, name: str) -> float:
        """How often the article names somebody, as a share of the one it names most."""
        if not self.counts:
            self.counts.update(self.full_name(one) for one in self.mentions if self.is_person(one))
            self.most = max(self.counts.values(), default=1)
        return self.counts[name] / self.most

    def _form(self, name: str) -> str:
        known = self.forms.get(_ends(name), name)
        return name if known.isupper() else known

    def _fits(self, bearer: str, mention: Mention) -> bool:
        wanted = mention.gender
        return not wanted or self.genders.get(bearer, wanted) in {wanted, ""}

    def is_person(self, mention: Mention) -> bool:
        return mention.person or self.full_name(mention) in self.persons

    def is_crowd(self, mention: Mention) -> bool:
        return mention.name.split()[-1].lower() in COLLECTIVES

    def is_body(self, mention: Mention) -> bool:
        """Whether the mention is of an organisation or of a place that may stand for one."""
        if self.is_person(mention) or self.is_crowd(mention):
            return False
        name, low = mention.name, mention.name.lower()
        acronym = name.isupper() and len(name) > 1
        return acronym or " " in name or low in BODIES or low in COUNTRIES or low in PLACES


def _ends(name: str) -> tuple[str, str]:
    parts = name.lower().split()
    return parts[0], parts[-1]


def _dominant(bearers: dict[str, list[int]]) -> str:
    """The one bearer named more than three times as often as all others together; "" if there is none."""
    name = max(bearers, key=lambda one: len(bearers[one]))
    return name if len(bearers[name]) * 4 > sum(map(len, bearers.values())) * 3 else ""


def _nearest(bearers: dict[str, list[int]], here: int) -> str:
    """The bearer named last before a place; the first one of the article if none was."""
    before = {name: bisect_left(places, here) for name, places in bearers.items()}
    met = [(bearers[name][count - 1], name) for name, count in before.items() if count]
    return max(met)[1] if met else min((places[0], name) for name, places in bearers.items())[1]


def build_cast(sentences: Iterable[list[Token]], lexicon: Lexicon) -> Cast:
    """The cast of an article from the tokens of its sentences."""
    rows = [list(tokens) for tokens in sentences]
    plain = _spellings(rows, lexicon)
    cast = Cast()
    for tokens in rows:
        cast.mentions.extend(find_names(tokens, lexicon, plain))
        _note_acronyms(cast, tokens)
        _note_printed(cast, tokens)
    cast.mentions.sort(key=lambda mention: mention.start)
    cast.starts = [mention.start for mention in cast.mentions]
    # The form of a headline in capitals is a person's name only where there is no other.
    for mention in sorted(cast.mentions, key=lambda one: one.name.isupper()):
        _enter(cast, mention)
    _settle_genders(cast)
    for tokens in rows:
        if tokens:
            _note_roles(cast, tokens, lexicon)
    return cast


def _spellings(rows: list[list[Token]], lexicon: Lexicon) -> Plain:
    spelt = {token.text for tokens in rows for token in tokens if not token.capital}
    proper = {
        token.text
        for tokens in rows
        if lexicon.noun_capitals or not is_headline(tokens)
        for left, token in itertools.pairwise(tokens)
        if token.capital and left.kind == WORD
    }
    return Plain(frozenset(filter(str.islower, spelt)), frozenset(proper))


def _enter(cast: Cast, mention: Mention) -> None:
    if not mention.person:
        last = mention.name.split()[-1]
        if " " in mention.name and last.lower() in PRESS:
            cast.bodies.setdefault(last, mention.name)
        return
    name = cast.forms.setdefault(_ends(mention.name), mention.name) if " " in mention.name else mention.name
    cast.persons.add(name)
    if mention.titles:
        cast.titled.add(name)
    if " " in name:
        insort(cast.full[mention.surname].setdefault(name, []), mention.start)
        first = name.split()[0].lower()
        if first in MEN or first in WOMEN:
            cast.given[first].add(name)


ACRONYM = re.compile(r"[A-Z]{2,6}")


def _note_acronyms(cast: Cast, tokens: list[Token]) -> None:
    """ "the Office of the Deputy Prime Minister (ODPM)"."""
    for index in range(1, len(tokens) - 2):
        if tokens[index].text != "(" or tokens[index + 2].text != ")":
            continue
        short = tokens[index + 1].text
        if not ACRONYM.fullmatch(short):
            continue
        near = [one for one in cast.mentions[-4:] if tokens[index].start - one.end in {0, 1}]
        if near and " " in near[-1].name and near[-1].name[0] == short[0]:
            cast.longer.setdefault(short, near[-1].name)


def _note_printed(cast: Cast, tokens: list[Token]) -> None:
    """ "the Trump campaign", before "Trump’s campaign" if the article has both."""
    for index, head in enumerate(tokens):
        if head.low not in GROUP_HEADS or not index:
            continue
        owner = tokens[index - 1]
        if owner.capital and not owner.text.isupper():
            cast.printed[owner.low, head.low] = f"{owner.text} {head.text}"
        elif owner.text in POSSESSIVES and index > 1 and tokens[index - 2].capital:
            low = (tokens[index - 2].low, head.low)
            cast.printed.setdefault(low, f"{tokens[index - 2].text}{owner.text} {head.text}")


def _settle_genders(cast: Cast) -> None:
    """A title ("Mrs. Bell") tells more of a person's gender than the given name."""
    titled = [one for one in cast.mentions if one.gender and one.titles]
    plain = [one for one in cast.mentions if one.gender and not one.titles]
    for mention in plain + titled:
        cast.genders.setdefault(
            cast._form(mention.name) if " " in mention.name else mention.name, mention.gender
        )
    for mention in titled:
        if " " not in mention.name:
            for name in cast.full.get(mention.surname, ()):
                cast.genders.setdefault(name, mention.gender)


def _is_place_or_title(low: str, lexicon: Lexicon) -> bool:
    """ "In Cleveland Heights, Ohio, the nominee said": Ohio is no nominee."""
    return low in lexicon.titles or low in COUNTRIES


def _note_roles(cast: Cast, tokens: list[Token], lexicon: Lexicon) -> None:
    mentions = cast.between(tokens[0].start, tokens[-1].end)
    named = [
        (one, cast.full_name(one))
        for one in mentions
        if cast.is_person(one) or (" " not in one.name and not _is_place_or_title(one.name.lower(), lexicon))
    ]
    for role in roles_in(tokens, named, lexicon):
        for word in role.words:
            cast.roles[word].append(role)
        cast.described[role.name].append(role)
