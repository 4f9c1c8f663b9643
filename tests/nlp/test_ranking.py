"""Evidence put together into a score and a probability."""

import pytest

from claims.evaluation.matching import average_precision
from claims.nlp.ranking import FEATURES, WORDS, ZERO_SHOT, features, trained
from claims.search.candidates import Evidence


def test_features_are_in_their_order():
    found = features(Evidence(claim=0.4, title=0.2, bodies=[0.1, 0.6, 0.3], near_claim=0.8, near_title=0.5))

    assert dict(zip(FEATURES, found, strict=True)) == pytest.approx(
        {
            "claim": 0.4, "title": 0.2, "body": 0.6, "bodies": 1 / 3, "near_claim": 0.8, "near_title": 0.5,
            "near": 0.8, "claim_and_near": 0.32, "all_words": 0.6,
        }
    )  # fmt: skip


@pytest.mark.parametrize("ranking", [trained(), ZERO_SHOT, WORDS])
def test_more_words_in_common_is_more_likely(ranking):
    low, high = (ranking.score(features(Evidence(claim=share))) for share in (0.1, 0.6))

    assert high > low
    assert 0 < ranking.probability(low) < ranking.probability(high) < 1


def test_a_probability_of_any_score_is_one():
    assert ZERO_SHOT.probability(1e9) == pytest.approx(1)
    assert ZERO_SHOT.probability(-1e9) == pytest.approx(0, abs=1e-9)


@pytest.mark.parametrize(
    ("found", "gold", "expected"),
    [
        (["a", "b"], {"a"}, 1),
        (["b", "a"], {"a"}, 0.5),
        (["a", "x", "b"], {"a", "b"}, (1 + 2 / 3) / 2),
        (["x"] * 5 + ["a"], {"a"}, 0),
        ([], {"a"}, 0),
    ],
)
def test_average_precision_is_that_of_the_task(found, gold, expected):
    assert average_precision(found, gold) == pytest.approx(expected)
