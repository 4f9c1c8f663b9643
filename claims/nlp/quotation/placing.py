"""Where in the source a part of a quotation stands: exactly, or nearly."""

from __future__ import annotations

import itertools
import math
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence

from claims.nlp.paragraphs import paragraphs
from claims.nlp.quotes import find_quotes, outermost

from .asked import Item
from .laying import LEFT, SAME, Laid, Step, lay
from .marks import Marks

CHUNK = 160
"""Words of a quotation that are laid at once: a longer one goes piece by piece."""
WINDOWS = 4
"""Places of the source that are looked at closely."""
COMMON = 1_000
"""A word that stands more often tells no place, unless all words do."""
ASIDE = 30
"""Words between two stretches of one quotation: "..., the minister said on Monday, ..."."""
MOST = 40
"""Equal places that are told apart by what stands around them."""


def exactly(part: Sequence[Item], source: Marks, first: int, after: int) -> list[Laid]:
    """Every place between two words of the source that says the part word for word."""
    if any(item.insertion or item.before is not None for item in part):
        return []
    words = [item.word for item in part]
    rare = min(range(len(words)), key=lambda at: len(source.index.get(words[at], ())))
    found = []
    for place in _between(source, words[rare], first + rare, after):
        start = place - rare
        if source.words[start : start + len(words)] == words and start + len(words) <= after:
            found.append(_whole(start, len(words)))
            if len(found) == MOST:
                break
    return found


def _whole(start: int, size: int) -> Laid:
    return Laid(0.0, tuple(Step(SAME, at, at + 1, start + at, start + at + 1) for at in range(size)))


def nearly(part: Sequence[Item], source: Marks, first: int, after: int) -> Laid | None:
    """The place that differs least; None where no word of the part stands there."""
    head = part[:CHUNK]
    tried = [_laid(head, source, *window) for window in _windows(head, source, first, after)]
    best = min((one for one in tried if one.steps), key=lambda one: one.cost, default=None)
    for at in range(CHUNK, len(part), CHUNK):
        if best is None:
            return None
        best = _longer(best, part, at, source, after)
    return best


def _longer(begun: Laid, part: Sequence[Item], at: int, source: Marks, after: int) -> Laid:
    """The next piece of a long part, which goes on where the piece before it ended."""
    piece = part[at : at + CHUNK]
    start = begun.end
    more = _laid(piece, source, start, min(after, start + len(piece) + 2 * ASIDE))
    skipped = tuple(Step(LEFT, at, at, place, place + 1) for place in range(start, more.start))
    moved = tuple(Step(one.kind, one.first + at, one.after + at, one.start, one.end) for one in more.steps)
    return Laid(begun.cost + len(skipped) + more.cost, (*begun.steps, *skipped, *moved))


def _laid(part: Sequence[Item], source: Marks, first: int, after: int) -> Laid:
    words = source.words[first:after]
    ascii = all(item.word.isascii() for item in part) != all(word.isascii() for word in words)
    found = lay(part, words, _outside(source, first, after), ascii=ascii)
    return Laid(
        found.cost,
        tuple(
            Step(one.kind, one.first, one.after, one.start + first, one.end + first) for one in found.steps
        ),
    )


def _windows(part: Sequence[Item], source: Marks, first: int, after: int) -> Iterator[tuple[int, int]]:
    """Stretches where many of the part's words stand in its order, the likeliest first."""
    size = len(part)
    wide = max(8, size // 4)
    votes: dict[int, float] = defaultdict(float)
    for at, places in _telling(part, source, first, after):
        weight = 1 / (1 + math.log(len(places)))
        for bucket in {(place - at) // wide for place in places}:
            votes[bucket] += weight
            votes[bucket + 1] += weight
    best = sorted(votes, key=lambda bucket: (-votes[bucket], bucket))[:WINDOWS]
    for bucket in best:
        start = (bucket - 1) * wide
        low = max(first, start - ASIDE)
        high = min(after, start + 2 * wide + size + 2 * ASIDE)
        if low < high:
            yield low, high


def _telling(part: Sequence[Item], source: Marks, first: int, after: int) -> list[tuple[int, list[int]]]:
    """(place in the part, places in the source) of its words; the common ones only where all are."""
    found = [
        (at, _between(source, item.word, first, after)) for at, item in enumerate(part) if not item.insertion
    ]
    found = sorted(((at, places) for at, places in found if places), key=lambda one: len(one[1]))
    return [one for one in found if len(one[1]) <= COMMON] or found[:2]


def _between(source: Marks, word: str, first: int, after: int) -> list[int]:
    places = source.index.get(word, [])
    return places[bisect_left(places, first) : bisect_left(places, after)]


def _outside(source: Marks, first: int, after: int) -> list[bool]:
    """For each word whether it stands between two stretches of one quotation, and is nobody's words."""
    found = [False] * (after - first)
    if first >= after:
        return found
    begin, end = source.starts[first], source.ends[after - 1]
    text = source.text[begin : end + 2]
    quoted = outermost(find_quotes(text, paragraphs(text)))
    starts = source.starts[first:after]
    for one, following in itertools.pairwise(quoted):
        low = bisect_left(starts, one.end + begin)
        high = bisect_left(starts, following.start + begin)
        if high - low <= ASIDE:
            found[low:high] = [True] * (high - low)
    return found
