"""Roles in one sentence: "President X", "X, the mayor of Y", "the mayor, X,", "X is a baker", "a guard"."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from typing import NamedTuple

from .names import BODY_NOUNS, COUNTRIES, DEMONYMS, EPITHETS, PRESS_NOUNS
from .naming import Mention
from .phrases import POSSESSIVES
from .tokens import MARK, NUMBER, QUOTE, WORD, Token
from .words import Lexicon
from .words.lexicon import words

REACH = 9
FORMS = {
    "sen": "senator", "sens": "senator", "rep": "representative", "reps": "representative",
    "congressman": "representative", "congresswoman": "representative", "gov": "governor",
    "gen": "general", "col": "colonel", "lt": "lieutenant", "sgt": "sergeant", "capt": "captain",
    "dr": "doctor", "prof": "professor", "rev": "reverend", "adm": "admiral", "maj": "major",
    "ex-president": "president", "ex-governor": "governor", "physician": "doctor", "attorney": "lawyer",
    "frontrunner": "front-runner", "pres": "president",
}  # fmt: skip
WIDER = {
    "senator": words("lawmaker politician legislator"),
    "representative": words("lawmaker politician legislator"),
    "president": words("leader politician"),
    "premier": words("leader politician"),
    "minister": words("leader politician"),
    "chancellor": words("leader politician"),
    "governor": words("politician leader"),
    "secretary": words("official diplomat"),
    "editor": words("journalist"),
    "novelist": words("author writer"),
    "pope": words("pontiff"),
    "king": words("monarch"),
    "queen": words("monarch"),
    "ambassador": words("diplomat envoy"),
    "sergeant": words("officer policeman"),
    "lieutenant": words("officer"),
    "detective": words("officer investigator"),
    "captain": words("officer"),
    "professor": words("academic scholar"),
    "businessman": words("entrepreneur mogul tycoon"),
    "mogul": words("businessman"),
    "ceo": words("executive boss"),
    "priest": words("clergyman cleric"),
    "imam": words("cleric"),
    "bishop": words("cleric prelate"),
}
"""What else somebody may be called after a title."""
COPULAS = words("is was became remains be")
SOME = words("some many several most any no")
HUMAN = words(
    "official officials aide adviser advisor source spokesman spokeswoman spokesperson witness resident",
    "person participant delegate analyst expert diplomat officer lawyer student delegate representative",
    "supporter voter guest caller neighbour neighbor friend relative executive staffer strategist activist",
    "reporter insider attendee passenger customer worker employee mate running-mate boss head chief captain",
    "coach priest bishop cleric pontiff monarch envoy ceo nurse pilot widow wife husband son daughter mother",
    "brother sister neighbor farmer chairwoman co-founder founder principal pastor",
)
STATES = {
    "ala": "alabama", "ariz": "arizona", "ark": "arkansas", "calif": "california", "colo": "colorado",
    "conn": "connecticut", "del": "delaware", "fla": "florida", "ga": "georgia", "ill": "illinois",
    "ind": "indiana", "kan": "kansas", "ky": "kentucky", "la": "louisiana", "mass": "massachusetts",
    "md": "maryland", "mich": "michigan", "minn": "minnesota", "miss": "mississippi", "mo": "missouri",
    "mont": "montana", "neb": "nebraska", "nev": "nevada", "okla": "oklahoma", "ore": "oregon",
    "pa": "pennsylvania", "tenn": "tennessee", "tex": "texas", "va": "virginia", "vt": "vermont",
    "wash": "washington", "wis": "wisconsin", "wyo": "wyoming", "iowa": "iowa", "ohio": "ohio",
    "utah": "utah", "maine": "maine", "texas": "texas", "idaho": "idaho", "hawaii": "hawaii",
    "alaska": "alaska",
}  # fmt: skip
"""As American papers print them after a politician’s party: "(R-Ky.)"."""


class Role(NamedTuple):
    """What an article calls somebody; ``name`` is "" where it does not name the one ("a witness")."""

    start: int
    words: frozenset[str]
    name: str


def is_human(head: str, lexicon: Lexicon) -> bool:
    """Whether a noun can be somebody, or a body, who says something."""
    listed = (
        (head in lexicon.titles and head not in PARTS)
        or head in EPITHETS
        or head in HUMAN
        or head in DEMONYMS
    )
    return listed or head in BODY_NOUNS or head in PRESS_NOUNS or is_plain_doer(head)


PARTS = words(
    "state house senate home health education labor labour defense defence interior foreign finance",
    "majority minority prime vice deputy former first then presidential congressional press mr mrs ms",
)
"""Words that stand in titles and are nobody by themselves."""


def is_plain_doer(head: str) -> bool:
    """Whether a noun is somebody's trade by its ending, or listed as one."""
    return head in HUMAN or head in EPITHETS or bool(DOER.search(head))


