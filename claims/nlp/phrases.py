"""Noun phrases around a cue, found without a parser.

All functions take the items of one sentence (see ``view.py``) and give half-open index pairs into
them, or None where nothing there can be a source.
"""

from __future__ import annotations

import re

from .tokens import MARK, NUMBER, QUOTE, WORD, Token
from .words import Lexicon

MAX_PHRASE = 28
SURNAME_MONTHS = frozenset({"may", "march", "june", "august"})
POSSESSIVES = frozenset({"'s", "’s", "'", "’"})
INSIDE = frozenset({".", "&", "-", "–", "/", "’", "'", "’s", "'s"})
TITLE_MARKS = frozenset('„“”«»"')
"""Around the name of a paper: "die „Süddeutsche Zeitung“"."""
INVERTED_INSIDE = frozenset(
    [
        "of",
        "for",
        "at",
        "with",
        "from",
        "de",
        "del",
        "du",
        "des",
        "da",
        "do",
        "dos",
        "von",
        "der",
        "la",
        "le",
        "di",
        "al",
        "van",
        "bin",
    ]
)
GOVERNED = frozenset("partir fim propósito respeito pedido princípio título longo seguir cada".split())
"""What follows Portuguese "a" where it is a preposition even first in a sentence ("a partir de")."""
PEOPLE = frozenset(
    [
        "officials",
        "police",
        "experts",
        "critics",
        "sources",
        "source",
        "researchers",
        "authorities",
        "lawmakers",
        "republicans",
        "democrats",
        "aides",
        "scientists",
        "analysts",
        "doctors",
        "prosecutors",
        "investigators",
        "supporters",
        "opponents",
        "activists",
        "witnesses",
        "voters",
        "residents",
        "reporters",
        "reports",
        "polls",
        "records",
        "documents",
        "data",
        "figures",
        "studies",
        "economists",
        "organizers",
        "observers",
        "allies",
        "advisers",
        "advisors",
        "others",
        "many",
        "some",
        "people",
        "executives",
        "leaders",
        "members",
        "spokesman",
        "spokeswoman",
        "polling",
        "research",
        "surveys",
        "campaigners",
        "government",
        "ministers",
        "lawyers",
        "attorneys",
        "firefighters",
        "rescuers",
        "insiders",
        "commentators",
        "historians",
        "conservatives",
        "liberals",
        "protesters",
        "backers",
        "rivals",
        "diplomats",
        "investors",
        "traders",
        "brokers",
        "banks",
        "everyone",
        "nobody",
        "campaign",
        "aide",
        "spokesperson",
        "officers",
        "detectives",
        "media",
        "investigadores",
        "autoridades",
        "fuentes",
        "expertos",
        "policía",
        "chercheurs",
        "experts",
        "autorités",
        "forscher",
        "experten",
        "augenzeugen",
        "zeugen",
        "behörden",
        "pesquisadores",
        "especialistas",
        "autoridades",
        "fontes",
    ]
)
PARTICIPLE = re.compile(r"[a-z]{2,}ed$")


def subject_before(items: list[Token], end: int, lexicon: Lexicon) -> tuple[int, int] | None:
    """The noun phrase that ends right before ``items[end]``."""
    last = end - 1
    if last < 0 or items[last].kind == QUOTE:
        return None
    token = items[last]
    if is_pronoun(token, lexicon) or token.low in lexicon.relatives:
        return last, end
    if token.text == ",":
        return _apposition(items, last, lexicon)
    if token.text == ")":
        opening = _opening_bracket(items, last)
        inner = subject_before(items, opening, lexicon) if opening else None
        return (inner[0], end) if inner else None
    named = lexicon.code != "en" and token.text in TITLE_MARKS and end > 2 and items[last - 1].capital
    if (
        token.kind == MARK and token.text not in INSIDE and not named
    ) or token.low in lexicon.conjunctions | lexicon.prepositions:
        return None
    return _checked(items, _walk_left(items, last, lexicon), end, lexicon)


def is_pronoun(token: Token, lexicon: Lexicon) -> bool:
    low = token.low
    return low in lexicon.he or low in lexicon.she or low in lexicon.they or low in lexicon.other_pronouns


def _opening_bracket(items: list[Token], closing: int) -> int:
    for index in range(closing - 1, max(-1, closing - 14), -1):
        if items[index].text == "(":
            return index
    return 0


