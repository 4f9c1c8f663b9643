"""Who a source phrase means inside the article: names, pronouns, "the two secretaries", documents."""

from __future__ import annotations

from dataclasses import dataclass, field

from .bodies import acting_for, body_called, small_body
from .documents import Documents, document_kind
from .epithets import gender_of, renamed, renames
from .groups import GROUP_NOUNS, KIN, RUNNERS, Groups, fits, group_size, kin, may_be, may_run
from .heads import Heads, has_preposition, is_governed
from .names import BODY_NOUNS, COUNTRIES, DEMONYMS, GROUP_HEADS, MEN, PLACES, PRESS_NOUNS, WOMEN
from .people import IN_MIND, Cast
from .records import Span
from .roles import RolePhrase, common_form, contradicts, is_human, is_plain_doer, read_role
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

STRANGER = 0.5
"""Taken from somebody whose gender the article does not show, where "he" asks for one."""
DOUBTFUL = 0.6
"""Taken besides where neither a title nor a word said shows that it is somebody at all."""
OTHER = 1.5
"""Taken from a name of one word that is a given name of the other gender, or a surname like one."""
OTHERS = {"m": WOMEN - MEN, "f": MEN - WOMEN}
SINGLE = 0.6
"""Taken from a single capitalised word that may be no person at all."""
JUST_NAMED = 9.0
INSIDE_CONTENT = 2.0
"""Taken from somebody of whom the very words tell that "he" says."""
HEAD, DETAIL, CONFLICT, PRESENT = 3.0, 1.0, 1.5, 0.4
FAMOUS = 0.35
"""Share of the most named one’s mentions that makes the second of "both candidates"."""
WITHIN = 80
"""Words of a sentence looked back over: sentences of bad input have no end."""


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
    lead: tuple[int, str] = (-1, "")
    """Where the article’s first full name stands, if it opens one of the next sentences, and the name."""
    heads: Heads = field(init=False)
    spoken: set[str] = field(default_factory=set)
    """Who has said something so far."""
    uncapital: list[tuple[tuple[str, ...], str]] = field(default_factory=list)
    """Titles and names met so far in a script without capitals."""

    def __post_init__(self) -> None:
        self.heads = Heads(self.cast, self.lexicon)

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
        return (
            self._apposed(source)
            or self._group(source)
            or self._names(source)
            or self._phrase(source, content)
        )

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
            return (body,) if body and body.lower() not in PLACES else ()
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
        low = one.name.lower()
        stranger_to_all = low in COUNTRIES or low in PLACES
        if one.place > here or stranger_to_all or (gender and known and known != gender):
            return float("inf")
        told = any(span.start <= one.place < span.end <= here for span in content)
        if not one.name or known:
            return INSIDE_CONTENT * told + (0.0 if known else STRANGER)
        sure = one.name in self.spoken or one.name in self.cast.titled
        stranger = STRANGER + (0.0 if sure else DOUBTFUL)
        single = 0.0 if one.name in self.cast.persons else SINGLE + (0.0 if sure else DOUBTFUL)
        other = OTHER * (low in OTHERS.get(gender, ()))
        return INSIDE_CONTENT * told + stranger + single + other

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
        inside = self.cast.between(source[0].start, source[-1].end)
        owners = {self.cast.full_name(one) for one in inside if self.cast.is_person(one)}
        known = next((one for one in self.groups.of_size(size) if may_run(one, source, self.cast)), ())
        if known and all(fits(name, source, self.cast) for name in known):
            crowd = self.groups.met is not None and not self.groups.met.names
            fitting = owners.isdisjoint(known) and may_be(known, source, self.cast, crowd=crowd)
            return known if fitting else ()
        if size != 2 or owners:
            return ()
        return (
            self._two_running() if any(token.low in RUNNERS for token in source) else self._two_around(source)
        )

    def _two_running(self) -> tuple[str, ...]:
        """The two whom the article names far more often than anybody else; empty if there are not two."""
        by_surname = {name.split()[-1]: name for name in reversed(self.cast.most_named(6))}
        named = sorted(by_surname.values(), key=self.cast.prominence, reverse=True)
        rest = self.cast.prominence(named[2]) if len(named) > 2 else 0.0
        second = self.cast.prominence(named[1]) if len(named) > 1 else 0.0
        return tuple(named[:2]) if second >= FAMOUS and rest <= second / 2 else ()

    def _apposed(self, source: list[Token]) -> tuple[str, ...]:
        """ "The two leading contenders, Ruth Hale and Senator Mark Webb,": the names behind the comma."""
        first, *rest = segments(source)
        counted = group_size(first) is not None or any(token.low in GROUP_NOUNS for token in first)
        plural = counted or is_plural_phrase(first)
        if not rest or not plural or self.cast.between(first[0].start, first[-1].end):
            return ()
        found: list[str] = []
        for segment in rest:
            for part in conjuncts(segment, self.cast.between(segment[0].start, segment[-1].end)):
                inside = self.cast.between(part[0].start, part[-1].end)
                near = [one for one in inside if self.cast.is_person(one)]
                if near and not is_governed(part, near[0], self.lexicon):
                    found.append(self.cast.full_name(near[0]))
        return tuple(found) if len(found) > 1 else ()

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
                for name in self.heads.named(
                    part, first=not number, of=has_preposition(parts[:place], self.lexicon)
                )
            ]
            if found:
                break
            if number == 0 and not may_be_named_later(segment, self.lexicon):
                break
        return tuple(found)

    # -- "the senator", "his campaign", "the newspaper", "the op-ed"

    def _phrase(self, source: list[Token], content: tuple[Span, ...]) -> tuple[str, ...]:
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
        return self._role(source, content) or self._institution(source)

    def _institution(self, source: list[Token]) -> tuple[str, ...]:
        """ "La policía", "le parquet": a body that other languages than English write small."""
        name = small_body(segments(source)[0], self.cast, self.lexicon)
        return (name,) if name else ()

    def _role(self, source: list[Token], content: tuple[Span, ...]) -> tuple[str, ...]:
        phrase = read_role(source, self.lexicon)
        if phrase is None or not (is_human(phrase.head, self.lexicon) or renames(phrase)):
            return ()
        found = self._holder(phrase, source[0].start)
        if found is None and not phrase.owned and (phrase.head in BODY_NOUNS or phrase.head in PRESS_NOUNS):
            found = self._body(phrase, source[0].start) or None
        if found is None and not phrase.owned:
            found = self.cast.named_later(phrase.head, phrase.details, source[-1].end)
        if found is None and not phrase.owned and self._is_opening(phrase, source):
            found = self.lead[1]
        if found is None and not phrase.owned:
            found = self._epithet(phrase, source[0].start, content) or self._body(phrase, source[0].start)
        return (found,) if found else ()

    def _body(self, phrase: RolePhrase, here: int) -> str:
        return body_called(phrase, here, self.line, self.cast, (self.bodies, self.people))

    def _is_opening(self, phrase: RolePhrase, source: list[Token]) -> bool:
        """ "The mayor said … . Jane Ortiz told reporters …": a lead that keeps the name for later."""
        trade = is_plain_doer(phrase.head) or phrase.head in self.lexicon.titles
        body = phrase.head in BODY_NOUNS or phrase.head in PRESS_NOUNS
        return self.line <= 1 and source[-1].end <= self.lead[0] and trade and not body

    def _holder(self, phrase: RolePhrase, here: int) -> str | None:
        """Who was introduced with that noun; "" if it was nobody named, None if nobody was."""
        present = self.people.scores(self.line, lambda one: 0.0)
        best, answer = HEAD - DETAIL, None
        body = phrase.head in BODY_NOUNS or phrase.head in PRESS_NOUNS
        holders = [
            role
            for role in self.cast.holders(phrase.head, here)
            if not contradicts(phrase, role.words) and not (body and self.cast.genders.get(role.name))
        ]
        if holders and len({role.name for role in holders}) == 1:
            return holders[0].name
        for role in holders:
            known = role.words | (self.cast.described_as(role.name, here) if role.name else role.words)
            score = HEAD + DETAIL * len(phrase.details & known) - CONFLICT * bool(phrase.marked - known)
            score += PRESENT * max(-5.0, present.get(role.name, -5.0)) + (0.0 if role.name else 1.5)
            if score >= best:
                best, answer = score, role.name
        return answer

    def _epithet(self, phrase: RolePhrase, here: int, content: tuple[Span, ...]) -> str:
        """ "The real estate mogul", "the Texan": whoever is most present and goes with the details."""
        if not renames(phrase):
            return ""
        gender = gender_of(phrase.head)
        scores = self.people.scores(self.line, lambda one: self._cost(one, gender, here, content))
        return renamed(phrase, scores, self.cast, here)


def _beside(one: Sighting, name: str) -> float:
    return JUST_NAMED if name and one.name == name else 0.0
