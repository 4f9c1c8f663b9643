"""The text of a PDF: pages in order, running heads dropped, lines joined back into paragraphs."""

from __future__ import annotations

import io
import logging
import re
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

import pypdf

from claims.integrations.bylines import once, people
from claims.integrations.errors import Unreadable, in_units
from claims.integrations.records import Limits
from claims.said import said

SENTENCE_ENDS = re.compile(r"[.!?:…][\"'”’»)\]]*$")
MACHINE_TITLE = re.compile(
    r"^(microsoft (word|powerpoint)|untitled|document\d*$|slide 1)|\.(docx?|pdf|indd|qxd|rtf)$", re.I
)
LITTLE_PER_PAGE = 25
"""Characters; scanned pages carry no more than a stamp or a page number."""
LONGEST_HEAD = 100
EDGE = 2
"""Lines at the top and bottom of a page that may be a running head."""

log = logging.getLogger(__name__)
logging.getLogger("pypdf").setLevel(logging.CRITICAL)


@dataclass(frozen=True, slots=True)
class Pdf:
    text: str
    title: str
    authors: tuple[str, ...]
    published: date | datetime | None
    notes: tuple[str, ...]


def read_pdf(body: bytes, limits: Limits) -> Pdf:
    """Read a PDF. Unreadable, with the reason, where it is locked, scanned, too large or broken."""
    if len(body) > limits.pdf_bytes:
        size, limit = in_units(len(body)), in_units(limits.pdf_bytes)
        raise Unreadable(
            "too-large", said("The PDF is %(size)s; the limit is %(limit)s.", size=size, limit=limit)
        )
    try:
        return _read(body, limits)
    except (Unreadable, MemoryError):
        raise
    except Exception as error:
        # pypdf meets broken files with every error there is; to a reader they are one thing.
        log.info("pdf.broken", exc_info=True)
        raise Unreadable("broken", said("The PDF is damaged and could not be read.")) from error


def _read(body: bytes, limits: Limits) -> Pdf:
    reader = pypdf.PdfReader(io.BytesIO(body))
    if reader.is_encrypted and not reader.decrypt(""):
        raise Unreadable("encrypted", said("The PDF is protected by a password."))
    count = len(reader.pages)
    if count > limits.pdf_pages:
        raise Unreadable(
            "too-large",
            said(
                "The PDF has %(count)s pages; the limit is %(limit)s.",
                count=f"{count:,}",
                limit=f"{limits.pdf_pages:,}",
            ),
        )
    pages = list(_pages(reader, limits.pdf_seconds))
    text = "\n\n".join(filter(None, map(paragraphs, without_running_heads(pages))))
    if len(text) < LITTLE_PER_PAGE * max(count, 1):
        raise Unreadable(
            "scanned", said("The PDF holds pictures of pages and no text; it needs text recognition first.")
        )
    notes = (
        ()
        if len(pages) == count
        else (
            said(
                "Only the first %(pages)s of %(count)s pages were read in time.",
                pages=len(pages),
                count=count,
            ),
        )
    )
    return Pdf(text, *_about(reader), notes)


def _pages(reader: pypdf.PdfReader, seconds: float) -> Iterator[list[str]]:
    ends = time.monotonic() + seconds
    for page in reader.pages:
        if time.monotonic() > ends:
            return
        yield [line.strip() for line in page.extract_text().split("\n")]


def _about(reader: pypdf.PdfReader) -> tuple[str, tuple[str, ...], date | datetime | None]:
    """Title, authors and date from the file's own properties, where they look meant."""
    about = reader.metadata
    if about is None:
        return "", (), None
    title = " ".join((about.title or "").split())
    try:
        made = about.creation_date
    except ValueError:
        made = None
    day = made if made is None or made.tzinfo else made.date()
    return "" if MACHINE_TITLE.search(title) else title[:300], once(people(about.author or "")), day


def without_running_heads(pages: list[list[str]]) -> list[list[str]]:
    """Drop short lines that stand at the edge of most pages, numbers aside; it takes four pages to tell."""
    if len(pages) < 4:
        return pages
    seen = Counter(
        key for page in pages for key in {_numberless(line) for line in [*page[:EDGE], *page[-EDGE:]]}
    )
    heads = {key for key, count in seen.items() if count > 0.6 * len(pages) and len(key) < LONGEST_HEAD}
    return [
        [line for at, line in enumerate(page)
         if EDGE <= at < len(page) - EDGE or _numberless(line) not in heads]
        for page in pages
    ]  # fmt: skip


def _numberless(line: str) -> str:
    return re.sub(r"\d+", "#", line)


def paragraphs(lines: list[str]) -> str:
    """Lines of a page joined into paragraphs, set apart by an empty line.

    A paragraph ends at an empty line, or at a short line that ends a sentence or is a heading, unless the
    next begins with a small letter. A hyphen at the end of a line before a small letter is taken for one
    that the line break made.
    """
    widths = sorted(len(line) for line in lines if line) or [0]
    width = widths[int(len(widths) * 0.8)]
    found = [""]
    for line, after in zip(lines, [*lines[1:], ""], strict=True):
        found[-1] = _joined(found[-1], line) if found[-1] else line
        if not line or (_ends_paragraph(line, width) and not after[:1].islower()):
            found.append("")
    return "\n\n".join(filter(None, (part.strip() for part in found)))


def _ends_paragraph(line: str, width: int) -> bool:
    return len(line) < 0.5 * width or (len(line) < 0.75 * width and bool(SENTENCE_ENDS.search(line)))


def _joined(text: str, line: str) -> str:
    if text.endswith(("-", "\u00ad", "\u2010")) and line[:1].islower() and text[-2:-1].isalpha():
        return text[:-1] + line
    return f"{text} {line}"
