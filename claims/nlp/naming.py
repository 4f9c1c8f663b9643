"""Names in one sentence: runs of capitalised words, each without its titles."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from .names import (
    BODIES,
    COUNTRIES,
    FEMALE_TITLES,
    MALE_TITLES,
    MEN,
    NOBLE,
    PARTICLES,
    PLACES,
    PRESS,
    WOMEN,
)
from .phrases import PEOPLE, POSSESSIVES, SURNAME_MONTHS
from .tokens import WORD, Token
from .words import Lexicon
from .words.lexicon import words

MAX_NAME = 5
HEADLINE_SHARE = 0.8
CONTRACTED = re.compile(r"[’'](?:m|re|ve|ll|d|t)$")
INTERJECTIONS = words("well yes yeah oh ok okay thank thanks look please hey wow sorry hello absolutely sure")
MAX_RUN = 24
"""Capitalised words read as one name at most: a text in capitals is one long run."""
RANKS = words("former ex deputy vice prime first foreign us u.s state republican democratic house senate")


class Mention(NamedTuple):
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


@dataclass(frozen=True, slots=True)
class Plain:
    """What the article’s own spelling tells of a word that stands first in a sentence.

    ``small`` are the words that it also writes small, ``proper`` those with a capital inside a sentence.
    """

    small: frozenset[str]
    proper: frozenset[str]


def find_names(tokens: list[Token], lexicon: Lexicon, plain: Plain) -> list[Mention]:
    """The names of one sentence; ``plain`` tells ordinary words from names."""
    found = []
    index = 0
    if is_headline(tokens) and not lexicon.noun_capitals:
        tokens = [one if _is_known(one, plain, lexicon) else one.as_mark() for one in tokens]
    while index < len(tokens):
        if not tokens[index].capital or not _starts_name(tokens, index, lexicon, plain):
            index += 1
            continue
        end = _name_end(tokens, index, lexicon)
        index += _is_plain_lead(tokens, index, end, lexicon, plain)
        mention = _mention(tokens, index, end, lexicon)
        if mention:
            found.append(mention)
        index = end
    return found


def is_headline(tokens: list[Token]) -> bool:
    """Whether nearly all words have a capital, so that a capital tells nothing."""
    long = [token.capital for token in tokens if token.kind == WORD and len(token.text) > 3]
    if len(long) <= 5 or sum(long) < HEADLINE_SHARE * len(long):
        return False
    return tokens[-1].text != "." or not any(_is_prose(token) for token in tokens)


def _is_prose(token: Token) -> bool:
    """A word that a headline’s writer would give a capital, and that stands small: a verb or a noun."""
    return token.kind == WORD and token.text.islower() and token.low not in SMALL


SMALL = words(
    "a an the and or but nor if as at by for from in into of off on onto out over to up via vs with per than",
    "that is was be are it its his her their our your my he she we they you not no so yet",
)


def _is_known(token: Token, plain: Plain, lexicon: Lexicon) -> bool:
    """Whether a headline's word is a name, or part of one, by what stands elsewhere."""
    if token.kind != WORD or not token.capital or token.text.isupper():
        return True
    low = token.low
    listed = low in MEN or low in WOMEN or low in COUNTRIES or low in BODIES or low in lexicon.titles
    return token.text in plain.proper or listed


def _starts_name(tokens: list[Token], index: int, lexicon: Lexicon, plain: Plain) -> bool:
    token = tokens[index]
    small = token.low in lexicon.starters or token.low in lexicon.breaks or _is_day(tokens, index, lexicon)
    if small or token.low in lexicon.determiners or token.low in lexicon.prepositions:
        return False
    pronoun = token.low in lexicon.he or token.low in lexicon.she or token.low in lexicon.they
    if pronoun or (token.low in lexicon.other_pronouns and not token.text.isupper()) or token.text == "I":
        return False
    if CONTRACTED.search(token.low) or token.low in INTERJECTIONS:
        return False
    before = tokens[index - 1] if index else None
    if before is not None and (before.kind == WORD or before.text in POSSESSIVES):
        return True
    lone = _name_end(tokens, index, lexicon) == index + 1
    return not (lone and _is_plain(tokens, index, lexicon, plain))


def _is_plain(tokens: list[Token], index: int, lexicon: Lexicon, plain: Plain) -> bool:
    """Whether a single capitalised word at a sentence's start is an ordinary one."""
    token, low = tokens[index], tokens[index].low
    after = tokens[index + 1] if index + 1 < len(tokens) else None
    acts = after is not None and (
        after.low in lexicon.say or after.low in lexicon.finite or after.text in POSSESSIVES
    )
    usual = low in plain.small or low in lexicon.adverbs or low.endswith("ly") or low in PEOPLE
    if token.text in plain.proper or usual:
        return usual and not (acts and token.text in plain.proper)
    known = low in COUNTRIES or low in PRESS or low in BODIES or lexicon.code != "en"
    return not known and (low.endswith("s") or (low.endswith(("ing", "ed")) and not acts))


