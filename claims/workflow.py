"""The one door for a claim's status, and the one pen for the record of acts."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from accounts.models import User
from claims import outbox, rules, states
from claims.errors import Refused, Stale
from claims.models import Activity, Article, Claim, Note
from claims.wording import clean


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
    note = _note(clean(reason), detail)
    return Activity.objects.create(verb=verb, actor=by, claim=claim, article=article, note=note)


@transaction.atomic
def move(claim: Claim, action: str, *, by: User, reason: str = "", **fields: Any) -> bool:
    """Take ``claim`` along one edge of the table, saving ``fields`` with the status.

    Locks the row, asks the rule about the locked state, writes one Activity. Repeating a move that
    the same person has just made changes and records nothing and returns False; the claim handed in
    is brought up to date either way. Raises Denied, Refused or Stale.
    """
    locked = Claim.objects.select_for_update().get(pk=claim.pk)
    row = states.transition(action, locked.status)
    if row is None and _repeated(locked, action, by, fields):
        claim.refresh_from_db()
        return False
    rules.MOVES[action](by, locked).check()
    if row is None:
        raise _too_late(locked, action, by)
    if row.needs_reason and not clean(reason).strip():
        raise Refused(gettext("Say why: this step needs a reason."))
    before = _plain({name: getattr(locked, name) for name in fields})
    record_move(
        locked, action, locked.status, row.target, by=by, reason=reason, **_plain(fields), before=before
    )
    Claim.objects.filter(pk=locked.pk).update(status=row.target, status_since=timezone.now(), **fields)
    claim.refresh_from_db()
    return True


def record_move(
    claim: Claim, verb: str, start: str, end: str, *, by: User, reason: str = "", **detail: Any
) -> Activity:
    """Write a move down before it is made: PostgreSQL lets no status change without its record."""
    note = _note(clean(reason).strip(), detail)
    outbox.moved(claim, verb, start, end)
    return Activity.objects.create(
        verb=verb, actor=by, claim=claim, from_status=start, to_status=end, note=note
    )


def _note(reason: str, detail: dict[str, Any]) -> Note | None:
    """The act's words, kept apart from the chain so that they can be erased; None when it has none."""
    return Note.objects.create(reason=reason, detail=detail) if reason or detail else None


def _last_move(locked: Claim) -> Activity | None:
    return locked.activities.exclude(to_status="").select_related("actor").first()


def _repeated(locked: Claim, action: str, by: User, fields: dict[str, Any]) -> bool:
    """Whether the last move was this very one, by the same person and with the same outcome."""
    last = _last_move(locked)
    if last is None or (last.verb, last.actor_id, last.to_status) != (action, by.pk, locked.status):
        return False
    return {name: last.detail.get(name) for name in fields} == _plain(fields)


def _too_late(locked: Claim, action: str, by: User) -> Refused:
    """Why the table has no way on: somebody else went it first, or it was never there."""
    last = _last_move(locked)
    if last and last.actor and last.actor_id != by.pk and last.to_status in states.targets(action):
        return Stale(
            gettext("%(actor)s was faster: the claim is %(status)s already.")
            % {"actor": last.actor, "status": locked.get_status_display().lower()}
        )
    return Refused(rules.may_move(by, action, locked).reason)


def _plain(fields: dict[str, Any]) -> dict[str, Any]:
    """Ids and plain values, as JSON keeps them."""
    return {name: getattr(value, "pk", value) for name, value in fields.items()}
