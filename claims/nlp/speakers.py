"""Who a source phrase means inside the article: names, pronouns, "the two secretaries", documents."""

from __future__ import annotations

from dataclasses import dataclass, field

from .names import BODIES
from .people import Cast, Mention
from .phrases import POSSESSIVES
from .tokens import WORD, Token
from .words import Lexicon
from .words.lexicon import words

NUMBERS = {
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "dos": 2,
    "deux": 2,
    "zwei": 2,
    "dois": 2,
    "beiden": 2,
    "both": 2,
}
PAIRS = words("pair duo couple")
GROUP_NOUNS = words(
    "secretaries officials men women leaders senators ministers presidents candidates politicians",
    "authors writers lawmakers republicans democrats diplomats scientists researchers officers",
    "executives brothers sisters rivals congressmen governors judges lawyers sides activists",
    "friends experts professors doctors players secretarios ministros líderes presidentes ministres",
    "secrétaires dirigeants minister politiker funcionarios",
)
ESSAYS = words(
    "op-ed oped article column piece essay editorial commentary op-eds artículo tribune artigo",
)
KINDS = {
    "letter": "letter",
    "statement": "statement",
    "tweet": "tweet",
    "post": "tweet",
    "memo": "memo",
    "book": "book",
}
GROUP_HEADS = words(
    "campaign administration government team camp ministry office party group committee family",
)
ORDINARY = words("mr mrs ms miss dr sir former deputy")
MAX_FOCUS = 40


def document_kind(word: str) -> str:
    """One word for documents that an article calls by several names; "" for anything else."""
    return "essay" if word in ESSAYS else KINDS.get(word, "")


