"""Figures against values worked by hand."""

import pytest

from claims.evaluation.metrics import (
    average_precision,
    calibration_error,
    exact_span_f1,
    kappa,
    macro_f1,
)


def test_exact_span_f1_needs_both_ends() -> None:
    gold = {("cue", 0, 4), ("cue", 9, 12)}
    assert exact_span_f1([(gold, {("cue", 0, 4), ("cue", 9, 13)})])["cue"]["f1"] == pytest.approx(0.5)


def test_macro_f1_is_the_mean_over_labels() -> None:
    assert macro_f1([1, 1, 0, 0], [1, 0, 0, 0]) == pytest.approx((2 / 3 + 0.8) / 2)


def test_average_precision_by_hand() -> None:
    assert average_precision([1, 0, 1], [3, 2, 1]) == pytest.approx((1 + 2 / 3) / 2)


def test_calibration_error_of_a_constant() -> None:
    assert calibration_error([1, 0, 0, 0], [0.75] * 4) == pytest.approx(0.5)


def test_kappa_of_chance_is_nought_and_of_agreement_one() -> None:
    assert kappa([0, 0, 1, 1], [0, 1, 0, 1]) == pytest.approx(0)
    assert kappa([0, 1], [0, 1]) == 1
