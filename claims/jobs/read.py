"""Read what was handed in: fetch it where it is an address, find its text, keep it as an article."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils import timezone

from claims.actions.articles import add_read
from claims.errors import Permanent, Transient
from claims.integrations.errors import FetchFailed, FetchRefused, Unreadable
from claims.integrations.http import Fetcher, FetchPolicy
from claims.integrations.reading import Reading, read
from claims.jobs.progress import Progress
from claims.models import Intake, Job


def read_intake(job: Job, progress: Progress) -> dict[str, Any]:
    """Permanent when the matter cannot be read, Transient when the site may answer later."""
    intake = job.intake
    if intake is None:
        return {}
    progress(0, 2, "Fetching the page" if intake.kind == Intake.Kind.ADDRESS else "Reading the text")
    raw, reading, address, when = _matter(intake)
    progress(1, 2, "Keeping a copy")
    added = add_read(intake, reading, raw=raw, address=address, retrieved_at=when)
    progress(2, 2)
    return {"article": added.article.pk, "capture": added.capture.pk, "outcome": added.outcome.value}


def _matter(intake: Intake) -> tuple[bytes, Reading, str, datetime]:
    """The bytes, what they say, where they came from and when."""
    if intake.kind == Intake.Kind.ADDRESS:
        return fetched(intake.address)
    raw = bytes(intake.raw or b"")
    media_type = intake.media_type or ("text/plain" if intake.kind == Intake.Kind.PASTE else None)
    try:
        reading = read(raw, media_type=media_type, filename=intake.filename or None)
    except Unreadable as error:
        raise Permanent(str(error)) from error
    return raw, _titled(reading, intake.title), "", timezone.now()


def fetched(address: str) -> tuple[bytes, Reading, str, datetime]:
    """Fetch and read a page: its bytes, what they say, where they came from in the end, and when."""
    try:
        page = Fetcher(policy()).get(address)
        reading = read(page.body, media_type=page.media_type, url=page.url_final, charset=page.charset)
    except (Unreadable, FetchRefused) as error:
        raise Permanent(str(error)) from error
    except FetchFailed as error:
        if error.transient:
            raise Transient(str(error), after=error.retry_after) from error
        raise Permanent(str(error)) from error
    return page.body, reading, page.url_final, page.retrieved_at


def policy() -> FetchPolicy:
    """How this newsroom fetches."""
    return FetchPolicy(
        allowed_hosts=frozenset(settings.FETCH_ALLOWED_HOSTS),
        contact=settings.FETCH_CONTACT,
        max_bytes=settings.INTAKE_MAX_BYTES,
    )


def _titled(reading: Reading, title: str) -> Reading:
    """A title that a person gave wins over one that was read."""
    return replace(reading, title=title) if title else reading
