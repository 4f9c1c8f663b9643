"""Have the Internet Archive keep a page, and look whether it has: its word is not taken for it."""

import time
from typing import Any

from django.conf import settings

from claims.actions.snapshots import end_snapshot, keep_ticket
from claims.errors import Permanent, Transient
from claims.integrations.errors import FetchFailed, FetchRefused, Unreadable
from claims.integrations.http import Fetcher
from claims.integrations.save_page_now import Progress as Report
from claims.integrations.save_page_now import SavePageNow
from claims.jobs.progress import Progress
from claims.jobs.taking import policy, taken
from claims.models import Job, Snapshot
from claims.nlp.anchoring import share_kept
from claims.said import said

LOOKS, PAUSE = 6, 5.0  # at the report in one attempt, and the seconds between two
LATER = 60  # seconds, after which another attempt looks again
SAME = 0.8  # share of our copy's text from which the snapshot shows the same page


def keep_snapshot(job: Job, progress: Progress) -> dict[str, Any]:
    """A job that is run again goes on with the ticket that it has."""
    rows = Snapshot.objects.select_related("evidence__claim", "evidence__capture")
    row = rows.filter(pk=job.payload.get("snapshot"), ended_at=None).first()
    if row is None:
        return {}
    if not settings.SAVE_PAGE_NOW_KEY:
        raise Permanent(said("The Internet Archive is not set up here."))
    fetcher = Fetcher(policy())
    archive = SavePageNow(fetcher, settings.SAVE_PAGE_NOW_URL, settings.SAVE_PAGE_NOW_KEY)
    try:
        return {"snapshot": row.pk, "state": _kept(row, archive, fetcher, progress).state}
    except (FetchRefused, Unreadable) as error:
        end_snapshot(row, Snapshot.State.FAILED, told=str(error))
        raise Permanent(str(error)) from error
    except FetchFailed as error:
        if error.transient and job.attempts < job.max_attempts:
            raise Transient(str(error), after=error.retry_after) from error
        end_snapshot(row, Snapshot.State.FAILED, told=str(error))
        raise Permanent(str(error)) from error


def _kept(row: Snapshot, archive: SavePageNow, fetcher: Fetcher, progress: Progress) -> Snapshot:
    if not row.ticket:
        progress(0, 3, said("Asking the Internet Archive"))
        keep_ticket(row, archive.ask(row.evidence.address))
    progress(1, 3, said("Waiting for the Internet Archive"))
    report = _report(archive, row.ticket)
    if report.failed:
        return end_snapshot(row, Snapshot.State.FAILED, told=report.failed)
    progress(2, 3, said("Looking at the snapshot"))
    return _verified(row, archive, fetcher, report)


def _report(archive: SavePageNow, ticket: str) -> Report:
    for _ in range(LOOKS):
        report = archive.progress(ticket)
        if not report.pending:
            return report
        time.sleep(PAUSE)
    raise FetchFailed(
        "pending", said("The Internet Archive has not finished yet."), transient=True, retry_after=LATER
    )


def _verified(row: Snapshot, archive: SavePageNow, fetcher: Fetcher, report: Report) -> Snapshot:
    """Fetch the snapshot from where it is said to be, and lay it beside our own copy."""
    found = taken(fetcher.get(archive.address_of(report, raw=True)))
    capture = row.evidence.capture
    kept = share_kept(capture.text, found.reading.text) if capture else 0.0
    address = archive.address_of(report)
    if kept >= SAME:
        return end_snapshot(row, Snapshot.State.VERIFIED, address=address, kept=kept)
    told = said("The snapshot holds %(kept)s of our copy's text.", kept=f"{kept:.0%}")
    return end_snapshot(row, Snapshot.State.DIFFERS, told=told, address=address, kept=kept)
