"""Which name is the head of a source: not what it belongs to, is of, or comes from."""

from __future__ import annotations

from dataclasses import dataclass

from .bodies import literal_group
from .names import COUNTRIES, DEMONYMS, EPITHETS, PRESS_NOUNS
from .naming import Mention
from .people import Cast
from .phrases import PEOPLE, POSSESSIVES
from .roles import HUMAN, is_human
from .tokens import WORD, Token
from .words import Lexicon
from .words.lexicon import words

PUBLISHED = PRESS_NOUNS | words("channel station poll survey study report statement editorial analysis")
"""What a body’s name stands before, and the body speaks: "the Global Times tabloid"."""
SHORTENED = words("department ministry agency bureau commission committee council")
LEADS = words("current past present former various further")
HONORIFICS = words("mr mrs ms miss dr sir dame lord lady")
GENERIC = frozenset("PAC PACs CEO CFO MP MEP NGO VP TV DA".split())
BOSSES = words("ceo cfo coo president chairman secretary minister")
"""What ends a run of capitals that is a post and no name ("Tarn Motors CEO")."""
BEHIND = words("behind outside inside near beyond off alongside including representing against")
ALSO = words(
    "meanwhile however later both all each alike together also himself herself themselves too jointly",
)


@dataclass(frozen=True, slots=True)
class Heads:
    """Reads the stretches of a source phrase in one article."""

    cast: Cast
    lexicon: Lexicon

    def named(self, part: list[Token], *, first: bool, of: bool) -> list[str]:
        """The name that is the head of a stretch: not what it belongs to, is of, or comes from.

        ``of``: a preposition stands before the "and", which may reach over it to a body ("the heads of
        State and Defense Departments") but hardly to a person ("the mayor of Rome and Anna Bell").
        """
        while len(part) > 1 and (part[-1].low in ALSO or _is_time(part)):
            part = part[:-1]
        group = literal_group(part, self.cast)
        if group:
            return [group]
        mentions = self.cast.between(part[0].start, part[-1].end) if part else []
        heads = [one for one in mentions if self._is_head(part, one) and not self._is_no_name(one)]
        if heads and (of or not first) and not self.cast.is_person(heads[-1]):
            return []
        demonym = bool(heads) and heads[-1].surname in DEMONYMS and part[0].low == "the"
        return [] if demonym else [self._body_name(one) for one in _joint(heads, part)]

    def _body_name(self, mention: Mention) -> str:
        """The full name; of "the Ministry" the last name that ends in the word ("Finance Ministry")."""
        name, low = self.cast.full_name(mention), mention.name.lower()
        if low not in SHORTENED:
            return name
        longer = (one.name for one in reversed(self.cast.before(mention.start)) if " " in one.name)
        return next((one for one in longer if one.lower().endswith(" " + low)), name)

    def _is_no_name(self, mention: Mention) -> bool:
        """A crowd ("Democrats") or a bare title ("Secretary")."""
        low = mention.name.lower()
        if mention.name in GENERIC or (" " in low and " of " not in low and low.split()[-1] in BOSSES):
            return mention.name not in self.cast.persons
        crowd = self.cast.is_crowd(mention) or (self.lexicon.noun_capitals and low in PEOPLE)
        plain = low in self.lexicon.titles or low in LEADS or (self.lexicon.code == "en" and is_trade(low))
        bare = plain and (mention.name not in self.cast.persons or _is_office(mention))
        return crowd or (bare and " " not in self.cast.full_name(mention))

    def _is_head(self, segment: list[Token], mention: Mention) -> bool:
        """Not "of X", not "X’s aide", not "X officials"."""
        before = [token for token in segment if token.end <= mention.start]
        after = [token for token in segment if token.start >= mention.end]
        if _is_maker(before, after, self.lexicon):
            struck = after[0].text == "/" or (bool(before) and before[-1].text == "/")
            body = self.cast.is_body(mention) or (struck and not self.cast.is_person(mention))
            return body and mention.name.lower() not in COUNTRIES
        if len(before) == 1 and before[0].low in {"a", "an"} and self.lexicon.code == "en":
            return not after  # "a Tarn, Georgia employee"
        if before and before[0].low in self.lexicon.determiners:
            before = before[1:]  # Portuguese "a" is an article and a preposition
        if any(token.low in self.lexicon.relatives for token in before[1:]):
            return False
        if self.lexicon.noun_capitals and any(token.low in {"des", "der"} for token in before):
            return False  # "Sprecher des Ministeriums"
        if any(token.low in self.lexicon.prepositions or token.low in BEHIND for token in before):
            return self.cast.is_person(mention) and not after and _is_post(before, self.lexicon)
        if not after:
            return True
        if after[0].text in POSSESSIVES:
            return len(after) == 1
        own = self.lexicon
        closed = own.prepositions | own.conjunctions | own.relatives | own.breaks
        return after[0].kind != WORD or after[0].low in closed


