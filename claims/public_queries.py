"""Reads of what is public: the same for the site, the feeds, the API and the export."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db import connection
from django.db.models import BigIntegerField, F, Func, QuerySet, Value
from django.db.models.functions import Cast

from claims.models import (
    STEMS,
    Correction,
    Publication,
    PublicCheck,
    PublicFacet,
    PublicPage,
    Rating,
    Scale,
    Withdrawal,
)

NEWEST = ("-first_published_at", "-pk")
"""Newest first; a correction does not move a check, so that paging loses and repeats none."""
BEST = ("-closeness", "-pk")
WEIGHED = 2_000
READ = ("english", "simple", *STEMS.values())
"""How words that are searched for are read: they tell no language."""
FIELDS = {
    PublicFacet.Kind.TOPIC: "topics",
    PublicFacet.Kind.SPEAKER: "speakers",
    PublicFacet.Kind.OUTLET: "outlets",
}
PAGES = "(SELECT (count(*), max(updated_at))::text FROM claims_publicpage)"
ERASED = "(SELECT max(erased_at)::text FROM claims_publishedname WHERE erased_at IS NOT NULL)"
"""A name that was erased is on no page any more, from the next request on."""
SITE = f"""
    SELECT (SELECT (changed_at, id)::text FROM claims_publiccheck ORDER BY changed_at DESC, id DESC LIMIT 1),
        {PAGES}, {ERASED}
"""
CHECK = f"""
    SELECT p.id, c.status, c.status_since::text, l.changed_at::text, {PAGES}, {ERASED}
    FROM claims_publication p JOIN claims_claim c ON c.id = p.claim_id
    LEFT JOIN claims_publiccheck l ON l.public_id = p.public_id
    WHERE p.public_id = %s ORDER BY p.version DESC LIMIT 1
"""
EXACT = 1_000_000  # ranks are compared as whole numbers: a float does not survive a page's token


def publications_public() -> QuerySet[Publication]:
    """The version of each check that the public reads now, newest check first; withdrawn ones are left out.

    One row a check, by way of `PublicCheck`, which has the indexes: filter by ``listed__...``.
    """
    return (
        Publication.objects.filter(listed__isnull=False, listed__withdrawn_at=None)
        .select_related("listed", "rating", "claim")
        .defer("claim__search", "listed__search")
        .order_by("-listed__first_published_at", "-listed__pk")
    )


def checks_public(*, withdrawn: bool = False) -> QuerySet[PublicCheck]:
    """The public checks as lists show them, newest first; with the withdrawn ones if asked."""
    rows = PublicCheck.objects.defer("search").order_by(*NEWEST)
    return rows if withdrawn else rows.filter(withdrawn_at=None)


def checks_under(kind: str, slug: str, *, withdrawn: bool = False) -> QuerySet[PublicCheck]:
    """Those under one topic, speaker, outlet or rating."""
    rows = checks_public(withdrawn=withdrawn)
    if kind == PublicFacet.Kind.RATING:
        return rows.filter(rating=slug)
    return rows.filter(**{f"{FIELDS[PublicFacet.Kind(kind)]}__contains": [slug]})


class ReadAlready(SearchQuery):
    """A text query as PostgreSQL writes it."""

    template = "%(expressions)s::tsquery"


ASKED = f"""
    SELECT coalesce(string_agg(DISTINCT format('(%%s)', read), ' | '), '')
    FROM unnest(ARRAY[{", ".join(f"websearch_to_tsquery('{stems}', %(words)s)" for stems in READ)}]) AS read
    WHERE numnode(read) > 0
