"""RSS and Atom: bytes in, the articles that they point to out. Pure; feedparser asks no network for bytes."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from urllib.parse import urljoin, urlsplit

import feedparser

from claims.integrations.errors import Unreadable
from claims.said import said

MOST = 100
"""Items of one feed that are looked at: the first ones, which feeds have newest first."""


@dataclass(frozen=True, slots=True)
class Item:
    """``key`` is the feed's own name for it (RSS ``guid``, Atom ``id``), its address where it has none."""

    key: str
    address: str
    title: str


def items_of(body: bytes, *, url: str, content_type: str = "") -> list[Item]:
    """Items with an address of the web, in the feed's order, each key once. Unreadable where it is no feed.

    ``content_type`` is the whole header; ``url`` is where the bytes came from, against which addresses
    without a host are read.
    """
    headers = {"content-type": content_type} if content_type else {}
    # A stream: text or bytes would be tried as a file's name and as an address first.
    read = feedparser.parse(BytesIO(body), response_headers=headers, sanitize_html=False)
    if not read.get("version"):
        raise Unreadable("no-feed", said("There is no RSS or Atom feed at this address."))
    found = filter(None, (_item(entry, url) for entry in read.entries[:MOST]))
    return list({item.key: item for item in reversed(list(found))}.values())[::-1]


def _item(entry: feedparser.FeedParserDict, url: str) -> Item | None:
    link = str(entry.get("link") or "").strip()
    try:
        address = urljoin(url, link) if link else ""
        kind = urlsplit(address).scheme
    except ValueError:  # an address in brackets that are no IPv6
        return None
    if kind not in {"http", "https"}:
        return None
    return Item(str(entry.get("id") or address), address, str(entry.get("title") or ""))
