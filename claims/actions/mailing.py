"""Which notification is mailed by whom: each by one attempt, and never twice.

An attempt first takes the rows (``mailing_at``), then mails, then says so (``mailed_at``). Rows that
are taken and not mailed belong to an attempt that was lost on the way: nobody knows whether the
server took that mail, so it is not sent again.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models.functions import Now
from django.utils import timezone

from claims.actions.jobs import enqueue
from claims.models import JobKind, Notification, NotificationQuerySet


@transaction.atomic
def take(rows: NotificationQuerySet) -> list[Notification]:
    """Those of ``rows`` that are ours to mail from now on, oldest first.

    Attempts at once wait for each other. Skipping what another one has locked would split the rows
    between them, and one digest into several mails.
    """
    free = rows.filter(mailing_at=None, user__is_active=True).select_for_update(of=("self",))
    taken = list(free.select_related("user", "claim", "actor").defer("claim__search").order_by("pk"))
    Notification.objects.filter(pk__in=_ids(taken)).update(mailing_at=Now())
    return taken


def mailed(rows: Iterable[Notification]) -> None:
    Notification.objects.filter(pk__in=_ids(rows), mailed_at=None).update(mailed_at=Now())


def give_up(rows: Iterable[Notification]) -> None:
    """The server surely did not take it: the next attempt may."""
    Notification.objects.filter(pk__in=_ids(rows), mailed_at=None).update(mailing_at=None)


def _ids(rows: Iterable[Notification]) -> list[int]:
    return [row.pk for row in rows]


def last_digest_hour(now: datetime) -> datetime:
    """The latest time that was, in the newsroom's zone, ``DIGEST_HOUR`` o'clock."""
    local = timezone.localtime(now)
    today = local.replace(hour=settings.DIGEST_HOUR, minute=0, second=0, microsecond=0)
    return today if today <= local else today - timedelta(days=1)


def start_digests() -> int:
    """A job for each person with something from before the last digest hour.

    A beat that was away at that hour does it when it is back. What comes later waits for the next.
    """
    until = last_digest_hour(timezone.now())
    waiting = Notification.objects.for_digest().filter(created_at__lt=until, user__is_active=True)
    people = list(waiting.order_by("user").values_list("user", flat=True).distinct())
    for pk in people:
        enqueue(
            JobKind.MAIL,
            key=f"digest:{pk}",
            by=None,
            payload={"digest": pk, "until": until.isoformat()},
        )
    return len(people)