"""


def _asked(words: str) -> str:
    """A text query of the words as each language reads them, once where several read alike: PostgreSQL takes
    each part for further finds, and too many of them for common words."""
    with connection.cursor() as cursor:
        cursor.execute(ASKED, {"words": words})
        return str(cursor.fetchone()[0])


def checks_about(words: str) -> QuerySet[PublicCheck]:
    """Those with these words or their stems, best first (`BEST`).

    Quotes, "or" and "-" are read as search engines do. The newest `WEIGHED` of them are put in
    order: words that stand in every check tell none from another.
    """
    asked: Any = ReadAlready(Value(_asked(words)))
    rank = Func(SearchRank(F("search"), asked, normalization=Value(1)) * Value(EXACT), function="round")
    newest = checks_public().filter(search=asked).values("pk")[:WEIGHED]
    rows = PublicCheck.objects.defer("search").filter(pk__in=newest)
    return rows.annotate(closeness=Cast(rank, BigIntegerField())).order_by(*BEST)


def changed_since(rows: QuerySet[PublicCheck], moment: datetime) -> QuerySet[PublicCheck]:
    """Of these, what was published, corrected or withdrawn at that time or later."""
    return rows.filter(changed_at__gte=moment)


def with_publications(rows: QuerySet[PublicCheck]) -> QuerySet[PublicCheck]:
    """With the frozen content and the withdrawal of each, in the same query."""
    return rows.select_related("publication", "claim__withdrawal").only(
        *(field.attname for field in PublicCheck._meta.concrete_fields if field.name != "search"),
        "publication__public_id",
        "publication__version",
        "publication__content",
        "publication__sha256",
        "publication__published_at",
        "publication__approval_id",
        "publication__claim_id",
        "claim__status",
        "claim__withdrawal__notice",
        "claim__withdrawal__created_at",
    )


def facets(kind: str) -> QuerySet[PublicFacet]:
    """What checks are listed under, by name."""
    return PublicFacet.objects.filter(kind=kind, checks__gt=0).order_by("name", "pk")


def pages() -> QuerySet[PublicPage]:
    """The house's own pages, as the menu names them."""
    return PublicPage.objects.defer("text").order_by("position", "title", "pk")


def check_shown(public_id: UUID) -> QuerySet[Publication]:
    """The newest version of a public check, with its claim, its withdrawal and its row of the lists."""
    found = Publication.objects.filter(public_id=public_id).order_by("-version")
    return found.select_related("claim__withdrawal", "listed").defer("claim__search", "listed__search")[:1]


def versions_of(public_id: UUID) -> QuerySet[Publication]:
    """Every version of a check, newest first, without its content."""
    return Publication.objects.filter(public_id=public_id).defer("content").order_by("-version")


def corrections_public() -> QuerySet[Correction]:
    """What was corrected, newest first, with the check that it belongs to."""
    return (
        Correction.objects.select_related("publication__claim__withdrawal")
        .defer("publication__claim__search")
        .order_by("-created_at", "-pk")
    )


def withdrawals_public() -> QuerySet[Withdrawal]:
    return (
        Withdrawal.objects.select_related("publication", "claim")
        .defer("claim__search")
        .order_by("-created_at")
    )


def last_change(rows: QuerySet[Any]) -> datetime | None:
    """When anything in these rows last changed."""
    found: datetime | None = rows.order_by("-changed_at").values_list("changed_at", flat=True).first()
    return found


def stamp_of_site() -> tuple[Any, ...]:
    """Another one once any check is published, corrected or withdrawn, or a page of the house changed."""
    with connection.cursor() as cursor:
        cursor.execute(SITE)
        return tuple(cursor.fetchone() or ())


def stamp_of_check(public_id: UUID) -> tuple[Any, ...]:
    """Another one once anything on the check's page changed: () where there is no such check."""
    with connection.cursor() as cursor:
        cursor.execute(CHECK, [public_id])
        return tuple(cursor.fetchone() or ())


def verdicts_explained() -> list[dict[str, Any]]:
    """The newest scale, best first, each verdict with its meaning and how many checks have it."""
    scale = Scale.objects.order_by("-version").values("pk")[:1]
    counts = {row.slug: row.checks for row in PublicFacet.objects.filter(kind=PublicFacet.Kind.RATING)}
    rows = Rating.objects.filter(scale__in=scale).order_by("position")
    return [{"rating": row, "checks": counts.get(row.key, 0)} for row in rows]
