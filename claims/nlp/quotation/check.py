"""The verdict on a quotation: exact, altered, cut so that it means something else, or not there."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from claims.said import said

from .around import SHORT, Left, left_out, negations, turning
from .asked import Asked, Item, read
from .differing import HARMLESS, Change, Kind
from .laying import (
    DRAWN,
    EXTRA,
    FREE,
    INSERTED,
    LEFT,
    OTHER,
    PARTED,
    SAME,
    STANDS_FOR,
    Laid,
    Step,
)
from .marks import Marks, source_marks
from .placing import exactly, nearly

ENOUGH = 0.5
"""Share of a quotation's words that the source must have in their order to be its source at all."""
REACH, BRIEF = 400, 6
"""Words that an ellipsis may stand for, and up to how many it may not hide a number."""


class Verdict(StrEnum):
    EXACT = "exact"
    ALTERED = "altered"
    TRUNCATED = "truncated"
    NOT_FOUND = "not_found"


@dataclass(frozen=True, slots=True)
class Finding:
    """``source[start:end]`` is what the quotation was laid against (0, 0 where it is not there).

    ``reasons`` are sentences for a person, none for an exact quotation.
    """

    verdict: Verdict
    changes: tuple[Change, ...] = ()
    reasons: tuple[str, ...] = ()
    start: int = 0
    end: int = 0

    @property
    def alarm(self) -> bool:
        return self.verdict != Verdict.EXACT


@dataclass(frozen=True, slots=True)
class Placed:
    """A part of the quotation and where it was laid."""

    part: tuple[Item, ...]
    laid: Laid | None

    @property
    def found(self) -> Laid | None:
        """None where too little of the part stands there."""
        return self.laid if self.laid and 2 * self.matched >= len(self.part) else None

    @property
    def matched(self) -> int:
        """Words of the part that the source has in the same order."""
        if self.laid is None:
            return 0
        kept = (one for one in self.laid.steps if one.kind in {SAME, PARTED, DRAWN})
        return sum(one.after - one.first for one in kept)


def check(quote: str, source: str) -> Finding:
    """Whether the source says the quotation. Near linear in the source; raises nothing on any string.

    Case, quotation marks, dashes, blanks and insertions in brackets may differ; an ellipsis may leave
    words out. Any other word that differs makes it altered. Every word the same, but a negation or a
    number left out of the same sentence, right before, behind or by ellipsis, makes it truncated.
    """
    asked, words = read(quote), source_marks(source)
    if not asked.parts:
        return Finding(Verdict.NOT_FOUND, reasons=(said("The quotation has no words."),))
    placed = _place(asked, words)
    matched = sum(one.matched for one in placed)
    if matched < ENOUGH * asked.size or (matched < 2 <= asked.size):
        return Finding(Verdict.NOT_FOUND, reasons=(said("The source has no such words."),))
    laid = [one.found for one in placed if one.found]
    start, end = words.starts[min(one.start for one in laid)], words.ends[max(one.end for one in laid) - 1]
    changes = tuple(_changes(asked, placed, words))
    faults = [one for one in changes if one.kind not in HARMLESS] + list(_false_insertions(changes, words))
    if faults:
        return Finding(Verdict.ALTERED, changes, tuple(map(_fault, faults)), start, end)
    cuts = _cuts(asked, laid, words)
    if cuts:
        return Finding(Verdict.TRUNCATED, _with_cuts(changes, cuts, laid, words),
                       tuple(_cut(one, words) for one in cuts), start, end)  # fmt: skip
    return Finding(Verdict.EXACT, changes, (), start, end)


# -- places


def _place(asked: Asked, words: Marks) -> list[Placed]:
    """Each part where it stands: the longest first, the others before and behind it."""
    longest = max(range(len(asked.parts)), key=lambda at: len(asked.parts[at]))
    found: dict[int, Placed] = {longest: _anchor(asked, longest, words)}
    laid = found[longest].found
    low, high = (laid.start, laid.end) if laid else (len(words), len(words))
    for at in range(longest + 1, len(asked.parts)):
        found[at] = _near(asked.parts[at], words, high, min(len(words), high + REACH), last=False)
        high = found[at].found.end if found[at].found else high  # type: ignore[union-attr]
    for at in range(longest - 1, -1, -1):
        found[at] = _near(asked.parts[at], words, max(0, low - REACH), low, last=True)
        low = found[at].found.start if found[at].found else low  # type: ignore[union-attr]
    return [found[at] for at in range(len(asked.parts))]


def _anchor(asked: Asked, at: int, words: Marks) -> Placed:
    """Of several places that say the part exactly, the first at which nothing that matters is left out."""
    part = asked.parts[at]
    same = exactly(part, words, 0, len(words))
    if not same:
        return Placed(part, nearly(part, words, 0, len(words)))
    whole = (one for one in same if len(same) == 1 or not _cuts(asked, [one], words))
    return Placed(part, next(whole, same[0]))


