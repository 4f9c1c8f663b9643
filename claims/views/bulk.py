"""What is done to many claims of the queue at once; says what moved and what did not, and why."""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from claims.actions.many import Bulk, bulk_accept, bulk_assign, bulk_decline, bulk_priority
from claims.forms import AssignForm, BulkDeclineForm, PriorityForm
from claims.models import Claim
from claims.views.access import Request, back, newsroom

MOST = 200  # claims at once


@require_POST
@newsroom
def bulk(request: Request) -> HttpResponse:
    """Do what the pressed button says to every ticked claim; those to merge are shown side by side first."""
    ids = [int(pk) for pk in request.POST.getlist("claim") if pk.isascii() and pk.isdigit() and len(pk) < 19]
    claims = list(Claim.objects.defer("search").filter(pk__in=ids[:MOST]).order_by("pk"))
    if not claims:
        messages.warning(request, gettext("No claim was selected. Tick some first."))
    elif request.POST.get("act") == "merge":  # an address of claims alone: nothing else of the form is in it
        return redirect(f"{reverse('merge')}?{urlencode([('claim', found.pk) for found in claims])}")
    else:
        _do(request, ACTS.get(request.POST.get("act", ""), ACTS["decline"]), claims)
    return back(request, "queue")


@dataclass(frozen=True, slots=True)
class Act:
    """What a button does: its action, the form of what the action has to know, and the sentences about it."""

    do: Callable[..., Bulk]
    form: type[forms.Form]
    unsaid: Promise | str
    done: Promise
    left: Promise | str


def _do(request: Request, act: Act, claims: list[Claim]) -> None:
    form = act.form(request.POST)
    if not form.is_valid():
        messages.warning(request, str(act.unsaid))
        return
    outcome = act.do(claims, by=request.user, **form.cleaned_data)
    if outcome.moved:
        messages.success(request, str(act.done % {"number": len(outcome.moved)}))
    for sentence in dict.fromkeys(outcome.refused.values()):
        left = [f"#{pk}" for pk, why in outcome.refused.items() if why == sentence]
        messages.warning(request, str(act.left) % {"claims": ", ".join(left), "sentence": sentence})


ACTS = {
    "accept": Act(
        bulk_accept,
        forms.Form,
        unsaid="",
        done=ngettext_lazy("%(number)s claim accepted.", "%(number)s claims accepted.", "number"),
        left=_("Not accepted: %(claims)s. %(sentence)s"),
    ),
    "decline": Act(
        bulk_decline,
        BulkDeclineForm,
        unsaid=_("Nothing was declined: choose a reason."),
        done=ngettext_lazy("%(number)s claim declined.", "%(number)s claims declined.", "number"),
        left=_("Not declined: %(claims)s. %(sentence)s"),
    ),
    "assign": Act(
        bulk_assign,
        AssignForm,
        unsaid=_("Nothing was assigned: choose a person."),
        done=ngettext_lazy("%(number)s claim assigned.", "%(number)s claims assigned.", "number"),
        left=_("Not assigned: %(claims)s. %(sentence)s"),
    ),
    "priority": Act(
        bulk_priority,
        PriorityForm,
        unsaid=_("No priority was set: choose one."),
        done=ngettext_lazy(
            "Priority set on %(number)s claim.", "Priority set on %(number)s claims.", "number"
        ),
        left=_("No priority set: %(claims)s. %(sentence)s"),
    ),
}
