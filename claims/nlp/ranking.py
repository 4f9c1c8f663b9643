"""What speaks for a candidate, put together into one score and a calibrated probability.

A linear model over a few features. ``ZERO_SHOT`` was written down before any labelled pair was seen;
the weights in ``ranking.json`` were fitted by `training/fit_ranking.py` on the train queries of
CheckThat!'22 tasks 2A and 2B, and on nothing else.
"""

import functools
import hashlib
import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

FILE = Path(__file__).with_name("ranking.json")
FEATURES = (
    "claim", "title", "body", "bodies", "near_claim", "near_title", "near", "claim_and_near", "all_words",
)  # fmt: skip


class Evidence(Protocol):
    """Shares of the best BM25 that the question could reach, and cosines."""

    claim: float
    title: float
    bodies: list[float]
    near_claim: float
    near_title: float


@dataclass(frozen=True, slots=True)
class Ranking:
    """``score = bias + Σ weights · features``; the probability is a logistic of it."""

    name: str
    weights: tuple[float, ...]
    slope: float = 1.0
    shift: float = 0.0

    def score(self, row: Sequence[float]) -> float:
        return sum(weight * value for weight, value in zip(self.weights, row, strict=True))

    def probability(self, score: float) -> float:
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, self.slope * score + self.shift))))


ZERO_SHOT = Ranking("zero-shot", (1.0, 0.5, 0.5, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0), slope=8.0, shift=-10.0)
"""Equal parts of words and meaning; titles and bodies count half."""
WORDS = Ranking("words", (1.0, 0.5, 0.5, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0), slope=8.0, shift=-6.0)
"""While sentence vectors are away."""


def features(of: Evidence) -> list[float]:
    """In the order of ``FEATURES``."""
    best = sorted(of.bodies, reverse=True)[:3]
    near = max(of.near_claim, of.near_title)
    body = best[0] if best else 0.0
    return [
        of.claim,
        of.title,
        body,
        sum(best) / 3,
        of.near_claim,
        of.near_title,
        near,
        of.claim * max(0.0, near),
        max(of.claim, of.title, body),
    ]


@functools.lru_cache(maxsize=1)
def trained() -> Ranking:
    """The shipped ranking, named by the digest of its file."""
    raw = FILE.read_bytes()
    row = json.loads(raw)
    if tuple(row["features"]) != FEATURES:
        raise ValueError(f"{FILE} was fitted on other features.")
    name = f"ranking {hashlib.sha256(raw).hexdigest()[:12]}"
    return Ranking(name, tuple(row["weights"]), row["slope"], row["shift"])
