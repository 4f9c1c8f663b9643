"""Who works on what."""

from django.db import transaction
from django.utils.translation import gettext

from accounts.models import User
from accounts.roles import Role, roles_of
from claims import queries, rules
from claims.actions.notify import notify
from claims.errors import Refused
from claims.models import Claim, NotificationKind
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
        .order_by(*queries.QUEUE_ORDER)
        .first()
    )
    return take(claim, by=by) if claim else None


@transaction.atomic
def assign(claim: Claim, *, by: User, to: User) -> Claim:
    """Give the claim to a researcher. One that is held already changes hands."""
    locked = Claim.objects.select_for_update().get(pk=claim.pk)
    rules.may_assign(by, locked).check()
    to = User.objects.select_for_update(no_key=True).get(pk=to.pk)  # nobody switches them off meanwhile
    if Role.RESEARCHER not in roles_of(to):
        raise Refused(gettext("%(to)s cannot hold claims: they are no researcher.") % {"to": to})
    if locked.status != Status.RESEARCHING:
        if move(claim, "assign", by=by, assignee=to):
            notify(NotificationKind.ASSIGNED, claim=claim, by=by)
        return claim
    if locked.assignee_id != to.pk:
        _hand_over(locked, to, by)
    claim.refresh_from_db()
    return claim


def _hand_over(claim: Claim, to: User, by: User) -> None:
    """A claim under research goes from one holder to another; both are told."""
    before = claim.assignee
    Claim.objects.filter(pk=claim.pk).update(assignee=to)
    record("assign", by=by, claim=claim, assignee=to.pk, before=claim.assignee_id)
    notify(NotificationKind.ASSIGNED, claim=claim, by=by, to=[to])
    notify(NotificationKind.TAKEN_AWAY, claim=claim, by=by, to=[before] if before else [])


@transaction.atomic
def release(claim: Claim, *, by: User, reason: str = "") -> Claim:
    before = Claim.objects.select_related("assignee").get(pk=claim.pk).assignee
    if move(claim, "release", by=by, reason=reason, assignee=None) and before:
        notify(NotificationKind.TAKEN_AWAY, claim=claim, by=by, to=[before])
    return claim
