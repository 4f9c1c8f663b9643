"""Names in an article: who is mentioned where, and under which full name."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from .names import BODIES, FEMALE_TITLES, MALE_TITLES, MEN, NOBLE, PARTICLES, PLACES, WOMEN
from .phrases import PEOPLE, SURNAME_MONTHS
from .tokens import WORD, Token
from .words import Lexicon

MAX_NAME = 5
RANKS = frozenset(
    [
        "former",
        "ex",
        "deputy",
        "vice",
        "prime",
        "first",
        "foreign",
        "us",
        "u.s",
        "state",
        "republican",
        "democratic",
        "house",
        "senate",
    ]
)


@dataclass(frozen=True, slots=True)
class Mention:
    """A run of capitalised words, without its titles: ``text[start:end] == name`` up to white space."""

    start: int
    end: int
    name: str
    titles: tuple[str, ...] = ()
    gender: str = ""
    person: bool = False

    @property
    def surname(self) -> str:
        return self.name.split()[-1].lower()


@dataclass(slots=True)
class Cast:
    """The named in one article. ``full`` maps a surname to the full names that carry it."""

    mentions: list[Mention] = field(default_factory=list)
    full: dict[str, list[Mention]] = field(default_factory=lambda: defaultdict(list))
    genders: dict[str, str] = field(default_factory=dict)
    persons: set[str] = field(default_factory=set)
    roles: list[tuple[int, str, str]] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)

    def between(self, start: int, end: int) -> list[Mention]:
        """Mentions that begin in ``[start, end)``."""
        return self.mentions[bisect_left(self.starts, start) : bisect_left(self.starts, end)]

    def full_name(self, mention: Mention) -> str:
        """The article's full name for a mention; the mention itself where there is none."""
        if " " in mention.name:
            return mention.name
        bearers = self.full.get(mention.surname, [])
        wanted = mention.gender
        fitting = [one for one in bearers if not wanted or self.genders.get(one.name, wanted) in {wanted, ""}]
        if not fitting:
            return mention.name
        before = [one for one in fitting if one.start < mention.start]
        return _most_common(fitting) if _dominates(fitting) else (before or fitting)[-1 if before else 0].name


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
        _note_roles(cast, tokens, lexicon)
    cast.mentions.sort(key=lambda mention: mention.start)
    cast.starts = [mention.start for mention in cast.mentions]
    return cast


def _small_words(rows: list[list[Token]]) -> frozenset[str]:
    """Words that the article also writes small, so that a capital at a sentence's start means nothing."""
    return frozenset(token.text for tokens in rows for token in tokens if token.text.islower())


def _enter(cast: Cast, mention: Mention) -> None:
    cast.mentions.append(mention)
    if mention.person:
        cast.persons.add(mention.name)
    if mention.person and " " in mention.name:
        cast.full[mention.surname].append(mention)
    if mention.gender:
        cast.genders.setdefault(mention.name, mention.gender)


def find_names(tokens: list[Token], lexicon: Lexicon, common: frozenset[str] = frozenset()) -> list[Mention]:
    """Runs of capitalised words in one sentence, each without its titles."""
    found = []
    index = 0
    while index < len(tokens):
        if not _starts_name(tokens, index, lexicon, common):
            index += 1
            continue
        end = _name_end(tokens, index)
        mention = _mention(tokens, index, end, lexicon)
        if mention:
            found.append(mention)
        index = end
    return found


def _starts_name(tokens: list[Token], index: int, lexicon: Lexicon, common: frozenset[str]) -> bool:
    token = tokens[index]
    if not token.capital:
        return False
    small = token.low in lexicon.starters or token.low in lexicon.breaks or _is_day(tokens, index, lexicon)
    if small or token.low in lexicon.determiners or token.low in lexicon.prepositions:
        return False
    pronoun = token.low in lexicon.he or token.low in lexicon.she or token.low in lexicon.they
    if pronoun or (token.low in lexicon.other_pronouns and not token.text.isupper()) or token.text == "I":
        return False
    lone = not (index + 1 < len(tokens) and tokens[index + 1].capital)
    first = index == 0 or tokens[index - 1].kind != WORD
    plain = (
        token.low in common or token.low in lexicon.adverbs or token.low.endswith("ly") or token.low in PEOPLE
    )
    return not (lone and first and plain)


def _is_day(tokens: list[Token], index: int, lexicon: Lexicon) -> bool:
    """A day or a month, but not the surname before "said" ("May said")."""
    speaks = index + 1 < len(tokens) and tokens[index + 1].low in lexicon.say
    return tokens[index].low in lexicon.dates and not (speaks and tokens[index].low in SURNAME_MONTHS)


