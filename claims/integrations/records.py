"""What reading hands to its callers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is read. Sizes in bytes; beyond them ``Unreadable`` names the size and the limit."""

    text_bytes: int = 5_000_000
    html_bytes: int = 20_000_000
    pdf_bytes: int = 50_000_000
    pdf_pages: int = 400
    pdf_seconds: float = 60.0


@dataclass(frozen=True, slots=True)
class Reading:
    """An article as it was read.

    ``text`` is in the stored form (see ``normalise``), paragraphs set apart by an empty line, without the
    headline for HTML, in full for plain text and PDF. ``title`` is "" where none was found. ``published`` is
    a datetime (always aware) or, where the source gives no time or no offset, a date. ``language`` is an
    ISO 639-1 code. ``canonical_url`` is None unless it could be believed (see ``canonical_link``).
    ``notes`` are sentences for a person: what was taken out, what may be missing.
    """

    text: str
    title: str = ""
    authors: tuple[str, ...] = ()
    published: date | datetime | None = None
    language: str | None = None
    canonical_url: str | None = None
    site_name: str | None = None
    media_type: str = "text/plain"
    notes: tuple[str, ...] = ()

    def with_title(self, title: str) -> Reading:
        """The same reading under a title that a person gave."""
        return replace(self, title=title)
