"""Figures of merit, each with the form in which its rivals publish it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

import numpy as np


def exact_span_f1(
    pairs: Iterable[tuple[set[tuple[str, int, int]], set[tuple[str, int, int]]]],
) -> dict[str, dict[str, float]]:
    """Precision, recall and F1 of each role over (gold, found) pairs: both ends must be right."""
    counts: dict[str, list[int]] = {}
    for gold, found in pairs:
        for role in {s[0] for s in gold | found}:
            g, f = {s for s in gold if s[0] == role}, {s for s in found if s[0] == role}
            row = counts.setdefault(role, [0, 0, 0])
            row[0] += len(g & f)
            row[1] += len(f)
            row[2] += len(g)
    result = {}
    for role, (right, found_n, gold_n) in sorted(counts.items()):
        p, r = right / max(found_n, 1), right / max(gold_n, 1)
        result[role] = {"precision": p, "recall": r, "f1": 2 * p * r / max(p + r, 1e-12), "gold": gold_n}
    return result


def f1(gold: Sequence[int], found: Sequence[int], positive: int = 1) -> float:
    g, f = np.asarray(gold) == positive, np.asarray(found) == positive
    return float(2 * (g & f).sum() / max(g.sum() + f.sum(), 1))


def macro_f1(gold: Sequence[int], found: Sequence[int]) -> float:
    return float(np.mean([f1(gold, found, label) for label in sorted(set(gold))]))


def accuracy(gold: Sequence[int], found: Sequence[int]) -> float:
    return float((np.asarray(gold) == np.asarray(found)).mean())


def average_precision(gold: Sequence[int], scores: Sequence[float]) -> float:
    """Mean of the precision at each positive (as CLEF's scorer); ties keep the order given."""
    order = np.argsort(-np.asarray(scores, float), kind="stable")
    hits = np.asarray(gold)[order]
    if not hits.sum():
        return 0.0
    return float((np.cumsum(hits) / np.arange(1, len(hits) + 1))[hits > 0].mean())


def mean_average_precision(rows: Sequence[tuple[str, int]], scores: Sequence[float]) -> float:
    """Mean over groups (debates) of the average precision; ``rows`` are (group, label)."""
    groups: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for (group, label), score in zip(rows, scores, strict=True):
        groups[group].append((label, score))
    return float(np.mean([average_precision(*zip(*own, strict=True)) for own in groups.values()]))


def calibration_error(gold: Sequence[int], probabilities: Sequence[float], bins: int = 10) -> float:
    """Expected calibration error over ``bins`` equally wide bins (Naeini 2015, Guo 2017)."""
    g, p = np.asarray(gold, float), np.asarray(probabilities, float)
    at = np.minimum((p * bins).astype(int), bins - 1)
    return float(
        sum(
            abs(g[at == b].mean() - p[at == b].mean()) * (at == b).mean()
            for b in range(bins)
            if (at == b).any()
        )
    )


def kappa(one: Sequence[int | str], two: Sequence[int | str]) -> float:
    """Cohen's agreement of two labellings."""
    a, b = np.asarray(one), np.asarray(two)
    seen = float((a == b).mean())
    chance = float(sum((a == x).mean() * (b == x).mean() for x in set(a.tolist()) | set(b.tolist())))
    return (seen - chance) / (1 - chance) if chance < 1 else 1.0
