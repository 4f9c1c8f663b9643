"""Who works on what."""

from django.db import transaction

from accounts.models import User
from accounts.roles import Role, roles_of
from claims import rules
from claims.errors import Refused
from claims.models import Claim
from claims.states import Status
from claims.workflow import move, record


@transaction.atomic
def take(claim: Claim, *, by: User) -> Claim:
    move(claim, "take", by=by, assignee=by)
    return claim


@transaction.atomic
def take_next(*, by: User) -> Claim | None:
    """The most urgent queued claim that nobody is taking at this moment, or None.

    Rows that another person's request has locked are skipped, so two people never get one claim
    and neither waits for the other.
    """
    rules.may_take(by, Claim()).check()
    claim = (
        Claim.objects.select_for_update(skip_locked=True)
        .filter(status=Status.QUEUED)
        .order_by("-priority", "-score", "-pk")
        .first()
    )
    return take(claim, by=by) if claim else None


@transaction.atomic
def assign(claim: Claim, *, by: User, to: User) -> Claim:
    """Give the claim to a researcher. One that is held already changes hands."""
    locked = Claim.objects.select_for_update().get(pk=claim.pk)
    rules.may_assign(by, locked).check()
    if Role.RESEARCHER not in roles_of(to):
        raise Refused(f"{to} cannot hold claims: they are no researcher.")
    if locked.status != Status.RESEARCHING:
        move(claim, "assign", by=by, assignee=to)
        return claim
    if locked.assignee_id != to.pk:
        Claim.objects.filter(pk=locked.pk).update(assignee=to)
        record("assign", by=by, claim=locked, assignee=to.pk, before=locked.assignee_id)
    claim.refresh_from_db()
    return claim


@transaction.atomic
def release(claim: Claim, *, by: User, reason: str = "") -> Claim:
    move(claim, "release", by=by, reason=reason, assignee=None)
    return claim
