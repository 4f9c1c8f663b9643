"""The one door for a claim's status, and the one pen for the record of acts."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from claims import rules, states
from claims.errors import Refused, Stale
from claims.models import Activity, Article, Claim, Note


def record(
    verb: str,
    *,
    by: User | None,
    claim: Claim | None = None,
    article: Article | None = None,
    reason: str = "",
    **detail: Any,
) -> Activity:
    """Write one act; ``by`` is None for the machine. Call it inside the act's own transaction."""
    note = _note(reason, detail)
    return Activity.objects.create(verb=verb, actor=by, claim=claim, article=article, note=note)


@transaction.atomic
def move(claim: Claim, action: str, *, by: User, reason: str = "", **fields: Any) -> bool:
    """Take ``claim`` along one edge of the table, saving ``fields`` with the status.

    Locks the row, asks the rule about the locked state, writes one Activity. Repeating a move that
    the same person has just made changes and records nothing and returns False; the claim handed in
    is brought up to date either way. Raises Denied, Refused or Stale.
    """
    locked = Claim.objects.select_for_update().get(pk=claim.pk)
    rules.MOVES[action](by, locked).check()
    row = states.transition(action, locked.status)
    if row is None:
        _repeated_or_stale(locked, action, by)
        claim.refresh_from_db()
        return False
    if row.needs_reason and not reason.strip():
        raise Refused("Say why: this step needs a reason.")
    before = locked.status
    changes = {"status": row.target, "status_since": timezone.now(), **fields}
    Claim.objects.filter(pk=locked.pk).update(**changes)
    Activity.objects.create(
        verb=action,
        actor=by,
        claim=locked,
        from_status=before,
        to_status=row.target,
        note=_note(reason.strip(), _plain(fields)),
    )
    claim.refresh_from_db()
    return True


def _note(reason: str, detail: dict[str, Any]) -> Note | None:
    """The act's words, kept apart from the chain so that they can be erased; None when it has none."""
    return Note.objects.create(reason=reason, detail=detail) if reason or detail else None


def _repeated_or_stale(locked: Claim, action: str, by: User) -> None:
    """Pass when the last move was this very one; else say who was faster."""
    last = locked.activities.exclude(to_status="").select_related("actor").first()
    if last and last.verb == action and last.actor_id == by.pk:
        return
    now = locked.get_status_display().lower()
    if last and last.actor and last.to_status in states.targets(action):
        raise Stale(f"{last.actor} was faster: the claim is {now} already.")
    rules.may_move(by, action, locked).check()


def _plain(fields: dict[str, Any]) -> dict[str, Any]:
    """Ids and plain values, as JSON keeps them."""
    return {name: getattr(value, "pk", value) for name, value in fields.items()}
