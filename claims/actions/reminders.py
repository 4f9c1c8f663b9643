"""Remind people of what is due: a day before, and once when it is overdue."""

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from claims.actions.notify import notify
from claims.models import Claim, NotificationKind, Reminder
from claims.people_queries import due_soon, overdue

AT_ONCE = 200  # claims of a kind in one beat; the next beat takes the next ones


def remind_of_dates() -> int:
    """Give the reminders that are to be given now. Any number of beats may do this at once."""
    return _remind(NotificationKind.DUE_SOON, due_soon()) + _remind(NotificationKind.OVERDUE, overdue())


def _remind(kind: NotificationKind, claims: QuerySet[Claim]) -> int:
    given = Reminder.objects.filter(kind=kind, claim=OuterRef("pk"), due_at=OuterRef("due_at"))
    waiting = claims.filter(~Exists(given))
    return sum(_remind_once(pk, kind, waiting) for pk in waiting.values_list("pk", flat=True)[:AT_ONCE])


@transaction.atomic
def _remind_once(pk: int, kind: NotificationKind, waiting: QuerySet[Claim]) -> bool:
    """True if it was given now: the claim's row is ours, and nobody was faster nor moved the date."""
    free = Claim.objects.select_for_update(skip_locked=True).filter(pk=pk).first()
    claim = waiting.filter(pk=pk).first() if free else None
    if claim is None or claim.due_at is None:
        return False
    Reminder.objects.create(claim=claim, kind=kind, due_at=claim.due_at)
    notify(kind, claim=claim, by=None)
    return True
