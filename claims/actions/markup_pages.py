"""Pages of claim reviews that a program writes: each review becomes a claim with its draft."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext

from accounts.models import User
from claims import rules
from claims.actions.assess import save_draft
from claims.actions.assign import take
from claims.actions.claims import checked_text, edit_claim
from claims.actions.searchable import index_later
from claims.actions.triage import accept, decline
from claims.errors import Refused, Stale
from claims.models import Claim, MarkupClaim, MarkupPage, Rating, SaidBy, Speaker
from claims.states import Status
from claims.wording import line
from claims.workflow import record

STARTED = {Status.CANDIDATE, Status.QUEUED, Status.RESEARCHING}


@dataclass(frozen=True, slots=True)
class Written:
    """One review as it was sent: what of it the newsroom works with."""

    text: str
    speaker: str = ""
    role: str = ""
    same_as: str = ""
    made_on: date | None = None
    language: str = ""
    rating: Rating | None = None
    summary: str = ""


class Taken(Refused):
    """There is a page of this address."""


@transaction.atomic
def create_page(*, by: User, address: str, body: dict[str, Any], reviews: Sequence[Written]) -> MarkupPage:
    """A page and, for each of its reviews, a claim that ``by`` researches, with the draft as sent."""
    rules.may_add_claim(by).check()
    try:
        with transaction.atomic():
            page = MarkupPage.objects.create(address=address, body=body, made_by=by)
    except IntegrityError as error:
        raise Taken("There is a page of this address already: update it.") from error
    for position, written in enumerate(reviews):
        _begin(page, position, written, by)
    return page


@transaction.atomic
def update_page(
    page: MarkupPage, *, by: User, version: str, body: dict[str, Any], reviews: Sequence[Written]
) -> MarkupPage:
    """Write the page anew, review by review in its order. ``version`` is `version_of` as it was read.

    A review too many is declined, one more is begun. Raises Stale over any change since.
    """
    locked = _locked(page, by)
    if version_of(locked) != version:
        raise Stale(gettext("Somebody changed this page, its claims or their drafts since. Get it again."))
    standing = list(locked.reviews.filter(removed_at=None).select_related("claim"))
    for row, written in zip(standing, reviews, strict=False):
        _write(row.claim, written, by)
    for row in standing[len(reviews) :]:
        _end(row, by)
    for position in range(len(standing), len(reviews)):
        _begin(locked, position, reviews[position], by)
    MarkupPage.objects.filter(pk=page.pk).update(body=body, version=F("version") + 1)
    page.refresh_from_db()
    return page


@transaction.atomic
def delete_page(page: MarkupPage, *, by: User) -> None:
    """Decline its claims. Refused once one of them is with its reviewers, or public."""
    locked = _locked(page, by)
    for row in locked.reviews.filter(removed_at=None).select_related("claim"):
        _end(row, by)
    MarkupPage.objects.filter(pk=page.pk, deleted_at=None).update(deleted_at=timezone.now())


def version_of(page: MarkupPage) -> str:
    """Names the state of the page, its claims and their drafts: any change of one makes another."""
    rows = page.reviews.filter(removed_at=None).order_by("position")
    parts = rows.values_list("claim__version", "claim__assessment__version", "claim__status")
    return ".".join([str(page.version), *(f"{text}-{draft or 0}-{status}" for text, draft, status in parts)])


def _locked(page: MarkupPage, by: User) -> MarkupPage:
    rules.may_add_claim(by).check()
    locked = MarkupPage.objects.select_for_update().get(pk=page.pk)
    if locked.deleted_at is not None:
        raise Stale(gettext("This page was deleted."))
    ids = locked.reviews.filter(removed_at=None).order_by("claim").values_list("claim", flat=True)
    list(Claim.objects.select_for_update().filter(pk__in=list(ids)).order_by("pk").values_list("pk"))
    return locked


def _begin(page: MarkupPage, position: int, written: Written, by: User) -> None:
    claim = Claim.objects.create(
        text=checked_text(written.text), origin=Claim.Origin.PERSON, added_by=by, language=written.language
    )
    record("added", by=by, claim=claim, page=page.name)
    index_later([claim])
    MarkupClaim.objects.create(page=page, position=position, claim=claim)
    take(accept(claim, by=by), by=by)
    _facts(claim, written)
    _draft(claim, written, by)


def _write(claim: Claim, written: Written, by: User) -> None:
    """The words of a claim that is under research; whoever holds it, the sender is a contributor now."""
    if claim.status not in STARTED:
        raise Refused(
            gettext("Claim %(pk)s is %(status)s: its draft stands still.")
            % {"pk": claim.pk, "status": claim.get_status_display().lower()}
        )
    edit_claim(claim, by=by, text=written.text, version=claim.version)
    _facts(claim, written)
    _draft(claim, written, by)


def _facts(claim: Claim, written: Written) -> None:
    name = line(written.speaker, 200)
    SaidBy.objects.filter(claim=claim).exclude(speaker__name__iexact=name).delete()
    if name:
        known = Speaker.objects.filter(name__iexact=name).first()
        speaker = known or Speaker.objects.create(
            name=name, role=line(written.role, 200), same_as=written.same_as[:200]
        )
        SaidBy.objects.get_or_create(claim=claim, speaker=speaker)
    Claim.objects.filter(pk=claim.pk).update(made_on=written.made_on)


def _draft(claim: Claim, written: Written, by: User) -> None:
    """Only where something is said of the claim; the policy's other demands are for people to meet."""
    assessment = getattr(Claim.objects.get(pk=claim.pk), "assessment", None)
    current = assessment.current if assessment else None
    if written.rating is None and not written.summary.strip() and current is None:
        return
    kept = current.checklist if current else {}
    save_draft(
        claim,
        by=by,
        version=assessment.version if assessment else 0,
        rating=written.rating,
        summary=written.summary,
        reasoning=current.reasoning if current else "",
        opposing=kept.get("opposing", ""),
        reply_waived=kept.get("reply_waived", ""),
    )


def _end(row: MarkupClaim, by: User) -> None:
    claim = row.claim
    if claim.status in STARTED:
        decline(claim, by=by, reason="out_of_scope", note="Its page of markup was deleted.")
    elif claim.status != Status.DECLINED:
        raise Refused(
            gettext("Claim %(pk)s is %(status)s: it cannot be deleted.")
            % {"pk": claim.pk, "status": claim.get_status_display().lower()}
        )
    MarkupClaim.objects.filter(pk=row.pk).update(removed_at=timezone.now())
