"""The queue of claims: filter, triage many at once, take the next."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from claims import queries
from claims.actions.assign import take_next as take_the_next
from claims.actions.triage import Bulk, bulk_accept, bulk_decline
from claims.filters import TO_TRIAGE, QueueFilter
from claims.forms import BulkDeclineForm
from claims.models import Claim
from claims.paging import page
from claims.views.access import Request, back, newsroom, wants_part


@require_GET
@newsroom
def queue(request: Request) -> HttpResponse:
    """The whole page, the results alone, or the next rows alone: as htmx asks."""
    chosen = QueueFilter(request.GET)
    found = page(
        chosen.rows(request.user), order=queries.QUEUE_ORDER, after=request.GET.get("after", ""), size=40
    )
    context = {"filter": chosen, "page": found, "decline": BulkDeclineForm()}
    if wants_part(request) and request.htmx.target == "more":
        return render(request, "claims/_queue_rows.html", context)
    counts = queries.status_counts()
    context["counts"] = {"": sum(counts[name] for name in TO_TRIAGE), "all": sum(counts.values()), **counts}
    part = wants_part(request)
    return render(request, "claims/_queue.html" if part else "claims/queue.html", context)


@require_POST
@newsroom
def bulk(request: Request) -> HttpResponse:
    """Accept or decline every ticked claim; say what moved and what did not, and why."""
    ids = [int(pk) for pk in request.POST.getlist("claim") if pk.isascii() and pk.isdigit()][:200]
    claims = list(Claim.objects.defer("search").filter(pk__in=ids).order_by("pk"))
    form = BulkDeclineForm(request.POST)
    if not claims:
        messages.warning(request, "No claim was selected. Tick some first.")
    elif request.POST.get("act") == "accept":
        _say(request, "accepted", bulk_accept(claims, by=request.user))
    elif not form.is_valid():
        messages.warning(request, "Nothing was declined: choose a reason.")
    else:
        _say(request, "declined", bulk_decline(claims, by=request.user, **form.cleaned_data))
    return back(request, "queue")


def _say(request: Request, done: str, outcome: Bulk) -> None:
    moved = len(outcome.moved)
    if moved:
        messages.success(request, f"{moved} claim{'s' if moved != 1 else ''} {done}.")
    for sentence in dict.fromkeys(outcome.refused.values()):
        left = [f"#{pk}" for pk, why in outcome.refused.items() if why == sentence]
        messages.warning(request, f"Not {done}: {', '.join(left)}. {sentence}")


@require_POST
@newsroom
def take_next(request: Request) -> HttpResponse:
    claim = take_the_next(by=request.user)
    if claim is None:
        messages.info(request, "Nothing waits to be taken. Accept a candidate first.")
        return back(request, "queue")
    messages.success(request, "It is yours now.")
    return redirect("claim", claim.pk)
