"""What readers sent: an editor's list, each to be taken up or put aside."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from claims import people_rules, review_queries
from claims.actions.tips import handle_tip
from claims.models import Tip
from claims.paging import page
from claims.views.access import Request, newsroom, wants_part

SIZE = 30


@newsroom
def tips(request: Request) -> HttpResponse:
    """Open ones, newest first; with ``all`` those that were handled, too."""
    people_rules.may_handle_tips(request.user).check()
    rows = review_queries.tips(every="all" in request.GET)
    found = page(rows, order=("-pk",), after=request.GET.get("after", ""), size=SIZE)
    context = {"tips": found.rows, "after": found.after, "every": "all" in request.GET}
    return render(request, "claims/_tip_rows.html" if wants_part(request) else "claims/tips.html", context)


@newsroom
def handle(request: Request, pk: int) -> HttpResponse:
    if request.method != "POST":
        return redirect("tips")
    tip = get_object_or_404(Tip, pk=pk)
    done = handle_tip(
        tip,
        by=request.user,
        accept=request.POST.get("do") == "accept",
        note=request.POST.get("note", "")[:2000],
    )
    messages.success(request, f"{done.get_state_display()}.")
    return redirect("tips")
