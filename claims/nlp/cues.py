"""Cues: the words that say that somebody says something."""

from __future__ import annotations

from dataclasses import dataclass

from .phrases import POSSESSIVES, is_pronoun
from .tokens import MARK, QUOTE, WORD, Token
from .words import Lexicon
from .words.lexicon import words

SAY, ACT, ACCORDING, NOUN = "say", "act", "according", "noun"
PARTICLES = frozenset({"out", "off", "up", "back"})
PHRASAL = {
    "pointed": "out",
    "pointing": "out",
    "points": "out",
    "point": "out",
    "made": "clear",
    "makes": "clear",
}
QUANTIFIERS = words("both all some many most several each few two three four another")
OWNER_REACH = 5
APART = 12
"""Words between the halves of a verb."""
MAX_CUES = 30
"""No sentence of prose has more; the cap keeps a word list of 1,500 characters cheap."""
PASSIVE = frozenset(["is", "are", "was", "were", "be", "been", "being", "get", "gets", "got"])
OPENERS = frozenset({"and", "but", "or", "then", "y", "et", "und", "e", "pero", "mais", "aber", "mas"})


@dataclass(frozen=True, slots=True)
class Cue:
    """``items[first:last]``; ``verb`` is its head. ``bare`` cues borrow their sentence's subject."""

    first: int
    last: int
    verb: int
    kind: str
    bare: bool = False


def find_cues(items: list[Token], lexicon: Lexicon) -> list[Cue]:
    """All possible cues outside quotations, in order."""
    cues: list[Cue] = []
    index = 0
    while index < len(items) and len(cues) < MAX_CUES:
        cue = _cue_at(items, index, lexicon) if items[index].kind == WORD else None
        if cue:
            cues.append(cue)
        index = cue.last if cue else index + 1
    return cues


def _cue_at(items: list[Token], index: int, lexicon: Lexicon) -> Cue | None:
    low = items[index].low
    if low in lexicon.behind:
        return Cue(index, index + 1, index, ACCORDING)
    for phrase in lexicon.according:
        if low == phrase[0] and _matches(items, index, phrase):
            return _according(items, index, len(phrase), lexicon)
    if low in lexicon.statement_nouns and (noun := _noun(items, index)):
        return noun
    if lexicon.phrasal and (particle := _particle(items, index, lexicon)):
        return _verb(items, index, index + 1 + (particle == index + 1), SAY, lexicon, sure=True)
    if low in PHRASAL and index + 1 < len(items) and items[index + 1].low == PHRASAL[low]:
        return _verb(items, index, index + 2, SAY, lexicon)
    if low in lexicon.say:
        return _verb(items, index, index + 1, SAY, lexicon)
    if low in lexicon.act:
        return _verb(items, index, index + 1, ACT, lexicon)
    return None


def _matches(items: list[Token], index: int, phrase: tuple[str, ...]) -> bool:
    return [item.low for item in items[index : index + len(phrase)]] == list(phrase)


def _according(items: list[Token], index: int, length: int, lexicon: Lexicon) -> Cue | None:
    """A single word such as Spanish "para" counts only where a clause can begin or end."""
    at_edge = index == 0 or items[index - 1].kind in {MARK, QUOTE}
    ambiguous = length == 1 and items[index].low in {"para", "so", "conforme", "pour"}
    if ambiguous and not (at_edge and _somebody(items[index + 1 : index + 4], lexicon)):
        return None
    return Cue(index, index + length, index, ACCORDING)


def _somebody(items: list[Token], lexicon: Lexicon) -> bool:
    """Whether the words begin with a name, or with a title and its article."""
    if not items:
        return False
    if items[0].low not in lexicon.determiners or len(items) < 3:
        return items[0].capital
    titled = items[1].low in lexicon.titles and items[2].capital
    return titled or (lexicon.noun_capitals and items[1].capital)


def _particle(items: list[Token], verb: int, lexicon: Lexicon) -> int:
    """Where the other half of "teilte am Montag mit" stands, within the clause; 0 where there is none."""
    for index in range(verb + 1, min(len(items), verb + APART)):
        if (items[verb].low, items[index].low) in lexicon.phrasal and _ends_clause(items, index + 1):
            return index
        if items[index].kind in {MARK, QUOTE} and items[index].text not in POSSESSIVES:
            return 0
    return 0