def _is_day(tokens: list[Token], index: int, lexicon: Lexicon) -> bool:
    """A day or a month, but not the surname before "said" ("May said")."""
    speaks = index + 1 < len(tokens) and tokens[index + 1].low in lexicon.say
    if index + 1 < len(tokens) and tokens[index + 1].capital and tokens[index + 1].low in PRESS:
        return False  # "the Sunday Times"
    return tokens[index].low in lexicon.dates and not (speaks and tokens[index].low in SURNAME_MONTHS)


def _name_end(tokens: list[Token], start: int, lexicon: Lexicon) -> int:
    end = start + 1
    while end < len(tokens) and end - start < MAX_RUN:
        if _goes_on(tokens[end]) and not _breaks_headline(tokens, start, end, lexicon):
            end += 1
        elif (
            _is_initial(tokens, end, lexicon) or _is_particle(tokens, end) or _is_body_of(tokens, start, end)
        ):
            end += 2
        elif _is_body_of_the(tokens, start, end):
            end += 3
        elif joint := _joint_body(tokens, start, end):
            end += joint
        else:
            break
    return min(end, len(tokens))


def _goes_on(token: Token) -> bool:
    """A further word of a name: with a capital, or as in "Abdel Fattah al-Sisi"."""
    return token.capital or bool(ARTICLED.match(token.text))


ARTICLED = re.compile(r"(?:a[dlnrstz]|ash|el|ul)-[A-Z]\w")


def _breaks_headline(tokens: list[Token], start: int, index: int, lexicon: Lexicon) -> bool:
    """ "Jane Roe Just Announced Her Plan": in a headline verbs and small words have capitals too."""
    low = tokens[index].low
    if lexicon.code != "en" or tokens[index].text.isupper() or low in PARTICLES or low in KEPT:
        return False
    if index - start <= 1 and not (index + 1 < len(tokens) and tokens[index + 1].capital):
        return False
    owned = low in lexicon.he or low in lexicon.she or low in lexicon.they
    small = low in lexicon.determiners or low in lexicon.breaks or low in lexicon.adverbs
    verb = low in lexicon.finite or low in HEADLINE_VERBS
    verb = verb or (low in lexicon.say and low not in lexicon.nouns)
    return owned or small or verb


HEADLINE_VERBS = words(
    "calls called slams slammed blasts blasted accuses warns vows backs hits rips mocks attacks claims says",
    "demands defends denies urges wants endorses reveals announces confirms rejects ignores ignore faces",
    "tells responds signs joins wins loses leads beats quits resigns confiscates releases",
)
KEPT = words("will may long first both grant even")
"""Words that are verbs or small ones elsewhere and names here."""


def _is_initial(tokens: list[Token], end: int, lexicon: Lexicon) -> bool:
    """The full stop of "Donald J. Trump" and of "Pres. Obama"."""
    if tokens[end].text != "." or not (end + 1 < len(tokens) and tokens[end + 1].capital):
        return False
    low = tokens[end - 1].low
    return len(tokens[end - 1].text) == 1 or (low in lexicon.abbreviations and low in lexicon.titles)


def _is_particle(tokens: list[Token], end: int) -> bool:
    following = end + 1 < len(tokens) and tokens[end + 1].capital
    return following and (tokens[end].low in PARTICLES or tokens[end].text == "&")


def _is_body_of(tokens: list[Token], start: int, end: int) -> bool:
    """ "Bank of England", "Association of Teachers"."""
    if tokens[end].low not in {"of", "for"} or not (end + 1 < len(tokens) and tokens[end + 1].capital):
        return False
    return any(one.low in BODIES for one in tokens[start:end])


def _is_body_of_the(tokens: list[Token], start: int, end: int) -> bool:
    """ "Office of the Deputy Prime Minister"."""
    if tokens[end].low != "of" or not (end + 2 < len(tokens) and tokens[end + 2].capital):
        return False
    return tokens[end + 1].low == "the" and any(one.low in BODIES for one in tokens[start:end])


def _joint_body(tokens: list[Token], start: int, end: int) -> int:
    """ "Food and Drug Administration" is one body, "Anna Bell and Tarn Council" are two: how many more
    words belong to the one that began with a single plain word."""
    lead = tokens[start + (end == start + 2 and tokens[start].low in WIDE)]
    if tokens[end].low != "and" or lead is not tokens[end - 1] or lead.text.isupper():
        return 0
    if any(lead.low in known for known in (MEN, WOMEN, COUNTRIES, PLACES, PRESS)):
        return 0
    last = end + 1
    while last < len(tokens) and last < end + 4 and tokens[last].capital and not tokens[last].text.isupper():
        last += 1
    return last - end if last > end + 2 and tokens[last - 1].low in OFFICES else 0


WIDE = words("national federal european international royal state central joint")
OFFICES = words(
    "administration agency authority board bureau commission committee council department division ministry",
    "office service association institute",
)


