"""Reads of known checks for the public: what is relevant to a question, what a site published."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Greatest
from django.utils import timezone

from claims.models import KnownCheck
from claims.search import Relevant, Scope, Telling, beyond
from claims.search import relevant as found

RANKED = 300
"""Checks that one question puts in order; what shares its words beyond them follows, the newest first."""
FEW = 1_000
"""Up to so many that fit a filter are all weighed, so that nobody's are missed."""


def site_of(address: str) -> str:
    """ "https://www.Example.org/x" and "example.org" as "example.org", "" for nothing."""
    text = address.strip().lower()
    try:
        host = urlsplit(text if "://" in text else f"//{text}").hostname or ""
    except ValueError:
        return text[:253]
    return host.removeprefix("www.")[:253]


def own_site() -> str:
    return site_of(settings.PUBLIC_URL)


def day_before(days: int) -> date | None:
    """The oldest day that is wanted; 0 days ask for none."""
    return timezone.localdate() - timedelta(days=min(days, 700_000)) if days else None


def narrowed(language: str, site: str, since: date | None) -> QuerySet[KnownCheck]:
    """Those that stand, in the language (whatever its region), of the site, not older than ``since``.

    Age goes by the newer of the claim's day and the review's.
    """
    rows = KnownCheck.objects.filter(withdrawn_at=None)
    if language:
        rows = rows.filter(Q(language=language) | Q(language__startswith=f"{language}-"))
    if site:
        rows = rows.filter(Q(own_claim__isnull=False) if site == own_site() else Q(site=site))
    if since:
        newer = Greatest("reviewed_on", "made_on")  # PostgreSQL's leaves out what is null
        rows = rows.annotate(newer=newer).filter(newer__gte=since)
    return rows


def relevant(text: str, language: str, site: str, since: date | None) -> Relevant:
    """What has to do with the text: the best in their order, at most `RANKED`, and how to go on."""
    best = found(text, _scope(language, site, since))
    return Relevant(best.best[:RANKED], best.words)


def _scope(language: str, site: str, since: date | None) -> Scope:
    if not (language or site or since):
        return Scope()
    rows = narrowed(language, site, since)
    few = tuple(rows.order_by().values_list("pk", flat=True)[: FEW + 1])
    return Scope(only=few) if len(few) <= FEW else Scope(fits=_as_sql(rows))


def _as_sql(rows: QuerySet[KnownCheck]) -> str:
    """A query for their ids, to stand in a larger one: what fits is said in one place, in `narrowed`."""
    sql, given = rows.order_by().values("pk").query.sql_with_params()
    operations: Any = connection.ops  # PostgreSQL's
    return str(operations.compose_sql(sql, given)).replace("%", "%%")


def further(
    words: Telling, rows: QuerySet[KnownCheck], *, below: int, without: list[int], limit: int
) -> list[int]:
    """Ids of what shares the words beyond the best, the newest first: of ``rows``, under ``below``."""
    return beyond(words, _as_sql(rows), below=below, without=without, limit=limit)


def newest_id() -> int:
    """The number of the check that we learned of last."""
    return KnownCheck.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def standing(ids: Sequence[int]) -> list[KnownCheck]:
    """Those of the ids that are still there and not withdrawn, in their order."""
    rows = KnownCheck.objects.filter(withdrawn_at=None).in_bulk(list(ids))
    return [rows[pk] for pk in ids if pk in rows]


def of_site(site: str, language: str, since: date | None) -> QuerySet[KnownCheck]:
    """What a site published, the last that we learned of first."""
    return narrowed(language, site, since).order_by(F("pk").desc())
