"""Organisations: "the company", "it", "his campaign", and what acts for somebody."""

from __future__ import annotations

from .names import BODY_NOUNS, COUNTRIES, GROUP_HEADS, PRESS, PRESS_NOUNS
from .naming import Mention
from .people import Cast
from .phrases import POSSESSIVES
from .roles import RolePhrase, common_form
from .salience import SUBJECT, Memory
from .tokens import WORD, Token
from .words import Lexicon
from .words.lexicon import words

REACH = 4
"""Sentences that "the company" looks back."""
NEAR = 700
"""Code points that "the website" looks back for a paper’s name."""
OWNERS = words("his her their its our my your the this that")
ALWAYS_NAMED = words("bank army court university police club school hospital museum party fund")
"""Nouns that name a body only after a name that has the word in it."""
TRADING = words(
    "company firm lender carmaker giant retailer airline business manufacturer supplier operator publisher",
    "maker corporation",
)
RULING = words("agency bureau regulator watchdog department ministry authority commission office")
UNITED = words("union association federation league")
OFFICIAL = words(
    "department ministry court police committee parliament council senate house congress government agency",
    "bureau administration office commission party nations embassy army navy pentagon kremlin fbi cia nsa",
    "doj epa fda cdc irs sec nato un eu who imf wto fed dea atf dhs tsa nasa nhs mod",
)


def body_called(phrase: RolePhrase, here: int, line: int, cast: Cast, seen: tuple[Memory, Memory]) -> str:
    """The organisation that "the bank", "the newspaper", "the group" means; "" if the article has none.

    ``seen`` are the bodies and the people in mind: a firm of one word ("Exxon") is among the latter.
    """
    head = phrase.head
    if _is_press(phrase) and (found := _press(head, here, cast)):
        return found
    earlier = [one for one in cast.before(here) if _has_in_name(one, head, cast)]
    if earlier:
        return _unless_other(cast.full_name(earlier[-1]), phrase)
    owned = [name for key, name in cast.printed.items() if key[-1] == head and key[0] not in OWNERS]
    if len(owned) == 1:
        return _unless_other(owned[0], phrase)
    if head in BODY_NOUNS - ALWAYS_NAMED - GROUP_HEADS or head in {"group", "team"}:
        found = _in_mind(head, line, cast, seen)
        return found or (_in_mind("group", line, cast, seen) if head == "agency" else "")
    return ""


def small_body(source: list[Token], cast: Cast, lexicon: Lexicon) -> str:
    """ "policía" of "la policía", or the name that the article has for it ("Policía Nacional")."""
    if len(source) < 2 or source[0].low not in DEFINITE.get(lexicon.code, frozenset()):
        return ""
    head = source[1]
    if head.capital or head.low not in INSTITUTIONS:
        return ""
    named = (one.name for one in reversed(cast.before(source[0].start)) if " " in one.name)
    found = next((name for name in named if name.lower().split()[0] == head.low), "")
    if found and len(source) == 2:
        return found
    return " ".join(token.text for token in source[1:LONGEST] if token.kind == WORD)


DEFINITE = {"es": words("el la"), "fr": words("le la l' l’"), "pt": words("o a")}
LONGEST = 6
INSTITUTIONS = words(
    "policía fiscalía sindicato gobierno ministerio ayuntamiento alcaldía parlamento congreso senado",
    "ejército gendarmería consejería patronal tribunal procuraduría presidencia embajada",
    "police gendarmerie parquet gouvernement ministère syndicat préfecture mairie sénat assemblée armée",
    "cancillería présidence ambassade polícia ministério governo prefeitura câmara exército",
    "presidência procuradoria defensoria embaixada",
)
"""Bodies of which a place has one, so that the noun alone names them."""


def _unless_other(name: str, phrase: RolePhrase) -> str:
    """ "The government in Tarn" is no "Holm government": "" where the phrase names what the name lacks."""
    lows = {common_form(low) for low in name.lower().split()}
    return name if not phrase.marked or phrase.marked & lows else ""


def _is_press(phrase: RolePhrase) -> bool:
    named = phrase.head in PRESS_NOUNS | {"journal"} and phrase.head != "agency"
    return named or ("news" in phrase.details and phrase.head in BODY_NOUNS | {"service"})


def _has_in_name(one: Mention, head: str, cast: Cast) -> bool:
    return " " in one.name and head in one.name.lower().split() and not cast.is_person(one)


def _in_mind(head: str, line: int, cast: Cast, seen: tuple[Memory, Memory]) -> str:
    """The last body of the head's kind that a sentence was about; of any part in it if there is none."""
    bodies, people = seen
    near = [one for one in bodies.seen if line - one.line <= REACH and _is_kind(one.name, head)]
    if head in TRADING:
        near += [one for one in people.seen if line - one.line <= REACH and _may_trade(one.name, cast)]
    near.sort(key=lambda one: one.place)
    return next((one.name for one in reversed(near) if one.weight >= SUBJECT), "")


def _is_kind(name: str, head: str) -> bool:
    lows = set(name.lower().split())
    if name.lower() in COUNTRIES:
        return False
    short = name.isupper() and " " not in name
    if head in RULING:
        return short or not lows.isdisjoint(OFFICIAL | RULING)
    if head in UNITED:
        return short or not lows.isdisjoint(UNITED)
    return head not in TRADING or lows.isdisjoint(OFFICIAL)


def _may_trade(name: str, cast: Cast) -> bool:
    """Whether a single word that is nobody's name may be a firm."""
    low = name.lower()
    plain = len(name) > 1 and " " not in name and name not in cast.persons and low not in COUNTRIES
    return plain and cast.times(name) > 1


def _press(head: str, here: int, cast: Cast) -> str:
    """The last paper or station named before, however it was named; a website only where it is near."""
    for one in reversed(cast.before(here)):
        if head in ONLINE and here - one.end > NEAR:
            break
        lows = one.name.lower().split()
        if PRESS & set(lows) and not cast.is_person(one):
            return cast.full_name(one)
    return ""


ONLINE = words("website site outlet network journal publication blog wire service organization organisation")


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