def particle_of(items: list[Token], cue: Cue, lexicon: Lexicon) -> list[Token]:
    """The other half of a cue where it stands apart from the verb, none elsewhere."""
    place = _particle(items, cue.verb, lexicon) if lexicon.phrasal else 0
    return [items[place]] if place >= cue.last else []


def _ends_clause(items: list[Token], index: int) -> bool:
    return index >= len(items) or items[index].kind in {MARK, QUOTE}


def _verb(
    items: list[Token], index: int, last: int, kind: str, lexicon: Lexicon, *, sure: bool = False
) -> Cue | None:
    if _is_name(items, index):
        return None
    first = _with_auxiliaries(items, index, lexicon)
    low = items[index].low
    before = items[first - 1] if first else None
    if _is_no_statement(items, first, index, before, lexicon):
        return None
    if low in lexicon.nouns and not sure and not _reads_as_verb(items, first, last, before, lexicon):
        return None
    bare = low in lexicon.gerunds or before is None or before.low in OPENERS or before.text == ","
    return Cue(first, last, index, kind, bare)


def _is_name(items: list[Token], index: int) -> bool:
    """A capital in mid-sentence ("State and Defense"), unless all around it is in capitals too."""
    if index == 0 or not items[index].capital or items[index - 1].kind != WORD:
        return False
    return not (items[index].text.isupper() and items[index - 1].text.isupper())


def _is_no_statement(
    items: list[Token], first: int, index: int, before: Token | None, lexicon: Lexicon
) -> bool:
    """Infinitives ("declined to say"), attributes ("the said") and negations report nothing."""
    inside = [item.low for item in items[first:index]]
    if any(word in lexicon.negations for word in inside) and items[index].low not in {"deny", "dispute"}:
        return True
    if any(word in PASSIVE for word in inside) and not items[index].low.endswith("ing"):
        return True
    if before is None:
        return False
    attribute = before.low in lexicon.determiners and before.low not in QUANTIFIERS
    attribute = attribute and not (first > 1 and items[first - 2].low in lexicon.like)  # "comme l’a dit X"
    return before.low == "to" or (attribute and items[index].low not in lexicon.told)


def _with_auxiliaries(items: list[Token], index: int, lexicon: Lexicon) -> int:
    first = index
    while first > 0 and _is_auxiliary(items[first - 1], lexicon):
        first -= 1
    return first


def _is_auxiliary(token: Token, lexicon: Lexicon) -> bool:
    low = token.low
    if token.capital and not token.text.isupper():
        return False
    if low in lexicon.auxiliaries or low in lexicon.negations or low in lexicon.adverbs:
        return low not in lexicon.determiners or low == "all"
    return lexicon.code == "en" and low.endswith("ly") and token.text == low and low not in {"family", "ally"}


def _reads_as_verb(items: list[Token], first: int, last: int, before: Token | None, lexicon: Lexicon) -> bool:
    """ "Smith claims that": a form that is as often a noun needs a subject before and a clause after."""
    if before is None or (before.kind == MARK and before.text not in {",", ")"}):
        return False
    if is_pronoun(before, lexicon) or before.low in lexicon.relatives:
        return True
    if last >= len(items):
        return False
    if before.low in lexicon.determiners or before.low in lexicon.prepositions:
        return False
    after = items[last]
    if lexicon.comma_clause and after.text == ",":
        clause = items[last + 1 : last + APART]
        return any(item.low in lexicon.subjunctive or item.low in lexicon.that for item in clause)
    if after.kind == QUOTE or after.low in lexicon.that or after.text == ":":
        return True
    return after.text != "," and (after.low in lexicon.determiners or after.capital or after.low in lexicon.he
                                  or after.low in lexicon.she or after.low in lexicon.they)  # fmt: skip


def _noun(items: list[Token], index: int) -> Cue | None:
    """ "Smith’s remark that": a noun of saying, owned by somebody, followed by its clause."""
    if index + 1 >= len(items) or items[index + 1].low != "that":
        return None
    owned = any(item.text in {"’s", "'s"} for item in items[max(0, index - OWNER_REACH) : index])
    return Cue(index, index + 1, index, NOUN) if owned else None
