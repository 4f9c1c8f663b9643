"""Who is at a claim now, and when its work is due."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext

from claims import people_queries, queries
from claims.actions.presence import here as say_here
from claims.actions.schedule import schedule as set_schedule
from claims.errors import Denied, Refused
from claims.models import Claim
from claims.people_forms import ScheduleForm
from claims.views.access import Request, newsroom, only_posted
from claims.views.claims import show


@only_posted("claim")
@newsroom
def here(request: Request, pk: int) -> HttpResponse:
    """An open page says so every 15 seconds and learns who else is there."""
    claim = get_object_or_404(Claim.objects.defer("search"), pk=pk)
    say_here(claim, by=request.user)
    return render(
        request, "claims/_here.html", {"here": list(people_queries.others_here(claim, request.user))}
    )


@only_posted("claim")
@newsroom
def schedule(request: Request, pk: int) -> HttpResponse:
    claim = get_object_or_404(queries.claim_shown(pk))
    form = ScheduleForm(request.POST)
    if not form.is_valid():
        return show(request, claim, 422, schedule=form)
    try:
        set_schedule(claim, by=request.user, **form.cleaned_data)
    except Denied:
        raise
    except Refused as why:
        form.add_error("due_at", str(why))
        return show(request, claim, 422, schedule=form)
    messages.success(request, gettext("Saved."))
    return redirect("claim", pk)
