"""Who a source phrase means inside the article: names, pronouns, "the two secretaries", documents."""

from __future__ import annotations

from dataclasses import dataclass, field

from .bodies import acting_for, body_called, literal_group
from .documents import Documents, document_kind
from .groups import KIN, Groups, fits, group_size, kin
from .names import BODY_NOUNS, DEMONYMS, EPITHETS, GROUP_HEADS
from .naming import Mention
from .people import IN_MIND, Cast
from .phrases import PEOPLE, POSSESSIVES
from .records import Span
from .roles import RolePhrase, common_form, is_human, read_role
from .salience import SUBJECT, Memory, Sighting, most_present
from .sources import (
    conjuncts,
    document_head,
    is_plural_phrase,
    may_be_named_later,
    noun_before,
    segments,
)
from .tokens import MARK, QUOTE, WORD, Token
from .uncapital import uncapital_name
from .words import Lexicon
from .words.lexicon import words

STRANGER = 0.5
"""Taken from somebody whose gender the article does not show, where "he" asks for one."""
SINGLE = 0.6
"""Taken from a single capitalised word that may be no person at all."""
JUST_NAMED = 9.0
INSIDE_CONTENT = 2.0
"""Taken from somebody of whom the very words tell that "he" says."""
HEAD, DETAIL, CONFLICT, PRESENT = 3.0, 1.0, 1.5, 0.4
LEAST_PRESENT = -1.5
WITHIN = 80
"""Words of a sentence looked back over: sentences of bad input have no end."""
ALSO = words("both all each alike together also himself herself themselves too jointly")
MALE_HEADS = words("man businessman actor father grandfather congressman")
FEMALE_HEADS = words("woman businesswoman actress mother grandmother congresswoman")


