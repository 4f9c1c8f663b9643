"""Evidence of a claim: add it, take it out, have a copy of it kept."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from claims import evidence_queries, queries, review_queries, review_rules, rules
from claims.actions.evidence import Upload, add_evidence, fetch_copy, remove_evidence
from claims.actions.intake import check_size
from claims.errors import Denied, Refused
from claims.models import Evidence, EvidenceFile
from claims.review_forms import EvidenceForm
from claims.views import parts
from claims.views.access import Request, newsroom, only_posted, wants_part
from claims.views.captures import archive_of
from claims.views.claims import show
from claims.views.marking import Paragraph, Place, paragraphs
from claims.views.sight import sight_of


@require_GET
@newsroom
def stored(request: Request, pk: int) -> HttpResponse:
    """The stored copy, with the excerpt marked in it: what a reviewer reads; or why there is none yet."""
    found = get_object_or_404(evidence_queries.evidence_shown(), pk=pk)
    context = {
        "item": found,
        "capture": found.capture,
        "archive": archive_of(found.capture),
        "paragraphs": _marked(found),
        "job": review_queries.copy_jobs(found.claim).get(f"evidence:{found.pk}"),
        "looks": evidence_queries.looks_at(evidence=found),
        "may_look": rules.may_settle_looks(request.user),
        "snapshots": list(found.snapshots.all()[:3]),
        "asks_archive": bool(settings.SAVE_PAGE_NOW_KEY and found.capture_id and found.address),
        "may_copy": review_rules.may_add_evidence(request.user, found.claim),
    }
    return render(request, "claims/stored.html", context)


@require_GET
@newsroom
def everything(request: Request, pk: int) -> HttpResponse:
    """All evidence of a claim: a part of its page, and a page of its own."""
    claim = get_object_or_404(queries.claim_shown(pk))
    sight = sight_of(request.user, claim)
    context = {"claim": claim, "sight": sight, **parts.evidence(request.user, claim)}
    page = "claims/_evidence.html" if wants_part(request) else "claims/evidence.html"
    return render(request, page, context)


def _marked(found: Evidence) -> list[Paragraph]:
    whole = found.start is not None and found.end is not None
    places = [Place(found.pk, found.start or 0, found.end or 0)] if whole else []
    return paragraphs(found.capture.text, places) if found.capture else []


@only_posted("claim")
@newsroom
def add(request: Request, pk: int) -> HttpResponse:
    """What was typed stays when it cannot be taken."""
    claim = get_object_or_404(queries.claim_shown(pk))
    form = EvidenceForm(request.POST, request.FILES)
    if not form.is_valid():
        return show(request, claim, 422, add_evidence=form)
    given = form.cleaned_data
    try:
        add_evidence(claim, by=request.user, **given | {"upload": _upload(given["upload"])})
    except Denied:
        raise
    except Refused as why:
        form.add_error(why.field, str(why))
        return show(request, claim, 422, add_evidence=form)
    messages.success(request, gettext("The evidence is added. You worked on this check now."))
    return _there(pk)


def _upload(file: Any) -> Upload | None:
    """``file`` is Django's uploaded file, or None."""
    if file is None:
        return None
    check_size(file.size or 0)  # before it is all in memory
    return Upload(file.read(), file.name or "", file.content_type or "")


@require_POST
@newsroom
def remove(request: Request, pk: int) -> HttpResponse:
    removed = remove_evidence(get_object_or_404(Evidence, pk=pk), by=request.user)
    messages.success(request, gettext("Taken out of the draft. It stays on the record."))
    return _there(removed.claim_id)


@require_POST
@newsroom
def copy(request: Request, pk: int) -> HttpResponse:
    """Have the page fetched, or fetched again."""
    found = get_object_or_404(Evidence.objects.select_related("claim"), pk=pk)
    review_rules.may_add_evidence(request.user, found.claim).check()
    if found.capture_id is None and (found.address or EvidenceFile.objects.filter(evidence=found).exists()):
        fetch_copy(found, by=request.user)
        messages.success(request, gettext("A worker will keep a copy of the page."))
    return _there(found.claim_id)


def _there(claim: int) -> HttpResponse:
    return redirect(reverse("claim", args=[claim]) + "#evidence")
