"""What the dashboard counts, against newsrooms counted by hand."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from claims import board_queries
from claims.actions.matches import confirm, reject
from claims.actions.review import give_review, return_claim
from claims.models import Claim, Match, Policy, Publication
from claims.states import Status
from tests import checks, factories, matches

pytestmark = pytest.mark.django_db
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture(autouse=True)
def _no_broker(monkeypatch):
    monkeypatch.setattr("claims.actions.jobs.dispatch", lambda job: True)


def since(claim, age, **fields):
    """The claim as if it stood in its state for so long."""
    Claim.objects.filter(pk=claim.pk).update(status_since=timezone.now() - age, **fields)
    return claim


def test_waiting_counts_each_state_by_age():
    for age in (HOUR, 2 * DAY, 6 * DAY, 20 * DAY, 100 * DAY, 100 * DAY):
        since(factories.claim(), age)
    since(factories.claim(status=Status.QUEUED), HOUR)
    factories.claim(status=Status.DECLINED)

    table = board_queries.waiting_by_age()

    assert table["candidate"] == [1, 1, 1, 1, 2]
    assert table["queued"] == [1, 0, 0, 0, 0]
    assert set(table) == {"candidate", "queued", "researching", "in_review", "conflicted", "approved"}


def test_late_counts_unfinished_claims_beyond_their_date(rita):
    now = timezone.now()
    for due in (now - HOUR, now - 2 * DAY, now - 30 * DAY, now + HOUR):
        factories.at(factories.claim(due_at=due), Status.RESEARCHING, holder=rita)
    factories.claim(status=Status.DECLINED, due_at=now - DAY)

    assert board_queries.late_by_state()["researching"] == [1, 1, 0, 1]
    assert [claim.due_at for claim in board_queries.overdue_longest()] == [
        now - 30 * DAY,
        now - 2 * DAY,
        now - HOUR,
    ]


def test_workload_counts_once_though_a_person_has_two_roles(rita):
    both = factories.person("Bo", "researcher", "editor")
    now = timezone.now()
    for due in (now - HOUR, now + HOUR, None):
        factories.at(factories.claim(due_at=due), Status.RESEARCHING, holder=both)

    people = {str(one): (one.held, one.late, one.soon) for one in board_queries.workload()}

    assert people == {"Bo": (3, 1, 1), "Rita Okafor": (0, 0, 0)}


def took(rita, edda, paul, hours):
    """A check that came out so many hours after its article came in."""
    made = checks.published(rita, edda, paul)
    came = made.published_at - hours * HOUR
    article = made.claim.appearances.get().capture.article
    type(article).objects.filter(pk=article.pk).update(created_at=came)
    return made


def test_pace_is_from_the_first_article_to_the_first_publication(rita, edda, paul):
    for hours in (10, 20, 30, 40, 110):
        took(rita, edda, paul, hours)

    whole, week = board_queries.pace(90)

    assert (whole.day, whole.checks, whole.median) == (None, 5, 30 * HOUR)
    assert whole.most == 82 * HOUR  # between the fourth and the fifth: 40 + 0.6 · 70
    assert (week.checks, week.median) == (5, whole.median)
    assert week.day.weekday() == 0


def test_pace_of_a_period_without_checks_is_nothing(rita, edda, paul):
    made = took(rita, edda, paul, 10)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        Publication.objects.filter(pk=made.pk).update(published_at=timezone.now() - 40 * DAY)
        cursor.execute("SET LOCAL session_replication_role = DEFAULT")

    assert board_queries.pace(30) == []
    assert [row.checks for row in board_queries.pace(None)] == [1, 1]


def test_demand_counts_articles_of_claims_that_say_the_same():
    first = factories.claim("Marlow has nine bridges.")
    for n in range(2):
        factories.appearance(first, factories.article(f"Copy {n}. {first.text}").captures.get(), first.text)
    other = factories.claim("There are nine bridges in Marlow.")
    Claim.objects.filter(pk__in=[first.pk, other.pk]).update(cluster=first)
    factories.claim()

    assert [(row.claim, row.articles) for row in board_queries.most_demanded()] == [(first, 4)]


def test_balance_counts_each_claim_once_and_what_was_chosen():
    source = factories.source("The Courier")
    quotes = [f"Marlow has {n} bridges and a tower." for n in (1, 2, 3)]
    capture = factories.article(" ".join(quotes), source=source).captures.get()
    states = (Status.QUEUED, Status.CANDIDATE, Status.DECLINED)
    for quote, status in zip(quotes, states, strict=True):
        factories.claim(quote, within=capture, status=status, speakers=("Ada Quist",))
    again = factories.article(f"Again: {quotes[0]}", source=source).captures.get()
    factories.appearance(Claim.objects.get(text=quotes[0]), again, quotes[0])

    for by, name in (("speaker", "Ada Quist"), ("outlet", "The Courier")):
        assert [(row.name, row.found, row.chosen) for row in board_queries.balance(by, 90)] == [(name, 3, 1)]
    assert board_queries.balance("affiliation", 90) == board_queries.balance("topic", 90) == []
    (over_time,) = board_queries.chosen_over_time(90)
    assert (over_time.found, over_time.chosen) == (3, 1)


def test_balance_by_affiliation_leaves_out_speakers_without_one():
    factories.speaker("Ada Quist", affiliation="Harbour Party")
    factories.claim(speakers=("Ada Quist",), status=Status.QUEUED)
    factories.claim(speakers=("Bo Ferro",))

    assert [(row.name, row.found) for row in board_queries.balance("affiliation", None)] == [
        ("Harbour Party", 1)
    ]


def test_agreement_is_between_reviews_of_a_round_and_with_the_draft(rita, edda, paul):
    checks.approved(rita, edda, "false")
    checks.conflicted(rita, edda)  # draft false, review true
    Policy.objects.update(reviews_required=2)
    claim = checks.in_review(rita, "false")
    give_review(claim, by=edda, rating=checks.rating("false"))
    give_review(claim, by=paul, rating=checks.rating("true"))

    found = board_queries.agreements(90)

    assert (found["draft"].pairs, found["draft"].agreed) == (4, 2)
    assert (found["reviewers"].pairs, found["reviewers"].agreed) == (1, 0)


def test_agreement_leaves_out_a_round_that_is_open_and_one_that_was_returned(rita, edda, paul):
    Policy.objects.update(reviews_required=2)
    for returned in (False, True):
        claim = checks.in_review(rita, "false")
        give_review(claim, by=edda, rating=checks.rating("false"))
        if returned:
            return_claim(claim, by=paul, reason="No.")

    assert [row.pairs for row in board_queries.agreements(None).values()] == [0, 0]


def test_suggestions_count_what_people_made_of_them(rita):
    for status in (Status.QUEUED, Status.CANDIDATE, Status.DECLINED):
        factories.claim(status=status)
    typed = factories.claim(status=Status.QUEUED, origin="person", added_by=rita)
    for decide in (confirm, reject, reject, None):
        match = matches.match(typed)
        if decide:
            decide(match, by=rita)

    claims, found = board_queries.suggestions(90)

    assert (claims.kind, claims.used, claims.overruled, claims.waiting) == ("claim", 1, 1, 1)
    assert (found.kind, found.used, found.overruled, found.waiting) == ("match", 1, 2, 1)
    assert Match.objects.count() == 4
