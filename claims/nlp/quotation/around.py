"""What stands around a quotation in its source and is left out: a "not", a number, before it or behind."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from claims.nlp.facets import language_of
from claims.nlp.paragraphs import paragraphs
from claims.nlp.quotes import Quoted, find_quotes, outermost
from claims.nlp.records import Span
from claims.nlp.sentences import split_sentences
from claims.nlp.words import LEXICONS
from claims.nlp.words.opposites import NEGATIONS

from .marks import Marks, is_number

FAR = 1_500
"""Code points around the quotation that are looked at."""
SHORT = 4
"""Words up to which a quotation is a fragment inside somebody's own sentence: only what stands right beside
it counts, since a sentence has more numbers than those it leaves out on purpose."""
BESIDE, INSIDE = 5, 10
BREAKS = frozenset(",;:—–()\n")
ALSO = frozenset("unless except hardly barely scarcely lest".split())
"""English words that turn a statement as a negation does."""


@dataclass(frozen=True, slots=True)
class Left:
    """Words ``first`` to ``after`` of the source that the quotation leaves out at its edge, and those of
    them that matter."""

    first: int
    after: int
    turning: tuple[str, ...]


def negations(text: str) -> frozenset[str]:
    """The words that negate in the language of a text."""
    code = language_of(text)
    return NEGATIONS[code] | (ALSO if code == "en" else frozenset())


def turning(source: Marks, first: int, after: int, denying: frozenset[str]) -> tuple[str, ...]:
    """The negations and numbers among words of the source, as they are compared."""
    return tuple(
        word
        for word in source.words[first:after]
        if word in denying or word.endswith("n't") or is_number(word)
    )


def left_out(source: Marks, first: int, after: int, *, fragment: bool) -> list[Left]:
    """What the source says before and behind words ``first`` to ``after``, where it matters."""
    here = _Place(source, first, after)
    before, behind = (here.before(), first), (after, here.behind())
    if fragment:
        before = max(before[0], here.near(-1)), first
        behind = after, min(behind[1], here.near(1))
    denying = negations(here.text)
    found = [Left(a, b, turning(source, a, b, denying)) for a, b in (before, behind) if a < b]
    return [one for one in found if one.turning]


class _Place:
    """The sentences and quotation marks around a stretch of the source."""

    def __init__(self, source: Marks, first: int, after: int) -> None:
        self.source, self.first, self.after = source, first, after
        self.start, self.end = source.starts[first], source.ends[after - 1]
        self.low = max(0, self.start - FAR)
        self.text = source.text[self.low : self.end + FAR]
        blocks = paragraphs(self.text)
        lines = split_sentences(self.text, blocks)
        self.lines = [Span(s.start + self.low, s.end + self.low) for own in lines for s in own]
        self.quoted = outermost(find_quotes(self.text, blocks))

    def before(self) -> int:
        """The first word of what belongs together with the quotation's first word."""
        line, own = self._line(self.start), self._stretch(self.start)
        if own is None:
            return self._till_said(self.first, -1, self._word(line.start))
        whole = self._word(max(line.start, own.start)) >= self.first
        return self.first if whole else self._word(own.start)

    def behind(self) -> int:
        """The word behind what belongs together with the quotation's last word."""
        line, own = self._line(self.end - 1), self._stretch(self.end - 1)
        if own is None:
            return self._till_said(self.after, 1, self._word(line.end))
        whole = self._word(min(line.end, own.end)) <= self.after
        return self.after if whole else self._word(own.end)

    def _word(self, place: int) -> int:
        """The first word that begins at a place or behind."""
        return bisect_left(self.source.starts, place)

    def _line(self, place: int) -> Span:
        here = (line for line in self.lines if line.start <= place < line.end)
        return next(here, Span(self.start, self.end))

    def _stretch(self, place: int) -> Span | None:
        """The quoted stretch around a place, without its marks."""
        here: Quoted | None = next(
            (one for one in self.quoted if one.inner.start <= place - self.low < one.inner.end), None
        )
        return Span(here.inner.start + self.low, here.inner.end + self.low) if here else None

    def _till_said(self, at: int, step: int, bound: int) -> int:
        """As far as a word that only says who speaks, or quotation marks."""
        said = LEXICONS["en"].say
        while (at < bound) if step > 0 else (at > bound):
            place = at if step > 0 else at - 1
            word, start = self.source.words[place], self.source.starts[place]
            if word in said or self._stretch(start):
                break
            at += step
        return at

    def near(self, step: int) -> int:
        """As far as what stands right beside a fragment: some words inside its quotation marks, in
        somebody's own sentence as far as the clause goes."""
        at = self.first if step < 0 else self.after
        own = self._stretch(self.start if step < 0 else self.end - 1)
        for _ in range(INSIDE if own else BESIDE):
            if not own and _breaks(self.source, at - 1):
                break
            at += step
        return max(0, min(at, len(self.source)))


def _breaks(source: Marks, at: int) -> bool:
    """Whether a clause may end between a word and the next."""
    if at < 0 or at + 1 >= len(source):
        return True
    return not BREAKS.isdisjoint(source.text[source.ends[at] : source.starts[at + 1]])
