"""Gives each attribution its speakers, reading the article from top to bottom."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from .drafts import Draft
from .groups import GROUP_NOUNS, joined_names
from .naming import Mention
from .people import Cast
from .phrases import PEOPLE, POSSESSIVES
from .quotes import Quoted
from .records import Attribution, Quotation, Span
from .salience import OBJECT, OWNER, QUOTED, SPOKE, SUBJECT
from .speakers import Scene
from .tokens import MARK, QUOTE, WORD, Token
from .view import Line
from .words import Lexicon
from .words.lexicon import words

MODERATORS = words(
    "q a moderator reporter question host interviewer operator speaker unidentified audience man woman",
)
CROWDS = GROUP_NOUNS | PEOPLE
TOLD = CROWDS | {"he", "she"}
"""Words besides names that change whom a reader has in mind."""
NO_LEAD = (-1, "")
LEADING = 4
"""Sentences among which a lead's "the mayor" finds its name."""
NAMED_LATER = 3
"""Letters of a single capitalised word from which it may be somebody's name."""


def resolve(
    lines: list[Line],
    drafts: list[Draft],
    cast: Cast,
    quotes: list[Quoted],
    lexicon: Lexicon,
    *,
    transcript: bool,
) -> list[Attribution]:
    """The attributions in reading order, with their speakers and types. Linear in the text's length."""
    return Reading(lines, cast, lexicon, transcript=transcript).attributions(drafts, quotes)


class Reading:
    """One pass over an article: names, pronouns and attributions in the order of their places."""

    def __init__(self, lines: list[Line], cast: Cast, lexicon: Lexicon, *, transcript: bool) -> None:
        self.lines = lines
        self.cast = cast
        self.lexicon = lexicon
        self.transcript = transcript
        self.scene = Scene(cast, lexicon)
        self.known: dict[int, tuple[str, ...]] = {}

    def attributions(self, drafts: list[Draft], quotes: list[Quoted]) -> list[Attribution]:
        waiting: dict[int, list[Draft]] = {}
        for draft in drafts:
            waiting.setdefault(draft.line, []).append(draft)
        self.scene.lead = self._lead()
        result = []
        for number, line in enumerate(self.lines):
            own = waiting.get(number, [])
            names = self._read(number, line, own)
            for draft in own:
                result.append(_attribution(draft, names[id(draft)], quotes, transcript=self.transcript))
        return result

    def _lead(self) -> tuple[int, str]:
        """The article's first person, where a full name opens one of its first sentences but the first."""
        for number, line in enumerate(self.lines[:LEADING]):
            people = [one for one in self.cast.between(*line.span) if self.cast.is_person(one)]
            if not people:
                continue
            first = people[0]
            opens = all(
                token.capital or token.low in self.lexicon.titles or token.kind == MARK
                for token in line.items
                if token.start < first.start
            )
            named = number and opens and " " in first.name
            return (first.start, self.cast.full_name(first)) if named else NO_LEAD
        return NO_LEAD

    def _read(self, number: int, line: Line, drafts: list[Draft]) -> dict[int, tuple[str, ...]]:
        """The speakers of a sentence's attributions, after everything that stands in front of each."""
        self.scene.line = number
        found: dict[int, tuple[str, ...]] = {}
        events = _Events(self, line, drafts)
        for draft in sorted(drafts, key=_place):
            events.until(_place(draft))
            names = self._speakers(draft)
            found[id(draft)] = names
            self.known[number] = names
            self._remember(draft, names, line)
        events.until(line.span.end)
        return found

    def _speakers(self, draft: Draft) -> tuple[str, ...]:
        if draft.follows >= 0:
            return self.known.get(draft.follows, ())
        if self.transcript and [token.text for token in draft.cue] == [":"]:
            return self._turn_speaker(draft.source)
        return self.scene.resolve(draft.source, draft.before, tuple(draft.content))

    def _turn_speaker(self, source: list[Token]) -> tuple[str, ...]:
        if not source or any(token.low in MODERATORS for token in source):
            return ()
        spelt = " ".join(token.text for token in source if token.kind != MARK)
        name = spelt.title() if spelt.isupper() and len(spelt) > 3 else spelt
        return (self.cast.full_name(Mention(source[0].start, source[-1].end, name)),)

    def _remember(self, draft: Draft, names: tuple[str, ...], line: Line) -> None:
        scene, source = self.scene, draft.source
        place = source[0].start if source else line.span.start
        for name in names:
            memory = scene.people if self._is_person(name) else scene.bodies
            memory.see(name, scene.line, place, SPOKE)
            scene.spoken.add(name)
        they = bool(source) and source[0].low in self.lexicon.they
        if names and (len(names) > 1 or they or not self._is_person(names[0])):
            scene.groups.meet(names, scene.line)
        elif not names and source and source[0].low in self.lexicon.indefinite:
            # "A spokesman said … He added …": "he" is nobody we can name either.
            scene.people.see("", scene.line, place, SPOKE)
        elif not names and source and is_crowd(source, self.lexicon):
            # "Researchers said … They added …": "they" is now nobody we can name.
            scene.groups.meet((), scene.line)
        scene.documents.wrote([item for item in line.items if item not in source], names)

    def _is_person(self, name: str) -> bool:
        return name in self.cast.persons


def _place(draft: Draft) -> int:
    return draft.source[0].start if draft.source else draft.content[0].start


def is_crowd(source: list[Token], lexicon: Lexicon) -> bool:
    last = next((token for token in reversed(source) if token.kind == WORD), source[-1])
    plural = last.low.endswith("s") or any(token.low in PEOPLE for token in source)
    return plural and source[0].low not in lexicon.they


