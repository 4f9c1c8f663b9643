"""Hold an approved check until its minute, and let go of it. `publish.publish_due` publishes."""

from datetime import datetime

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext, gettext_noop

from accounts.models import User
from claims import review_rules
from claims.actions.notify import notify
from claims.errors import Refused, Stale
from claims.models import Approval, Claim, Embargo, NotificationKind
from claims.states import Status
from claims.workflow import record

ANEW = gettext_noop("What was approved has changed since you looked. Look at it again.")


@transaction.atomic
def hold_until(
    claim: Claim,
    *,
    by: User,
    publish_at: datetime,
    correction: dict[str, str] | None = None,
    approval: int | None = None,
) -> Embargo:
    """Publish at that minute. A newer embargo takes the place of an older one.

    It holds for what is approved now; ``approval`` is what the person looked at, as in `publish`.
    """
    locked = Claim.objects.select_for_update().get(pk=claim.pk)
    review_rules.may_publish(by, locked).check()
    if locked.status != Status.APPROVED:
        raise Refused(gettext("Only an approved check can wait for its embargo."))
    if publish_at <= timezone.now():
        raise Refused(gettext("The embargo lies in the past. Publish now instead."), field="publish_at")
    approved = approval_of(locked, approval)
    _open(locked).update(ended_at=timezone.now(), outcome="Replaced by another time.")
    embargo = Embargo.objects.create(
        claim=locked, approval=approved, publish_at=publish_at, made_by=by, details=correction or {}
    )
    record("embargo set", by=by, claim=locked, until=publish_at.isoformat())
    return embargo


def approval_of(claim: Claim, seen: int | None = None) -> Approval:
    """What is approved now; Stale when the person, or the embargo, has another one in mind (``seen``)."""
    draft = claim.assessment
    rows = Approval.objects.select_related("version", "rating__scale", "assessment")
    approved = rows.get(assessment=draft, round=draft.round)
    if seen is not None and seen != approved.pk:
        raise Stale(gettext(ANEW))
    return approved


@transaction.atomic
def call_off(embargo: Embargo, *, by: User) -> None:
    claim = Claim.objects.select_for_update().get(pk=embargo.claim_id)
    embargo.refresh_from_db()
    review_rules.may_call_off(by, embargo).check()
    end_embargo(claim, "Called off.", by=by)
    record("embargo called off", by=by, claim=claim)


def end_embargo(claim: Claim, outcome: str, *, by: User | None) -> None:
    """It ends without a publication, and whoever set it is told. Call it with the claim's row locked."""
    for embargo in _open(claim).select_related("made_by"):
        _open(claim).filter(pk=embargo.pk).update(ended_at=timezone.now(), outcome=outcome[:300])
        notify(NotificationKind.EMBARGO_ENDED, claim=claim, by=by, to=[embargo.made_by])


def end_with_publication(claim: Claim) -> None:
    _open(claim).update(ended_at=timezone.now(), outcome="Published.")


def _open(claim: Claim) -> models.QuerySet[Embargo]:
    return Embargo.objects.filter(claim=claim, ended_at=None)
