"""Stored reasons under other weights give the score that the engine itself would give."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.nlp.engine import analyze
from claims.nlp.worth import DEFAULT_WEIGHTS, reweighed
from tests.nlp.test_worth import HIGH, LOW

TEXTS = HIGH + LOW


@given(
    text=st.sampled_from(TEXTS),
    weights=st.fixed_dictionaries({name: st.floats(-10, 10) for name in DEFAULT_WEIGHTS}),
)
def test_reweighed_is_what_the_engine_says_under_these_weights(text, weights):
    plain = analyze(text, language="en").sentences[0].worth
    own = analyze(text, language="en", weights=weights).sentences[0].worth

    score, reasons = reweighed([reason._asdict() for reason in plain.reasons], weights)

    assert score == pytest.approx(own.score, abs=1e-4)
    found = {row["criterion"]: row for row in reasons}
    assert found == {reason.criterion: reason._asdict() for reason in own.reasons}


def test_reweighed_keeps_the_weight_of_a_criterion_that_came_from_elsewhere():
    own = -DEFAULT_WEIGHTS["bias"]
    row = {"criterion": "of_another_engine", "value": own, "weight": 1.0, "words": "", "more": "kept"}

    score, reasons = reweighed([row], DEFAULT_WEIGHTS)

    assert (score, reasons) == (0.5, [row])


def test_reweighed_puts_what_counts_most_first():
    rows = [
        {"criterion": "number", "value": 1.0, "weight": 9.0, "words": "7"},
        {"criterion": "question", "value": 1.0, "weight": 0.0, "words": "?"},
    ]

    _, reasons = reweighed(rows, DEFAULT_WEIGHTS)

    assert [(row["criterion"], row["weight"]) for row in reasons] == [
        (name, DEFAULT_WEIGHTS[name]) for name in ("question", "number")
    ]
