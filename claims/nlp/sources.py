"""Parts of a source phrase: its commas, its "and", its head."""

from __future__ import annotations

from collections.abc import Sequence

from .naming import Mention
from .phrases import POSSESSIVES
from .tokens import MARK, WORD, Token
from .words import Lexicon

OF = frozenset("of for de del do da dos das du des von vom".split())


def segments(source: list[Token]) -> list[list[Token]]:
    """The source cut at its commas; a list of names with "and" stays whole."""
    found: list[list[Token]] = [[]]
    source = _without_acronyms(source)
    for index, token in enumerate(source):
        if token.text in {",", "(", "—", "–"} or _is_dash(source, index):
            found.append([])
        else:
            found[-1].append(token)
    return [segment for segment in found if segment]


def _without_acronyms(source: list[Token]) -> list[Token]:
    """ "European Community (EC) commissioner X" without "(EC)", which parts nothing."""
    at = next((n for n, one in enumerate(source[:-3]) if one.text == "("), None)
    if at is None or source[at + 2].text != ")" or source[at + 3].kind != WORD:
        return source
    return source[:at] + source[at + 3 :]


def _is_dash(source: list[Token], index: int) -> bool:
    """A hyphen between blanks, or the second of two."""
    token, before = source[index], source[index - 1] if index else None
    if token.text != "-" or before is None:
        return False
    after = source[index + 1] if index + 1 < len(source) else None
    return before.end < token.start and (after is None or after.start > token.end or after.text == "-")


def conjuncts(segment: list[Token], names: Sequence[Mention]) -> list[list[Token]]:
    """The segment cut at each "and" that stands in no name ("Food and Drug Administration")."""
    parts: list[list[Token]] = [[]]
    for token in segment:
        joins = token.low in {"and", "y", "e", "et", "und"}
        if joins and not any(name.start < token.start < name.end for name in names):
            parts.append([])
        else:
            parts[-1].append(token)
    return [part for part in parts if part]


def may_be_named_later(segment: list[Token], lexicon: Lexicon) -> bool:
    """ "His campaign manager, Jeff Weaver,": a role with its name behind the comma, not a place."""
    return not any(token.low in lexicon.prepositions and token.low not in OF for token in segment)


def document_head(source: list[Token]) -> str:
    """The noun of "the poll by the institute": the last word before a comma or a preposition."""
    head = ""
    for token in source:
        if token.kind == MARK or (head and token.low in {"by", "from", "of", "in", "on", "about", "that"}):
            break
        head = token.low if token.kind == WORD else head
    return head


def noun_before(before: list[Token], lexicon: Lexicon) -> list[Token]:
    """The noun phrase at the end of some words, over a comma and over "of" or "from" and a name."""
    end = len(before) - 1 if before[-1].text == "," else len(before)
    start = end
    while start > 0 and end - start < 8:
        token = before[start - 1]
        if token.kind == MARK and token.text not in POSSESSIVES | {"-", "."}:
            break
        if token.low in lexicon.breaks or token.low in lexicon.finite or token.low in lexicon.conjunctions:
            break
        start -= 1
        if token.low in lexicon.determiners:
            break
    return before[start:end]


def is_plural_phrase(phrase: list[Token]) -> bool:
    small = [token.low for token in phrase if token.kind == WORD and not token.capital]
    return bool(small) and small[-1].endswith("s") and not small[-1].endswith("ss")