DOER = re.compile(r"(?:er|or|ist|ian|eon|man|woman|person|ant|(?<!m)ent|secretary)$")
QUALIFIERS = words("deputy vice shadow assistant associate")
"""The deputy of somebody is not that one."""
BARE = words("minister secretary chief director official officer")
"""A deputy minister may be "the minister"."""
PARTIES = {
    "republican": "republican", "gop": "republican", "democratic": "democrat", "democrat": "democrat",
    "tory": "tory", "labour": "labour", "libertarian": "libertarian",
}  # fmt: skip
FLOOR = words("majority minority")
"""Of leaders of a chamber; any other leader is none."""
SPECIFIC = (
    frozenset(PARTIES),
    words(
        "foreign finance prime interior defence defense justice health education home energy environment",
        "trade economy transport agriculture culture treasury",
    ),
    COUNTRIES,
)
"""Words of which one person’s role has one of a kind: no finance minister is the foreign minister."""


def contradicts(phrase: RolePhrase, known: frozenset[str]) -> bool:
    """Whether somebody described by those words cannot be the one whom the phrase means."""
    asked = phrase.details | {phrase.head}
    if QUALIFIERS & known - asked and not (phrase.head in BARE and not phrase.details):
        return True
    if asked & FLOOR and not asked & FLOOR & known:
        return True
    for kind in SPECIFIC:
        mine, theirs = _of_kind(asked, kind), _of_kind(known, kind)
        if mine and theirs and not mine & theirs:
            return True
    return False


def _of_kind(lows: frozenset[str], kind: frozenset[str]) -> set[str]:
    return {PARTIES.get(low, low) for low in lows & kind}


def common_form(word: str) -> str:
    low = word.lower().strip(".")
    return FORMS.get(low, low)


def roles_in(tokens: list[Token], named: list[tuple[Mention, str]], lexicon: Lexicon) -> list[Role]:
    """The roles that a sentence shows. ``named`` are its mentions of people with their full names."""
    places = {token.start: index for index, token in enumerate(tokens)} if named else {}
    ends = {token.end: index for index, token in enumerate(tokens)} if named else {}
    found = []
    for mention, name in named:
        first, last = places.get(mention.start), ends.get(mention.end)
        if first is None or last is None:
            continue
        own = _around(tokens, first, last, lexicon) | set(mention.titles)
        if own:
            found.append(Role(mention.start, _widened(own), name))
    return sorted(found + _nameless(tokens, lexicon), key=lambda role: role.start)


def _around(tokens: list[Token], first: int, last: int, lexicon: Lexicon) -> set[str]:
    before = _chunk_before(tokens, first, lexicon)
    start = first - len(before)
    found = {token.low for token in before} | _office(tokens, start, lexicon)
    if start > 0 and tokens[start - 1].text == "," and not before:
        found |= {token.low for token in _definite_before(tokens, start - 1, lexicon)}
    state = _state_of(tokens, last + 1)
    return found | state | {token.low for token in _after(tokens, _past_age(tokens, last + 1), lexicon)}


def _past_age(tokens: list[Token], index: int) -> int:
    """ "Rita Moss, 43, a nurse": past the age."""
    aged = index + 2 < len(tokens) and tokens[index].text == "," == tokens[index + 2].text
    return index + 2 if aged and tokens[index + 1].kind == NUMBER else index


