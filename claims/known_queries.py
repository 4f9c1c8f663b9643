"""Reads of known checks for the public: what is relevant to a question, what a site published."""

from collections.abc import Sequence
from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Greatest
from django.utils import timezone

from claims.models import KnownCheck
from claims.search import relevant_ids

MOST = 300
"""Checks that one question finds: further down nothing is relevant."""


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


def narrowed(language: str, site: str, days: int) -> QuerySet[KnownCheck]:
    """Those that stand, in the language (whatever its region), of the site, not older than ``days``.

    Age goes by the newer of the claim's day and the review's; 0 asks for none.
    """
    rows = KnownCheck.objects.filter(withdrawn_at=None)
    if language:
        rows = rows.filter(Q(language=language) | Q(language__startswith=f"{language}-"))
    if site:
        rows = rows.filter(Q(own_claim__isnull=False) if site == own_site() else Q(site=site))
    if days:
        since = timezone.localdate() - timedelta(days=min(days, 700_000))
        newer = Greatest("reviewed_on", "made_on")  # PostgreSQL's leaves out what is null
        rows = rows.annotate(newer=newer).filter(newer__gte=since)
    return rows


def relevant(text: str, language: str, site: str, days: int) -> list[int]:
    """Ids of what is relevant to the text, the best first, at most `MOST`."""
    wide = bool(language or site or days)
    found = relevant_ids(text, wide=wide)
    if wide:
        fits = set(narrowed(language, site, days).filter(pk__in=found).values_list("pk", flat=True))
        found = [pk for pk in found if pk in fits]
    return found[:MOST]


def standing(ids: Sequence[int]) -> list[KnownCheck]:
    """Those of the ids that are still there and not withdrawn, in their order."""
    rows = KnownCheck.objects.filter(withdrawn_at=None).in_bulk(list(ids))
    return [rows[pk] for pk in ids if pk in rows]


def of_site(site: str, language: str, days: int) -> QuerySet[KnownCheck]:
    """What a site published, the last that we learned of first."""
    return narrowed(language, site, days).order_by(F("pk").desc())