def _name_end(tokens: list[Token], start: int) -> int:
    end = start + 1
    while end < len(tokens):
        if tokens[end].capital:
            end += 1
        elif _is_initial(tokens, end) or _is_particle(tokens, end) or _is_body_of(tokens, start, end):
            end += 2
        else:
            break
    return min(end, len(tokens))


def _is_initial(tokens: list[Token], end: int) -> bool:
    """The full stop of "Donald J. Trump"."""
    following = end + 1 < len(tokens) and tokens[end + 1].capital
    return following and tokens[end].text == "." and len(tokens[end - 1].text) == 1


def _is_particle(tokens: list[Token], end: int) -> bool:
    following = end + 1 < len(tokens) and tokens[end + 1].capital
    return following and (tokens[end].low in PARTICLES or tokens[end].text == "&")


def _is_body_of(tokens: list[Token], start: int, end: int) -> bool:
    """ "Bank of England", "Association of Teachers"."""
    following = end + 1 < len(tokens) and tokens[end + 1].capital
    return (
        following and tokens[end].low in {"of", "for"} and any(one.low in BODIES for one in tokens[start:end])
    )


def _mention(tokens: list[Token], start: int, end: int, lexicon: Lexicon) -> Mention | None:
    run = tokens[start:end]
    cut = _after_titles(run, lexicon)
    titles = tuple(token.low.strip(".") for token in run[:cut]) + _small_titles(tokens, start, lexicon)
    name = run[cut:]
    while name and name[0].kind != WORD:
        name = name[1:]
    if not name:
        return None
    if cut and len(name) == 1 and run[cut - 1].low in NOBLE:
        name = run[cut - 1 :]
    parts = [token for token in name if token.kind == WORD]
    words = " ".join(token.text for token in name).replace(" .", ".")
    gender = _gender(run, parts)
    person = _is_person(parts, titles, gender) and not _after_article(tokens, start, cut)
    return Mention(name[0].start, name[-1].end, words, titles, gender, person)


def _after_titles(run: list[Token], lexicon: Lexicon) -> int:
    """How many leading words are titles: up to the last title that still leaves a name."""
    cut = 0
    for index, token in enumerate(run[:-1]):
        if token.low in lexicon.titles:
            cut = index + 1
    lead = {token.low for token in run[cut:]}
    return 0 if lead & BODIES and cut and len(run) - cut < 2 else cut


def _small_titles(tokens: list[Token], start: int, lexicon: Lexicon) -> tuple[str, ...]:
    """ "spokesman Sean Spicer": titles written small right before the name."""
    found = []
    while start > 0 and tokens[start - 1].text.islower() and tokens[start - 1].low in lexicon.titles:
        start -= 1
        found.append(tokens[start].low.strip("."))
    return tuple(found)


def _after_article(tokens: list[Token], start: int, cut: int) -> bool:
    return not cut and start > 0 and tokens[start - 1].low in {"the", "a", "an"}


def _gender(run: list[Token], parts: list[Token]) -> str:
    lows = {token.low for token in run}
    if lows & MALE_TITLES and not lows & FEMALE_TITLES:
        return "m"
    if lows & FEMALE_TITLES:
        return "f"
    first = parts[0].low if len(parts) > 1 else ""
    if first in MEN and first in WOMEN:
        return ""
    return "m" if first in MEN else "f" if first in WOMEN else ""


def _is_person(parts: list[Token], titles: tuple[str, ...], gender: str) -> bool:
    lows = [token.low for token in parts]
    if len(parts) > MAX_NAME or any(low in BODIES for low in lows):
        return False
    if (titles and set(titles) - RANKS) or gender:
        return True
    if any(low in PLACES for low in lows) or any(
        token.text.isupper() and len(token.text) > 2 for token in parts
    ):
        return False
    return len(parts) in {2, 3}


def _note_roles(cast: Cast, tokens: list[Token], lexicon: Lexicon) -> None:
    """Remembers "President X" and "X, the mayor of Y", so that "the mayor" can be resolved later."""
    if not tokens:
        return
    for mention in cast.mentions[-12:]:
        if not tokens[0].start <= mention.start <= tokens[-1].end:
            continue
        for title in mention.titles:
            cast.roles.append((mention.start, title, mention.name))
        for role in _apposed(tokens, mention, lexicon):
            cast.roles.append((mention.start, role, mention.name))


def _apposed(tokens: list[Token], mention: Mention, lexicon: Lexicon) -> list[str]:
    for index, token in enumerate(tokens):
        if token.start >= mention.end:
            head = tokens[index + 1 : index + 6] if token.text == "," else []
            if not head or head[0].low not in lexicon.determiners:
                return []
            return [one.low for one in head[1:] if one.low in lexicon.titles]
    return []