def _state_of(tokens: list[Token], index: int) -> set[str]:
    """ "vermont" after "Burt Sands (I-Vt.)"."""
    if index + 1 >= len(tokens) or tokens[index].text not in {"(", ","}:
        return set()
    party, _, state = tokens[index + 1].low.partition("-")
    return {STATES[state]} if party in {"r", "d", "i"} and state in STATES else set()


def _office(tokens: list[Token], start: int, lexicon: Lexicon) -> set[str]:
    """ "Secretary" of "Secretary of State X", whose "State" stands at ``start``."""
    of = start - 1 - (start > 1 and tokens[start - 1].low == "the")
    titled = of > 0 and tokens[of].low == "of" and tokens[of - 1].low in lexicon.titles
    return {tokens[of - 1].low} if titled else set()


def _chunk_before(tokens: list[Token], end: int, lexicon: Lexicon) -> list[Token]:
    """ "Republican front-runner" before a name."""
    start = end
    while start > 0 and end - start < REACH and _describes(tokens[start - 1], lexicon):
        start -= 1
    return tokens[start:end]


def _describes(token: Token, lexicon: Lexicon) -> bool:
    low = token.low
    if token.kind != WORD or low in lexicon.prepositions or low in lexicon.determiners:
        return False
    if low in lexicon.conjunctions or low in lexicon.relatives:
        return False
    if low in lexicon.breaks or low in lexicon.finite:
        return False
    return not ((low in lexicon.say or low in lexicon.act) and low not in lexicon.nouns)


def _definite_before(tokens: list[Token], comma: int, lexicon: Lexicon) -> list[Token]:
    """ "The finance minister" before ", Lou Jiwei,"."""
    chunk = _chunk_before(tokens, comma, lexicon)
    start = comma - len(chunk)
    opened = start > 0 and (
        tokens[start - 1].low in lexicon.determiners or tokens[start - 1].text in POSSESSIVES
    )
    if opened and chunk and not chunk[-1].capital:
        return chunk
    return [] if lexicon.code == "en" else _post_before(tokens, comma, lexicon)


def _post_before(tokens: list[Token], comma: int, lexicon: Lexicon) -> list[Token]:
    """ "La ministra" of "la ministra de Sanidad, Ana Ruiz": a title behind the article, over "of"."""
    for start in range(comma - 1, max(-1, comma - REACH), -1):
        token = tokens[start]
        if token.kind != WORD:
            return []
        if token.low in lexicon.determiners and tokens[start + 1].low in lexicon.titles:
            return tokens[start + 1 : comma]
    return []


def _after(tokens: list[Token], index: int, lexicon: Lexicon) -> list[Token]:
    """ ", the mayor of Springfield" and "is a mayor" after a name: the words up to a preposition."""
    if index + 2 >= len(tokens) or not (tokens[index].text == "," or tokens[index].low in COPULAS):
        return []
    start = index + 1
    if tokens[start].low in lexicon.determiners or tokens[start].text in POSSESSIVES:
        start += 1
    elif tokens[index].text != "," or not _names_a_role(tokens, start, lexicon):
        return []
    end = start
    while end < len(tokens) and end - start < REACH and _describes(tokens[end], lexicon):
        end += 1
    if end > start and _is_plural(tokens[end - 1]):
        return []
    place = end + 1 < len(tokens) and tokens[end].low in {"of", "from", "for"} and tokens[end + 1].capital
    return tokens[start:end] + (tokens[end + 1 : end + 2] if place and end > start else [])


def _names_a_role(tokens: list[Token], start: int, lexicon: Lexicon) -> bool:
    """ "X, president of Y," has no article: its first words hold a title written small."""
    near = tokens[start : start + 4]
    return any(token.low in lexicon.titles and token.text.islower() for token in near)


def _nameless(tokens: list[Token], lexicon: Lexicon) -> list[Role]:
    """ "a witness", "a company executive": whoever it is, later "the witness" is the same nobody."""
    found = []
    for index, token in enumerate(tokens):
        if token.low not in lexicon.indefinite or token.kind == QUOTE or _follows_name(tokens, index):
            continue
        end = index + 1
        while end < len(tokens) and end - index < 5 and _is_small(tokens[end], lexicon):
            end += 1
        head = tokens[end - 1]
        person = head.low in HUMAN or head.low in lexicon.titles or head.low in EPITHETS
        if end > index + 1 and person and not (end < len(tokens) and _is_named(tokens, end)):
            found.append(Role(token.start, _widened({one.low for one in tokens[index + 1 : end]}), ""))
    return found


