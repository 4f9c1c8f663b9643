"""Other publishers' feeds: which are due, and how their last reading ended."""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import F, Func
from django.db.models.functions import Now
from django.utils import timezone

from claims.actions.jobs import enqueue
from claims.models import Import, JobKind, Subscription


@transaction.atomic
def start_due_subscriptions() -> int:
    """A job for each feed that is due, and its next time. Two beats at once start each once."""
    due = Subscription.objects.filter(active=True, next_at__lte=Now()).select_for_update(skip_locked=True)
    rows = list(due)
    for row in rows:
        enqueue(JobKind.SUBSCRIBE, key=f"subscription:{row.pk}", by=None, payload={"subscription": row.pk})
    minutes = Func(
        F("every_minutes"), function="make_interval", template="%(function)s(mins => %(expressions)s)"
    )
    Subscription.objects.filter(pk__in=[row.pk for row in rows]).update(next_at=Now() + minutes)
    return len(rows)


def read_whole(
    subscription: Subscription, imports: Sequence[Import], *, etag: str, last_modified: str
) -> None:
    """It was read to its end; what the publisher said of its version is kept unless nothing was new."""
    found = {"read_at": timezone.now(), "error": ""}
    if imports:
        found |= {"etag": etag[:300], "last_modified": last_modified[:100], "last_import": imports[-1]}
    Subscription.objects.filter(pk=subscription.pk).update(**found)


def went_wrong(subscription: Subscription, sentence: str) -> None:
    Subscription.objects.filter(pk=subscription.pk).update(error=sentence[:300])