def has_preposition(parts: list[list[Token]], lexicon: Lexicon) -> bool:
    return any(token.low in lexicon.prepositions for part in parts for token in part)


def _is_maker(before: list[Token], after: list[Token], lexicon: Lexicon) -> bool:
    """Whether a name stands right before "poll", "newspaper", or before a stroke and another such name."""
    if not after or any(token.low in lexicon.prepositions for token in before[1:]):
        return False
    if after[0].text == "/":
        after = after[1:]
        while after and after[0].capital:
            after = after[1:]
    return bool(after) and after[0].low in PUBLISHED and _closes(after[1:], lexicon)


def _closes(after: list[Token], lexicon: Lexicon) -> bool:
    """Whether a noun ends where these words begin: "poll in May", not "poll workers"."""
    return not after or after[0].kind != WORD or after[0].low in lexicon.prepositions | lexicon.relatives


def _joint(heads: list[Mention], part: list[Token]) -> list[Mention]:
    """The last of some names, and the one before a stroke ("a CNN/ORC poll")."""
    if len(heads) < 2:
        return heads
    struck = {token.start for token in part if token.text == "/"}
    return heads[-2:] if heads[-2].end in struck else heads[-1:]


def is_trade(low: str) -> bool:
    """ "Filmmaker and author X": a trade with the capital of a sentence’s start."""
    return low in HUMAN or low in EPITHETS


def _is_office(mention: Mention) -> bool:
    """The "General" of "Attorney General", which is nobody's surname."""
    return bool(mention.titles) and HONORIFICS.isdisjoint(mention.titles)


def _is_post(before: list[Token], lexicon: Lexicon) -> bool:
    """ "Director of telecoms research" before a name, not "the widow of striker" and not "a friend of"."""
    at = next(n for n in reversed(range(len(before))) if before[n].low in lexicon.prepositions | BEHIND)
    between = before[at + 1 :]
    plain = all(
        token.low in lexicon.titles if token.capital else not is_human(token.low, lexicon)
        for token in between
    )
    titled = any(token.low in lexicon.titles for token in before[:at])
    governed = any(token.low in lexicon.determiners for token in between)
    return bool(between) and plain and titled and not governed


def _is_time(part: list[Token]) -> bool:
    """The end of "the committee this week": the tagger takes it for a part of the source."""
    return part[-1].low in {"last", "this"} or (part[-1].low in SPANS and part[-2].low in {"last", "this"})


SPANS = words("week month year summer spring autumn fall winter morning afternoon evening weekend")


def is_governed(part: list[Token], mention: Mention, lexicon: Lexicon) -> bool:
    """Whether a name is "of", "by" or "including" somebody, or owns what follows."""
    before = [token for token in part if token.end <= mention.start]
    after = next((token for token in part if token.start >= mention.end), None)
    owns = after is not None and after.text in POSSESSIVES
    return owns or any(token.low in lexicon.prepositions | {"including"} for token in before)
