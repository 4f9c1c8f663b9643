"""Find a quotation again in a text that has changed: exactly, else by its words and what stood around it.

Places are W3C selectors: TextQuoteSelector (exact, prefix, suffix) and TextPositionSelector (start, end),
in code points.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from claims.said import said

from .guard import Difference, differences

WORD = re.compile(r"\w+(?:['’.,]\w+)*")
LIKE = 0.75
"""Likeness from which other words are the same quotation."""
HELD = 0.5
"""Likeness that is enough where the words before and after are still the same ones."""
BEST = 5
"""Windows that are looked at closely."""
AROUND = 24
"""Code points of prefix and suffix that have to stand there unchanged to hold a place."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """``text[start:end]``; ``likeness`` is 1.0 where it is the quotation letter for letter.

    ``altered`` are sentences on what makes the words here say something else than the quotation.
    """

    start: int
    end: int
    likeness: float
    altered: tuple[str, ...] = ()

    @property
    def exact(self) -> bool:
        return self.likeness == 1.0


def anchor(text: str, exact: str, prefix: str = "", suffix: str = "", near: int = 0) -> Anchor | None:
    """Where the quotation stands now; None where nothing is like it. ``near`` is where it stood.

    Of several exact places the one whose surroundings fit best, then the nearest. Linear in the text.
    """
    if not exact:
        return None
    places = list(_exact_places(text, exact))
    if places:
        best = max(places, key=lambda at: (_fit(text, at, at + len(exact), prefix, suffix), -abs(at - near)))
        return Anchor(best, best + len(exact), 1.0)
    return _fuzzy(text, exact, prefix, suffix)


def _exact_places(text: str, exact: str) -> Iterator[int]:
    at = text.find(exact)
    while at >= 0:
        yield at
        at = text.find(exact, at + 1)


def _fit(text: str, start: int, end: int, prefix: str, suffix: str) -> int:
    """How many letters right before and after are those that stood there."""
    before, after = text[max(0, start - len(prefix)) : start], text[end : end + len(suffix)]
    return _common(before[::-1], prefix[::-1]) + _common(after, suffix)


def _common(one: str, other: str) -> int:
    count = 0
    for mine, theirs in zip(one, other, strict=False):
        if mine != theirs:
            break
        count += 1
    return count


def _fuzzy(text: str, exact: str, prefix: str, suffix: str) -> Anchor | None:
    found = [*_held_places(text, exact, prefix, suffix), *_alike_places(text, exact)]
    best = max(found, key=lambda anchor: anchor.likeness, default=None)
    if best is None:
        return None
    told = tuple(map(_told, differences(exact, text[best.start : best.end])))
    return Anchor(best.start, best.end, min(best.likeness, 0.999), told)


def _told(one: Difference) -> str:
    """What became of the words; ``here`` are the quotation's."""
    if one.here and one.there:
        return said("“%(here)s” became “%(there)s”.", here=one.here, there=one.there)
    return (
        said("“%(here)s” was taken out.", here=one.here)
        if one.here
        else said("“%(there)s” was put in.", there=one.there)
    )


def _held_places(text: str, exact: str, prefix: str, suffix: str) -> Iterator[Anchor]:
    """Between the words that stood before it and those that stood after it."""
    before, after = prefix[-AROUND:], suffix[:AROUND]
    if len(before) < AROUND // 2 or len(after) < AROUND // 2:
        return
    for at in _exact_places(text, before):
        start = at + len(before)
        end = text.find(after, start, start + 2 * len(exact) + len(after) + 40)
        if end > start:
            likeness = _likeness(exact, text[start:end])
            if likeness >= HELD:
                yield Anchor(start, end, likeness)


def _alike_places(text: str, exact: str) -> Iterator[Anchor]:
    """The windows of as many words that share the most words with it, fitted word by word."""
    words = [(match.start(), match.end(), match[0].lower()) for match in WORD.finditer(text)]
    wanted = [match[0].lower() for match in WORD.finditer(exact)]
    if not wanted or not words:
        return
    for first in _densest(words, wanted):
        place = _fitted(text, exact, words, first, len(wanted))
        if place is not None and place.likeness >= LIKE:
            yield place


def _densest(words: list[tuple[int, int, str]], wanted: list[str]) -> list[int]:
    """Where windows begin that hold the most of the wanted words; none that hold less than half."""
    need = Counter(wanted)
    size = min(len(wanted), len(words))
    have: Counter[str] = Counter()
    shared = 0
    scores: list[tuple[int, int]] = []
    for at, (_, _, word) in enumerate(words):
        have[word] += 1
        shared += have[word] <= need[word]
        if at >= size:
            gone = words[at - size][2]
            shared -= have[gone] <= need[gone]
            have[gone] -= 1
        if at >= size - 1 and 2 * shared >= size:
            scores.append((-shared, at - size + 1))
    return [at for _, at in sorted(scores)[:BEST]]


def _fitted(
    text: str, exact: str, words: list[tuple[int, int, str]], first: int, count: int
) -> Anchor | None:
    """The place around a window that is most like the quotation, a few words shorter or longer."""
    slack = max(1, min(4, count // 4))
    best: Anchor | None = None
    for start in range(max(0, first - slack), min(len(words), first + slack + 1)):
        for length in range(max(1, count - slack), count + slack + 1):
            if start + length > len(words):
                break
            begin, end = _with_marks(text, exact, words[start][0], words[start + length - 1][1])
            likeness = _likeness(exact, text[begin:end])
            if best is None or likeness > best.likeness:
                best = Anchor(begin, end, likeness)
    return best


def _with_marks(text: str, exact: str, begin: int, end: int) -> tuple[int, int]:
    """With the quotation mark and full stop that the quotation has as well."""
    if begin and not exact[0].isalnum() and text[begin - 1] == exact[0]:
        begin -= 1
    tail = exact[len(exact.rstrip(".!?”\"'»")) :]
    return begin, end + _common(text[end : end + len(tail)], tail)


def _likeness(one: str, other: str) -> float:
    """In [0, 1], word by word, and letter by letter inside: the mean of both."""
    mine, theirs = one.lower().split(), other.lower().split()
    by_words = SequenceMatcher(None, mine, theirs, autojunk=False).ratio()
    if max(len(one), len(other)) > 600:
        return by_words
    return (by_words + SequenceMatcher(None, one, other, autojunk=False).ratio()) / 2


def share_kept(before: str, after: str) -> float:
    """How much of ``before`` is in ``after``: the share of its runs of three words, 1.0 for none."""
    had, has = _runs(before), _runs(after)
    return len(had & has) / len(had) if had else 1.0


def _runs(text: str) -> set[tuple[str, ...]]:
    words = [match[0].lower() for match in WORD.finditer(text)]
    size = min(3, len(words))
    return {tuple(words[at : at + size]) for at in range(len(words) - size + 1)} if words else set()
