"""Turn a reading into an article and its immutable capture."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import User
from claims.actions.archives import Kept
from claims.actions.captures import keep_capture
from claims.actions.jobs import enqueue
from claims.integrations.reading import Reading
from claims.integrations.urls import canonicalise
from claims.models import ADDRESS_MAX, Article, Capture, Intake, Job, JobKind, Source
from claims.workflow import record


@dataclass(frozen=True, slots=True)
class Added:
    """The article, its capture of this text, and what became of the reading."""

    article: Article
    capture: Capture
    outcome: Intake.Outcome


@transaction.atomic
def add_read(
    intake: Intake,
    reading: Reading,
    *,
    raw: bytes,
    address: str = "",
    retrieved_at: datetime | None = None,
    archive: Kept | None = None,
) -> Added:
    """Keep what was read of an intake, and say on the intake what became of it, in one transaction.

    A job that is run again after it was lost finds the answer of the first time.
    """
    added = add_article(
        reading,
        raw=raw,
        by=intake.added_by,
        address=address,
        source=intake.source,
        retrieved_at=retrieved_at,
        archive=archive,
    )
    locked = Intake.objects.select_for_update().get(pk=intake.pk)
    if locked.outcome != Intake.Outcome.PENDING:
        return Added(added.article, added.capture, Intake.Outcome(locked.outcome))
    Intake.objects.filter(pk=intake.pk).update(article=added.article, outcome=added.outcome)
    Job.objects.filter(intake=intake, article=None).update(article=added.article)
    return added


@transaction.atomic
def add_article(
    reading: Reading,
    *,
    raw: bytes,
    by: User | None,
    address: str = "",
    source: Source | None = None,
    retrieved_at: datetime | None = None,
    archive: Kept | None = None,
) -> Added:
    """Keep what was read. One article for one address or one text, one capture for one text of it.

    A capture brings its extraction job, in the same transaction, until that job has been done.
    """
    digest = hashlib.sha256(reading.text.encode()).hexdigest()
    where = _where(reading.canonical_url or canonicalise(address))
    article, new = _article(reading, digest, where, source, by)
    when = retrieved_at or timezone.now()
    capture, fresh = keep_capture(
        reading, raw=raw, address=address, retrieved_at=when, article=article, archive=archive
    )
    if fresh:
        record("added" if new else "captured", by=by, article=article, capture=capture.pk, sha256=digest)
    if capture.extracted_at is None:
        _find_claims(capture, article, by)
    outcome = Intake.Outcome.KNOWN if not fresh else Intake.Outcome.ADDED if new else Intake.Outcome.CHANGED
    return Added(article, capture, outcome)


def new_version(
    article: Article,
    reading: Reading,
    *,
    raw: bytes,
    address: str,
    retrieved_at: datetime,
    archive: Kept | None = None,
) -> Capture:
    """The capture of a changed page; one that shows an earlier text again is that earlier one.

    Call it inside a transaction, before the places of its claims are known: its extraction leaves
    those that are there by then.
    """
    capture, _ = keep_capture(
        reading, raw=raw, address=address, retrieved_at=retrieved_at, article=article, archive=archive
    )
    if capture.extracted_at is None:
        _find_claims(capture, article, None)
    return capture


def _find_claims(capture: Capture, article: Article, by: User | None) -> None:
    key = f"capture:{capture.pk}"
    enqueue(JobKind.EXTRACT, key=key, by=by, article=article, payload={"capture": capture.pk})


def _where(address: str) -> str | None:
    """The address to know it by; one that is too long to be kept is as good as none."""
    return address if 0 < len(address) <= ADDRESS_MAX else None


def _article(
    reading: Reading, digest: str, where: str | None, source: Source | None, by: User | None
) -> tuple[Article, bool]:
    """The article of this address or text, made now unless it is known; and whether it is new."""
    known = _known(digest, where)
    if known is None:
        try:
            with transaction.atomic():
                return _create(reading, digest, where, source, by), True
        except IntegrityError:  # two people added it at once; the other was faster
            known = _known(digest, where)
            if known is None:
                raise
    if where and known.address is None:  # pasted first, found on the web later: later changes follow it
        known.address, known.source = where, known.source or source or _source(reading, where)
        known.save(update_fields=["address", "source"])
    return known, False


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
    """The outlet of the address's host; none for a text that came without one.

    Two pages of a new outlet may be read at once, and two outlets may give themselves one name: the
    host decides, and stands in for a name that is taken.
    """
    host = (urlsplit(where).hostname or "").removeprefix("www.")[:253] if where else ""
    if not host:
        return None
    language = (reading.language or "")[:12]
    for name in ((reading.site_name or host)[:200], host[:200]):
        try:
            with transaction.atomic():
                return Source.objects.get_or_create(
                    domain=host, defaults={"name": name, "language": language}
                )[0]
        except IntegrityError:
            continue
    return None
