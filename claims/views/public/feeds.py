"""Feeds: ClaimReview as a DataFeed, and Atom for checks and for corrections."""

import json
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.http import http_date

from claims import public_queries
from claims.actions.feed import feed_item
from claims.models import Correction, PublicCheck, PublicFacet
from claims.paging import page
from claims.views.public.access import public
from claims.views.public.keeping import of_site

SIZE, MOST, ENTRIES = 100, 500, 50
MANY = {"topics": PublicFacet.Kind.TOPIC, "ratings": PublicFacet.Kind.RATING}


@public(max_age=60, key=of_site)
def claimreview(request: HttpRequest, many: str = "", slug: str = "") -> HttpResponse:
    """A DataFeed, newest check first; ``size``, ``after`` and ``since`` (what changed from then on).

    ``next`` in the document and the Link header name the page after this one.
    """
    rows = public_queries.checks_public(withdrawn=True)
    if many:
        get_object_or_404(PublicFacet, kind=MANY[many], slug=slug)
        rows = public_queries.checks_under(MANY[many], slug, withdrawn=True)
    asked, wrong = _asked(request)
    if wrong:
        return JsonResponse(
            {"title": wrong, "status": 400}, status=400, content_type="application/problem+json"
        )
    if asked.get("since"):
        rows = public_queries.changed_since(rows, asked["since"])
    found = page(
        public_queries.with_publications(rows),
        order=public_queries.NEWEST,
        after=request.GET.get("after", ""),
        size=asked["size"],
    )
    onward = _address(request, after=found.after) if found.after else ""
    feed = {
        "@context": "https://schema.org",
        "@type": "DataFeed",
        "name": settings.NEWSROOM_NAME,
        "url": f"{settings.PUBLIC_URL}{request.path}",
        "dateModified": _iso(public_queries.last_change(rows)),
        "dataFeedElement": [feed_item(row) for row in found.rows],
        **({"next": onward} if onward else {}),
    }
    return _answered(json.dumps(feed, ensure_ascii=False), "application/json", found.rows, onward)


def _asked(request: HttpRequest) -> tuple[dict[str, Any], str]:
    """What the query asks for, or a sentence about what is wrong with it."""
    size = request.GET.get("size", str(SIZE))
    if not (size.isascii() and size.isdecimal() and 1 <= int(size[:9]) <= MOST):
        return {}, f"size must be a whole number from 1 to {MOST}."
    words = request.GET.get("since", "")
    try:
        since = parse_datetime(words.replace(" ", "+")) if words else None
    except ValueError:
        since = None
    if words and since is None:
        return {}, "since must be a moment such as 2026-03-12T09:00:00Z."
    if since is not None and timezone.is_naive(since):
        since = timezone.make_aware(since)
    return {"size": int(size), "since": since}, ""


def _address(request: HttpRequest, **changed: str) -> str:
    query = request.GET.dict() | changed
    return f"{settings.PUBLIC_URL}{request.path}?{urlencode(query)}"


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _answered(text: str, kind: str, rows: list[PublicCheck], onward: str = "") -> HttpResponse:
    response = HttpResponse(text, content_type=f"{kind}; charset=utf-8")
    if rows:
        response["Last-Modified"] = http_date(max(row.changed_at for row in rows).timestamp())
    if onward:
        response["Link"] = f'<{onward}>; rel="next"'
    return response


@public(max_age=60, key=of_site)
def atom(request: HttpRequest, many: str = "", slug: str = "") -> HttpResponse:
    """The newest checks, as a whole or under one topic or rating."""
    rows: QuerySet[PublicCheck] = public_queries.checks_public()
    title = settings.NEWSROOM_NAME
    if many:
        facet = get_object_or_404(PublicFacet, kind=MANY[many], slug=slug)
        rows, title = public_queries.checks_under(facet.kind, slug), f"{title}: {facet.name}"
    found = list(public_queries.with_publications(rows)[:ENTRIES])
    context = {"title": title, "checks": found, **_frame(request, [row.changed_at for row in found])}
    return _answered(render_to_string("public/checks.atom", context), "application/atom+xml", found)


@public(max_age=60, key=of_site)
def corrections(request: HttpRequest) -> HttpResponse:
    """The newest corrections and withdrawals."""
    found = list(public_queries.corrections_public()[:ENTRIES])
    gone = list(public_queries.withdrawals_public()[:ENTRIES])
    moments = [_when(row) for row in found] + [row.created_at for row in gone]
    context = {"corrections": found, "withdrawals": gone, **_frame(request, moments)}
    context["title"] = f"{settings.NEWSROOM_NAME}: corrections"
    text = render_to_string("public/corrections.atom", context)
    return HttpResponse(text, content_type="application/atom+xml; charset=utf-8")


def _when(row: Correction) -> datetime:
    return row.publication.published_at


def _frame(request: HttpRequest, moments: list[datetime]) -> dict[str, Any]:
    return {
        "site": settings.PUBLIC_URL,
        "newsroom_name": settings.NEWSROOM_NAME,
        "self": f"{settings.PUBLIC_URL}{request.path}",
        "updated": max(moments, default=datetime(2000, 1, 1, tzinfo=timezone.get_default_timezone())),
    }
