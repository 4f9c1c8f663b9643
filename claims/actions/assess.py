"""Write the draft verdict, version by version, and hand it to review."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext

from accounts.models import User
from accounts.roles import Role
from claims import review_rules
from claims.actions.media import media_of
from claims.actions.notify import notify
from claims.answers import role_needed
from claims.checklist import Item, checklist, demands_on
from claims.errors import Refused, Stale
from claims.models import (
    Assessment,
    AssessmentVersion,
    Claim,
    DraftReader,
    Evidence,
    NotificationKind,
    Rating,
)
from claims.people_queries import reply_state
from claims.states import Status
from claims.workflow import move, record

SUMMARY_MAX, REASONING_MAX = 2_000, 50_000
OWN = {
    "id",
    "assessment",
    "number",
    "contributor",
    "created_at",
}  # of a version, not of the draft


class DraftOvertaken(Stale):
    """Somebody saved a newer version; ``theirs`` is it, ``yours`` what was not saved."""

    def __init__(self, theirs: AssessmentVersion | None, yours: dict[str, object]) -> None:
        super().__init__(gettext("Somebody saved a newer version while you were writing. Both are below."))
        self.theirs, self.yours = theirs, yours


@transaction.atomic
def save_draft(
    claim: Claim,
    *,
    by: User,
    version: int,
    rating: Rating | None,
    summary: str,
    reasoning: str = "",
    opposing: str = "",
    reply_waived: str = "",
    evidence: Iterable[Evidence] | None = None,
    media: dict[str, Any] | None = None,
) -> AssessmentVersion:
    """A new version by ``by``, drawn from ``version`` (0 for the first).

    Saving the same words again gives back the version that has them. ``evidence`` is what the
    verdict rests on, everything that is not removed unless told. ``media`` is what a MediaReview
    says (`actions/media.py`), as it was unless told. Raises DraftOvertaken over a newer version.
    """
    locked = Claim.objects.select_for_update().get(pk=claim.pk)
    review_rules.may_assess(by, locked).check()
    words = _words(summary, reasoning, opposing, reply_waived)
    assessment, _ = Assessment.objects.get_or_create(claim=locked)
    current = assessment.current
    words["media"] = (current.media if current else {}) if media is None else media_of(media)
    if current and current.contributor_id == by.pk and _same(current, rating, words):
        return current
    if assessment.version != version:
        raise DraftOvertaken(current, {"rating": rating, **words})
    kept = Evidence.objects.filter(claim=locked, removed_at=None) if evidence is None else evidence
    return _save(assessment, by, kept, rating=rating, **words)


def _words(summary: str, reasoning: str, opposing: str, reply_waived: str) -> dict[str, object]:
    for name, text, most in (("summary", summary, SUMMARY_MAX), ("reasoning", reasoning, REASONING_MAX)):
        if len(text) > most:
            raise Refused(
                gettext("The %(name)s has %(number)s characters; the limit is %(most)s.")
                % {"name": name, "number": f"{len(text):,}", "most": f"{most:,}"}
            )
    return {
        "summary": summary.strip(),
        "reasoning": reasoning.strip(),
        "checklist": {"opposing": opposing.strip(), "reply_waived": reply_waived.strip()},
    }


def _same(current: AssessmentVersion, rating: Rating | None, words: dict[str, object]) -> bool:
    return current.rating_id == (rating.pk if rating else None) and all(
        getattr(current, name) == value for name, value in words.items()
    )


@transaction.atomic
def open_draft(claim: Claim, *, by: User) -> None:
    """See a draft without working on it. It is recorded, and bars from reviewing it blind."""
    role_needed(by, Role.RESEARCHER, gettext("open drafts")).check()
    if claim.status not in review_rules.DRAFTING:
        raise Refused(gettext("The draft is with its reviewers now: it opens when their reviews are in."))
    _, new = DraftReader.objects.get_or_create(claim=claim, user=by)
    if new:
        record("draft opened", by=by, claim=claim)


def missing(claim: Claim) -> list[Item]:
    """What the policy still asks of the claim's draft."""
    assessment = Assessment.objects.filter(claim=claim).first()
    evidence = list(Evidence.objects.filter(claim=claim, removed_at=None))
    draft = assessment.current if assessment else None
    return checklist(draft, evidence, demands_on(claim), reply_sought=reply_state(claim).sought)


def _rest_on_what_is_there(draft: Assessment, by: User) -> None:
    """What is reviewed, and published, rests on the evidence that stands beside it now.

    Pieces that came after the last save are in, those that were taken out since are not: one more
    version where that makes a difference, by whoever submits it.
    """
    last = draft.current
    if last is None:
        return
    known = set(last.evidence.values_list("pk", flat=True))
    there = Evidence.objects.filter(claim_id=draft.claim_id, removed_at=None)
    wanted = set(
        there.filter(Q(pk__in=known) | Q(created_at__gt=last.created_at)).values_list("pk", flat=True)
    )
    if wanted == known:
        return
    words = {field.name: getattr(last, field.name) for field in last._meta.fields if field.name not in OWN}
    _save(draft, by, there.filter(pk__in=wanted), **words)


def _save(draft: Assessment, by: User, evidence: Iterable[Evidence], **words: Any) -> AssessmentVersion:
    """The next version. Call it with the claim's row locked."""
    saved = AssessmentVersion.objects.create(
        assessment=draft, number=draft.version + 1, contributor=by, **words
    )
    saved.evidence.set(evidence)
    Assessment.objects.filter(pk=draft.pk).update(version=F("version") + 1)
    record("draft saved", by=by, claim=draft.claim, version=saved.number)
    return saved


@transaction.atomic
def submit(claim: Claim, *, by: User, ask: Iterable[User] = (), version: int | None = None) -> Claim:
    """Hand the draft to its blind reviewers. Refused with everything that is missing.

    ``ask`` names people whose review is asked for; others may review as well. ``version`` is the one
    that they looked at when they submitted it, None for whichever is newest: Stale over a newer one.
    """
    locked = Claim.objects.select_for_update().get(pk=claim.pk)
    review_rules.may_submit(by, locked).check()
    if locked.status == Status.RESEARCHING:
        lacks = [item.sentence for item in missing(locked) if not item.done]
        if lacks:
            raise Refused(" ".join(lacks))
        draft = Assessment.objects.get(claim=locked)
        if version is not None and version != draft.version:
            raise Stale(
                gettext("Somebody saved a newer version of the draft. Look at it before you submit it.")
            )
        _rest_on_what_is_there(draft, by)
        Assessment.objects.filter(claim=locked).update(
            round=F("round") + 1, reviews_required=demands_on(locked).reviews
        )
    if move(claim, "submit", by=by):
        able = [person for person in ask if review_rules.may_give_review(person, claim)]
        notify(NotificationKind.REVIEW_ASKED, claim=claim, by=by, to=able)
    return claim