def _apposition(items: list[Token], comma: int, lexicon: Lexicon) -> tuple[int, int] | None:
    """ "Jane Doe, the mayor of Springfield," before its verb."""
    for index in range(comma - 1, max(0, comma - MAX_PHRASE), -1):
        if items[index].kind == QUOTE:
            return None
        if items[index].text == ",":
            head = subject_before(items, index, lexicon) if items[index - 1].text != "," else None
            if head and items[index + 1].low not in lexicon.adverbs:
                return head[0], comma + 1
            return None
    return None


def _walk_left(items: list[Token], last: int, lexicon: Lexicon) -> int:
    index = last
    while index >= 0 and last - index < MAX_PHRASE and _belongs(items, index, last, lexicon):
        index -= 1
    return index + 1


def _belongs(items: list[Token], index: int, last: int, lexicon: Lexicon) -> bool:
    token = items[index]
    if token.kind == QUOTE:
        return False
    if token.kind == MARK:
        inside = token.text in INSIDE or (lexicon.code != "en" and token.text in TITLE_MARKS)
        return inside or (token.text == "," and _in_list(items, index, last))
    if token.low in lexicon.conjunctions:
        return _joins(items, index)
    if token.capital and not token.text.isupper() and (index > 0 or items[1].capital):
        return True
    if token.low in lexicon.breaks or token.low in lexicon.finite:
        return False
    if lexicon.verb_first and token.low in lexicon.prepositions:
        return False
    if token.low in lexicon.say and token.low not in lexicon.nouns:
        return False
    return not _is_past(items, index, lexicon)


def _is_past(items: list[Token], index: int, lexicon: Lexicon) -> bool:
    """A word in -ed reads as a verb unless a determiner makes it an adjective ("the alleged plot")."""
    if lexicon.code != "en" or not PARTICIPLE.match(items[index].text):
        return False
    return index == 0 or items[index - 1].low not in lexicon.determiners


def _joins(items: list[Token], index: int) -> bool:
    """Whether the "and" at ``index`` joins two names, or two plain nouns."""
    if index == 0 or index + 1 >= len(items):
        return False
    left, right = items[index - 1], items[index + 1]
    return left.kind == WORD == right.kind and left.capital == right.capital


def _in_list(items: list[Token], comma: int, last: int) -> bool:
    """ "Smith, Jones and Brown": the comma belongs only where an "and" of names follows."""
    if comma == 0 or not items[comma - 1].capital or not items[comma + 1].capital:
        return False
    return any(token.low in {"and", "y", "et", "und", "e"} for token in items[comma + 1 : last])


def _checked(items: list[Token], start: int, end: int, lexicon: Lexicon) -> tuple[int, int] | None:
    start = _without_lead(items, start, end, lexicon)
    end = _without_date(items, start, end, lexicon)
    while end - start > 1 and items[end - 1].low.endswith("ly") and items[end - 1].text.islower():
        end -= 1
    if start >= end or not is_source(items[start:end], lexicon):
        return None
    return start, end


def _without_lead(items: list[Token], start: int, end: int, lexicon: Lexicon) -> int:
    """Drops leading adverbs and a leading prepositional group ("In a statement Smith")."""
    while start < end and _is_lead(items[start], lexicon):
        start += 1
    if start < end and items[start].low in lexicon.prepositions and not _is_article(items, start, lexicon):
        return _after_group(items, start, end, lexicon)
    return start


def _is_article(items: list[Token], index: int, lexicon: Lexicon) -> bool:
    """Portuguese "a" is an article before a name or a title or first in a sentence, else a preposition."""
    if items[index].low not in lexicon.determiners or index + 1 >= len(items):
        return False
    if index == 0 and items[1].low not in GOVERNED:
        return True
    return items[index + 1].capital or items[index + 1].low in lexicon.titles


def _is_lead(token: Token, lexicon: Lexicon) -> bool:
    low = token.low
    if token.kind == MARK or low in lexicon.conjunctions or low in lexicon.breaks or low in lexicon.like:
        return True
    return low not in lexicon.determiners and (
        low in lexicon.adverbs or (low.endswith("ly") and low not in {"family", "early"})
    )


def _after_group(items: list[Token], start: int, end: int, lexicon: Lexicon) -> int:
    """Where the last noun phrase that no preposition governs begins; ``end`` if there is none."""
    for index in range(end - 1, start + 1, -1):
        token, before = items[index], items[index - 1]
        if before.low in lexicon.prepositions or before.low in lexicon.determiners or before.kind == MARK:
            continue
        if token.low in lexicon.determiners or (token.capital and not before.capital):
            return index
    return end