def _is_plain_lead(tokens: list[Token], start: int, end: int, lexicon: Lexicon, plain: Plain) -> bool:
    """ "Top" in "Top Sanders strategists": an ordinary word whose capital comes from the sentence's start."""
    token = tokens[start]
    first = start == 0 or tokens[start - 1].kind != WORD
    known = token.low in MEN or token.low in WOMEN or token.low in lexicon.titles or token.low in PLACES
    if not first or known or end - start < 2 or any(one.low in BODIES for one in tokens[start:end]):
        return False
    return token.low in plain.small or token.low in PLAIN_LEADS


PLAIN_LEADS = words("top senior many several some other fellow longtime veteran once then asked both fans")


def _mention(tokens: list[Token], start: int, end: int, lexicon: Lexicon) -> Mention | None:
    run = tokens[start:end]
    cut = _after_titles(run, lexicon)
    cut += _before_given_name(run[cut:])
    titles = tuple(token.low.strip(".") for token in run[:cut]) + _small_titles(tokens, start, lexicon)
    name = run[cut:]
    while name and name[0].kind != WORD:
        name = name[1:]
    if not name:
        return None
    if cut and len(name) == 1 and run[cut - 1].low in NOBLE:
        name = run[cut - 1 :]
    if lexicon.noun_capitals:
        name = _without_nouns(name, start > 0 and tokens[start - 1].low in lexicon.determiners, lexicon)
        if not name:
            return None
    parts = [token for token in name if token.kind == WORD]
    spelt = " ".join(token.text for token in name).replace(" .", ".")
    gender = _gender(run, parts)
    person = _is_person(parts, titles, gender) and not _after_article(tokens, start, cut, lexicon)
    return Mention(name[0].start, name[-1].end, spelt, titles, gender, person)


def _without_nouns(name: list[Token], governed: bool, lexicon: Lexicon) -> list[Token]:
    """German nouns have capitals, too: "der Fahrer Udo Kern", "Anwalt Karl Zopf", "Sprecher der Polizei"."""
    if name[0].low in lexicon.determiners:
        return []
    for index in reversed(range(len(name) - 2)):
        if _is_doer(name[index]) or (governed and index == 0 and len(name) == 3):
            return name[index + 1 :]
    return name


def _is_doer(token: Token) -> bool:
    given = token.low in MEN or token.low in WOMEN
    return token.capital and not given and token.low.endswith(DOERS)


DOERS = ("er", "erin", "ist", "istin", "ent", "entin", "walt", "wältin")


def _after_titles(run: list[Token], lexicon: Lexicon) -> int:
    """How many leading words are titles: up to the last title that still leaves a name."""
    cut = 0
    for index, token in enumerate(run[:-1]):
        if token.low in lexicon.titles:
            cut = index + 1
    lead = {token.low for token in run[cut:]}
    if not lead.isdisjoint(BODIES) and not (run[cut].low in MEN or run[cut].low in WOMEN):
        return 0
    office = lead <= lexicon.titles and any(token.low in {"of", "for"} for token in run[:cut])
    return 0 if office else cut


def _before_given_name(run: list[Token]) -> int:
    """ "New York City Public Advocate Trish James": how many words stand before the given name."""
    if len(run) < 3 or run[0].low in MEN or run[0].low in WOMEN or any(one.low in BODIES for one in run[-2:]):
        return 0
    for index in range(len(run) - 3, len(run) - 1):
        given = run[index].low in MEN or run[index].low in WOMEN
        if index > 0 and given and run[index].low not in PLACES and run[index + 1].kind == WORD:
            return index
    return 0


def _small_titles(tokens: list[Token], start: int, lexicon: Lexicon) -> tuple[str, ...]:
    """ "spokesman Sean Spicer": titles written small right before the name."""
    found: list[str] = []
    while start > 0 and len(found) < MAX_NAME and _is_small_title(tokens[start - 1], lexicon):
        start -= 1
        found.append(tokens[start].low.strip("."))
    return tuple(found)


def _is_small_title(token: Token, lexicon: Lexicon) -> bool:
    return token.text.islower() and token.low in lexicon.titles


def _after_article(tokens: list[Token], start: int, cut: int, lexicon: Lexicon) -> bool:
    """English puts none before a person; Portuguese may ("a Maria")."""
    articles = {"the", "a", "an"} if lexicon.code == "en" else lexicon.indefinite
    return not cut and start > 0 and tokens[start - 1].low in articles


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


POSTS = words(
    "chair spokesman spokeswoman spokesperson official officials ceo cfo president secretary senator",
    "minister lawyer adviser advisor aide strategist moderator moderators chairman chairwoman sheriff mayor",
    "reporter director commissioner attorney",
)
"""What ends a run of capitals in a headline that is nobody's name ("DNC Chair Says")."""


def _is_person(parts: list[Token], titles: tuple[str, ...], gender: str) -> bool:
    lows = [token.low for token in parts]
    if len(parts) > MAX_NAME or any(low in BODIES for low in lows):
        return False
    if lows[-1] in POSTS and lows[0] not in MEN and lows[0] not in WOMEN:
        return False
    if (titles and set(titles) - RANKS) or gender:
        return True
    if any(low in PLACES or low in COUNTRIES for low in lows) or any(
        token.text.isupper() and len(token.text) > 2 for token in parts
    ):
        return False
    return len(parts) in {2, 3}
