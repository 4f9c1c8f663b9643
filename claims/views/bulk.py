"""What is done to many claims of the queue at once; says what moved and what did not, and why."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_POST

from claims.actions.many import Bulk, bulk_accept, bulk_assign, bulk_decline, bulk_priority
from claims.forms import AssignForm, BulkDeclineForm, PriorityForm
from claims.models import Claim
from claims.views.access import Request, back, newsroom

MOST = 200  # claims at once


@require_POST
@newsroom
def bulk(request: Request) -> HttpResponse:
    """Do what the pressed button says to every ticked claim."""
    ids = [int(pk) for pk in request.POST.getlist("claim") if pk.isascii() and pk.isdigit() and len(pk) < 19]
    claims = list(Claim.objects.defer("search").filter(pk__in=ids[:MOST]).order_by("pk"))
    if not claims:
        messages.warning(request, gettext("No claim was selected. Tick some first."))
    else:
        ACTS.get(request.POST.get("act", ""), _decline)(request, claims)
    return back(request, "queue")


def _accept(request: Request, claims: list[Claim]) -> None:
    outcome = bulk_accept(claims, by=request.user)
    said = ngettext("%(number)s claim accepted.", "%(number)s claims accepted.", len(outcome.moved))
    _say(request, said, gettext("Not accepted: %(claims)s. %(sentence)s"), outcome)


def _decline(request: Request, claims: list[Claim]) -> None:
    form = BulkDeclineForm(request.POST)
    if not form.is_valid():
        messages.warning(request, gettext("Nothing was declined: choose a reason."))
        return
    outcome = bulk_decline(claims, by=request.user, **form.cleaned_data)
    said = ngettext("%(number)s claim declined.", "%(number)s claims declined.", len(outcome.moved))
    _say(request, said, gettext("Not declined: %(claims)s. %(sentence)s"), outcome)


def _assign(request: Request, claims: list[Claim]) -> None:
    form = AssignForm(request.POST)
    if not form.is_valid():
        messages.warning(request, gettext("Nothing was assigned: choose a person."))
        return
    outcome = bulk_assign(claims, by=request.user, **form.cleaned_data)
    said = ngettext("%(number)s claim assigned.", "%(number)s claims assigned.", len(outcome.moved))
    _say(request, said, gettext("Not assigned: %(claims)s. %(sentence)s"), outcome)


def _priority(request: Request, claims: list[Claim]) -> None:
    form = PriorityForm(request.POST)
    if not form.is_valid():
        messages.warning(request, gettext("No priority was set: choose one."))
        return
    outcome = bulk_priority(claims, by=request.user, **form.cleaned_data)
    said = ngettext(
        "Priority set on %(number)s claim.", "Priority set on %(number)s claims.", len(outcome.moved)
    )
    _say(request, said, gettext("No priority set: %(claims)s. %(sentence)s"), outcome)


def _say(request: Request, done: str, not_done: str, outcome: Bulk) -> None:
    moved = len(outcome.moved)
    if moved:
        messages.success(request, done % {"number": moved})
    for sentence in dict.fromkeys(outcome.refused.values()):
        left = [f"#{pk}" for pk, why in outcome.refused.items() if why == sentence]
        messages.warning(request, not_done % {"claims": ", ".join(left), "sentence": sentence})


ACTS: dict[str, Callable[[Request, list[Claim]], None]] = {
    "accept": _accept,
    "decline": _decline,
    "assign": _assign,
    "priority": _priority,
}
