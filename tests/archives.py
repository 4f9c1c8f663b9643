"""Captures with web archives, made without the network."""

from datetime import UTC, datetime

from django.utils import timezone

from claims.actions.archives import Kept, keep_archive
from claims.integrations.exchange import Exchange
from claims.integrations.http import Fetched
from claims.integrations.warc import warc_of
from claims.models import Article, Capture
from tests import factories

AT = datetime(2026, 3, 1, 12, 30, tzinfo=UTC)


def exchange(url: str, body: bytes, **fields: object) -> Exchange:
    given: dict[str, object] = {
        "method": "GET", "target": "/", "sent": (("Host", "a.example"),), "status": 200, "reason": "OK",
        "headers": (("Content-Type", "text/html; charset=utf-8"),), "cut": False, "peer": "", "at": AT,
    }  # fmt: skip
    return Exchange(url=url, body=body, **given | fields)


def fetched(url: str, body: bytes, *, charset: str = "utf-8") -> Fetched:
    one = exchange(url, body)
    return Fetched(url, url, 200, one.headers, "text/html", charset, body, (), AT, (one,))


def archived(
    text: str, html: str, url: str = "https://a.example/page", *, of: Article | None = None
) -> Capture:
    """A capture of a web page whose text is ``text`` and whose bytes are ``html``."""
    page = fetched(url, html.encode())
    made = factories.capture(
        of, text, raw=html.encode(), media_type="text/html", address=url, retrieved_at=timezone.now()
    )
    keep_archive(made, Kept(warc_of(page.exchanges, about={"title": "T"}, contact="c"), page))
    return made
