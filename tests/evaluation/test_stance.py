"""What measures the stance reader: the stacked model, its folds, and each set's own score."""

import random

import numpy as np
import pytest

from claims.evaluation import misquotes
from claims.evaluation.fnc import score
from claims.evaluation.logistic import Table, cross_validated, fit, folds, softmax
from claims.evaluation.pairs import label
from claims.evaluation.quotation import quotations
from claims.evaluation.reliability import believed, error
from claims.evaluation.retrieval import ndcg
from claims.nlp.quotation import check

CHANCE = np.random.default_rng(1)
QUOTE = "We will not raise taxes in 2019, but we’ll cut spending by 5 percent"


def test_fit_finds_what_tells_the_labels_apart():
    rows = CHANCE.standard_normal((400, 5))
    gold = (rows[:, 0] + rows[:, 3] > 0).astype(int).tolist()

    weights = fit(rows, gold, 2, weight=0.001)

    assert (softmax(rows @ weights).argmax(1) == gold).mean() > 0.95


def test_folds_cut_no_group():
    groups = [f"g{n % 13}" for n in range(100)]
    places = []
    for train, test in folds(groups):
        assert not {groups[n] for n in train} & {groups[n] for n in test}
        places += test.tolist()

    assert sorted(places) == list(range(100))


def test_cross_validation_knows_nothing_of_labels_by_chance():
    rows, gold = CHANCE.standard_normal((300, 4)), CHANCE.integers(0, 3, 300).tolist()

    shares = cross_validated(Table(rows), gold, [str(n) for n in range(300)], 3, weights=(0.1, 1.0))

    assert shares.sum(1) == pytest.approx(np.ones(300))
    assert (shares.argmax(1) == gold).mean() < 0.5


def test_a_word_that_tells_is_learned_among_many_that_do_not():
    gold = CHANCE.integers(0, 2, 400).tolist()
    words = (CHANCE.random((400, 60)) < 0.3).astype(np.float32)
    words[:, 7] = gold
    table = Table(CHANCE.standard_normal((400, 2)), words)

    shares = cross_validated(table, gold, [str(n) for n in range(400)], 2, weights=(0.001, 0.01))

    assert (shares.argmax(1) == gold).mean() > 0.95


def test_calibration_error_of_honest_and_of_boastful_confidence():
    right = np.array([True] * 80 + [False] * 20)

    assert error(np.full(100, 0.8), right) == pytest.approx(0)
    assert error(np.full(100, 0.99), right) == pytest.approx(0.19)
    shares = np.array([[0.9, 0.1]] * 2 + [[0.4, 0.6]] * 2)
    found = {one.metric: one.value for one in believed("x", shares, [0, 0, 1, 0])}
    assert (found["accuracy at 100% coverage"], found["accuracy at 50% coverage"]) == (0.75, 1.0)


def test_fnc_weighs_related_pairs():
    assert score([3, 0], [3, 0]) == 1.0
    assert score([3, 0], [3, 2]) == pytest.approx(0.5 / 1.25)
    assert score([3, 0], [0, 3]) == 0.0


@pytest.mark.parametrize(
    ("word", "number"),
    [("SUPPORTS", 0), ("S", 0), ("Supports", 0), ("REFUTES", 1), ("CONTRADICT", 1), ("R", 1), ("Neutral", 2),
     ("NOT_ENOUGH_INFO", 2)],
)  # fmt: skip
def test_labels_of_all_sets(word, number):
    assert label(word) == number


def test_ndcg_counts_the_place():
    assert ndcg([5, 1], {5}) == 1.0
    assert ndcg([1, 5], {5}) == pytest.approx(0.63093, abs=1e-5)
    assert ndcg([1], {5}) == ndcg([], set()) == 0.0


def test_every_change_is_another_quotation_and_every_harmless_one_is_none():
    source = f"He said: “{QUOTE}.” Rain fell."
    for change in misquotes.CHANGES.values():
        for seed in range(5):
            altered = change(QUOTE, random.Random(seed), ["banana", "zebra"])
            assert altered not in {None, QUOTE}
            assert check(altered, source).alarm
    assert [name for name, how in misquotes.HARMLESS.items() if check(how(QUOTE), source).alarm] == []


def test_quotations_of_an_article_leave_out_titles():
    assert quotations(f"He read “The Great Big Book” and said: “{QUOTE}.”") == [QUOTE + "."]
