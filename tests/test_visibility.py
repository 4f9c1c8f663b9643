"""Who sees what of a draft: the whole truth table."""

import pytest

from claims.states import Status
from claims.visibility import Standing, may_see_draft, may_see_reviews, may_see_talk

NOBODY, WRITER = Standing(), Standing(contributed=True)
READER, REVIEWER = Standing(opened_draft=True), Standing(reviewed=True)
EARLY = {Status.CANDIDATE, Status.QUEUED, Status.RESEARCHING}


@pytest.mark.parametrize("status", list(Status))
@pytest.mark.parametrize(
    ("standing", "early", "in_review"),
    [
        (NOBODY, False, False),
        (WRITER, True, True),
        (READER, True, False),
        (REVIEWER, False, True),
    ],
)
def test_draft_is_open_to_those_who_may_no_longer_judge_it(status, standing, early, in_review):
    expected = {Status.IN_REVIEW: in_review}.get(status, early if status in EARLY else True)

    assert may_see_draft(status, standing) is expected


@pytest.mark.parametrize("status", list(Status))
@pytest.mark.parametrize("standing", [NOBODY, WRITER, READER, REVIEWER])
def test_reviews_are_open_after_ones_own(status, standing):
    assert may_see_reviews(status, standing) is (status != Status.IN_REVIEW or standing is REVIEWER)


@pytest.mark.parametrize("status", list(Status))
@pytest.mark.parametrize("standing", [NOBODY, WRITER, READER, REVIEWER])
def test_talk_is_closed_to_those_who_still_judge(status, standing):
    open_to = standing in {WRITER, REVIEWER}

    assert may_see_talk(status, standing) is (status != Status.IN_REVIEW or open_to)
