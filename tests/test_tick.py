"""What the clock brings, and that one broken step holds up no other."""

from datetime import timedelta

import pytest
from django.utils import timezone

from claims import tasks
from claims.models import Notification
from claims.states import Status
from factcheck.celery import app
from tests import factories


def test_tick_is_in_the_schedule_and_expires_before_the_next() -> None:
    app.finalize()
    entry = app.conf.beat_schedule["tick"]

    assert (entry["task"], entry["schedule"], entry["options"]) == ("claims.tasks.tick", 60, {"expires": 60})
    assert entry["task"] in app.tasks


@pytest.mark.django_db
def test_tick_does_what_is_left_when_a_step_fails(rita, monkeypatch) -> None:
    def broken() -> int:
        raise RuntimeError("broken")

    monkeypatch.setattr(tasks, "BY_THE_CLOCK", (broken, *tasks.BY_THE_CLOCK))
    due = timezone.now() - timedelta(hours=1)
    factories.at(factories.claim(due_at=due), Status.RESEARCHING, holder=rita)

    tasks.tick()

    assert list(Notification.objects.values_list("user__name", "kind")) == [("Rita Okafor", "overdue")]
