"""Read what was handed in: fetch it where it is an address, find its text, keep it as an article."""

from dataclasses import replace
from typing import Any

from django.utils import timezone

from claims.actions.articles import add_read
from claims.errors import Permanent
from claims.integrations.errors import Unreadable
from claims.integrations.reading import read
from claims.jobs.progress import Progress
from claims.jobs.taking import Taken, fetched, opened
from claims.models import Intake, Job
from claims.said import said


def read_intake(job: Job, progress: Progress) -> dict[str, Any]:
    """Permanent when the matter cannot be read, Transient when the site may answer later."""
    intake = job.intake
    if intake is None:
        return {}
    progress(
        0, 2, said("Fetching the page") if intake.kind == Intake.Kind.ADDRESS else said("Reading the text")
    )
    matter = _matter(intake)
    progress(1, 2, said("Keeping a copy"))
    added = add_read(
        intake,
        matter.reading,
        raw=matter.raw,
        address=matter.address,
        retrieved_at=matter.retrieved_at,
        archive=matter.archive,
    )
    progress(2, 2)
    return {"article": added.article.pk, "capture": added.capture.pk, "outcome": added.outcome.value}


def _matter(intake: Intake) -> Taken:
    """The bytes, what they say, where they came from and when; pasted text is nobody's page or file."""
    if intake.kind == Intake.Kind.ADDRESS:
        return fetched(intake.address)
    raw = bytes(intake.raw or b"")
    if intake.kind == Intake.Kind.FILE:
        return _titled(opened(raw, media_type=intake.media_type, filename=intake.filename), intake.title)
    try:
        reading = read(raw, media_type=intake.media_type or "text/plain", filename=intake.filename or None)
    except Unreadable as error:
        raise Permanent(str(error)) from error
    return _titled(Taken(raw, reading, "", timezone.now()), intake.title)


def _titled(taken: Taken, title: str) -> Taken:
    """A title that a person gave wins over one that was read."""
    return replace(taken, reading=replace(taken.reading, title=title)) if title else taken