def _near(part: tuple[Item, ...], words: Marks, low: int, high: int, *, last: bool) -> Placed:
    if low >= high:
        return Placed(part, None)
    same = exactly(part, words, low, high)
    if same:
        return Placed(part, same[-1] if last else same[0])
    return Placed(part, nearly(part, words, low, high))


# -- what differs


def _changes(asked: Asked, placed: Sequence[Placed], words: Marks) -> Iterator[Change]:
    before: Laid | None = None
    for one in placed:
        laid = one.found
        if laid is None:
            yield Change(Kind.ADDED, asked.shown(one.part[0], one.part[-1]), "")
            continue
        if before is not None and laid.start > before.end:
            yield Change(Kind.ELIDED, "…", words.shown(before.end, laid.start))
        yield from _runs(asked, one.part, laid.steps, words)
        before = laid


KINDS = {
    SAME: Kind.SAME, PARTED: Kind.SAME, DRAWN: Kind.SAME, OTHER: Kind.CHANGED, EXTRA: Kind.ADDED,
    LEFT: Kind.MISSING, FREE: Kind.ASIDE, INSERTED: Kind.INSERTED, STANDS_FOR: Kind.INSERTED,
}  # fmt: skip


def _runs(asked: Asked, part: Sequence[Item], steps: Sequence[Step], words: Marks) -> Iterator[Change]:
    """Steps of one kind in a row are one change."""
    at = 0
    while at < len(steps):
        kind, end = KINDS[steps[at].kind], at + 1
        while end < len(steps) and KINDS[steps[end].kind] == kind:
            end += 1
        first, after = steps[at].first, steps[end - 1].after
        mine = asked.shown(part[first], part[after - 1]) if after > first else ""
        yield Change(kind, mine, words.shown(steps[at].start, steps[end - 1].end))
        at = end


def _false_insertions(changes: Sequence[Change], words: Marks) -> Iterator[Change]:
    """An insertion that turns the sentence, or that stands for a "not" of the source."""
    denying = negations(words.text[:2_000])
    for one in changes:
        if one.kind == Kind.INSERTED:
            mine, theirs = source_marks(one.quote).words, source_marks(one.source).words
            turned = {w for w in mine if _denies(w, denying)} ^ {w for w in theirs if _denies(w, denying)}
            bracketed = f"[{one.source.strip('[]')}]" in words.text
            if turned or (bracketed and theirs and mine != theirs):
                yield Change(Kind.CHANGED, one.quote, one.source)


def _denies(word: str, denying: frozenset[str]) -> bool:
    return word in denying or word.endswith("n't")


def _fault(one: Change) -> str:
    if one.kind == Kind.MISSING:
        return said("The source also says “%(source)s”.", source=one.source)
    if one.kind == Kind.ADDED:
        return said("The source does not say “%(quote)s”.", quote=one.quote)
    return said("The source says “%(source)s”, not “%(quote)s”.", source=one.source, quote=one.quote)


# -- what is left out


def _cuts(asked: Asked, laid: Sequence[Laid], words: Marks) -> list[Left]:
    """What was left out before, behind and by ellipsis, where it has a negation or a number."""
    first, after = laid[0].start, laid[-1].end
    found = left_out(words, first, after, fragment=asked.size <= SHORT)
    for one, following in itertools.pairwise(laid):
        found += _elided(words, one.end, following.start)
    return found


def _elided(words: Marks, first: int, after: int) -> list[Left]:
    """What an ellipsis hides of the sentences that it joins; a whole sentence may be left out."""
    if first >= after:
        return []
    stops = [at for at in range(first - 1, after) if _ends(words.text[words.ends[at] : words.starts[at + 1]])]
    hidden = [(first, stops[0] + 1), (stops[-1] + 1, after)] if stops else [(first, after)]
    denying = negations(words.text[:2_000])
    rows = [Left(a, b, _hides(words, a, b, denying)) for a, b in hidden if a < b]
    return [one for one in rows if one.turning]


def _hides(words: Marks, first: int, after: int, denying: frozenset[str]) -> tuple[str, ...]:
    """Negations always; numbers where little else is hidden: a longer ellipsis says that it skips."""
    found = turning(words, first, after, denying)
    return found if after - first <= BRIEF else tuple(one for one in found if _denies(one, denying))


def _ends(between: str) -> bool:
    return any(mark in between for mark in ".!?\n")


def _cut(one: Left, words: Marks) -> str:
    told = "”, “".join(dict.fromkeys(one.turning))
    return said(
        "It leaves out “%(turning)s” of what the source says: “%(words)s”.",
        turning=told,
        words=words.shown(one.first, one.after),
    )


def _with_cuts(
    changes: Sequence[Change], cuts: Sequence[Left], laid: Sequence[Laid], words: Marks
) -> tuple[Change, ...]:
    before = [Change(Kind.CUT, "", words.shown(c.first, c.after)) for c in cuts if c.after == laid[0].start]
    behind = [Change(Kind.CUT, "", words.shown(c.first, c.after)) for c in cuts if c.first == laid[-1].end]
    return (*before, *changes, *behind)
