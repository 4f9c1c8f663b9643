"""Look into feeds when they are due, and hand in what is new in them."""

import hashlib
from collections.abc import Sequence
from datetime import timedelta

from django.db import transaction
from django.db.models import DurationField, ExpressionWrapper, F, QuerySet
from django.db.models.functions import Now
from django.utils.translation import gettext

from accounts.models import User
from claims import rules
from claims.actions.intake import add_address
from claims.actions.jobs import enqueue
from claims.errors import Refused
from claims.integrations.feeds import Item
from claims.models import Feed, Intake, Job, JobKind

MINUTE = timedelta(minutes=1)
AT_ONCE = 100  # feeds in one beat; the next beat takes the next ones


def look_at_feeds() -> int:
    """Have a worker look into each feed that is due. Any number of beats may do this at once."""
    due = Feed.objects.filter(active=True, next_at__lte=Now()).order_by("next_at")
    return sum(_look_once(pk) for pk in due.values_list("pk", flat=True)[:AT_ONCE])


@transaction.atomic
def _look_once(pk: int) -> bool:
    """True where it was still due: the row is moved to its next time before anybody is sent."""
    wait = ExpressionWrapper(F("every_minutes") * MINUTE, output_field=DurationField())
    moved = _one(pk).filter(active=True, next_at__lte=Now()).update(next_at=Now() + wait)
    if moved:
        _send(pk, None)
    return bool(moved)


@transaction.atomic
def look_now(feed: Feed, *, by: User) -> Job:
    """Not waiting for its time. Asking twice is one job."""
    rules.may_keep_sources(by).check()
    if not _one(feed.pk).filter(active=True).exists():
        raise Refused(gettext("This feed is switched off: switch it on first."))
    return _send(feed.pk, by)


def take_items(feed: Feed, items: Sequence[Item]) -> int:
    """Hand in what was not handed in from this feed before, the oldest first; how many.

    What an item is remembered by is its intake's token, so that two looks at once hand it in once.
    """
    tokens = {item.key: _token(feed, item) for item in items}
    known = set(Intake.objects.filter(token__in=tokens.values()).values_list("token", flat=True))
    new = [item for item in reversed(items) if tokens[item.key] not in known]
    return sum(_take(feed, item, tokens[item.key]) for item in new)


def _take(feed: Feed, item: Item, token: str) -> bool:
    try:
        add_address(item.address, by=None, source=feed.source, token=token)
    except Refused:  # an address that nobody could hand in
        return False
    return True


def _token(feed: Feed, item: Item) -> str:
    return hashlib.sha256(f"feed:{feed.pk}:{item.key}".encode("utf-8", "replace")).hexdigest()


def looked(feed: Feed, *, etag: str = "", modified: str = "") -> None:
    """It answered. What the site sent to tell whether it has changed is kept for the next look."""
    _one(feed.pk).update(looked_at=Now(), trouble="", etag=etag[:200], modified=modified[:100])


def had_trouble(feed: Feed, sentence: str) -> None:
    _one(feed.pk).update(looked_at=Now(), trouble=sentence)


def _one(pk: int) -> QuerySet[Feed]:
    return Feed.objects.filter(pk=pk)


def _send(pk: int, by: User | None) -> Job:
    return enqueue(JobKind.FEED, key=f"feed:{pk}", by=by, payload={"feed": pk})
