"""What a threshold of matches buys, as it stands beside the sliders."""

from claims.evaluation.matching import Best, _precisions


def test_a_threshold_that_no_match_reaches_promises_nothing():
    found = list(_precisions([Best(0.35, right=False), Best(0.62, right=True)]))

    assert [(row.part, row.value) for row in found] == [
        ("all parts, from 0.30", 0.5),
        ("all parts, from 0.40", 1.0),
        ("all parts, from 0.50", 1.0),
        ("all parts, from 0.60", 1.0),
    ]
    assert found[0].note == "First matches; 2 of 2 questions, each of which has a match."
