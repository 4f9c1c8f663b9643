"""The door to reading: bytes in, an article or a sentence why there is none.

``read`` is pure: no network, no database, no settings. It returns a ``Reading`` or raises
``Unreadable``, for whatever bytes it is given.
"""

from __future__ import annotations

import re

from claims.integrations.decoding import decode
from claims.integrations.errors import Unreadable, in_units
from claims.integrations.html import BROKEN, read_page
from claims.integrations.language import language_of
from claims.integrations.normalise import normalise
from claims.integrations.pdf import read_pdf
from claims.integrations.plain import authors_of, title_of
from claims.integrations.records import Limits, Reading
from claims.integrations.sniffing import Kind, kind_of
from claims.integrations.urls import canonicalise
from claims.said import said

__all__ = ["Limits", "Reading", "Unreadable", "canonicalise", "read", "read_text"]

STANDARD = Limits()
WORD = re.compile(r"\w")


def read(
    body: bytes,
    *,
    media_type: str | None = None,
    filename: str | None = None,
    url: str | None = None,
    charset: str | None = None,
    limits: Limits = STANDARD,
) -> Reading:
    """Read an article out of ``body``: a web page, a PDF or plain text, told apart by their bytes.

    ``media_type`` and ``charset`` are what the sender claims, ``url`` where the bytes came from (without
    it no canonical link is believed). Unreadable where there is no text we can stand behind.
    """
    if not body.strip():
        raise Unreadable("empty", said("There is nothing in it."))
    kind = kind_of(body, media_type, filename)
    if kind is Kind.PDF:
        return _from_pdf(body, limits)
    if kind is Kind.HTML:
        return _from_page(body, charset, url, limits)
    _check_size(len(body), limits)
    return read_text(decode(body, charset), limits=limits)


def read_text(text: str, *, limits: Limits = STANDARD) -> Reading:
    """Read text as pasted: stored form, and the title and byline its first lines may tell."""
    _check_size(len(text.encode("utf-8", "replace")), limits)
    stored = normalise(text)
    if not stored.text.strip():
        raise Unreadable("empty", said("There is no text in it."))
    return Reading(
        text=stored.text,
        title=title_of(stored.text),
        authors=authors_of(stored.text),
        language=language_of(stored.text),
        notes=(*stored.notes, *((BROKEN,) if "\ufffd" in stored.text and not stored.notes else ())),
    )


def _from_page(body: bytes, charset: str | None, url: str | None, limits: Limits) -> Reading:
    page = read_page(body, charset, url, limits)
    stored = normalise(spaced(page.text))
    _check_size(len(stored.text.encode()), limits)
    about = page.metadata
    return Reading(
        text=stored.text,
        title=normalise(about.title).text.strip(),
        authors=tuple(normalise(author).text for author in about.authors),
        published=about.published,
        language=language_of(stored.text, *about.languages),
        canonical_url=about.canonical_url,
        site_name=normalise(about.site_name).text if about.site_name else None,
        media_type=Kind.HTML,
        notes=(*page.notes, *stored.notes),
    )


def _from_pdf(body: bytes, limits: Limits) -> Reading:
    pdf = read_pdf(body, limits)
    stored = normalise(pdf.text)
    _check_size(len(stored.text.encode()), limits)
    return Reading(
        text=stored.text,
        title=normalise(pdf.title).text or title_of(stored.text),
        authors=pdf.authors or authors_of(stored.text),
        published=pdf.published,
        language=language_of(stored.text),
        media_type=Kind.PDF,
        notes=(*pdf.notes, *stored.notes),
    )


def spaced(lines: str) -> str:
    """One paragraph a line, made to paragraphs set apart by an empty line; lists and tables stay close."""
    text = ""
    for line in filter(WORD.search, map(str.strip, lines.split("\n"))):
        close = line.startswith(("- ", "|")) and text.rpartition("\n")[2].startswith(("- ", "|"))
        text += ("" if not text else "\n" if close else "\n\n") + line
    return text


def _check_size(size: int, limits: Limits) -> None:
    if size > limits.text_bytes:
        raise Unreadable(
            "too-large",
            said(
                "The text is %(size)s; the limit is %(limit)s.",
                size=in_units(size),
                limit=in_units(limits.text_bytes),
            ),
        )
