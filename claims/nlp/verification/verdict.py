"""From the stances of passages to one of the claim: supported, refuted, conflicting or not enough.

The weights in ``verdict.json`` were fitted by `training/fit_verdict.py`; while they are away nothing is
sure enough to be suggested.
"""

from __future__ import annotations

import functools
import hashlib
import json
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

FILE = Path(__file__).with_name("verdict.json")
LABELS = ("supports", "refutes", "not_enough")
FEATURES = ("bias", "supports", "refutes", "best_supports", "best_refutes", "clash", "many")


@dataclass(frozen=True, slots=True)
class Weighed:
    """A calibrated verdict of all passages together; ``method`` names the weights that it rests on."""

    label: str
    scores: tuple[float, float, float]
    method: str

    @property
    def confidence(self) -> float:
        return self.scores[LABELS.index(self.label)]


def features(rows: Sequence[tuple[str, float, float, float]]) -> list[float]:
    """Of (document, supports, refutes, not enough) rows, in the order of ``FEATURES``. A document
    counts once, by its passage that says most."""
    best: dict[str, tuple[float, float]] = {}
    for document, supports, refutes, _ in rows:
        known = best.get(document, (0.0, 0.0))
        best[document] = (supports, refutes) if max(supports, refutes) > max(known) else known
    sides = list(best.values())
    supports, refutes = _any(one[0] for one in sides), _any(one[1] for one in sides)
    top_s, top_r = (max((one[side] for one in sides), default=0.0) for side in (0, 1))
    return [1.0, _logit(supports), _logit(refutes), top_s, top_r, supports * refutes, math.log1p(len(sides))]


def weigh(rows: Sequence[tuple[str, float, float, float]]) -> Weighed:
    """The verdict; "not enough" without a passage and while the fitted weights are away."""
    if not rows:
        return Weighed("not_enough", (0.0, 0.0, 1.0), "no passage")
    found = weights()
    if found is None:
        return Weighed("not_enough", (0.0, 0.0, 1.0), "not calibrated")
    matrix, name = found
    row = features(rows)
    odds = [sum(w * x for w, x in zip(own, row, strict=True)) for own in matrix]
    shares = softmax(odds)
    rounded = (round(shares[0], 4), round(shares[1], 4), round(shares[2], 4))
    return Weighed(LABELS[rounded.index(max(rounded))], rounded, name)


@functools.lru_cache(maxsize=1)
def weights() -> tuple[tuple[tuple[float, ...], ...], str] | None:
    """A row of weights a label and the file's name, None where it is away or made for other features."""
    try:
        raw = FILE.read_bytes()
    except FileNotFoundError:
        return None
    row = json.loads(raw)
    if tuple(row["features"]) != FEATURES:
        return None
    name = f"verdict {hashlib.sha256(raw).hexdigest()[:12]}"
    return tuple(tuple(map(float, own)) for own in row["weights"]), name


def softmax(odds: Sequence[float]) -> list[float]:
    top = max(odds)
    parts = [math.exp(one - top) for one in odds]
    return [part / sum(parts) for part in parts]


def _any(shares: Iterable[float]) -> float:
    """The probability that at least one holds, were they independent."""
    rest = 1.0
    for share in shares:
        rest *= 1 - share
    return 1 - rest


def _logit(share: float) -> float:
    share = min(max(share, 0.01), 0.99)
    return math.log(share / (1 - share))
