"""What a file really is, by its first bytes; what its name and sender say only where these are silent."""

from __future__ import annotations

import re
from enum import StrEnum

from claims.integrations.errors import Unreadable
from claims.said import said

PDF_WITHIN = 1024
"""Readers of PDF accept this many stray bytes before the mark (ISO 32000-1, Annex H)."""


class Kind(StrEnum):
    HTML = "text/html"
    PDF = "application/pdf"
    PLAIN = "text/plain"


FORMATS = (
    (
        b"PK\x03\x04",
        said("a ZIP archive or an office document (such as .docx); save it as PDF or plain text"),
    ),
    (b"\xd0\xcf\x11\xe0", said("an old office document (such as .doc); save it as PDF or plain text")),
    (b"{\\rtf", said("a rich text document; save it as PDF or plain text")),
    (b"\x1f\x8b", said("a packed file; unpack it first")),
    (b"BZh", said("a packed file; unpack it first")),
    (b"7z\xbc\xaf", said("a packed file; unpack it first")),
    (b"Rar!", said("a packed file; unpack it first")),
    (b"\x89PNG", said("a picture; it needs text recognition first")),
    (b"\xff\xd8\xff", said("a picture; it needs text recognition first")),
    (b"GIF8", said("a picture; it needs text recognition first")),
    (b"II*\x00", said("a picture; it needs text recognition first")),
    (b"MM\x00*", said("a picture; it needs text recognition first")),
    (b"%!PS", said("a PostScript file; save it as PDF")),
    (b"ID3", said("a sound recording")),
    (b"OggS", said("a sound or video recording")),
    (b"\x1aE\xdf\xa3", said("a video")),
    (b"\x7fELF", said("a program")),
    (b"MZ\x90", said("a program")),
)
DECLARED = (
    (re.compile(r"^(image|audio|video|font)/"), said("a picture, sound or video")),
    (re.compile(r"json\b|javascript|\bcss\b"), said("data for programs, not an article")),
)
MARKUP = re.compile(rb"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]", re.IGNORECASE)
TAG = re.compile(
    rb"<(p|div|article|section|main|h[1-6]|span|a|table|ul|br|title|meta|script)[\s/>]", re.IGNORECASE
)
FEED = re.compile(
    rb"^\s*(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)*<(rss|feed|rdf:RDF|sitemapindex|urlset)[\s>]", re.DOTALL
)
LEADING = re.compile(rb"\A(\xef\xbb\xbf)?\s*(<\?xml[^>]{0,200}>\s*)?(<!--.{0,2000}?-->\s*)*", re.DOTALL)


def kind_of(body: bytes, media_type: str | None, filename: str | None) -> Kind:
    """HTML, PDF or plain text; Unreadable with a sentence for anything that is known to be none of them."""
    if b"%PDF-" in body[:PDF_WITHIN]:
        return Kind.PDF
    _refuse_other_formats(body, (media_type or "").lower())
    if _is_html(body, (media_type or "").lower(), (filename or "").lower()):
        return Kind.HTML
    return Kind.PLAIN


def _refuse_other_formats(body: bytes, media_type: str) -> None:
    for mark, what in FORMATS:
        if body.startswith(mark):
            raise Unreadable("format", said("This is %(said)s.", said=what))
    if body[:4] == b"RIFF" or body[4:8] == b"ftyp":
        raise Unreadable("format", said("This is a picture, sound or video."))
    if FEED.match(body[:5_000]):
        raise Unreadable("feed", said("This is a feed or a list of addresses, not an article."))
    for pattern, what in DECLARED:
        if pattern.search(media_type) and not MARKUP.search(body[:2_000]):
            raise Unreadable("format", said("This is %(said)s.", said=what))


def _is_html(body: bytes, media_type: str, filename: str) -> bool:
    """A page that begins as one is a page, whatever it is called; else one that is called so and has tags.

    A byte order mark or UTF-16 hides the tags, so zero bytes are left out of the look.
    """
    head = body[:8_192].replace(b"\0", b"").lstrip(b"\xff\xfe")
    start = LEADING.match(head)
    if MARKUP.match(head, start.end() if start else 0):
        return True
    called = "html" in media_type or filename.endswith((".html", ".htm", ".xhtml", ".html.gz", ".htm.gz"))
    if media_type == "text/plain" or filename.endswith((".txt", ".text", ".md")):
        return False
    return bool(MARKUP.search(head)) or (called and bool(TAG.search(body)))
