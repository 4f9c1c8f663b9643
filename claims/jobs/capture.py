"""Keep a copy of a page that was named, or of a file that was handed in, as evidence."""

from typing import Any

from claims.actions.evidence import attach_copy
from claims.jobs.progress import Progress
from claims.jobs.taking import Taken, fetched, opened
from claims.models import Evidence, EvidenceFile, Job
from claims.said import said


def capture(job: Job, progress: Progress) -> dict[str, Any]:
    """Store it as an immutable capture of its own, with its web archive. A copy that is there stays."""
    evidence = Evidence.objects.filter(pk=job.payload.get("evidence")).first()
    if evidence is None or evidence.capture_id is not None:
        return {}
    file = EvidenceFile.objects.filter(evidence=evidence).first()
    progress(0, 1, said("Reading the file") if file else said("Fetching the page"))
    taken = _of_file(file) if file else fetched(evidence.address)
    kept = attach_copy(
        evidence,
        taken.reading,
        raw=taken.raw,
        address=taken.address,
        retrieved_at=taken.retrieved_at,
        archive=taken.archive,
    )
    progress(1, 1)
    return {"capture": kept.pk}


def _of_file(file: EvidenceFile) -> Taken:
    return opened(bytes(file.raw), media_type=file.media_type, filename=file.name)
