"""Sources that "according to" introduces: where they end."""

from __future__ import annotations

from .phrases import with_apposition
from .tokens import QUOTE, Token
from .words import Lexicon

OF = frozenset({"von", "vom", "für", "der", "des"})
STOPS = frozenset(",.;:—–")


def end_of_source(items: list[Token], start: int, lexicon: Lexicon) -> int:
    """Index after the source that begins at ``start``, a description of it included."""
    return _with_description(items, _plain_end(items, start, lexicon), lexicon)


def _plain_end(items: list[Token], start: int, lexicon: Lexicon) -> int:
    for index in range(start, len(items)):
        token = items[index]
        if lexicon.noun_capitals and index > start and _goes_on(items, index, lexicon):
            return index
        initial = token.text == "." and index + 1 < len(items)
        if token.kind == QUOTE or (token.text in STOPS and not initial):
            return index
    return len(items)


def _with_description(items: list[Token], end: int, lexicon: Lexicon) -> int:
    """ "D’après Luc Berthier, économiste à la banque Orsel, …": to the comma behind it."""
    after = items[end + 1] if end + 1 < len(items) else None
    plain = after is not None and not after.capital and after.low not in lexicon.determiners
    found = with_apposition(items, end, lexicon) if plain else end
    return found if found < len(items) and items[found].text == "," else end


def _goes_on(items: list[Token], index: int, lexicon: Lexicon) -> bool:
    """After "laut dem Amt" the sentence goes on without a comma: the first small word after a noun."""
    token = items[index]
    small = token.text.islower() and token.low not in OF
    return small and items[index - 1].capital and token.low not in lexicon.conjunctions


def start_of_source(items: list[Token], end: int, lexicon: Lexicon) -> int:
    """Where the source in front of "zufolge" begins: nouns, one adjective, an article; ``end`` if none."""
    start = end
    while start > 0 and (items[start - 1].capital or items[start - 1].low in OF):
        start -= 1
    if start == end:
        return end
    start -= start > 0 and items[start - 1].low.endswith(("en", "em"))
    return start - (start > 0 and items[start - 1].low in lexicon.determiners)


def is_label(items: list[Token], lexicon: Lexicon) -> bool:
    """Whether the words before a colon can be a name, and are no German sentence with its verb."""
    known = lexicon.determiners | lexicon.prepositions | lexicon.conjunctions | lexicon.titles
    return not lexicon.noun_capitals or all(one.low in known for one in items if one.text.islower())
