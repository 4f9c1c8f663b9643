"""The cast of an article: who is named where, under which full name, of which gender, in which role."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from .names import BODIES, COLLECTIVES, COUNTRIES, GROUP_HEADS, MEN, PLACES, WOMEN
from .naming import Mention, find_names
from .roles import Role, roles_in
from .phrases import POSSESSIVES
from .tokens import Token
from .words import Lexicon

NEAR = 6
"""Words on either side of a name that are taken to tell of its bearer."""


@dataclass(slots=True)
class Cast:
    """The named in one article. ``full`` maps a surname to the full names that carry it."""

    mentions: list[Mention] = field(default_factory=list)
    full: dict[str, list[Mention]] = field(default_factory=lambda: defaultdict(list))
    given: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    forms: dict[tuple[str, str], str] = field(default_factory=dict)
    """Given name and surname → the first form of the name in the article."""
    longer: dict[str, str] = field(default_factory=dict)
    """Acronym → the name it stands for."""
    genders: dict[str, str] = field(default_factory=dict)
    persons: set[str] = field(default_factory=set)
    roles: list[Role] = field(default_factory=list)
    words: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    """Full name → small words and names around its mentions."""
    printed: dict[tuple[str, ...], str] = field(default_factory=dict)
    """("trump", "campaign") → how the article prints that name."""
    starts: list[int] = field(default_factory=list)
    known: dict[tuple[int, str], str] = field(default_factory=dict)

    def between(self, start: int, end: int) -> list[Mention]:
        """Mentions that begin in ``[start, end)``."""
        return self.mentions[bisect_left(self.starts, start) : bisect_left(self.starts, end)]

    def full_name(self, mention: Mention) -> str:
        """The article's full name for a mention; the mention itself where there is none."""
        key = (mention.start, mention.name)
        if key not in self.known:
            self.known[key] = self._full_name(mention)
        return self.known[key]

    def _full_name(self, mention: Mention) -> str:
        name = self.longer.get(mention.name, mention.name)
        bearers = self.full.get(mention.surname, [])
        if " " in name:
            low = " " + name.lower()
            return next((one.name for one in bearers if one.name.lower().endswith(low)), self._form(name))
        fitting = [one for one in bearers if self._fits(one, mention)]
        if not fitting:
            own = self.given.get(name.lower(), set()) if not bearers else set()
            return next(iter(own)) if len(own) == 1 else name
        before = [one for one in fitting if one.start < mention.start]
        found = _most_common(fitting) if _dominates(fitting) else (before or fitting)[-1 if before else 0].name
        return self._form(found)

    def _form(self, name: str) -> str:
        return self.forms.get(_ends(name), name)

    def _fits(self, bearer: Mention, mention: Mention) -> bool:
        wanted = mention.gender
        return not wanted or self.genders.get(self._form(bearer.name), wanted) in {wanted, ""}

    def is_person(self, mention: Mention) -> bool:
        return mention.person or self.full_name(mention) in self.persons

    def is_crowd(self, mention: Mention) -> bool:
        return mention.name.split()[-1].lower() in COLLECTIVES

    def is_body(self, mention: Mention) -> bool:
        """Whether the mention is of an organisation or of a place that may stand for one."""
        if self.is_person(mention) or self.is_crowd(mention):
            return False
        lows = set(mention.name.lower().split())
        acronym = mention.name.isupper() and len(mention.name) > 1
        return acronym or " " in mention.name or bool(lows & (BODIES | COUNTRIES | PLACES))


def _ends(name: str) -> tuple[str, str]:
    parts = name.lower().split()
    return parts[0], parts[-1]


def _most_common(bearers: list[Mention]) -> str:
    names = [one.name for one in bearers]
    return max(dict.fromkeys(names), key=names.count)


def _dominates(bearers: list[Mention]) -> bool:
    """Whether one bearer of a surname is named more than three times as often as all others together."""
    names = [one.name for one in bearers]
    return names.count(_most_common(bearers)) * 4 > len(names) * 3


def build_cast(sentences: Iterable[list[Token]], lexicon: Lexicon) -> Cast:
    """The cast of an article from the tokens of its sentences."""
    rows = [list(tokens) for tokens in sentences]
    common = _small_words(rows)
    cast = Cast()
    for tokens in rows:
        for mention in find_names(tokens, lexicon, common):
            _enter(cast, mention)
        _note_acronyms(cast, tokens)
        _note_printed(cast, tokens)
    cast.mentions.sort(key=lambda mention: mention.start)
    cast.starts = [mention.start for mention in cast.mentions]
    _settle_genders(cast)
    for tokens in rows:
        if tokens:
            _note_roles(cast, tokens, lexicon)
    return cast


def _small_words(rows: list[list[Token]]) -> frozenset[str]:
    """Words that the article also writes small, so that a capital at a sentence's start means nothing."""
    return frozenset(token.text for tokens in rows for token in tokens if token.text.islower())


def _enter(cast: Cast, mention: Mention) -> None:
    cast.mentions.append(mention)
    if not mention.person:
        return
    name = cast.forms.setdefault(_ends(mention.name), mention.name) if " " in mention.name else mention.name
    cast.persons.add(name)
    if " " in name:
        cast.full[mention.surname].append(mention)
        first = name.split()[0].lower()
        if first in MEN or first in WOMEN:
            cast.given[first].add(name)


ACRONYM = re.compile(r"[A-Z]{2,6}")


def _note_acronyms(cast: Cast, tokens: list[Token]) -> None:
    """ "the Office of the Deputy Prime Minister (ODPM)"."""
    for index in range(1, len(tokens) - 2):
        short = tokens[index + 1].text
        if tokens[index].text != "(" or tokens[index + 2].text != ")" or not ACRONYM.fullmatch(short):
            continue
        near = [one for one in cast.mentions[-4:] if tokens[index].start - one.end in {0, 1}]
        if near and " " in near[-1].name and near[-1].name[0] == short[0]:
            cast.longer.setdefault(short, near[-1].name)


def _note_printed(cast: Cast, tokens: list[Token]) -> None:
    """ "the Trump campaign", before "Trump’s campaign" if the article has both."""
    for index in range(1, len(tokens)):
        head, owner = tokens[index], tokens[index - 1]
        if head.low not in GROUP_HEADS:
            continue
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
        cast.genders.setdefault(cast._form(mention.name) if " " in mention.name else mention.name, mention.gender)
    for mention in titled:
        if " " not in mention.name:
            own = [one.name for one in cast.full.get(mention.surname, []) if one.name not in cast.genders]
            for name in dict.fromkeys(cast._form(one) for one in own):
                cast.genders.setdefault(name, mention.gender)


def _note_roles(cast: Cast, tokens: list[Token], lexicon: Lexicon) -> None:
    mentions = cast.between(tokens[0].start, tokens[-1].end)
    places = {token.start: index for index, token in enumerate(tokens)}
    for mention in mentions:
        at = places.get(mention.start)
        if at is None:
            continue
        near = tokens[max(0, at - NEAR) : at + NEAR + len(mention.name.split())]
        cast.words[cast.full_name(mention)].update(token.low for token in near)
    named = [(one, cast.full_name(one)) for one in mentions if cast.is_person(one) or " " not in one.name]
    cast.roles.extend(roles_in(tokens, named, lexicon))
