"""Decide what is worth the newsroom's time."""

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext

from accounts.models import User
from claims.actions import clusters
from claims.actions.runs import request_run
from claims.errors import Refused
from claims.models import Claim
from claims.states import DeclineReason
from claims.workflow import move


@transaction.atomic
def accept(claim: Claim, *, by: User) -> Claim:
    """Into the queue; a worker begins to look for what is known of it."""
    if move(claim, "accept", by=by):
        request_run(claim, by=by)
    return claim


def _recorded(reason: str) -> str:
    """In the newsroom's own language: the record reads the same whoever declined."""
    with translation.override(settings.LANGUAGE_CODE):
        return str(DeclineReason(reason).label)


@transaction.atomic
def decline(
    claim: Claim, *, by: User, reason: str, note: str = "", duplicate_of: Claim | None = None
) -> Claim:
    """Out of the queue, for one of `DeclineReason`; a duplicate may name the claim it repeats."""
    if reason not in DeclineReason.values:
        raise Refused(gettext("Choose why the claim is declined."))
    if claim.publications.exists():  # its page would say for ever that it is being looked at again
        raise Refused(gettext("This check is public: correct it or withdraw it, it cannot be declined."))
    merged_into = duplicate_of if reason == DeclineReason.DUPLICATE else None
    if merged_into is not None:
        clusters.alone()
        no_circle(claim, merged_into)
    words = _recorded(reason) + (f": {note.strip()}" if note.strip() else "")
    move(
        claim,
        "decline",
        by=by,
        reason=words,
        decline_reason=reason,
        merged_into=merged_into,
        assignee=None,
    )
    if merged_into is not None:
        clusters.regroup({claim.pk, merged_into.pk})
    return claim


def no_circle(claim: Claim, merged_into: Claim) -> None:
    """Refused when the claim that it repeats leads back to it: then nobody would check either.

    Both rows are locked, in one order, so that two people cannot close the circle together.
    """
    both = Claim.objects.select_for_update().filter(pk__in=[claim.pk, merged_into.pk]).order_by("pk")
    by_id = {row.pk: row for row in both}
    onward: Claim | None = by_id.get(merged_into.pk)
    while onward is not None:
        if onward.pk == claim.pk:
            raise Refused(gettext("A claim is no duplicate of itself, nor of one that repeats it."))
        onward = onward.merged_into


@transaction.atomic
def reopen(claim: Claim, *, by: User, reason: str) -> Claim:
    """Back to the queue; a merged claim stands on its own again."""
    clusters.alone()
    move(claim, "reopen", by=by, reason=reason, decline_reason="", merged_into=None)
    clusters.regroup({claim.pk})
    return claim
