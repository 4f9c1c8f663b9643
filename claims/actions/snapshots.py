"""Have the Internet Archive keep a page of evidence too, and write down whether it has."""

from django.conf import settings
from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext

from accounts.models import User
from claims import rules
from claims.actions.jobs import enqueue
from claims.errors import Refused
from claims.models import Evidence, JobKind, Snapshot
from claims.workflow import record


@transaction.atomic
def ask_snapshot(evidence: Evidence, *, by: User) -> Snapshot:
    """Ask a worker to ask. While one request is open, asking again is the same one."""
    rules.may_ask_snapshot(by).check()
    if not settings.SAVE_PAGE_NOW_KEY:
        raise Refused(
            gettext("The Internet Archive is not set up here: an operator gives SAVE_PAGE_NOW_KEY.")
        )
    if not evidence.address or evidence.capture_id is None:
        raise Refused(gettext("Our own copy of the page comes first: the snapshot is compared with it."))
    row, new = Snapshot.objects.get_or_create(evidence=evidence, state=Snapshot.State.ASKED)
    if new:
        record("snapshot asked", by=by, claim=evidence.claim, evidence=evidence.pk, snapshot=row.pk)
    enqueue(
        JobKind.SNAPSHOT,
        key=f"snapshot:{row.pk}",
        by=by,
        claim=evidence.claim,
        payload={"snapshot": row.pk},
    )
    return row


def keep_ticket(snapshot: Snapshot, ticket: str) -> None:
    """So that a job which is run again asks no second time."""
    Snapshot.objects.filter(pk=snapshot.pk, ticket="").update(ticket=ticket)
    snapshot.refresh_from_db()


@transaction.atomic
def end_snapshot(
    snapshot: Snapshot, state: Snapshot.State, *, told: str = "", address: str = "", kept: float | None = None
) -> Snapshot:
    """How it ended, once."""
    ended = Snapshot.objects.filter(pk=snapshot.pk, ended_at=None).update(
        state=state, told=told, address=address, kept=kept, ended_at=Now()
    )
    snapshot.refresh_from_db()
    if ended and state != Snapshot.State.FAILED:
        claim, evidence = snapshot.evidence.claim, snapshot.evidence_id
        record(f"snapshot {state.value}", by=None, claim=claim, evidence=evidence, address=address, kept=kept)
    return snapshot
