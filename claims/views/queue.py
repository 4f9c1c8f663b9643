"""The queue of claims: filter, triage many at once, take the next."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_GET, require_POST

from accounts.models import User
from claims import queue_queries
from claims.actions.assign import take_next as take_the_next
from claims.actions.triage import Bulk, bulk_accept, bulk_decline
from claims.filters import TO_TRIAGE, QueueFilter
from claims.forms import BulkDeclineForm
from claims.live_queries import stamp
from claims.models import Claim
from claims.paging import Page, page
from claims.states import Status
from claims.views.access import Request, back, newsroom, wants_part

ROWS = 24  # of a page; more weigh more than a first look is worth


@dataclass(frozen=True, slots=True)
class Column:
    """A state on the board: ``count`` is of all its claims, ``claims`` the first of them."""

    status: Status
    count: int
    claims: list[Claim]


@require_GET
@newsroom
def queue(request: Request) -> HttpResponse:
    """The whole page, the results alone, or the next rows alone: as htmx asks."""
    chosen, part = QueueFilter(request.GET), wants_part(request)
    context: dict[str, Any] = {"filter": chosen, "decline": BulkDeclineForm()}
    if part and request.htmx.target == "more":
        return render(request, "claims/_queue_rows.html", context | {"page": _page(request, chosen)})
    context["stamp"] = stamp("queue", user=request.user.pk)
    context |= _counted(queue_queries.counts(chosen.in_any_state(request.user)))
    if chosen.is_board:
        context["columns"] = _columns(chosen, request.user, context["counts"])
    else:
        context["page"] = _page(request, chosen)
    if not part:
        context["views"] = queue_queries.saved_views(request.user)
    return render(request, "claims/_queue.html" if part else "claims/queue.html", context)


def _page(request: Request, chosen: QueueFilter) -> Page[Claim]:
    return page(chosen.rows(request.user), order=chosen.order, after=request.GET.get("after", ""), size=ROWS)


def _counted(counts: dict[str, int]) -> dict[str, Any]:
    """Sums of counts that stop somewhere stop there too."""
    most = queue_queries.CAP + 1
    sums = {"": sum(counts[name] for name in TO_TRIAGE), "all": sum(counts.values())}
    return {"counts": {name: min(count, most) for name, count in sums.items()} | counts}


def _columns(chosen: QueueFilter, person: User, counts: dict[str, int]) -> list[Column]:
    cards = queue_queries.board(chosen.in_any_state(person))
    return [Column(Status(name), counts[name], found) for name, found in cards.items()]


@require_POST
@newsroom
def bulk(request: Request) -> HttpResponse:
    """Accept or decline every ticked claim; say what moved and what did not, and why."""
    ids = [int(pk) for pk in request.POST.getlist("claim") if pk.isascii() and pk.isdigit()][:200]
    claims = list(Claim.objects.defer("search").filter(pk__in=ids).order_by("pk"))
    form = BulkDeclineForm(request.POST)
    if not claims:
        messages.warning(request, gettext("No claim was selected. Tick some first."))
    elif request.POST.get("act") == "accept":
        outcome = bulk_accept(claims, by=request.user)
        said = ngettext("%(number)s claim accepted.", "%(number)s claims accepted.", len(outcome.moved))
        _say(request, said, gettext("Not accepted: %(claims)s. %(sentence)s"), outcome)
    elif not form.is_valid():
        messages.warning(request, gettext("Nothing was declined: choose a reason."))
    else:
        outcome = bulk_decline(claims, by=request.user, **form.cleaned_data)
        said = ngettext("%(number)s claim declined.", "%(number)s claims declined.", len(outcome.moved))
        _say(request, said, gettext("Not declined: %(claims)s. %(sentence)s"), outcome)
    return back(request, "queue")


def _say(request: Request, done: str, not_done: str, outcome: Bulk) -> None:
    moved = len(outcome.moved)
    if moved:
        messages.success(request, done % {"number": moved})
    for sentence in dict.fromkeys(outcome.refused.values()):
        left = [f"#{pk}" for pk, why in outcome.refused.items() if why == sentence]
        messages.warning(request, not_done % {"claims": ", ".join(left), "sentence": sentence})


@require_POST
@newsroom
def take_next(request: Request) -> HttpResponse:
    claim = take_the_next(by=request.user)
    if claim is None:
        messages.info(request, gettext("Nothing waits to be taken. Accept a candidate first."))
        return back(request, "queue")
    messages.success(request, gettext("It is yours now."))
    return redirect("claim", claim.pk)
