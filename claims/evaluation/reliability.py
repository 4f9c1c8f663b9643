"""How far a probability can be believed: calibration error, reliability by bins, coverage."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

import numpy as np

from claims.evaluation.figure import Figure
from claims.nlp.stance.model import Floats

BINS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)
COVERAGES = (1.0, 0.75, 0.5, 0.25)


def believed(part: str, shares: Floats, gold: Sequence[int]) -> Iterator[Figure]:
    """Figures of probabilities [rows, labels] against the gold labels."""
    sure, right = shares.max(1), shares.argmax(1) == np.asarray(gold)
    yield Figure(
        part, "calibration error", error(sure, right), "≤ .05", note="expected, ten bins of confidence"
    )
    order = np.argsort(-sure, kind="stable")
    full = float(right.mean())
    for coverage in COVERAGES:
        many = max(1, round(coverage * len(order)))
        share = float(right[order[:many]].mean())
        asked = f"≥ {full + 0.10:.2f}" if coverage == 0.5 else ""
        note = f"the surest {many}, from {sure[order[many - 1]]:.2f}"
        yield Figure(part, f"accuracy at {coverage:.0%} coverage", share, asked, note=note)
    for low, high in itertools.pairwise(BINS):
        here = (sure >= low) & ((sure < high) | (high == 1.0))
        if here.any():
            note = f"mean confidence {sure[here].mean():.2f}, {here.sum()} rows"
            yield Figure(part, f"right where {low:.1f}–{high:.1f} sure", float(right[here].mean()), note=note)


def error(sure: Floats, right: Floats, bins: int = 10) -> float:
    """Expected calibration error of the label that is surest (Guo 2017)."""
    at = np.minimum((sure * bins).astype(int), bins - 1)
    return float(
        sum(
            abs(right[at == b].mean() - sure[at == b].mean()) * (at == b).mean()
            for b in range(bins)
            if (at == b).any()
        )
    )
