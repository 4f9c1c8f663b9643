"""Evidence of a claim: add it, take it out, have a copy of it kept."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from claims import queries, review_rules
from claims.actions.evidence import add_evidence, fetch_copy, remove_evidence
from claims.errors import Denied, Refused
from claims.models import Evidence
from claims.review_forms import EvidenceForm
from claims.views.access import Request, newsroom, only_posted
from claims.views.claims import show
from claims.views.marking import Place, paragraphs


@require_GET
@newsroom
def stored(request: Request, pk: int) -> HttpResponse:
    """The stored copy, with the excerpt marked in it: what a reviewer reads."""
    rows = Evidence.objects.select_related("claim", "capture").defer("claim__search", "capture__raw")
    found = get_object_or_404(rows, pk=pk, capture__isnull=False)
    capture, whole = found.capture, found.start is not None and found.end is not None
    places = [Place(found.pk, found.start or 0, found.end or 0)] if whole else []
    context = {"item": found, "capture": capture, "paragraphs": paragraphs(capture.text, places)}  # type: ignore[union-attr]
    return render(request, "claims/stored.html", context)


@only_posted("claim")
@newsroom
def add(request: Request, pk: int) -> HttpResponse:
    """What was typed stays when it cannot be taken."""
    claim = get_object_or_404(queries.claim_shown(pk))
    form = EvidenceForm(request.POST)
    if not form.is_valid():
        return show(request, claim, 422, add_evidence=form)
    try:
        add_evidence(claim, by=request.user, **form.cleaned_data)
    except Denied:
        raise
    except Refused as why:
        form.add_error("excerpt" if "excerpt" in str(why) else None, str(why))
        return show(request, claim, 422, add_evidence=form)
    messages.success(request, "The evidence is added. You worked on this check now.")
    return _there(pk)


@require_POST
@newsroom
def remove(request: Request, pk: int) -> HttpResponse:
    removed = remove_evidence(get_object_or_404(Evidence, pk=pk), by=request.user)
    messages.success(request, "Taken out of the draft. It stays on the record.")
    return _there(removed.claim_id)


@require_POST
@newsroom
def copy(request: Request, pk: int) -> HttpResponse:
    """Have the page fetched, or fetched again."""
    found = get_object_or_404(Evidence.objects.select_related("claim"), pk=pk)
    review_rules.may_add_evidence(request.user, found.claim).check()
    if found.capture_id is None and found.address:
        fetch_copy(found, by=request.user)
        messages.success(request, "A worker will keep a copy of the page.")
    return _there(found.claim_id)


def _there(claim: int) -> HttpResponse:
    return redirect(reverse("claim", args=[claim]) + "#evidence")