@dataclass(slots=True)
class Scene:
    """What the reader remembers at a place of the article; it is fed in reading order."""

    cast: Cast
    lexicon: Lexicon
    people: Memory = field(default_factory=Memory)
    bodies: Memory = field(default_factory=Memory)
    groups: Groups = field(default_factory=Groups)
    documents: Documents = field(default_factory=Documents)
    line: int = 0
    uncapital: list[tuple[tuple[str, ...], str]] = field(default_factory=list)
    """Titles and names met so far in a script without capitals."""

    def resolve(
        self, source: list[Token], before: list[Token], content: tuple[Span, ...] = ()
    ) -> tuple[str, ...]:
        """Full names for a source phrase; ``before`` are the words of the sentence in front of it.

        ``content`` is what is said: whoever it tells of is hardly the one who says it. A group keeps
        the order in which the article first named its members.
        """
        if all(token.kind in {MARK, QUOTE} for token in source):
            return ()
        names = self._resolve(source, before, content)
        return self.groups.in_order(tuple(dict.fromkeys(name for name in names if name)))

    def _resolve(
        self, source: list[Token], before: list[Token], content: tuple[Span, ...]
    ) -> tuple[str, ...]:
        low = source[0].low
        # German "der" is an article before it is a relative.
        relative = low in self.lexicon.relatives and not (
            self.lexicon.noun_capitals and low in self.lexicon.determiners
        )
        if len(source) == 1 or relative:
            known = self._pronoun(source[0], before, content)
            if known is not None:
                return known
        if self.lexicon.verb_first:
            return self._plain_name(source)
        return self._group(source) or self._names(source) or self._phrase(source)

    def _plain_name(self, source: list[Token]) -> tuple[str, ...]:
        """Arabic has no capitals: the words after the titles are the name; a surname or a bare title finds
        its full name."""
        parts = [[token.low for token in part if token.kind == WORD] for part in segments(source)]
        titles, name = uncapital_name(parts, self.lexicon)
        if name:
            full = self._known_uncapital(name)
        else:
            held = (one for known, one in reversed(self.uncapital) if titles and titles[0] in known)
            full = next(held, "")
        self.uncapital.append((titles, full))
        del self.uncapital[:-IN_MIND]
        return (full,) if full else ()

    def _known_uncapital(self, name: str) -> str:
        """The full name met before for a surname, or for the name at the beginning of a longer stretch."""
        words = name.split()
        for size in range(len(words), 0, -1):
            head = " ".join(words[:size])
            ends = (one for _, one in reversed(self.uncapital) if one == head or one.split()[-1:] == [head])
            if found := next(ends, ""):
                return found
        return name

    # -- pronouns

    def _pronoun(
        self, token: Token, before: list[Token], content: tuple[Span, ...]
    ) -> tuple[str, ...] | None:
        lexicon, low = self.lexicon, token.low
        if low in lexicon.they:
            return self.groups.they(self.line)
        if low in lexicon.he and low not in lexicon.she:
            return self.last("m", token.start, content, before)
        if low in lexicon.he and low in lexicon.she:
            return self.last("", token.start, content, before)
        if low in lexicon.she:
            return self.last("f", token.start, content, before)
        if low in lexicon.relatives:
            return self._antecedent(before, content)
        if low == "it":
            body = self.bodies.last(self.line, 2, SUBJECT)
            return (body,) if body else ()
        return () if low in lexicon.other_pronouns else None

    def last(
        self, gender: str, here: int, content: tuple[Span, ...] = (), before: list[Token] | None = None
    ) -> tuple[str, ...]:
        """Whom "he" or "she" at a place means; ``gender`` "" for a pronoun that tells none."""
        beside = self._just_named(before or [])
        scores = self.people.scores(
            self.line,
            lambda one: self._cost(one, gender, here, content) + _beside(one, beside),
        )
        found = most_present(scores)
        return (found,) if found else ()

    def _cost(self, one: Sighting, gender: str, here: int, content: tuple[Span, ...]) -> float:
        known = self.cast.genders.get(one.name, "")
        if one.place > here or (gender and known and known != gender):
            return float("inf")
        told = any(span.start <= one.place < span.end <= here for span in content)
        stranger = STRANGER if not known else 0.0
        single = SINGLE if one.name and one.name not in self.cast.persons else 0.0
        return INSIDE_CONTENT * told + stranger + single

    def _just_named(self, before: list[Token]) -> str:
        """ "Ms. Warren, she said, “exposes him”": "she" is not the one just named."""
        if len(before) < 2 or before[-1].text != ",":
            return ""
        near = [
            one
            for one in self.cast.between(before[-9:][0].start, before[-1].end)
            if one.end == before[-1].start
        ]
        governed = len(before) > 3 and any(token.text == "," for token in before[-6:-2])
        return self.cast.full_name(near[-1]) if near and not governed else ""

    # -- "who"

    def _antecedent(self, before: list[Token], content: tuple[Span, ...]) -> tuple[str, ...]:
        """The name right before "who", or the noun whose name the sentence gives ("X, a delegate who")."""
        if not before:
            return ()
        end = before[-1].end
        near = [one for one in self.cast.between(before[-WITHIN:][0].start, end) if end - one.end <= 2]
        named = bool(near) and not self.cast.is_crowd(near[-1]) and near[-1].surname not in DEMONYMS
        if named and self.cast.is_person(near[-1]):
            return (self.cast.full_name(near[-1]),)
        known = self._described(before, content)
        return known or ((self.cast.full_name(near[-1]),) if named else ())

    def _described(self, before: list[Token], content: tuple[Span, ...]) -> tuple[str, ...]:
        phrase = noun_before(before, self.lexicon)
        if not phrase:
            return ()
        opening = before[len(before) - len(phrase) - 1] if len(before) > len(phrase) else None
        if phrase[0].low in self.lexicon.indefinite or phrase[0].low not in self.lexicon.determiners:
            joined = opening is not None and (
                opening.text == "," or opening.low in {"and", "is", "was", "of"}
            )
            return self._subject_of(before) if joined and not is_plural_phrase(phrase) else ()
        return self._role(phrase, content) if phrase[0].low in {"the", "this", "that"} else ()

    def _subject_of(self, before: list[Token]) -> tuple[str, ...]:
        """The person whom a sentence such as "X is a baker, a gardener and a bully who" is about."""
        before = before[-WITHIN:]
        named = [
            one for one in self.cast.between(before[0].start, before[-1].end) if self.cast.is_person(one)
        ]
        start = next((item.end for item in before if item.low in {"is", "was"}), None)
        if start is not None:
            subject = [one for one in named if one.end <= start]
            return (self.cast.full_name(subject[-1]),) if subject else ()
        return (self.cast.full_name(named[-1]),) if named else ()

    # -- names and groups

    def _group(self, source: list[Token]) -> tuple[str, ...]:
        """ "the two officials", "both men", "the pair", "the brothers"."""
        size = group_size(source)
        definite = source[0].low == "the" and len(source) <= 3
        if (size is not None or definite) and (described := self._all_described(source, size or 0)):
            return described
        if size is None or self.cast.between(source[0].start, source[-1].end)[:1] and size == 0:
            return ()
        if KIN & {token.low for token in source}:
            return kin([self.cast.full_name(one) for one in self.cast.before(source[0].start)])
        known = self.groups.of_size(size)
        if known and all(fits(name, source, self.cast) for name in known):
            return known
        return self._two_around(source) if size == 2 else ()

    def _all_described(self, source: list[Token], size: int) -> tuple[str, ...]:
        """ "The ministers", of whom the article has introduced two, one by one."""
        noun = common_form(source[-1].low.removesuffix("s"))
        holders = self.cast.holders(noun, source[0].start)
        names = tuple(dict.fromkeys(role.name for role in holders))
        return names if len(names) == max(2, size) and all(names) and source[-1].low.endswith("s") else ()

    def _two_around(self, source: list[Token]) -> tuple[str, ...]:
        """Two people named nearby, where the article has joined no names so far."""
        here = source[-1].end
        near = [one.name for one in self.people.seen if self.line - one.line <= 1]
        later = [one for one in self.cast.between(here, here + 200) if self.cast.is_person(one)]
        for names in (near, [self.cast.full_name(one) for one in later]):
            distinct = [name for name in dict.fromkeys(names) if fits(name, source, self.cast)]
            if len(distinct) == 2:
                return tuple(distinct)
        return ()

    def _names(self, source: list[Token]) -> tuple[str, ...]:
        found: list[str] = []
        for number, segment in enumerate(segments(source)):
            parts = conjuncts(segment, self.cast.between(segment[0].start, segment[-1].end))
            found = [
                name
                for place, part in enumerate(parts)
                for name in self._named(part, first=not number, of=_has(parts[:place], self.lexicon))
            ]
            if found:
                break
            if number == 0 and not may_be_named_later(segment, self.lexicon):
                break
        return tuple(found)

    def _named(self, part: list[Token], *, first: bool, of: bool) -> list[str]:
        """The name that is the head of a stretch: not what it belongs to, is of, or comes from.

        ``of``: a preposition stands before the "and", which may reach over it to a body ("the heads of
        State and Defense Departments") but hardly to a person ("the mayor of Rome and Anna Bell").
        """
        while len(part) > 1 and part[-1].low in ALSO:
            part = part[:-1]
        group = literal_group(part, self.cast)
        if group:
            return [group]
        mentions = self.cast.between(part[0].start, part[-1].end) if part else []
        heads = [one for one in mentions if self._is_head(part, one) and not self._is_no_name(one)]
        if heads and (of or not first) and not self.cast.is_person(heads[-1]):
            return []
        demonym = bool(heads) and heads[-1].surname in DEMONYMS and part[0].low == "the"
        return [] if demonym else [self.cast.full_name(one) for one in heads[-1:]]

    def _is_no_name(self, mention: Mention) -> bool:
        """A crowd ("Democrats") or a bare title ("Secretary")."""
        low = mention.name.lower()
        crowd = self.cast.is_crowd(mention) or (self.lexicon.noun_capitals and low in PEOPLE)
        return crowd or (low in self.lexicon.titles and mention.name not in self.cast.persons)

    def _is_head(self, segment: list[Token], mention: Mention) -> bool:
        """Not "of X", not "X’s aide", not "X officials"."""
        before = [token for token in segment if token.end <= mention.start]
        after = [token for token in segment if token.start >= mention.end]
        if before and before[0].low in self.lexicon.determiners:
            before = before[1:]  # Portuguese "a" is an article and a preposition
        if any(token.low in self.lexicon.prepositions for token in before):
            return False
        if not after:
            return True
        if after[0].text in POSSESSIVES:
            return len(after) == 1
        closed = self.lexicon.prepositions | self.lexicon.conjunctions | self.lexicon.relatives
        return after[0].kind != WORD or after[0].low in closed

    # -- "the senator", "his campaign", "the newspaper", "the op-ed"

    def _phrase(self, source: list[Token]) -> tuple[str, ...]:
        head = next((token.low for token in reversed(segments(source)[0]) if token.kind == WORD), "")
        owner = source[0].low
        pronouns = self.lexicon.he | self.lexicon.she
        if owner in pronouns and len(source) == 2 and head in GROUP_HEADS:
            gender = "m" if owner in self.lexicon.he else "f"
            name = acting_for("".join(self.last(gender, source[0].start)), head, self.cast)
            return (name,) if name else ()
        kind = document_kind(document_head(source))
        if kind:
            self.documents.made_by(source, self.cast.between(source[0].start, source[-1].end), self.cast)
            return self.documents.authors(kind) if owner in self.lexicon.determiners else ()
        return self._role(source, ())

    def _role(self, source: list[Token], content: tuple[Span, ...]) -> tuple[str, ...]:
        phrase = read_role(source, self.lexicon)
        if phrase is None or not is_human(phrase.head, self.lexicon):
            return ()
        found = self._holder(phrase, source[0].start)
        if found is None and not phrase.owned:
            found = self.cast.named_later(phrase.head, phrase.details, source[-1].end)
        if found is None and not phrase.owned:
            found = self._epithet(phrase, source[0].start) or body_called(
                phrase.head, source[0].start, self.line, self.cast, self.bodies
            )
        return (found,) if found else ()

    def _holder(self, phrase: RolePhrase, here: int) -> str | None:
        """Who was introduced with that noun; "" if it was nobody named, None if nobody was."""
        present = self.people.scores(self.line, lambda one: 0.0)
        best, answer = HEAD - DETAIL, None
        holders = self.cast.holders(phrase.head, here)
        if holders and len({role.name for role in holders}) == 1:
            return holders[0].name
        for role in holders:
            known = role.words | (self.cast.described_as(role.name, here) if role.name else role.words)
            score = HEAD + DETAIL * len(phrase.details & known) - CONFLICT * bool(phrase.marked - known)
            score += PRESENT * max(-5.0, present.get(role.name, -5.0)) + (0.0 if role.name else 1.5)
            if score >= best:
                best, answer = score, role.name
        return answer

    def _epithet(self, phrase: RolePhrase, here: int) -> str:
        """ "the real estate mogul", "the Texan": whoever is most present and goes with the details."""
        if phrase.head not in EPITHETS and phrase.head not in DEMONYMS or phrase.head in BODY_NOUNS:
            return ""
        gender = "m" if phrase.head in MALE_HEADS else "f" if phrase.head in FEMALE_HEADS else ""
        scores = self.people.scores(self.line, lambda one: self._cost(one, gender, here, ()))
        for name in scores:
            known = {word[:5] for word in self.cast.described_as(name, here)}
            wanted = {word[:5] for word in phrase.details | {phrase.head}}
            scores[name] += DETAIL * len(known & wanted)
        found = most_present(scores)
        return found if found and scores[found] >= LEAST_PRESENT else ""


def _has(parts: list[list[Token]], lexicon: Lexicon) -> bool:
    return any(token.low in lexicon.prepositions for part in parts for token in part)


def _beside(one: Sighting, name: str) -> float:
    return JUST_NAMED if name and one.name == name else 0.0
