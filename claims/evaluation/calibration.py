"""Calibration over the whole news sample, each sentence scored by a fit that has not seen it.

The measuring half was never fitted on: the shipped score stands as it is. The calibration half is fitted
anew, by tenths, exactly as `training/calibrate.py` and `training/fit_weights.py` do, each tenth scored by
the fit of the nine others. Twice the sentences halve what chance alone shows.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from claims.evaluation.news import Labelled
from claims.nlp.records import Worth
from claims.nlp.worth import DEFAULT_WEIGHTS

Floats = npt.NDArray[np.float64]
FOLDS, SEED = 10, 7
RIDGE = 1.0


def cross_fitted(rows: Sequence[Labelled], worths: Sequence[Worth | None], logits: Floats) -> Floats:
    """A probability for each row; ``logits`` are the reader's, row by row. Boilerplate stands at 0."""
    found = np.array([worth.score if worth else 0.0 for worth in worths])
    own = [n for n, row in enumerate(rows) if row.half == "calibration" and worths[n]]
    gold = np.array([rows[n].worth for n in own], float)
    x, visible = logits[own].astype(float), np.array([_visible(worths[n]) for n in own])
    order = np.random.default_rng(SEED).permutation(len(own))
    for fold in np.array_split(order, FOLDS):
        rest = np.setdiff1d(order, fold)
        weights, constant = _fit(x[rest], gold[rest], np.zeros(len(rest)), RIDGE)
        odds = x @ weights + constant
        share, bias = _fit(visible[rest][:, None], gold[rest], odds[rest], 0.0)
        found[np.array(own)[fold]] = _logistic(odds[fold] + visible[fold] * share[0] + bias)
    return found


def _visible(worth: Worth | None) -> float:
    """The criteria's log-odds under the shipped weights, which a fold moves by one share."""
    reasons = worth.reasons if worth else ()
    return sum(
        one.value * DEFAULT_WEIGHTS[one.criterion]
        for one in reasons
        if one.criterion not in {"model", "unread"}
    )


def _fit(x: Floats, gold: Floats, beside: Floats, ridge: float) -> tuple[Floats, float]:
    """A logistic regression beside given log-odds, by Newton's method on standardised columns."""
    mean, spread = x.mean(0), x.std(0) + 1e-6
    a = np.c_[(x - mean) / spread, np.ones(len(x))]
    penalty = np.diag([ridge] * x.shape[1] + [0.0]) + 1e-9 * np.eye(x.shape[1] + 1)
    w = np.zeros(a.shape[1])
    for _ in range(50):
        p = _logistic(a @ w + beside)
        w -= np.linalg.solve((a * (p * (1 - p))[:, None]).T @ a + penalty, a.T @ (p - gold) + penalty @ w)
    weights: Floats = w[:-1] / spread
    return weights, float(w[-1] - weights @ mean)


def _logistic(total: Floats) -> Floats:
    result: Floats = 1 / (1 + np.exp(-np.clip(total, -30, 30)))
    return result
