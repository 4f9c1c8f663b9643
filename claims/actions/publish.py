"""Out of the door: publish now or when an embargo is over, correct, revisit, withdraw."""

from datetime import datetime
from typing import Any

import structlog
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from accounts.models import User
from claims import markup_rules, review_rules
from claims.actions.embargo import approval_of, call_off, end_embargo, end_with_publication, hold_until
from claims.actions.freeze import FROZEN, Content, content_of, digest, frozen_act, markup_of
from claims.actions.listing import list_publicly
from claims.actions.names import put_aside
from claims.actions.notify import notify
from claims.actions.searchable import mirror_later
from claims.actions.tell import tell_published, tell_withdrawn
from claims.errors import Refused, Sentence
from claims.integrations.markdown import to_html
from claims.models import Approval, Claim, Correction, Embargo, NotificationKind, Publication, Withdrawal
from claims.states import Status
from claims.workflow import move, record

__all__ = [
    "call_off",
    "correct",
    "hold_until",
    "publish",
    "publish_due",
    "revisit",
    "withdraw",
]
log = structlog.get_logger(__name__)


@transaction.atomic
def publish(
    claim: Claim, *, by: User, correction: dict[str, str] | None = None, approval: int | None = None
) -> Publication:
    """Publish an approved claim as its next immutable version.

    After a revisit ``correction`` (severity, what, why, notice) tells the public what changed. A
    second click, in any browser, gives back the publication that the first one made. ``approval`` is
    the one that the person looked at, None for whichever holds: Stale when it was approved anew since.
    """
    locked = Claim.objects.select_for_update().get(pk=claim.pk)
    review_rules.may_publish(by, locked).check()
    last = _last(locked)
    if locked.status == Status.PUBLISHED and last is not None:
        claim.refresh_from_db()
        return last
    if locked.status != Status.APPROVED:
        raise Refused(
            gettext("The claim is %(status)s: it cannot be published now.")
            % {"status": locked.get_status_display().lower()}
        )
    if last is not None and not correction:
        raise Refused(gettext("This check was public before: say what changes and why."))
    approved = approval_of(locked, approval)
    now = timezone.now()
    content = put_aside(content_of(locked, approved, at=now, first=_first_time(locked)), approved)
    publication = _publish(locked, content, approved, by, now, correction)
    end_with_publication(locked)
    move(claim, "publish", by=by)
    notify(NotificationKind.PUBLISHED, claim=claim, by=by)
    mirror_later(claim)
    publication.claim = claim
    return publication


def _publish(
    claim: Claim,
    content: Content,
    approval: Approval,
    by: User,
    now: datetime,
    correction: dict[str, str] | None,
) -> Publication:
    """Write the version and its notice; an invalid ClaimReview writes nothing."""
    last = _last(claim)
    content["corrections"] = list(last.content["corrections"]) if last else []
    if correction:
        content["corrections"].append(_notice(correction, now))
    publication = Publication(
        claim=claim,
        version=last.version + 1 if last else 1,
        approval=approval,
        rating=approval.rating,
        content=content,
        sha256=digest(content),
        published_by=by,
        published_at=now,
    )
    if last:
        publication.public_id = last.public_id
    markup_rules.may_go_public(markup_of(publication)).check()
    publication.save()
    if correction:
        Correction.objects.create(publication=publication, made_by=by, **correction)
    record(FROZEN, by=None, claim=claim, **frozen_act(publication))
    list_publicly(publication)
    tell_published(publication, correction)
    return publication


def _notice(correction: dict[str, str], now: datetime) -> Content:
    for name in ("what", "why", "notice"):
        if not correction.get(name, "").strip():
            raise Refused(gettext("A correction says what changes, why, and what the public is told."))
    if correction.get("severity") not in Correction.Severity.values:
        raise Refused(gettext("Say how grave the correction is."))
    return {"severity": correction["severity"], "notice": correction["notice"], "date": now.isoformat()}


def _last(claim: Claim) -> Publication | None:
    return Publication.objects.filter(claim=claim).order_by("-version").first()


def _first_time(claim: Claim) -> datetime | None:
    first = Publication.objects.filter(claim=claim, version=1).first()
    return first.published_at if first else None


