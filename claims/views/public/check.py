"""One check: its page from the frozen content, its receipt, its card."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.http import http_date
from django.utils.translation import gettext as _

from claims import public_queries, review_queries
from claims.actions.freeze import address_of, canonical_json, markup_of, media_markup_of
from claims.actions.names import shown
from claims.models import Capture, Publication
from claims.public_words import copies_of, outlets_of, speakers_of, steps_of, topics_of
from claims.receipts import opened
from claims.receipts import receipt as receipt_of
from claims.states import Status
from claims.views.public.access import public, show
from claims.views.public.keeping import of_check

PLAIN = "text/plain; charset=utf-8"
OPEN = {Status.PUBLISHED, Status.WITHDRAWN}


@public(max_age=60, key=of_check)
def check(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The newest version, from its frozen content alone; 410 with its notice once withdrawn."""
    found = get_object_or_404(public_queries.check_shown(public_id))
    context = page_of(found)
    response = show(request, "public/check.html", context, status=410 if context["withdrawal"] else 200)
    response["Last-Modified"] = http_date(last_change(found).timestamp())
    return response


def page_of(found: Publication) -> dict[str, Any]:
    """Everything that the page of this version shows."""
    withdrawn = getattr(found.claim, "withdrawal", None)  # joined; a claim has one or none
    content = shown(found)
    markup = None if withdrawn else markup_of(found)
    return {
        "publication": found,
        "content": content,
        "address": address_of(found),
        "markup": markup,
        "media_markup": None if withdrawn else media_markup_of(found),
        "withdrawal": withdrawn,
        "under_review": found.claim.status not in OPEN,
        "topics": topics_of(content),
        "speakers": {one.name: one.slug for one in speakers_of(content)},
        "outlets": outlets_of(content),
        "runs": steps_of(content),
        "own_copies": not settings.PUBLIC_COPIES
        and any(not row.get("archived_at") for row in copies_of(content)),
        "versions": list(public_queries.versions_of(found.public_id)) if found.version > 1 else [found],
    }


def last_change(found: Publication) -> Any:
    """When anything on the page last changed: version, name, withdrawal, its being looked at again."""
    listed = getattr(found, "listed", None)
    return max(found.claim.status_since, listed.changed_at if listed else found.published_at)


@public(max_age=300)
def receipt(request: HttpRequest, public_id: UUID) -> HttpResponseBase:
    """That the act which made the newest version stands in the sealed record."""
    found: Publication = get_object_or_404(public_queries.check_shown(public_id))
    act = review_queries.public_act(found.claim)
    if act is None:
        return JsonResponse({"detail": "There is no receipt of this check."}, status=404)
    named = {"public_id": str(public_id), "version": found.version, "sha256": found.sha256}
    return JsonResponse(receipt_of(act) | {"opened": opened(act), "publication": named})


@public(max_age=300)
def frozen(request: HttpRequest, public_id: UUID) -> HttpResponseBase:
    """The frozen content as it stands in the record: whose SHA-256 the page names."""
    found: Publication = get_object_or_404(public_queries.check_shown(public_id))
    if getattr(found.claim, "withdrawal", None):
        return JsonResponse({"detail": "This check is withdrawn."}, status=410)
    return HttpResponse(canonical_json(found.content), content_type="application/json")


@public(max_age=300)
def copy(request: HttpRequest, public_id: UUID, sha256: str) -> HttpResponseBase:
    """The text of a copy that the check rests on: plain, its SHA-256 is the one in the address.

    Only where PUBLIC_COPIES says that the newsroom may show what belongs to others.
    """
    found: Publication = get_object_or_404(public_queries.check_shown(public_id))
    kept = {row["capture_sha256"] for row in copies_of(found.content)}
    text = Capture.objects.filter(sha256=sha256).values_list("text", flat=True).first()
    if not settings.PUBLIC_COPIES or sha256 not in kept or text is None:
        raise Http404
    if getattr(found.claim, "withdrawal", None):
        return HttpResponse(_("This check is withdrawn."), status=410, content_type=PLAIN)
    response = HttpResponse(text, content_type=PLAIN, headers={"X-Robots-Tag": "noindex"})
    response._csp_config = {"sandbox": [""], "default-src": ["'none'"]}  # type: ignore[attr-defined]
    return response


@public(max_age=300, key=of_check)
def card(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The check as a small card that other sites may frame; no script in it, and none needed around it."""
    found = get_object_or_404(public_queries.check_shown(public_id))
    context = page_of(found) | {"home": f"{settings.PUBLIC_URL}/checks/"}
    response = render(request, "public/card.html", context, status=410 if context["withdrawal"] else 200)
    response.xframe_options_exempt = True
    response._csp_replace = {"frame-ancestors": ["*"]}  # type: ignore[attr-defined]
    return response