class _Events:
    """The mentions, pronouns and groups of one sentence, told to the scene up to a place at a time."""

    def __init__(self, reading: Reading, line: Line, drafts: list[Draft]) -> None:
        self.reading = reading
        self.cast = reading.cast
        self.scene = reading.scene
        self.line = line
        self.sources = {token.start for draft in drafts for token in draft.source}
        self.index = {item.start: number for number, item in enumerate(line.items)}
        self.mentions = self.cast.between(line.span.start, line.span.end)
        outside = [one for one in self.mentions if one.start in self.index]
        events: list[tuple[int, int, Callable[[], None]]] = []
        events += [(one.start, 0, partial(self._see, one)) for one in self.mentions]
        told = [one for one in line.items if one.low in TOLD]
        events += [
            (one.start, 1, partial(self._follow, one)) for one in told if self._is_subject_pronoun(one)
        ]
        events += [(one.start, 2, partial(self._crowd, one)) for one in told if self._is_crowd(one)]
        runs = joined_names(line.items, outside, self.cast)
        events += [(run[-1].end - 1, 3, partial(self._join, run)) for run in runs]
        self.events = sorted(events, key=lambda event: event[:2])
        self.told = 0

    def until(self, place: int) -> None:
        """Tells everything in front of a place that has not been told."""
        while self.told < len(self.events) and self.events[self.told][0] < place:
            self.events[self.told][2]()
            self.told += 1
        if place >= self.line.span.end:
            self.scene.documents.made_by(self.line.items, self.mentions, self.cast)

    def _see(self, one: Mention) -> None:
        weight = self._weight(one)
        if one.start in self.sources and weight > OWNER:
            return
        name = self.cast.full_name(one)
        if self._is_only_a_word(one, name, weight):
            return
        if self.cast.is_body(one):
            self.scene.bodies.see(name, self.scene.line, one.start, weight)
        elif not self.cast.is_crowd(one) and len(name) >= NAMED_LATER:
            self.scene.people.see(name, self.scene.line, one.start, weight)

    def _is_only_a_word(self, one: Mention, name: str, weight: float) -> bool:
        """A German noun, or the first word of a quotation: a capital that names nobody."""
        lexicon = self.reading.lexicon
        if lexicon.code == "en" or " " in name or self.cast.is_person(one):
            return False
        return lexicon.noun_capitals or weight == QUOTED

    def _weight(self, one: Mention) -> float:
        """What a mention is in its sentence, as far as its neighbours tell."""
        items = self.line.items
        at = self.index.get(one.start)
        if at is None:
            return QUOTED
        end = next((n for n in range(at, min(len(items), at + 9)) if items[n].start >= one.end), len(items))
        if end < len(items) and items[end].text in POSSESSIVES:
            return OWNER
        start = at
        lexicon = self.reading.lexicon
        while start > max(0, at - 9) and (items[start - 1].capital or items[start - 1].low in lexicon.titles):
            start -= 1
        start -= start > 0 and items[start - 1].low in lexicon.determiners
        return self._as_part(start, at)

    def _as_part(self, start: int, at: int) -> float:
        items, lexicon = self.line.items, self.reading.lexicon
        if start == 0 or at == 0:
            return SUBJECT
        before = items[start - 1]
        opens = before.kind in {MARK, QUOTE} or before.low in lexicon.breaks or before.low in lexicon.that
        first = self.mentions[0].start >= items[at].start
        return SUBJECT - 0.4 * (not first) if opens and before.text != "(" else OBJECT

    def _is_subject_pronoun(self, item: Token) -> bool:
        return item.start not in self.sources and item.low in {"he", "she"} and item.kind == WORD

    def _follow(self, item: Token) -> None:
        """ "He left." keeps him in mind."""
        gender = "m" if item.low == "he" else "f"
        for name in self.scene.last(gender, item.start):
            self.scene.people.see(name, self.scene.line, item.start, SUBJECT - 0.3)

    def _is_crowd(self, item: Token) -> bool:
        plural = item.low.endswith("s") and item.low in CROWDS
        first = item.start == self.line.span.start
        return plural and (first or not item.capital) and item.start not in self.sources

    def _crowd(self, item: Token) -> None:
        at = self.index[item.start]
        counted = any(one.low in {"two", "three", "both"} for one in self.line.items[max(0, at - 3) : at])
        if at < 4 and not counted:
            self.scene.groups.meet((), self.scene.line)

    def _join(self, run: tuple[Mention, ...]) -> None:
        names = tuple(dict.fromkeys(self.cast.full_name(one) for one in run))
        if len(names) > 1:
            self.scene.groups.meet(names, self.scene.line)


def _attribution(
    draft: Draft, names: tuple[str, ...], quotes: list[Quoted], *, transcript: bool
) -> Attribution:
    kind = Quotation.DIRECT if transcript and not draft.quotes else _type(draft, quotes)
    source = (Span(draft.source[0].start, draft.source[-1].end),) if draft.source else ()
    cue: tuple[Span, ...] = (Span(draft.cue[0].start, draft.cue[-1].end),) if draft.cue else ()
    cue += tuple(Span(half.start, half.end) for half in draft.particle)
    return Attribution(source, cue, tuple(draft.content), kind, names)


def _type(draft: Draft, quotes: list[Quoted]) -> Quotation:
    """Direct if all the content is quoted, mixed if some of it is."""
    if not draft.quotes:
        return Quotation.INDIRECT
    spans = {(quotes[index].start, quotes[index].end) for index in draft.quotes}
    whole = all((span.start, span.end) in spans for span in draft.content)
    return Quotation.DIRECT if whole else Quotation.MIXED
