"""A multinomial logistic regression in numpy: for stacking on what a model says, with folds by group."""

from __future__ import annotations

import math
import random
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from claims.nlp.stance.model import Floats

SEED = 7
LENGTH = 2.0
"""Of a row's words together, where each other feature has a spread of 1."""
Places = npt.NDArray[np.int64]
Small = npt.NDArray[np.float32]


class Table(NamedTuple):
    """What is known of each row. ``told`` [rows, features] is measured in its own spread; ``words``
    [rows, words] are counts, which weigh the more the rarer a word is and are one long together: measured in
    their spread, rare words would drown all else."""

    told: Floats
    words: Small | None = None

    def at(self, places: Places) -> Table:
        return Table(self.told[places], None if self.words is None else self.words[places])


def fit(rows: Floats, labels: Sequence[int], classes: int, *, weight: float, steps: int = 300) -> Floats:
    """Weights [features, classes] of least cross-entropy plus ``weight`` / 2 times their squares.

    Nesterov's accelerated gradient with the step that the largest curvature allows.
    """
    gold = np.eye(classes, dtype=rows.dtype)[np.asarray(labels)]
    many = len(rows)
    step = 1 / (0.5 * _curvature(rows) / many + weight)
    now: Floats = np.zeros((rows.shape[1], classes), rows.dtype)
    ahead = now
    pace = 1.0
    for _ in range(steps):
        slope = rows.T @ (softmax(rows @ ahead) - gold) / many + weight * ahead
        then, now = now, ahead - step * slope
        faster = (1 + math.sqrt(1 + 4 * pace * pace)) / 2
        ahead = now + (pace - 1) / faster * (now - then)
        pace = faster
    return now


def _curvature(rows: Floats) -> float:
    """The largest eigenvalue of rows' own products, by twenty steps of the power method."""
    direction: Floats = np.random.default_rng(SEED).standard_normal((rows.shape[1],)).astype(rows.dtype)
    size = 1.0
    for _ in range(20):
        direction = rows.T @ (rows @ direction)
        size = float(np.linalg.norm(direction)) or 1.0
        direction /= size
    return 1.05 * size


def softmax(odds: Floats) -> Floats:
    moved = np.exp(odds - odds.max(1, keepdims=True))
    shares: Floats = moved / moved.sum(1, keepdims=True)
    return shares


def folds(groups: Sequence[str], many: int = 5) -> Iterator[tuple[Places, Places]]:
    """(training places, test places); a group is on one side only. The same on every machine."""
    names = sorted(set(groups))
    random.Random(SEED).shuffle(names)  # noqa: S311
    fold = {name: place % many for place, name in enumerate(names)}
    own = np.array([fold[group] for group in groups])
    for number in range(many):
        yield np.flatnonzero(own != number), np.flatnonzero(own == number)


def cross_validated(
    table: Table, labels: Sequence[int], groups: Sequence[str], classes: int, *, weights: Sequence[float]
) -> Floats:
    """Probabilities [rows, classes] of each row by a model that has not seen its group. How much its weights
    are held small is chosen inside each training part: the one of ``weights`` that loses least on a
    fifth of its groups that was kept aside."""
    gold, found = np.asarray(labels), np.zeros((len(labels), classes))
    for train, test in folds(groups):
        own = [groups[place] for place in train]
        weight = _chosen(table.at(train), gold[train], own, classes, weights)
        found[test] = _learned(table.at(train), gold[train], table.at(test), classes, weight)
    return found


def _chosen(
    table: Table, gold: Places, groups: Sequence[str], classes: int, weights: Sequence[float]
) -> float:
    if len(weights) == 1:
        return weights[0]
    train, test = next(folds(groups))

    def loss(weight: float) -> float:
        shares = _learned(table.at(train), gold[train], table.at(test), classes, weight)
        return float(-np.log(np.maximum(shares[np.arange(len(test)), gold[test]], 1e-12)).mean())

    return min(weights, key=loss)


def _learned(table: Table, gold: Places, others: Table, classes: int, weight: float) -> Floats:
    """Probabilities of ``others`` by a model of ``table``, in whose measures both are."""
    scale, middle = np.maximum(table.told.std(0), 1e-6), table.told.mean(0)
    rarity = None if table.words is None else _rarity(table.words)
    one, other = (_measured(own, scale, middle, rarity) for own in (table, others))
    return softmax(other @ fit(one, gold.tolist(), classes, weight=weight))


def _rarity(words: Small) -> Small:
    """The inverse document frequency of each word."""
    rare: Small = np.log((len(words) + 1) / ((words > 0).sum(0) + 1)).astype(np.float32)
    return rare


def _measured(table: Table, scale: Floats, middle: Floats, rarity: Small | None) -> Floats:
    parts = [(table.told - middle) / scale, np.ones((len(table.told), 1))]
    if rarity is not None and table.words is not None:
        weighed = table.words * rarity
        parts.append(LENGTH * weighed / np.maximum(np.linalg.norm(weighed, axis=1, keepdims=True), 1e-6))
    found: Floats = np.concatenate([part.astype(np.float32) for part in parts], 1)
    return found
