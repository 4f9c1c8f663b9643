"""Judge a draft: blind reviews, the panel of three, and sending it back."""

from django.db import transaction
from django.utils.translation import gettext

from accounts.models import User
from claims import review_rules
from claims.actions.archives import seal_evidence
from claims.actions.departure import hand_back_if_left
from claims.actions.embargo import end_embargo
from claims.actions.notify import notify
from claims.errors import Refused, Stale
from claims.models import (
    Approval,
    Assessment,
    AssessmentVersion,
    Claim,
    NotificationKind,
    PanelVote,
    Rating,
    Review,
)
from claims.workflow import move, record

VOTES_NEEDED = 2


@transaction.atomic
def give_review(
    claim: Claim, *, by: User, rating: Rating, notes: str = "", round: int | None = None
) -> Review:
    """One's own rating, before anything else is revealed. The last one needed decides the round.

    A form that is sent twice gives back the review that is in. ``round`` is the one that the form was
    drawn in, None for whichever it is: Stale when the draft was submitted anew since.
    """
    locked = Claim.objects.select_for_update().get(pk=claim.pk)
    assessment = _assessment(locked)
    mine = Review.objects.filter(assessment=assessment, round=assessment.round, reviewer=by).first()
    if mine is not None and mine.rating_id == rating.pk:
        return mine
    review_rules.may_give_review(by, locked).check()
    _same_round(assessment, round)
    draft = _draft(assessment)
    _same_scale(rating, draft)
    review = Review.objects.create(
        assessment=assessment, round=assessment.round, reviewer=by, rating=rating, notes=notes.strip()
    )
    record("reviewed", by=by, claim=locked, round=assessment.round)
    _decide(locked, assessment, draft, by)
    claim.refresh_from_db()
    return review


def _decide(claim: Claim, assessment: Assessment, draft: AssessmentVersion, by: User) -> None:
    """When enough reviews are in: approved if all have the draft's rating, else conflicted."""
    given = list(Review.objects.filter(assessment=assessment, round=assessment.round))
    if len(given) < assessment.reviews_required:
        return
    if all(review.rating_id == draft.rating_id for review in given):
        _approve(claim, assessment, draft, draft.rating, Approval.How.REVIEWS)
        move(claim, "approve", by=by)
        notify(NotificationKind.APPROVED, claim=claim, by=by)
    else:
        move(claim, "conflict", by=by)
        notify(NotificationKind.CONFLICTED, claim=claim, by=by)


@transaction.atomic
def give_vote(
    claim: Claim, *, by: User, rating: Rating, note: str = "", round: int | None = None
) -> PanelVote:
    """One of three votes on a conflicted claim; two for one rating approve it with that rating.

    ``round`` as in `give_review`.
    """
    locked = Claim.objects.select_for_update().get(pk=claim.pk)
    assessment = _assessment(locked)
    mine = PanelVote.objects.filter(assessment=assessment, round=assessment.round, voter=by).first()
    if mine is not None and mine.rating_id == rating.pk:
        return mine
    review_rules.may_give_vote(by, locked).check()
    _same_round(assessment, round)
    draft = _draft(assessment)
    _same_scale(rating, draft)
    vote = PanelVote.objects.create(
        assessment=assessment, round=assessment.round, voter=by, rating=rating, note=note.strip()
    )
    record("voted", by=by, claim=locked, round=assessment.round)
    alike = PanelVote.objects.filter(assessment=assessment, round=assessment.round, rating=rating)
    if alike.count() >= VOTES_NEEDED:
        _approve(locked, assessment, draft, rating, Approval.How.PANEL)
        move(locked, "resolve", by=by)
        notify(NotificationKind.APPROVED, claim=locked, by=by)
    claim.refresh_from_db()
    return vote


@transaction.atomic
def return_claim(claim: Claim, *, by: User, reason: str) -> Claim:
    """Back to research, always with a reason: from review, from the panel, or before publication.

    An embargo ends with it. When its holder has left the newsroom meanwhile, it goes on to the queue.
    """
    if move(claim, "return", by=by, reason=reason):
        end_embargo(claim, "The check was returned.", by=by)
        notify(NotificationKind.RETURNED, claim=claim, by=by)
        hand_back_if_left(claim, by=by)
    return claim


def _assessment(claim: Claim) -> Assessment:
    assessment = Assessment.objects.filter(claim=claim).first()
    if assessment is None:
        raise Refused(gettext("There is no draft to judge."))
    return assessment


def _draft(assessment: Assessment) -> AssessmentVersion:
    draft = assessment.current
    if draft is None or draft.rating is None:
        raise Refused(gettext("There is no rated draft to judge."))
    return draft


def _same_round(assessment: Assessment, round: int | None) -> None:
    if round is not None and round != assessment.round:
        raise Stale(
            gettext("The draft was returned and submitted anew since you opened this page. Look again.")
        )


def _same_scale(rating: Rating, draft: AssessmentVersion) -> None:
    if draft.rating is not None and rating.scale_id != draft.rating.scale_id:
        raise Refused(gettext("This rating is of another version of the scale than the draft's."))


def _approve(
    claim: Claim, assessment: Assessment, draft: AssessmentVersion, rating: Rating | None, how: str
) -> Approval:
    """What it rests on is sealed with it, and the seal's digest goes into the claim's chain."""
    if rating is None:
        raise ValueError("an approval has a rating")
    approval = Approval.objects.create(
        assessment=assessment, round=assessment.round, version=draft, rating=rating, how=how
    )
    record("evidence sealed", by=None, claim=claim, approval=approval.pk, sha256=seal_evidence(approval))
    return approval
