"""Somebody renamed: "the 46-year-old", "the retired surgeon", "the Livi striker", "the candidate"."""

from __future__ import annotations

from .names import BODY_NOUNS, COUNTRIES, DEMONYMS, EPITHETS
from .people import Cast
from .roles import BEFORE, RolePhrase, contradicts, is_plain_doer
from .salience import most_present
from .words.lexicon import words

LEAST_PRESENT = -1.5
DETAIL = 1.0
"""What a word adds by which somebody was described before."""
PROMINENT = 1.5
"""What it adds to be the one whom the article names most: its hero is renamed, a passer-by is not."""
STAFF = 2.5
"""Taken from a candidate’s aide or a player’s coach, where "the candidate", "the striker" speaks."""
RUNNING = words("candidate nominee front-runner frontrunner hopeful contender incumbent standard-bearer")
WORKING = words(
    "spokesman spokeswoman spokesperson manager strategist aide adviser advisor analyst professor pollster",
    "consultant staffer director coach historian economist editor columnist reporter anchor host moderator",
)
ACTING = (EPITHETS | RUNNING) - WORKING - words("man woman")
SERVING = 1.5
"""Taken from somebody in office, where "the retired surgeon" or "the candidate" speaks."""
OFFICES = words(
    "senator governor representative congressman congresswoman mayor president premier chancellor secretary",
    "minister speaker judge sheriff ambassador",
)
POLITICAL = OFFICES | RUNNING | words("republican democrat democratic gop politician lawmaker conservative")
EVER = 1 << 60
"""A place behind every text."""
ELECTED = words("senator governor representative congressman congresswoman mayor lawmaker")
MALE_HEADS = words("man businessman actor father grandfather congressman")
FEMALE_HEADS = words("woman businesswoman actress mother grandmother congresswoman")


def renames(phrase: RolePhrase) -> bool:
    """Whether a phrase calls somebody known by another name, and introduces nobody."""
    if phrase.head in BODY_NOUNS:
        return False
    listed = (
        phrase.head in EPITHETS or phrase.head in ELECTED or phrase.head in DEMONYMS or phrase.head == AGED
    )
    if listed or "-turned-" in phrase.head or (phrase.before and is_plain_doer(phrase.head)):
        return True
    learned = phrase.head.endswith(("ist", "ian")) and phrase.head not in ANYONE
    return learned or (bool(phrase.marked) and phrase.head in PLAYERS)


ANYONE = words(
    "therapist receptionist pharmacist technician terrorist motorist civilian christian guardian custodian",
    "lobbyist extremist arsonist physician pathologist psychologist psychiatrist librarian list",
)
"""Of such trades somebody new turns up as often as somebody is renamed."""
PLAYERS = words("wing forward lock centre center back number keeper captain guard tackle spinner opener")


AGED = "year-old"
"""The last word of "46-year-old"."""


def gender_of(head: str) -> str:
    return "m" if head in MALE_HEADS else "f" if head in FEMALE_HEADS else ""


def renamed(phrase: RolePhrase, scores: dict[str, float], cast: Cast, here: int) -> str:
    """Whom the phrase means of those in mind; "" if nobody is present enough."""
    if phrase.details & {"last", "first", "next"}:
        return ""
    found = {}
    for name, score in scores.items():
        known = cast.described_as(name, here)
        if name and name.lower() not in COUNTRIES and _may_be(phrase, cast.described_as(name, EVER)):
            found[name] = score + PROMINENT * cast.prominence(name) + _goes_with(phrase, known)
    best = most_present(found)
    return best if best and found[best] >= LEAST_PRESENT else ""


def _may_be(phrase: RolePhrase, known: frozenset[str]) -> bool:
    """Whether the article’s words for somebody, also the later ones, allow for the phrase."""
    political = phrase.head not in ELECTED or phrase.marked or not known.isdisjoint(POLITICAL)
    other = phrase.head in ELECTED and not phrase.before and phrase.head not in known and OFFICES & known
    return bool(political) and not other and not contradicts(phrase, known)


def _goes_with(phrase: RolePhrase, known: frozenset[str]) -> float:
    """What the words by which somebody was described add or take away."""
    if phrase.head in known:
        return DETAIL * len(phrase.details & known)
    stems = {word[:5] for word in known}
    score = DETAIL * len({word[:5] for word in phrase.details} & stems)
    score += 2 * DETAIL * (phrase.before and not known.isdisjoint(BEFORE))
    score -= STAFF * (phrase.head in ACTING and not known.isdisjoint(WORKING))
    in_office = not known.isdisjoint(OFFICES)
    score -= STAFF * (phrase.head in OFFICES and in_office)
    score -= SERVING * (phrase.before and in_office)
    return score - SERVING * (phrase.head in RUNNING and "president" in known)