@dataclass(slots=True)
class Scene:
    """What the reader remembers at a place of the article; it is fed in reading order."""

    cast: Cast
    lexicon: Lexicon
    focus: list[str] = field(default_factory=list)
    groups: list[tuple[str, ...]] = field(default_factory=list)
    documents: dict[str, tuple[str, ...]] = field(default_factory=dict)
    plural: tuple[str, ...] | None = None
    uncapital: list[str] = field(default_factory=list)
    """Names met so far in a script without capitals."""

    def see(self, names: tuple[str, ...]) -> None:
        """Somebody stood in subject position, or spoke."""
        if len(names) > 1:
            self.groups.append(names)
            self.plural = names
        elif names and names[0] in self.cast.persons:
            self.focus.append(names[0])
            del self.focus[:-MAX_FOCUS]

    def wrote(self, tokens: list[Token], names: tuple[str, ...]) -> None:
        """Remembers the authors of "an article", "their op-ed" named among the tokens."""
        for token in tokens:
            kind = document_kind(token.low)
            if kind and names:
                self.documents[kind] = names

    def resolve(self, source: list[Token], before: list[Token]) -> tuple[str, ...]:
        """Full names for a source phrase; ``before`` are the words of the sentence in front of it.

        A group keeps the order in which the article first named its members.
        """
        names = self._resolve(source, before)
        known = (group for group in self.groups if len(group) == len(names) and set(group) == set(names))
        return next(known, names) if len(names) > 1 else names

    def _resolve(self, source: list[Token], before: list[Token]) -> tuple[str, ...]:
        if not source:
            return ()
        first = source[0].low
        if len(source) == 1 or first in self.lexicon.relatives:
            known = self._pronoun(first, before)
            if known is not None:
                return known
        if self.lexicon.verb_first:
            return self._plain_name(source)
        return self._group(source) or self._names(source) or self._role(source)

    def _plain_name(self, source: list[Token]) -> tuple[str, ...]:
        """Arabic has no capitals: the words after the titles are the name; a surname finds its full name."""
        found = [token for token in _segments(source)[0] if token.kind == WORD]
        while len(found) > 1 and found[0].low in self.lexicon.titles:
            found = found[2:] if len(found) > 3 and found[1].low.startswith("ال") else found[1:]
        name = " ".join(token.text for token in found)
        full = next((one for one in reversed(self.uncapital) if one.split()[-1] == name), name)
        self.uncapital.append(full)
        return (full,) if full else ()

    def _pronoun(self, low: str, before: list[Token]) -> tuple[str, ...] | None:
        lexicon = self.lexicon
        if low in lexicon.they:
            return self.plural or ()
        if (low in lexicon.he and low not in lexicon.determiners) or low in lexicon.he & lexicon.she:
            return self._last("m")
        if low in lexicon.she:
            return self._last("f")
        if low in lexicon.relatives:
            return self._antecedent(before)
        return () if low in lexicon.other_pronouns else None

    def _last(self, gender: str) -> tuple[str, ...]:
        other = "f" if gender == "m" else "m"
        for name in reversed(self.focus):
            known = self.cast.genders.get(name, "")
            if known != other:
                return (name,)
        return ()

    def _antecedent(self, before: list[Token]) -> tuple[str, ...]:
        """The name right before "who", over a comma."""
        if not before:
            return ()
        end = before[-1].end
        near = [one for one in self.cast.between(before[0].start, end) if end - one.end <= 2]
        return (
            (self.cast.full_name(near[-1]),)
            if (near and near[-1].person) or (near and " " not in near[-1].name)
            else ()
        )

    def _group(self, source: list[Token]) -> tuple[str, ...]:
        """ "the two officials", "both men", "the pair"."""
        lows = [token.low for token in source]
        size = next((NUMBERS[low] for low in lows[:3] if low in NUMBERS), 0)
        if PAIRS & set(lows[:3]):
            size = 2
        if not size or any(token.capital for token in source[1:]):
            return ()
        if len(lows) > 1 and not (GROUP_NOUNS | PAIRS) & set(lows):
            return ()
        return next((group for group in reversed(self.groups) if len(group) == size), ())

    def _names(self, source: list[Token]) -> tuple[str, ...]:
        for segment in _segments(source):
            mentions = self._free(segment)
            if mentions:
                return tuple(dict.fromkeys(self.cast.full_name(one) for one in mentions))
        return ()

    def _free(self, segment: list[Token]) -> list[Mention]:
        """The names in a stretch that are its head, not what it belongs to or is of."""
        mentions = self.cast.between(segment[0].start, segment[-1].end)
        free = [one for one in mentions if _is_head(segment, one, self.lexicon)]
        return free if _joined(segment) else free[-1:]

    def _role(self, source: list[Token]) -> tuple[str, ...]:
        """ "the president", "the ministry", "the op-ed": what was introduced with that word last."""
        if source[0].low not in self.lexicon.determiners or any(token.low == "of" for token in source[:4]):
            return ()
        head = source[-1].low
        if document_kind(head):
            return self.documents.get(document_kind(head), ())
        here = source[0].start
        for start, role, name in reversed(self.cast.roles):
            if start < here and role == head and role not in ORDINARY and len(source) <= 3:
                return (self.cast.full_name(Mention(start, start, name)),)
        return self._body(head, here) if len(source) == 2 else ()

    def _body(self, head: str, here: int) -> tuple[str, ...]:
        if head not in BODIES:
            return ()
        earlier = [
            one for one in self.cast.between(0, here) if head in one.name.lower().split() and " " in one.name
        ]
        return (earlier[-1].name,) if earlier else ()


def _segments(source: list[Token]) -> list[list[Token]]:
    """The source cut at its commas; a list of names with "and" stays whole."""
    segments: list[list[Token]] = [[]]
    for token in source:
        if token.text in {",", "("}:
            segments.append([])
        else:
            segments[-1].append(token)
    return [segment for segment in segments if segment]


def _joined(segment: list[Token]) -> bool:
    return any(token.low in {"and", "y", "e", "et", "und"} for token in segment)


def _is_head(segment: list[Token], mention: Mention, lexicon: Lexicon) -> bool:
    """Not "of X", not "X’s aide", not "X officials"."""
    before = [token for token in segment if token.end <= mention.start]
    after = [token for token in segment if token.start >= mention.end]
    if any(token.low in lexicon.prepositions for token in before):
        return False
    if not after:
        return True
    if after[0].text in POSSESSIVES:
        return False
    if after[0].low in GROUP_HEADS and len(after) == 1:
        return False
    return (
        after[0].kind != WORD
        or after[0].low in lexicon.prepositions | lexicon.conjunctions | lexicon.relatives
    )


def literal_group(source: list[Token]) -> str:
    """ "the Trump campaign" as "Trump campaign": a group named by its own words; "" for anything else."""
    found = [token for token in source if token.low not in {"the", "a", "an"}]
    if 2 <= len(found) <= 4 and found[-1].low in GROUP_HEADS and all(token.capital for token in found[:-1]):
        return " ".join(token.text for token in found)
    return ""