def _without_date(items: list[Token], start: int, end: int, lexicon: Lexicon) -> int:
    while end - start > 1 and (_is_date(items, end - 1, lexicon) or items[end - 1].kind == NUMBER):
        end -= 1
        if items[end - 1].low in lexicon.prepositions:
            end -= 1
    return end


def _is_date(items: list[Token], index: int, lexicon: Lexicon) -> bool:
    """A date, but not the surname of Theresa May."""
    surname = items[index].low in SURNAME_MONTHS and items[index - 1].capital
    return items[index].low in lexicon.dates and not surname


def is_source(items: list[Token], lexicon: Lexicon) -> bool:
    """Whether the words can be somebody who says something."""
    if not any(token.kind == WORD for token in items):
        return False
    if lexicon.verb_first:
        return True
    first = items[0]
    if is_pronoun(first, lexicon) or first.low in lexicon.determiners or first.low in lexicon.relatives:
        return True
    return any(token.capital or token.low in PEOPLE or token.low in lexicon.titles for token in items)


def subject_after(items: list[Token], start: int, lexicon: Lexicon) -> tuple[int, int] | None:
    """The noun phrase right after an inverted verb: "…,” said Jane Doe, the mayor."."""
    if start >= len(items) or not _may_begin(items[start], lexicon):
        return None
    if is_pronoun(items[start], lexicon):
        return start, start + 1
    index = start
    while index < len(items) and index - start < MAX_PHRASE and _continues(items, index, start, lexicon):
        index += 1
    index = with_apposition(items, index, lexicon)
    return (start, index) if index > start and is_source(items[start:index], lexicon) else None


def _may_begin(token: Token, lexicon: Lexicon) -> bool:
    if token.low in lexicon.dates or token.low in lexicon.that:
        return False
    low = token.low
    return (
        token.capital
        or low in lexicon.determiners
        or low in lexicon.titles
        or low in PEOPLE
        or is_pronoun(token, lexicon)
        or (lexicon.verb_first and token.kind == WORD and low not in lexicon.prepositions)
    )


def _continues(items: list[Token], index: int, start: int, lexicon: Lexicon) -> bool:
    token = items[index]
    if token.kind == QUOTE or token.low in lexicon.that or token.low in lexicon.finite:
        return False
    if token.kind == MARK:
        if lexicon.code != "en" and token.text in TITLE_MARKS:
            return items[index - 1].capital or (index + 1 < len(items) and items[index + 1].capital)
        return token.text in INSIDE and index + 1 < len(items) and items[index + 1].kind == WORD
    if token.low in lexicon.conjunctions:
        return index > start and _joins(items, index)
    if index == start and token.low in lexicon.determiners:
        return True
    if token.low in lexicon.dates or token.low in lexicon.breaks or token.low in lexicon.adverbs:
        return False
    if token.low in lexicon.prepositions:
        return token.low in INVERTED_INSIDE and index > start
    return True


def with_apposition(items: list[Token], index: int, lexicon: Lexicon) -> int:
    """Includes ", the mayor of Springfield" up to the next comma or the end of the sentence."""
    if index + 1 >= len(items) or items[index].text != ",":
        return index
    after = items[index + 1]
    other = lexicon.prepositions | lexicon.gerunds | lexicon.conjunctions | lexicon.breaks - {"who", "whose"}
    if after.kind not in {WORD, NUMBER} or after.low in other or after.low.endswith("ing"):
        return index
    if lexicon.code != "en" and not _describes(items, index + 1, lexicon):
        return index
    for end in range(index + 1, min(len(items), index + MAX_PHRASE)):
        if items[end].kind == QUOTE or items[end].low in lexicon.subjunctive:
            return index
        if items[end].text in {",", ";", ":", "—", "–"} or (items[end].text == "." and end + 1 == len(items)):
            return end
    return index


def _describes(items: list[Token], index: int, lexicon: Lexicon) -> bool:
    """Whether the words behind a name tell who that is ("economista del banco"), and not what was said:
    "explicó Soto, bajó un 4 %" goes on with its verb, which no "of" and no mark follows."""
    first = items[index]
    if is_pronoun(first, lexicon):
        return False
    if first.capital or first.low in lexicon.determiners or first.low in lexicon.titles:
        return first.low not in lexicon.finite
    for token in items[index : index + 4]:
        if token.low in lexicon.finite or token.low in lexicon.say:
            return False
        if token.kind == MARK or token.low in INVERTED_INSIDE:
            return token is not first
        if token.low in lexicon.determiners or token.low in lexicon.prepositions:
            return False
    return False
