"""Say that one has a claim open."""

from datetime import timedelta

from django.db.models.functions import Now

from accounts.models import User
from claims import rules
from claims.models import Claim, Presence

FORGOTTEN = timedelta(hours=1)


def here(claim: Claim, *, by: User) -> None:
    """One statement, no lock: the row of this person at this claim, seen now by the database's clock."""
    rules.may_read(by).check()
    Presence.objects.bulk_create(
        [Presence(claim=claim, user=by, seen_at=Now())],
        update_conflicts=True,
        unique_fields=["claim", "user"],
        update_fields=["seen_at"],
    )


def forget_presence() -> int:
    """Drop what nobody can see any more."""
    return Presence.objects.filter(seen_at__lt=Now() - FORGOTTEN).delete()[0]
