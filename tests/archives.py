"""Captures with web archives, made without the network."""

from datetime import UTC, datetime

from django.utils import timezone

from accounts.models import User
from claims.actions.archives import Kept, keep_archive
from claims.integrations.exchange import Exchange
from claims.integrations.http import Fetched
from claims.integrations.warc import warc_of
from claims.models import Anchoring, Article, Capture, Look
from claims.states import Status
from tests import factories

OLD, NEW = "The town has nine bridges.\n\nIt rained.", "The town has six bridges.\n\nIt rained."
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


def changed(holder: User, n: int = 0) -> Look:
    """An article that changed, with a claim whose words were altered in it."""
    article = factories.article(f"{OLD} ({n})", address=f"https://a.example/{n}", title=f"Bridges {n}")
    before, after = article.captures.get(), archived(f"{NEW} ({n})", "<p>x</p>", of=article)
    claim = factories.claim("The town has nine bridges.", within=before)
    factories.at(claim, Status.RESEARCHING, holder=holder)
    look = Look.objects.create(
        article=article, before=before, after=after, outcome="changed", told="Its text changed.", kept=0.8,
        asks=True, looked_at=timezone.now(), address=article.address,
    )  # fmt: skip
    Anchoring.objects.create(
        look=look, appearance=claim.appearances.get(), how="altered", start=0, end=25, likeness=0.9,
        altered=["“nine” became “six”."],
    )  # fmt: skip
    return look
