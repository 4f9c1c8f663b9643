"""Along the table of states, each step on the record: whoever brings a claim back did it, and says so."""

from typing import Any

from accounts.models import User
from claims import states
from claims.errors import Refused
from claims.models import Claim
from claims.workflow import record_move

WHY = "Brought back from an export."


def moved(claim: Claim, action: str, *, by: User, **fields: Any) -> None:
    """One step, with ``fields`` saved beside the status."""
    row = states.transition(action, claim.status)
    if row is None:
        raise Refused(f"The export leads a claim from {claim.status} by {action}: there is no such way.")
    record_move(claim, action, claim.status, row.target, by=by, reason=WHY)
    Claim.objects.filter(pk=claim.pk).update(status=row.target, **fields)
    claim.refresh_from_db()
