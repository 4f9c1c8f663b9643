"""Turn a reading into an article and its immutable capture."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import User
from claims.actions.jobs import enqueue
from claims.integrations.reading import Reading
from claims.models import Article, Capture, Intake, JobKind, Source
from claims.workflow import record


@dataclass(frozen=True, slots=True)
class Added:
    """The article, its capture of this text, and what became of the reading."""

    article: Article
    capture: Capture
    outcome: Intake.Outcome


@transaction.atomic
def add_article(
    reading: Reading,
    *,
    raw: bytes,
    by: User | None,
    address: str = "",
    source: Source | None = None,
    retrieved_at: datetime | None = None,
) -> Added:
    """Keep what was read. One article for one address or one text, one capture for one text of it.

    A new capture brings its extraction job, in the same transaction.
    """
    digest = hashlib.sha256(reading.text.encode()).hexdigest()
    where = reading.canonical_url or address or None
    article, new = _article(reading, digest, where, source, by)
    capture, fresh = Capture.objects.get_or_create(
        article=article,
        sha256=digest,
        defaults={
            "text": reading.text,
            "raw": raw,
            "raw_sha256": hashlib.sha256(raw).hexdigest(),
            "media_type": reading.media_type,
            "address": address,
            "notes": list(reading.notes),
            "retrieved_at": retrieved_at or timezone.now(),
        },
    )
    if not fresh:
        return Added(article, capture, Intake.Outcome.KNOWN)
    record("added" if new else "captured", by=by, article=article, capture=capture.pk, sha256=digest)
    enqueue(
        JobKind.EXTRACT,
        key=f"capture:{capture.pk}",
        by=by,
        article=article,
        payload={"capture": capture.pk},
    )
    return Added(article, capture, Intake.Outcome.ADDED if new else Intake.Outcome.CHANGED)


def _article(
    reading: Reading, digest: str, where: str | None, source: Source | None, by: User | None
) -> tuple[Article, bool]:
    """The article of this address or text, made now unless it is known; and whether it is new."""
    known = _known(digest, where)
    if known is not None:
        return known, False
    try:
        with transaction.atomic():
            return _create(reading, digest, where, source, by), True
    except IntegrityError:  # two people added it at once; the other was faster
        faster = _known(digest, where)
        if faster is None:
            raise
        return faster, False


def _known(digest: str, where: str | None) -> Article | None:
    """By address first; a text seen before is the article it was seen in."""
    by_address = Article.objects.filter(address=where).first() if where else None
    return by_address or Article.objects.filter(captures__sha256=digest).order_by("pk").first()


def _create(
    reading: Reading, digest: str, where: str | None, source: Source | None, by: User | None
) -> Article:
    published = reading.published
    return Article.objects.create(
        source=source or _source(reading, where),
        address=where,
        digest=digest,
        title=reading.title[:500],
        byline=", ".join(reading.authors)[:500],
        published_on=published.date() if isinstance(published, datetime) else published,
        language=(reading.language or "")[:12],
        added_by=by,
    )


def _source(reading: Reading, where: str | None) -> Source | None:
    """The outlet of the address's host; none for a text that came without one."""
    host = (urlsplit(where).hostname or "").removeprefix("www.") if where else ""
    if not host:
        return None
    name = (reading.site_name or host)[:200]
    if Source.objects.filter(name__iexact=name).exclude(domain=host).exists():
        name = host
    source, _ = Source.objects.get_or_create(
        domain=host, defaults={"name": name, "language": (reading.language or "")[:12]}
    )
    return source
