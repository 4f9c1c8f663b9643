"""Keep a copy of a page that was named as evidence."""

from typing import Any

from claims.actions.evidence import attach_copy
from claims.jobs.progress import Progress
from claims.jobs.read import fetched
from claims.models import Evidence, Job


def capture(job: Job, progress: Progress) -> dict[str, Any]:
    """Fetch the page and store it as an immutable capture of its own. A copy that is there stays."""
    evidence = Evidence.objects.filter(pk=job.payload.get("evidence")).first()
    if evidence is None or evidence.capture_id is not None:
        return {}
    progress(0, 1, "Fetching the page")
    raw, reading, address, when = fetched(evidence.address)
    kept = attach_copy(evidence, reading, raw=raw, address=address, retrieved_at=when)
    progress(1, 1)
    return {"capture": kept.pk}
