"""Calibration of a small sample, each row by a fit that has not seen it."""

import numpy as np

from claims.evaluation.calibration import cross_fitted
from claims.evaluation.metrics import calibration_error
from claims.evaluation.news import Labelled
from claims.nlp.records import ClaimType, Reason, Worth

CHANCE = np.random.default_rng(3)


def sample(many, shift=0.0):
    """Rows whose labels follow the first logit; the shipped score is off by ``shift``."""
    logits = CHANCE.normal(size=(many, 5))
    gold = (CHANCE.random(many) < 1 / (1 + np.exp(-2 * logits[:, 0]))).astype(int)
    rows = [
        Labelled("", (0, 0), int(label), 0, "e", "measure" if n % 2 else "calibration", "bbc", "", 0, 0)
        for n, label in enumerate(gold)
    ]
    worths = [
        Worth(score, ClaimType.EVENT, 0.0, (Reason("number", value, 0.5, ""),))
        for score, value in zip(
            (1 / (1 + np.exp(-2 * logits[:, 0] - shift))).tolist(), CHANCE.random(many).tolist(), strict=True
        )
    ]
    return rows, worths, logits


def test_the_measuring_half_keeps_the_shipped_score():
    rows, worths, logits = sample(200, shift=1.0)

    found = cross_fitted(rows, worths, logits)

    assert found[1::2].tolist() == [worth.score for worth in worths[1::2]]


def test_the_calibration_half_is_fitted_anew_and_comes_out_calibrated():
    rows, worths, logits = sample(2000, shift=2.0)

    found = cross_fitted(rows, worths, logits)

    gold = [row.worth for row in rows]
    assert calibration_error(gold[::2], found[::2].tolist()) < 0.06
    assert calibration_error(gold[1::2], found[1::2].tolist()) > 0.1


def test_a_row_has_no_part_in_its_own_score():
    """With its label turned it is scored the same."""
    rows, worths, logits = sample(100)
    before = cross_fitted(rows, worths, logits)[0]

    rows[0] = rows[0]._replace(worth=1 - rows[0].worth)

    assert cross_fitted(rows, worths, logits)[0] == before


def test_boilerplate_stands_at_nothing():
    rows, worths, logits = sample(100)

    assert cross_fitted(rows, [None, *worths[1:]], logits)[0] == 0.0
