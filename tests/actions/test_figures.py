"""Figures that are counted ahead: the same as counted now, each period in its turn."""

from datetime import timedelta

import pytest
from django.utils import timezone

from claims import board_queries, tasks
from claims.actions.figures import count_figures
from claims.actions.review import give_review
from claims.board_queries import PERIODS, Counts
from claims.models import Claim, FigureCounts, Policy, Topic
from claims.states import Status
from factcheck.celery import app
from tests import checks, factories, matches

pytestmark = pytest.mark.django_db
AGES = (0, 10, 50, 200, 1_000)  # days: each period holds another number of them


@pytest.fixture
def newsroom(rita, edda, paul):
    """Something of all that is counted, of every age."""
    Topic.objects.create(name="Bridges")
    factories.speaker("Ada Quist", affiliation="Harbour Party")
    for n, days in enumerate(AGES):
        at = timezone.now() - timedelta(days=days)
        for status in (Status.CANDIDATE, Status.QUEUED, Status.DECLINED):
            claim = factories.claim(status=status, speakers=("Ada Quist", f"Bo {n}"))
            claim.topics.set(Topic.objects.all())
            Claim.objects.filter(pk=claim.pk).update(created_at=at, status_since=at)
        matches.match(claim)
    checks.published(rita, edda, paul)
    checks.conflicted(rita, edda)
    Policy.objects.update(reviews_required=2)
    twice = checks.in_review(rita, "false")
    give_review(twice, by=edda, rating=checks.rating("false"))
    give_review(twice, by=paul, rating=checks.rating("true"))


def count_all():
    return [count_figures() for _ in PERIODS]


def test_counts_that_are_kept_are_the_counts(newsroom):
    """To the last digit: days, lengths of time and kappa come back from JSON as they were."""
    assert count_all() == [0, 30, 90, 365]

    for days in PERIODS:
        assert repr(board_queries.counted(days).counts) == repr(Counts.of(days))  # the order of states too
    assert len({repr(Counts.of(days)) for days in PERIODS}) == len(PERIODS)  # else it proves nothing
    assert board_queries.counted(90).counts.pace[0].checks == 1
    assert board_queries.counted(90).counts.agreements["reviewers"].pairs == 1


def test_what_is_kept_is_shown_with_its_age_until_it_is_counted_again(newsroom):
    count_all()
    before, at = Counts.of(90), timezone.now() - timedelta(minutes=7)
    FigureCounts.objects.update(counted_at=at)

    factories.claim()

    assert board_queries.counted(90) == board_queries.Counted(before, at)
    assert before != Counts.of(90)
    count_all()
    assert board_queries.counted(90).counts == Counts.of(90)


def test_nothing_is_counted_before_it_is_due():
    count_all()

    assert count_figures() is None


@pytest.mark.parametrize(
    ("seconds", "took", "due"), [(59, 0.1, False), (61, 0.1, True), (61, 2, False), (121, 2, True)]
)
def test_counts_are_good_for_a_minute_and_for_sixty_times_what_they_took(seconds, took, due):
    count_all()
    FigureCounts.objects.filter(days=90).update(
        took=took, counted_at=timezone.now() - timedelta(seconds=seconds)
    )

    assert count_figures() == (90 if due else None)


def test_the_longest_due_comes_first():
    count_all()
    for days, minutes in ((30, 5), (365, 9), (0, 7)):
        FigureCounts.objects.filter(days=days).update(counted_at=timezone.now() - timedelta(minutes=minutes))

    assert count_all() == [365, 0, 30, None]


@pytest.mark.parametrize("counts", [{}, {"waiting": 1}, [], None])
def test_what_another_version_kept_is_counted_now(counts, newsroom):
    FigureCounts.objects.create(days=90, counts=counts or {}, counted_at=timezone.now(), took=0)

    assert board_queries.counted(90).counts == Counts.of(90)


def test_beat_asks_for_them_and_lets_none_pile_up():
    app.finalize()
    entry = app.conf.beat_schedule["figures"]

    assert entry["task"] == tasks.count_figures.name
    assert entry["options"] == {"expires": entry["schedule"]}
