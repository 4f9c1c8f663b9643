"""A reminder a day before and one when it is overdue, never twice."""

from datetime import timedelta

import pytest
from django.db import connection
from django.db.models import F
from django.utils import timezone

from claims.actions.preferences import set_preference
from claims.actions.reminders import remind_of_dates
from claims.models import Claim, Notification, Reminder
from claims.states import Status
from tests import factories
from tests.races import crowd

HOUR = timedelta(hours=1)


def due(rita, after: timedelta) -> Claim:
    return factories.at(factories.claim(due_at=timezone.now() + after), Status.RESEARCHING, holder=rita)


def told() -> list[tuple[str, str]]:
    return sorted(Notification.objects.values_list("user__name", "kind"))


@pytest.mark.parametrize(("after", "kind"), [(25 * HOUR, None), (23 * HOUR, "due_soon"), (-HOUR, "overdue")])
def test_remind_tells_holder_and_editors_once(rita, edda, paul, after, kind) -> None:
    due(rita, after)

    remind_of_dates()
    remind_of_dates()

    assert told() == ([("Edda Lindqvist", kind), ("Rita Okafor", kind)] if kind else [])
    assert {row.actor for row in Notification.objects.all()} <= {None}


def test_remind_gives_both_reminders_as_time_passes(rita, edda) -> None:
    claim = due(rita, HOUR)
    remind_of_dates()
    with connection.cursor() as cursor:  # both the date and what was said of it, two hours back
        cursor.execute("UPDATE claims_reminder SET due_at = due_at - interval '2 hours'")
    Claim.objects.filter(pk=claim.pk).update(due_at=F("due_at") - 2 * HOUR)

    remind_of_dates()
    remind_of_dates()

    assert [kind for _, kind in told()] == ["due_soon", "overdue"] * 2


def test_remind_starts_anew_with_a_new_date(rita, edda) -> None:
    claim = due(rita, HOUR)
    remind_of_dates()
    Claim.objects.filter(pk=claim.pk).update(due_at=timezone.now() + 2 * HOUR)

    remind_of_dates()

    assert len(told()) == 4


def test_remind_of_a_queued_claim_tells_the_editors(rita, edda) -> None:
    factories.claim(status=Status.QUEUED, due_at=timezone.now() - HOUR)

    remind_of_dates()

    assert told() == [("Edda Lindqvist", "overdue")]


def test_remind_counts_as_given_also_where_everybody_wished_to_hear_nothing(rita) -> None:
    set_preference(by=rita, kind="overdue", in_app=False, mail="off")
    due(rita, -HOUR)

    assert [remind_of_dates(), remind_of_dates()] == [1, 0]
    assert told() == []


@pytest.mark.django_db(transaction=True)
def test_beats_at_once_remind_once(rita, edda) -> None:
    for _ in range(5):
        due(rita, -HOUR)

    given = crowd(4, lambda _: remind_of_dates())

    assert sum(given) == 5
    assert Reminder.objects.count() == 5
    assert Notification.objects.count() == 10
