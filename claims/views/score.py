"""Why a claim scored as it did: a page, or the part of it that htmx shows in place."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from claims import queries
from claims.views.access import Request, newsroom, wants_part


@require_GET
@newsroom
def score(request: Request, pk: int) -> HttpResponse:
    claim = get_object_or_404(queries.claim_shown(pk))
    template = "claims/_score.html" if wants_part(request) else "claims/score.html"
    return render(request, template, {"claim": claim})
