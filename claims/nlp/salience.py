"""What a reader has in mind at a place of an article: whom it has just named, and in which part."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

SPOKE, SUBJECT, OBJECT, OWNER, QUOTED = 3.0, 2.6, 1.2, 0.9, 0.2
"""How much a mention counts, by what it is in its sentence."""
DECAY = 0.9
"""What each further sentence takes away."""
AGAIN, AGAIN_AT_MOST = 0.1, 0.4
"""What every other mention in mind adds, and all of them together."""
SPAN = 60
"""Mentions kept in mind: with more, time would not be linear in the article's length."""


class Sighting(NamedTuple):
    name: str
    line: int
    place: int
    weight: float


@dataclass(slots=True)
class Memory:
    """Sightings in reading order."""

    seen: list[Sighting] = field(default_factory=list)

    def see(self, name: str, line: int, place: int, weight: float) -> None:
        self.seen.append(Sighting(name, line, place, weight))
        del self.seen[:-SPAN]

    def scores(self, line: int, cost: Callable[[Sighting], float]) -> dict[str, float]:
        """How present each name is at a line; ``cost`` is taken from single sightings, infinite hides one."""
        best: dict[str, float] = {}
        more: dict[str, int] = {}
        for one in self.seen:
            score = one.weight - DECAY * (line - one.line) - cost(one)
            if score == float("-inf"):
                continue
            known = best.get(one.name)
            best[one.name] = score if known is None else max(known, score)
            more[one.name] = more.get(one.name, -1) + 1
        return {name: score + min(AGAIN_AT_MOST, AGAIN * more[name]) for name, score in best.items()}

    def last(self, line: int, reach: int, least: float) -> str:
        """The latest name of at least that weight within so many lines; "" if there is none."""
        near = (one for one in reversed(self.seen) if line - one.line <= reach and one.weight >= least)
        found = next(near, None)
        return found.name if found else ""


def most_present(scores: dict[str, float]) -> str:
    """The name with the highest score, the later one of two; "" if there is none."""
    best = max(scores.values(), default=0.0)
    return next((name for name in reversed(scores) if scores[name] == best), "")
