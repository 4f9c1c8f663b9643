"""An article out of a web page: main text by trafilatura, between rules of our own before and after."""

from __future__ import annotations

import copy
import logging
import re
from dataclasses import dataclass

import trafilatura
from lxml import etree
from lxml import html as lxml_html
from lxml.html import HtmlElement

from claims.integrations.boilerplate import without_edges
from claims.integrations.decoding import decode
from claims.integrations.errors import Unreadable, in_units
from claims.integrations.jsonld import text_of
from claims.integrations.metadata import Metadata
from claims.integrations.obstacles import Glimpse
from claims.integrations.pruning import prune, shorten_attributes
from claims.integrations.records import Limits
from claims.said import said

CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
LARGE_PAGE = 15_000
"""Elements; above it one quick pass must do, at about 0.1 ms an element."""
LARGEST_PAGE = 60_000
SHORT = 400
"""Characters; below it we look for the reason why the text is so short."""
PARTIAL = said("The publisher says that this article is not free to read; the text may be incomplete.")
BROKEN = said("Some characters of the page could not be read and are shown as \ufffd.")

log = logging.getLogger(__name__)
# trafilatura reports each page it finds odd as a warning; the reader's sentence says it better.
logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
logging.getLogger("htmldate").setLevel(logging.CRITICAL)


@dataclass(frozen=True, slots=True)
class Page:
    """A page's main text (one paragraph a line, headline not among them) and what it says of itself."""

    text: str
    metadata: Metadata
    notes: tuple[str, ...]


def read_page(body: bytes, charset: str | None, url: str | None, limits: Limits) -> Page:
    """Read an HTML page. Unreadable, with the likely reason, where there is no article in it.

    No page raises anything else, and none takes longer than some seconds for each megabyte.
    """
    if len(body) > limits.html_bytes:
        size, limit = in_units(len(body)), in_units(limits.html_bytes)
        raise Unreadable(
            "too-large", said("The page is %(size)s; the limit is %(limit)s.", size=size, limit=limit)
        )
    source = decode(body, charset or declared_charset(body))
    page = parse(source)
    metadata = Metadata(page, url, may_guess=len(page.xpath("//*")) <= LARGE_PAGE)
    metadata.read_all()
    seen = Glimpse.of(page)
    text = _tidy(main_text(page, url), metadata)
    if len(text) < SHORT:
        text = _declared_text(metadata, text)
        seen.explain(len(text))
    notes = [
        note for note, holds in ((PARTIAL, metadata.behind_paywall), (BROKEN, "\ufffd" in text)) if holds
    ]
    return Page(text, metadata, tuple(notes))


def parse(source: str) -> HtmlElement:
    """The page's tree. libxml2 cuts nesting at 256 levels and expands no entity of the page's own."""
    parser = lxml_html.HTMLParser(
        encoding="utf-8", collect_ids=False, default_doctype=False, remove_comments=True, remove_pis=True
    )
    try:
        page = lxml_html.document_fromstring(source.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError) as error:
        raise Unreadable("html", said("There is no page in this file.")) from error
    if len(page.xpath("//*")) > LARGEST_PAGE:
        raise Unreadable(
            "too-complex",
            said(
                "The page has more than %(most)s elements and is no article.",
                most=f"{LARGEST_PAGE:,}",
            ),
        )
    shorten_attributes(page)
    return page


def main_text(page: HtmlElement, url: str | None) -> str:
    """The article's text, a paragraph a line. ``page`` is pruned in place.

    trafilatura's precise mode leaves out the least that is wanted for the most that is not; where it
    finds next to nothing beside its balanced mode, it has mistaken the article for a frame around one.
    """
    prune(page)
    if len(page.xpath("//*")) > LARGE_PAGE:
        return _extracted(page, url, fast=True)
    precise = _extracted(page, url, precise=True)
    if len(precise) < 600:
        balanced = _extracted(page, url)
        return balanced if len(precise) < len(balanced) / 2 else precise
    return precise


def _extracted(page: HtmlElement, url: str | None, *, precise: bool = False, fast: bool = False) -> str:
    try:
        text = trafilatura.extract(
            copy.deepcopy(page), url=url, include_comments=False, favor_precision=precise, fast=fast
        )
        return text or ""
    except Exception:
        # Hostile pages break extractors in ways nobody has listed; to a reader they are one thing.
        log.info("html.extractor_failed", exc_info=True)
        return ""


def _tidy(text: str, metadata: Metadata) -> str:
    return without_edges(text, metadata.titles, metadata.authors)


def _declared_text(metadata: Metadata, text: str) -> str:
    """The text that the publisher hands to search engines, where the page itself shows next to none."""
    declared = text_of(metadata.article.get("articleBody"))
    if len(declared) < max(SHORT, 2 * len(text)):
        return text
    if "</" in declared:
        declared = "\n".join(lxml_html.fromstring(f"<div>{declared}</div>").itertext())
    return _tidy(declared, metadata)


def declared_charset(body: bytes) -> str | None:
    match = CHARSET.search(body[:4096])
    return match[1].decode("ascii") if match else None
