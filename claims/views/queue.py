"""The queue of claims: filter, take the next."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from accounts.models import User
from claims import queue_queries
from claims.actions.assign import take_next as take_the_next
from claims.filters import TO_TRIAGE, QueueFilter
from claims.forms import AssignForm, BulkDeclineForm, PriorityForm
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
    context: dict[str, Any] = {"filter": chosen} | _bulk_forms()
    if part and request.htmx.target == "more":
        return render(request, "claims/_queue_rows.html", context | {"page": _page(request, chosen)})
    context["stamp"] = stamp("queue", user=request.user.pk)
    context |= _counted(chosen, request.user)
    if chosen.is_board:
        context["columns"] = _columns(chosen, request.user, context["counts"])
    else:
        context["page"] = _page(request, chosen)
    if not part:
        context["views"] = queue_queries.saved_views(request.user)
    return render(request, "claims/_queue.html" if part else "claims/queue.html", context)


def _bulk_forms() -> dict[str, Any]:
    """All stand in one form, of which a button sends one part: nothing in them is required."""
    drawn: dict[str, Any] = {"auto_id": "bulk-%s", "use_required_attribute": False}
    return {"decline": BulkDeclineForm(), "assign": AssignForm(**drawn), "lane": PriorityForm(**drawn)}


def _page(request: Request, chosen: QueueFilter) -> Page[Claim]:
    return page(chosen.rows(request.user), order=chosen.order, after=request.GET.get("after", ""), size=ROWS)


def _counted(chosen: QueueFilter, person: User) -> dict[str, Any]:
    counts = queue_queries.counts(chosen.in_any_state(person), scattered=chosen.is_scattered)
    triage = queue_queries.total(counts[name] for name in TO_TRIAGE)
    return {"counts": {"": triage, "all": queue_queries.total(counts.values())} | counts}


def _columns(chosen: QueueFilter, person: User, counts: dict[str, int]) -> list[Column]:
    cards = queue_queries.board(chosen.in_any_state(person))
    return [Column(Status(name), counts[name], found) for name, found in cards.items()]


@require_POST
@newsroom
def take_next(request: Request) -> HttpResponse:
    claim = take_the_next(by=request.user)
    if claim is None:
        messages.info(request, gettext("Nothing waits to be taken. Accept a candidate first."))
        return back(request, "queue")
    messages.success(request, gettext("It is yours now."))
    return redirect("claim", claim.pk)