@transaction.atomic
def correct(
    claim: Claim,
    *,
    by: User,
    what: str,
    why: str,
    notice: str,
    version: int,
    summary: str | None = None,
    reasoning: str | None = None,
) -> Publication:
    """A minor correction of the words of a published check, as a new version with its notice.

    What touches the verdict or its evidence goes through `revisit` and a new review instead.
    """
    locked = Claim.objects.select_for_update().get(pk=claim.pk)
    review_rules.may_correct(by, locked).check()
    last = _last(locked)
    if last is None or last.version != version:
        raise Refused(
            gettext("Somebody corrected this check while you were writing. Look at the newest version.")
        )
    now = timezone.now()
    content: dict[str, Any] = {**last.content, "published": now.isoformat()}
    if summary is not None:
        content["summary"] = summary.strip()
    if reasoning is not None:
        content |= {"reasoning": reasoning.strip(), "reasoning_html": to_html(reasoning.strip())}
    if content["summary"] == last.content["summary"] and content["reasoning"] == last.content["reasoning"]:
        raise Refused(gettext("Nothing is changed by this correction."))
    notes = {"severity": Correction.Severity.MINOR, "what": what, "why": why, "notice": notice}
    publication = _publish(locked, content, last.approval, by, now, notes)
    record("corrected", by=by, claim=locked, reason=why, publication=publication.pk)
    notify(NotificationKind.CORRECTED, claim=locked, by=by)
    mirror_later(locked)
    return publication


@transaction.atomic
def revisit(claim: Claim, *, by: User, reason: str) -> Claim:
    """Research a published check anew. Its page stays, marked as under review."""
    holder = claim.assignee if claim.assignee and claim.assignee.is_active else by
    move(claim, "revisit", by=by, reason=reason, assignee=holder)
    return claim


@transaction.atomic
def withdraw(claim: Claim, *, by: User, reason: str, notice: str) -> Withdrawal:
    """The check no longer stands; its address answers with the notice for ever. Twice is once."""
    locked = Claim.objects.select_for_update().get(pk=claim.pk)
    review_rules.may_withdraw(by, locked).check()
    there = Withdrawal.objects.filter(claim=locked).first()
    if there is not None:
        return there
    last = _last(locked)
    if last is None or locked.status != Status.PUBLISHED:
        raise Refused(gettext("Only a published check can be withdrawn."))
    if not reason.strip() or not notice.strip():
        raise Refused(gettext("Say why the check is withdrawn, and what the public is told."))
    withdrawal = Withdrawal.objects.create(
        claim=locked, publication=last, reason=reason.strip(), notice=notice.strip(), made_by=by
    )
    list_publicly(last, withdrawal)
    tell_withdrawn(withdrawal)
    move(claim, "withdraw", by=by, reason=reason)
    notify(NotificationKind.WITHDRAWN, claim=claim, by=by)
    mirror_later(claim)
    return withdrawal


def publish_due() -> int:
    """Publish what is due, each in its own transaction; two beats at once publish each once.

    What cannot be published (returned, approved anew, the publisher's role gone) ends its embargo with
    the sentence that says so, whoever set it is told, and it stays where it is. One that fails for
    another reason is tried again by the next beat, and holds up no other.
    """
    published = 0
    for embargo in Embargo.objects.filter(ended_at=None, publish_at__lte=timezone.now()):
        try:
            published += _publish_due(embargo)
        except Sentence as answer:
            _not_published(embargo, str(answer))
        except Exception:
            log.exception("embargo.failed", embargo=embargo.pk, claim=embargo.claim_id)
    return published


@transaction.atomic
def _not_published(embargo: Embargo, because: str) -> None:
    claim = Claim.objects.select_for_update().get(pk=embargo.claim_id)
    if Embargo.objects.filter(pk=embargo.pk, ended_at=None).exists():
        end_embargo(claim, because, by=None)


@transaction.atomic
def _publish_due(embargo: Embargo) -> int:
    claim = Claim.objects.select_for_update().get(pk=embargo.claim_id)
    if not Embargo.objects.filter(pk=embargo.pk, ended_at=None).exists():
        return 0
    if claim.status != Status.APPROVED:
        raise Refused(
            gettext("Not published: the claim was %(status)s at that time.")
            % {"status": claim.get_status_display().lower()}
        )
    publish(claim, by=embargo.made_by, correction=embargo.details or None, approval=embargo.approval_id)
    return 1
