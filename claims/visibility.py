"""What a blind reviewer may see: pure functions over plain values.

While a claim is in review its draft, its reviews and every word about them are open to those who
wrote the draft, and to those whose own review of this round is in. While it is researched the
draft is open to those who work on it, and to whoever opens it on the record; holding the claim is
not enough, or somebody could take it, read, put it back and review it "blind". Before and after, to
the newsroom.
"""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from accounts.models import User
from accounts.roles import roles_of
from claims.models import Assessment, Claim, Comment, DraftReader, Review, contributors_to
from claims.states import Status


@dataclass(frozen=True, slots=True)
class Standing:
    """One person's part in one claim."""

    contributed: bool = False
    opened_draft: bool = False
    reviewed: bool = False


def may_see_draft(status: str, standing: Standing) -> bool:
    """Rating, summary and reasoning of the draft, and the checklist that tells of them."""
    if status == Status.IN_REVIEW:
        return standing.contributed or standing.reviewed
    if status in {Status.CANDIDATE, Status.QUEUED, Status.RESEARCHING}:
        return standing.contributed or standing.opened_draft
    return True


def machine_may_judge(status: str) -> bool:
    """Whether a machine's verdict is shown: not while a reviewer may be reading."""
    return status not in {Status.IN_REVIEW, Status.CONFLICTED}


SETTLED = sorted(status for status in Status if may_see_draft(status, Standing()))


def settled(rows: QuerySet[Any], path: str) -> QuerySet[Any]:
    """Those whose claim, at ``path``, has a draft that is open to the whole newsroom."""
    return rows.filter(**{f"{path}__status__in": SETTLED})


def may_see_reviews(status: str, standing: Standing) -> bool:
    """Reviews of the current round: contributors wait for the outcome like everybody else."""
    return standing.reviewed or status != Status.IN_REVIEW


def may_see_talk(status: str, standing: Standing) -> bool:
    """Comments, the reasons in the activity feed and the words of notifications."""
    return status != Status.IN_REVIEW or standing.contributed or standing.reviewed


def standing_of(user_id: int | None, claim: Claim) -> Standing:
    """Read a person's part from the versions, the evidence and the reviews."""
    if user_id is None:
        return Standing()
    assessment = Assessment.objects.filter(claim=claim).first()
    reviewed = (
        assessment is not None
        and Review.objects.filter(assessment=assessment, round=assessment.round, reviewer_id=user_id).exists()
    )
    return Standing(
        contributed=user_id in contributors_to(claim),
        opened_draft=DraftReader.objects.filter(claim=claim, user_id=user_id).exists(),
        reviewed=reviewed,
    )


@dataclass(frozen=True, slots=True)
class Sight:
    """``talk``: comments, reasons, how evidence was read. ``reviews`` never without ``draft``."""

    standing: Standing
    draft: bool
    reviews: bool
    talk: bool


def sight_of(user: User, claim: Claim) -> Sight:
    """What the person who asks may see of a claim, worked out once for an answer.

    Reviews name verdicts, so whoever may not see the draft sees no review of it either.
    """
    standing = standing_of(user.pk, claim)
    draft = may_see_draft(claim.status, standing)
    return Sight(
        standing=standing,
        draft=draft,
        reviews=draft and may_see_reviews(claim.status, standing),
        talk=may_see_talk(claim.status, standing),
    )


def comments_visible_to(user: User, claim: Claim, standing: Standing | None = None) -> QuerySet[Comment]:
    """Comments in their order, withdrawn ones too (show `Comment.words`, never ``body``).

    A blind reviewer is left with their own: nobody learns anything from those. ``standing`` is the
    person's, if it has been read already.
    """
    comments = Comment.objects.filter(claim=claim).select_related("author")
    comments = comments.prefetch_related("mentioned__user")
    if not roles_of(user):
        return comments.none()
    sees_all = may_see_talk(claim.status, standing or standing_of(user.pk, claim))
    return comments if sees_all else comments.filter(author_id=user.pk)
