"""Due dates, lanes, and what follows from them."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from claims import people_queries as queries
from claims.actions.schedule import set_due, set_priority
from claims.errors import Denied, Refused
from claims.models import Activity, Claim, Notification
from claims.states import Status
from tests import factories

HOUR = timedelta(hours=1)


@pytest.fixture
def claim(rita):
    return factories.at(factories.claim(), Status.RESEARCHING, holder=rita)


def test_set_due_saves_records_and_tells_once(claim, edda) -> None:
    when = timezone.now() + 30 * HOUR

    set_due(claim, by=edda, due_at=when)
    set_due(claim, by=edda, due_at=when)

    assert claim.due_at == when
    act = Activity.objects.get(verb="due set")
    assert (act.actor, act.detail) == (edda, {"before": None, "after": when.isoformat()})
    assert list(Notification.objects.values_list("user__name", "kind")) == [("Rita Okafor", "scheduled")]


def test_set_due_takes_a_date_away(claim, edda) -> None:
    set_due(claim, by=edda, due_at=timezone.now() + HOUR)

    assert set_due(claim, by=edda, due_at=None).due_at is None


def test_set_due_refuses_the_past(claim, edda) -> None:
    with pytest.raises(Refused, match="This date has passed"):
        set_due(claim, by=edda, due_at=timezone.now() - HOUR)


def test_set_due_wants_a_time_zone(claim, edda) -> None:
    with pytest.raises(ValueError, match="time zone"):
        set_due(claim, by=edda, due_at=datetime(2100, 1, 1))


@pytest.mark.parametrize("name", ["rita", "olaf", "sam"])
def test_set_due_and_priority_are_an_editors(claim, who, name) -> None:
    for act in (
        lambda by: set_due(claim, by=by, due_at=None),
        lambda by: set_priority(claim, by=by, priority=2),
    ):
        with pytest.raises(Denied):
            act(who(name))


def test_set_priority_saves_records_and_tells_once(claim, edda) -> None:
    set_priority(claim, by=edda, priority=Claim.Priority.BREAKING)
    set_priority(claim, by=edda, priority=Claim.Priority.BREAKING)

    assert claim.priority == Claim.Priority.BREAKING
    assert Activity.objects.get(verb="priority set").detail == {"before": 0, "after": 2}
    assert Notification.objects.count() == 1


@pytest.mark.parametrize("priority", [-1, 3, "2"])
def test_set_priority_refuses_what_is_no_lane(claim, edda, priority) -> None:
    with pytest.raises(Refused):
        set_priority(claim, by=edda, priority=priority)


def work(holder, **fields) -> Claim:
    return factories.at(factories.claim(**fields), Status.RESEARCHING, holder=holder)


def test_my_work_puts_the_breaking_lane_first_then_what_is_due(rita, edda) -> None:
    now = timezone.now()
    undated = work(rita)
    late = work(rita, due_at=now + 5 * HOUR)
    soon = work(rita, due_at=now + HOUR)
    breaking = work(rita, priority=2)
    work(edda)
    factories.claim(status=Status.QUEUED)

    assert list(queries.my_work(rita)) == [breaking, soon, late, undated]


def test_overdue_and_due_soon_share_the_open_work_between_them(rita) -> None:
    now = timezone.now()
    past, near = work(rita, due_at=now - HOUR), work(rita, due_at=now + 23 * HOUR)
    queued = factories.claim(status=Status.QUEUED, due_at=now - 2 * HOUR)
    work(rita, due_at=now + 25 * HOUR)
    for status in (Status.PUBLISHED, Status.DECLINED, Status.WITHDRAWN):
        factories.at(factories.claim(due_at=now - HOUR), status)

    assert list(queries.overdue()) == [queued, past]
    assert list(queries.due_soon()) == [near]


@pytest.mark.parametrize("number", [1, 3])
def test_my_work_is_read_in_so_many_queries(rita, number, django_assert_num_queries) -> None:
    for _ in range(number):
        work(rita, speakers=("Mayor Lee",))

    with django_assert_num_queries(3):
        rows = list(queries.my_work(rita))
    assert len(rows) == number
