"""Stored copies: what is kept of a page, the page itself without anything that acts, its archives."""

from io import BytesIO
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext
from django.views.decorators.cache import cache_control
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_GET

from claims import evidence_queries, queries
from claims.errors import Refused
from claims.integrations import replay, wacz
from claims.integrations.errors import Unreadable
from claims.models import Archive, Capture
from claims.views.access import Request, newsroom
from claims.views.marking import paragraphs


@require_GET
@newsroom
def capture(request: Request, pk: int) -> HttpResponse:
    found = get_object_or_404(evidence_queries.captures_shown(), pk=pk)
    context = {"capture": found, "archive": archive_of(found), "article": found.article}
    return render(request, "claims/capture.html", context)


def archive_of(capture: Capture | None) -> Archive | None:
    return getattr(capture, "archive", None)


@require_GET
@xframe_options_sameorigin
@cache_control(private=True, no_store=True)
@newsroom
def page(request: Request, pk: int) -> HttpResponse:
    """The stored page in a frame of its own, which runs nothing, loads nothing and leads nowhere."""
    found = get_object_or_404(Capture.objects.select_related("archive").defer("archive__warc"), pk=pk)
    context: dict[str, Any] = {"capture": found, "page": None, "paragraphs": []}
    if found.media_type == "text/html":
        context["page"] = _replayed(found)
    if context["page"] is None:
        context["paragraphs"] = paragraphs(found.text)
    answer = render(request, "claims/replayed.html", context)
    answer["Cross-Origin-Resource-Policy"] = "same-origin"
    answer._csp_config = replay.POLICY  # type: ignore[attr-defined]  # as csp.decorators.csp does
    return answer


def _replayed(found: Capture) -> SafeString | None:
    """None where the bytes cannot be shown as a page after all; the text that was read is."""
    archive = archive_of(found)
    try:
        shown = replay.replayed(bytes(found.raw), archive.charset if archive else None)
    except Unreadable:
        return None
    return mark_safe(shown)  # noqa: S308 - nh3 made it


@require_GET
@newsroom
def warc(request: Request, pk: int) -> HttpResponse:
    """The web archive file as it was written: its SHA-256 is the one that is shown."""
    found = get_object_or_404(Archive, capture=pk)
    answer = HttpResponse(bytes(found.warc), content_type="application/gzip")
    answer["Content-Disposition"] = f'attachment; filename="capture-{pk}.warc.gz"'
    answer["ETag"] = f'"{found.sha256}"'
    return answer


@require_GET
@newsroom
def collection(request: Request, pk: int) -> HttpResponse:
    """All archives of a claim in one file, which public replay tools open."""
    claim = get_object_or_404(queries.claim_shown(pk))
    if not evidence_queries.has_archives(claim):
        raise Refused(gettext("No web archive is stored for this claim yet."))
    parts = (
        wacz.Part(bytes(one.archive.warc), one.title, one.archive.capture.text)
        for one in evidence_queries.archives_of(claim)
    )
    out = BytesIO()
    description = f"Evidence of claim {claim.pk}: {claim.text}"
    wacz.write_wacz(out, parts, title=f"Claim {claim.pk}", description=description, at=timezone.now())
    answer = HttpResponse(out.getvalue(), content_type=wacz.MEDIA_TYPE)
    answer["Content-Disposition"] = f'attachment; filename="claim-{claim.pk}.wacz"'
    return answer
