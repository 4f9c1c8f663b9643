"""Take a page or a file: its bytes, what they say, and the web archive of it."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote

from django.conf import settings
from django.utils import timezone

from claims.actions.archives import Kept
from claims.errors import Permanent, Transient
from claims.integrations.errors import FetchFailed, FetchRefused, Unreadable
from claims.integrations.http import Fetched, Fetcher, FetchPolicy
from claims.integrations.obstacles import is_missing
from claims.integrations.reading import Reading, read
from claims.integrations.warc import warc_of, warc_of_file
from claims.said import said


@dataclass(frozen=True, slots=True)
class Taken:
    """``address`` is where it came from in the end, "" for a file; ``archive`` None for pasted text."""

    raw: bytes
    reading: Reading
    address: str
    retrieved_at: datetime
    archive: Kept | None = None


def policy() -> FetchPolicy:
    """How this newsroom fetches."""
    return FetchPolicy(
        allowed_hosts=frozenset(settings.FETCH_ALLOWED_HOSTS),
        contact=settings.FETCH_CONTACT,
        max_bytes=settings.INTAKE_MAX_BYTES,
    )


def fetched(address: str) -> Taken:
    """Fetch and read a page. Permanent where it cannot be read, Transient where the site may answer later."""
    try:
        return taken(Fetcher(policy()).get(address))
    except (Unreadable, FetchRefused) as error:
        raise Permanent(str(error)) from error
    except FetchFailed as error:
        if error.transient:
            raise Transient(str(error), after=error.retry_after) from error
        raise Permanent(str(error)) from error


def taken(page: Fetched) -> Taken:
    """A fetched page, read and archived. Raises Unreadable, also for a site's own "not found" of 200."""
    reading = read(page.body, media_type=page.media_type, url=page.url_final, charset=page.charset)
    if is_missing(reading.title, reading.text):
        raise Unreadable("missing", said("The page says that what it held is not there."))
    warc = warc_of(page.exchanges, about=_about(reading), contact=settings.FETCH_CONTACT)
    return Taken(page.body, reading, page.url_final, page.retrieved_at, Kept(warc, page))


def opened(raw: bytes, *, media_type: str | None, filename: str) -> Taken:
    """A file that was handed in, read and archived. Permanent where it cannot be read."""
    try:
        reading = read(raw, media_type=media_type or None, filename=filename or None)
    except Unreadable as error:
        raise Permanent(str(error)) from error
    now = timezone.now()
    warc = warc_of_file(
        raw,
        address=stand_in(raw, filename),
        media_type=reading.media_type,
        at=now,
        about=_about(reading),
        contact=settings.FETCH_CONTACT,
    )
    return Taken(raw, reading, "", now, Kept(warc))


def stand_in(raw: bytes, filename: str) -> str:
    """The address that a file bears in its archive, since players show addresses and nothing else."""
    digest = hashlib.sha256(raw).hexdigest()
    return f"{settings.PUBLIC_URL}/files/{digest}/{quote(filename or 'file')}"


def _about(reading: Reading) -> Mapping[str, str]:
    """What we read in it, for whoever opens the archive without us."""
    return {
        "title": reading.title,
        "creator": "; ".join(reading.authors),
        "date": reading.published.isoformat() if reading.published else "",
        "language": reading.language or "",
        "media-type": reading.media_type,
        "text-sha256": hashlib.sha256(reading.text.encode()).hexdigest(),
        "text-length": str(len(reading.text)),
        "notes": " ".join(reading.notes),
    }
