"""What the public reads: the frozen page of a check, and its receipt. No account, no cookie."""

from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from claims import review_queries
from claims.actions.freeze import markup_of
from claims.actions.names import shown
from claims.models import Publication
from claims.receipts import receipt as receipt_of
from claims.states import Status

OPEN = {Status.PUBLISHED, Status.WITHDRAWN}


@login_not_required
@require_safe
@cache_control(public=True, max_age=60)
def check(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The newest version, from its frozen content alone; 410 with its notice once withdrawn."""
    found = get_object_or_404(review_queries.check_shown(public_id))
    withdrawn = getattr(found.claim, "withdrawal", None)  # joined; a claim has one or none
    context = {
        "publication": found,
        "content": shown(found),
        "markup": None if withdrawn else markup_of(found),
        "withdrawal": withdrawn,
        "under_review": found.claim.status not in OPEN,
    }
    return render(request, "claims/check.html", context, status=410 if withdrawn else 200)


@login_not_required
@require_safe
@cache_control(public=True, max_age=300)
def receipt(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """That the act which made the newest version stands in the sealed record."""
    found: Publication = get_object_or_404(review_queries.check_shown(public_id))
    act = review_queries.public_act(found.claim)
    if act is None:
        return JsonResponse({"detail": "There is no receipt of this check."}, status=404)
    return JsonResponse(receipt_of(act) | {"publication": {"version": found.version, "sha256": found.sha256}})
