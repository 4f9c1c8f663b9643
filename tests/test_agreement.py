"""Cohen's kappa against figures worked out by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.agreement import agreement

RATINGS = st.sampled_from(["true", "half", "false"])


def test_kappa_by_hand():
    """Of 50, both say true 20 and false 15; the first alone says true 5, the second alone 10.

    Alike in 35/50 = 0.7. By chance 25/50 · 30/50 + 25/50 · 20/50 = 0.5. So (0.7 - 0.5) / 0.5 = 0.4.
    """
    found = agreement({("t", "t"): 20, ("t", "f"): 5, ("f", "t"): 10, ("f", "f"): 15})

    assert (found.pairs, found.agreed, found.share) == (50, 35, 0.7)
    assert found.kappa == pytest.approx(0.4)


def test_kappa_of_three_ratings_by_hand():
    """Of 10, alike 2 + 3 + 1; firsts are 4, 4, 2 and seconds 3, 5, 2.

    Chance: (4·3 + 4·5 + 2·2) / 100 = 0.36. So (0.6 - 0.36) / 0.64 = 0.375.
    """
    found = agreement(
        {
            ("a", "a"): 2,
            ("a", "b"): 1,
            ("a", "c"): 1,
            ("b", "b"): 3,
            ("b", "a"): 1,
            ("c", "c"): 1,
            ("c", "b"): 1,
        }
    )

    assert found.kappa == pytest.approx(0.375)


@pytest.mark.parametrize(
    ("given", "pairs", "share"),
    [({}, 0, None), ({("t", "t"): 7}, 7, 1.0)],
)
def test_kappa_is_undefined_where_chance_says_all(given, pairs, share):
    found = agreement(given)

    assert (found.pairs, found.share, found.kappa) == (pairs, share, None)


def test_kappa_is_nought_where_one_always_says_the_same_and_below_where_they_contradict():
    assert agreement({("t", "t"): 3, ("t", "f"): 2}).kappa == 0
    assert agreement({("t", "f"): 5, ("f", "t"): 5}).kappa == -1


@given(st.lists(st.tuples(RATINGS, RATINGS), max_size=30))
def test_kappa_stays_in_its_bounds_and_does_not_care_who_is_first(rated):
    one = agreement({pair: rated.count(pair) for pair in rated})
    other = agreement({(b, a): rated.count((a, b)) for a, b in rated})

    assert one.kappa == other.kappa
    assert one.kappa is None or -1 <= one.kappa <= 1
