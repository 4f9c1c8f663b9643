"""Organisations: "the company", "it", "his campaign", and what acts for somebody."""

from __future__ import annotations

from .names import BODY_NOUNS, COUNTRIES, GROUP_HEADS, PRESS, PRESS_NOUNS
from .people import Cast
from .phrases import POSSESSIVES
from .salience import SUBJECT, Memory
from .tokens import WORD, Token
from .words.lexicon import words

REACH = 4
"""Sentences that "the company" looks back."""
OWNERS = words("his her their its our my your the this that")
ALWAYS_NAMED = words("bank army court university police club school hospital museum party fund")
"""Nouns that name a body only after a name that has the word in it."""


def body_called(head: str, here: int, line: int, cast: Cast, memory: Memory) -> str:
    """The organisation that "the bank", "the newspaper", "the group" means; "" if the article has none."""
    if head in PRESS_NOUNS | {"journal"} and (found := _press(here, cast, memory, line)):
        return found
    earlier = [one for one in cast.before(here) if head in one.name.lower().split() and " " in one.name]
    if earlier:
        return cast.full_name(earlier[-1])
    owned = [name for key, name in cast.printed.items() if key[-1] == head and key[0] not in OWNERS]
    if len(owned) == 1:
        return owned[0]
    if head in BODY_NOUNS - ALWAYS_NAMED - GROUP_HEADS or head in {"group", "team"}:
        found = memory.last(line, REACH, SUBJECT)
        return "" if found.lower() in COUNTRIES else found
    return ""


def _press(here: int, cast: Cast, memory: Memory, line: int) -> str:
    """The last paper or station named before, however it was named."""
    for one in reversed(cast.before(here)):
        lows = one.name.lower().split()
        if PRESS & set(lows) and not cast.is_person(one):
            return cast.full_name(one)
    return ""


def acting_for(owner: str, head: str, cast: Cast) -> str:
    """ "his campaign" as "Trump campaign", where the article prints that name; "" elsewhere."""
    if not owner:
        return ""
    parts = owner.lower().split()
    return cast.printed.get((parts[-1], head), "") or cast.printed.get((*parts, head), "")


def literal_group(source: list[Token], cast: Cast) -> str:
    """ "the Trump campaign" as "Trump campaign": a group named by its own words; "" for anything else."""
    found = [token for token in source if token.low not in {"the", "a", "an"}]
    named = [token for token in found if token.kind == WORD]
    if not 2 <= len(named) <= 4 or named[-1].low not in GROUP_HEADS:
        return ""
    if not all(token.capital and token.low not in OWNERS for token in named[:-1]):
        return ""
    known = cast.printed.get((named[-2].low, named[-1].low), "") if len(named) == 2 else ""
    return known or "".join(_spaced(token) for token in found).strip()


def _spaced(token: Token) -> str:
    return token.text if token.text in POSSESSIVES else " " + token.text
