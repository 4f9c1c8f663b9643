"""Tell people that a claim which we found false is said again. It moves and rates nothing."""

from django.db import transaction
from django.db.models.functions import Now

from accounts.models import User
from claims.actions.jobs import enqueue
from claims.actions.notify import notify
from claims.match_queries import found_false
from claims.models import Claim, Job, JobKind, Match, Notification, NotificationKind


def watch(match: Match, *, by: User | None) -> Job | None:
    """Have a worker tell of it, once for a pair, if the match brings back what we found false."""
    if match.alerted_at is not None or not _counts(match) or came_back(match) is None:
        return None
    return enqueue(
        JobKind.ALERT, key=f"match:{match.pk}", by=by, claim=match.claim, payload={"match": match.pk}
    )


def _counts(match: Match) -> bool:
    sure = match.is_open and match.strength == Match.Strength.STRONG
    return match.other_id is not None and (sure or match.state == Match.State.CONFIRMED)


def came_back(match: Match) -> Claim | None:
    """The claim of the pair that we found false before the other one was met; None if there is none."""
    if match.other is None:
        return None
    pair = (match.other, match.claim)
    wrong = found_false(claim.pk for claim in pair)
    for ours, again in (pair, pair[::-1]):
        if ours.pk in wrong and wrong[ours.pk].published_at < again.created_at:
            return ours
    return None


@transaction.atomic
def tell(match: Match, *, by: User | None) -> list[Notification]:
    """Tell those whom it concerns, once, however often it is asked."""
    ours = came_back(match) if _counts(match) else None
    first = ours and Match.objects.filter(pk=match.pk, alerted_at=None).update(alerted_at=Now())
    return notify(NotificationKind.RECURRED, claim=ours, by=by) if ours and first else []
