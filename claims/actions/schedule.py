"""Say when work is due and how urgent it is."""

from datetime import datetime

import pghistory
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from accounts.models import User
from claims import people_rules
from claims.actions.notify import notify
from claims.errors import Refused
from claims.models import Claim, NotificationKind
from claims.workflow import record


@transaction.atomic
def set_due(claim: Claim, *, by: User, due_at: datetime | None) -> Claim:
    """When the work is due, or that it has no date any more. The same date again changes nothing."""
    if due_at is not None and timezone.is_naive(due_at):
        raise ValueError("a due date needs a time zone")
    locked = _open_to(by, claim)
    if due_at == locked.due_at:
        return _fresh(claim)
    if due_at is not None and due_at <= timezone.now():
        raise Refused(gettext("This date has passed. Choose one that is still to come."))
    record("due set", by=by, claim=locked, before=_iso(locked.due_at), after=_iso(due_at))
    return _save(claim, locked, by, due_at=due_at)


@transaction.atomic
def set_priority(claim: Claim, *, by: User, priority: int) -> Claim:
    """The claim's lane; breaking claims come first everywhere. The same lane again changes nothing."""
    if priority not in Claim.Priority.values:
        raise Refused(gettext("Choose one of the priorities."))
    locked = _open_to(by, claim)
    if priority == locked.priority:
        return _fresh(claim)
    record("priority set", by=by, claim=locked, before=locked.priority, after=int(priority))
    return _save(claim, locked, by, priority=priority)


@transaction.atomic
def schedule(claim: Claim, *, by: User, due_at: datetime | None, priority: int) -> Claim:
    """Both at once, or neither."""
    set_due(claim, by=by, due_at=due_at)
    return set_priority(claim, by=by, priority=priority)


def _open_to(by: User, claim: Claim) -> Claim:
    locked = Claim.objects.select_for_update().get(pk=claim.pk)
    people_rules.may_schedule(by, locked).check()
    return locked


def _save(claim: Claim, locked: Claim, by: User, **fields: object) -> Claim:
    with pghistory.context(user=by.pk):
        Claim.objects.filter(pk=locked.pk).update(**fields)
    notify(NotificationKind.SCHEDULED, claim=locked, by=by)
    return _fresh(claim)


def _fresh(claim: Claim) -> Claim:
    claim.refresh_from_db()
    return claim


def _iso(when: datetime | None) -> str | None:
    return when.isoformat() if when else None