def _is_small(token: Token, lexicon: Lexicon) -> bool:
    return not token.capital and _describes(token, lexicon)


def _is_named(tokens: list[Token], end: int) -> bool:
    comma = tokens[end].text == "," and end + 1 < len(tokens) and tokens[end + 1].capital
    return tokens[end].capital or comma


def _follows_name(tokens: list[Token], index: int) -> bool:
    if index == 0:
        return False
    before = tokens[index - 1]
    return (
        before.low in COPULAS
        or before.low in {"as", "not", "like", "such"}
        or (before.text == "," and tokens[index - 2].capital)
    )


def _widened(lows: set[str]) -> frozenset[str]:
    plain = {common_form(low) for low in lows}
    if {"chief", "executive"} <= plain:
        plain.add("ceo")
    return frozenset(plain | {wide for low in plain for wide in WIDER.get(low, ())})


# -- the words of a source such as "the former Texas governor"


@dataclass(frozen=True, slots=True)
class RolePhrase:
    """``head`` is the noun, ``details`` the words that say which one, ``marked`` those with a capital."""

    head: str
    details: frozenset[str]
    marked: frozenset[str]
    owned: bool
    """Whether it is somebody's: "her lawyer", "Smith’s aide"."""
    before: bool = False
    """Whether it tells what somebody was before: "the retired surgeon", "the Slovenia-born model"."""


BEFORE = words("former retired ex onetime one-time veteran longtime then")
VAGUE = words("former late current ex new old one only very same top senior then presumptive")


def read_role(source: list[Token], lexicon: Lexicon) -> RolePhrase | None:
    """The role that a source phrase names; None where it is none ("a witness", "residents")."""
    if not source or source[0].low not in lexicon.determiners and not _has_owner(source):
        return None
    if source[0].low in lexicon.indefinite or (lexicon.code == "en" and source[0].low in SOME):
        return None
    if source[0].low == "this" and source[-1].low in {"reporter", "author", "writer", "columnist"}:
        return None  # whoever wrote the article
    end = _phrase_end(source, lexicon)
    chunk = [token for token in source[:end] if token.kind == WORD and token.low not in lexicon.determiners]
    if not chunk or _is_plural(chunk[-1]):
        return None
    tail = [token for token in source[end : end + 5] if token.kind == WORD and token.capital]
    details = [token for token in chunk[:-1] + tail if token.low not in VAGUE]
    return RolePhrase(
        common_form(chunk[-1].low),
        frozenset(common_form(token.low) for token in details),
        frozenset(common_form(token.low) for token in details if token.capital),
        source[0].low in lexicon.he | lexicon.she | lexicon.they or _has_owner(source[:end]),
        any(token.low in BEFORE or token.low.endswith("-born") for token in chunk[:-1]),
    )


def _is_small_human(token: Token, lexicon: Lexicon) -> bool:
    return not token.capital and is_human(token.low, lexicon)


def _is_plural(token: Token) -> bool:
    return token.low.endswith("s") and not token.low.endswith(("ss", "us"))


def _has_owner(source: list[Token]) -> bool:
    """Somebody’s: a place owns nobody ("the UK’s biggest lender")."""
    owned = (left for left, right in itertools.pairwise(source) if right.text in POSSESSIVES)
    return any(left.low not in COUNTRIES for left in owned)


def _phrase_end(source: list[Token], lexicon: Lexicon) -> int:
    stop = lexicon.prepositions | lexicon.relatives | {"whose"}
    for index, token in enumerate(source):
        closing = token.kind == MARK and token.text not in POSSESSIVES and token.text not in {"-", "."}
        if index and (closing or token.low in stop):
            return index
        if index > 1 and token.low in lexicon.conjunctions and _is_small_human(source[index - 1], lexicon):
            return index
    return len(source)
