"""Take back one's own last move, while nothing has happened since."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from accounts.models import User
from claims import rules
from claims.actions import clusters
from claims.actions.triage import no_circle
from claims.answers import YES, Answer, denied, refused
from claims.errors import Refused
from claims.models import Activity, Claim
from claims.states import UNDOABLE
from claims.workflow import record_move

WITHIN = timedelta(minutes=5)


def may_undo(user: User, claim: Claim) -> Answer:
    """The last act on the claim is the person's own move, at most five minutes old."""
    answer = rules.may_read(user)
    if not answer:
        return answer
    last = _last(claim)
    if last is None or last.verb not in UNDOABLE or not last.to_status:
        return refused(gettext("There is no step here that could be undone."))
    if last.actor_id != user.pk:
        return denied(gettext("Only the person who took the last step can undo it."))
    if timezone.now() - last.at > WITHIN:
        return refused(gettext("A step can be undone within five minutes."))
    return YES


@transaction.atomic
def undo(claim: Claim, *, by: User) -> Claim:
    """Back to where the claim was, on the record: the step and its undoing both stay there."""
    clusters.alone()
    _still_apart(claim)
    locked = Claim.objects.select_for_update().get(pk=claim.pk)
    may_undo(by, locked).check()
    last = _last(locked)
    assert last is not None  # may_undo has looked, under the lock
    before: dict[str, Any] = last.detail.get("before", {})
    _still_here(before.get("assignee"))
    record_move(locked, "undo", last.to_status, last.from_status, by=by, undone=last.pk)
    Claim.objects.filter(pk=locked.pk).update(
        status=last.from_status, status_since=timezone.now(), **_columns(before)
    )
    if "merged_into" in before:
        clusters.regroup({locked.pk})
    claim.refresh_from_db()
    return claim


def _still_apart(claim: Claim) -> None:
    """Refused when the claim would be merged again into one that was merged into it meanwhile.

    It looks before the claim's row is locked, for it locks both rows in their order; `clusters.alone()`
    keeps others from merging meanwhile.
    """
    last = _last(claim)
    moved = last is not None and last.to_status  # other acts have a "before" of another shape
    into = last.detail.get("before", {}).get("merged_into") if last and moved else None
    if into:
        no_circle(claim, Claim.objects.get(pk=into))


def _still_here(holder: int | None) -> None:
    if holder and not User.objects.filter(pk=holder, is_active=True).exists():
        raise Refused(gettext("This cannot be undone: the person who held the claim has left."))


def _columns(before: dict[str, Any]) -> dict[str, Any]:
    """What the move had changed beside the status: ids go into their columns."""
    return {
        f"{name}_id" if name in {"assignee", "merged_into"} else name: value for name, value in before.items()
    }


def _last(claim: Claim) -> Activity | None:
    return Activity.objects.filter(claim=claim).order_by("-pk").first()
