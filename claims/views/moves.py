"""The steps of a claim that this newsroom's people take by a button: one POST each."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from claims import queries
from claims.actions.assess import submit
from claims.actions.assign import assign, release, take
from claims.actions.publish import revisit, withdraw
from claims.actions.review import return_claim
from claims.actions.triage import accept, decline, reopen
from claims.actions.undo import undo
from claims.forms import AssignForm, DeclineForm, ReleaseForm, ReopenForm
from claims.review_forms import ReasonForm, SubmitForm, WithdrawForm
from claims.views.access import Request, back, newsroom, only_posted
from claims.views.claims import show

Act = Callable[..., object]

# action: what is done, the form that it needs, what is said afterwards
MOVES: dict[str, tuple[Act, type[forms.Form], str | Promise]] = {
    "accept": (accept, forms.Form, _("Accepted. A worker looks for what is known.")),
    "decline": (decline, DeclineForm, _("Declined.")),
    "reopen": (reopen, ReopenForm, _("Back in the queue.")),
    "take": (take, forms.Form, _("It is yours now.")),
    "release": (release, ReleaseForm, _("Released: it waits in the queue again.")),
    "assign": (assign, AssignForm, _("Assigned.")),
    "submit": (submit, SubmitForm, _("Submitted: it waits for its blind review.")),
    "return": (return_claim, ReasonForm, _("Returned to research.")),
    "revisit": (revisit, ReasonForm, _("Open again. The public page stays, marked as under review.")),
    "withdraw": (withdraw, WithdrawForm, _("Withdrawn. Its address shows the notice.")),
    "undo": (undo, forms.Form, _("Undone: it is where it was before.")),
}
# Under which name the claim's page has a form, where that is not the action's own.
SHOWN_AS = {"return": "return_form", "revisit": "revisit_form", "withdraw": "withdraw_form"}


@only_posted("claim")
@newsroom
def move(request: Request, pk: int, action: str) -> HttpResponse:
    """One step; a form that does not hold comes back with its sentence on the claim's own page."""
    if action not in MOVES:
        raise Http404
    act, form_class, said = MOVES[action]
    claim = get_object_or_404(queries.claim_shown(pk))
    form = form_class(request.POST, prefix=action)
    if not form.is_valid():
        return show(request, claim, 422, **{SHOWN_AS.get(action, action): form})
    partial(act, claim, by=request.user)(**_given(form))
    messages.success(request, str(said))
    return back(request, reverse("claim", args=[claim.pk]))


def _given(form: forms.Form) -> dict[str, Any]:
    return dict(form.cleaned_data)
