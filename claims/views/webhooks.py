"""Webhooks, for operators: endpoints, their secrets, what they were told and what they answered."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from claims import webhook_queries, webhook_rules
from claims.actions import webhooks as actions
from claims.errors import Denied, Refused
from claims.models import WebhookDelivery, WebhookEndpoint
from claims.paging import page
from claims.views.access import Request, newsroom, wants_part
from claims.webhook_forms import EndpointForm, RangeForm

P = ParamSpec("P")
View = Callable[Concatenate[Request, P], HttpResponse]
ACTS = {
    "rotate": (actions.rotate, gettext_lazy("A new secret signs beside the old one.")),
    "retire": (actions.retire, gettext_lazy("The old secret signs no more.")),
    "disable": (actions.disable, gettext_lazy("Disabled: it is told of nothing more.")),
    "enable": (actions.enable, gettext_lazy("Enabled: it is told of what happens from now on.")),
}


def keepers(view: View[P]) -> View[P]:
    """Only for those who look after webhooks."""

    @newsroom
    @wraps(view)
    def ask(request: Request, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        webhook_rules.may_keep_webhooks(request.user).check()
        return view(request, *args, **kwargs)

    return ask


@keepers
def webhooks(request: Request) -> HttpResponse:
    """The endpoints, and one more. What was typed stays when it cannot be taken."""
    form = EndpointForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.add_endpoint(by=request.user, **form.cleaned_data)
        except Denied:
            raise
        except Refused as why:
            form.add_error("address", str(why))
        else:
            messages.success(request, _("Added. Its secret is below: the receiver needs it."))
            return redirect("webhook", made.pk)
    context = {"endpoints": webhook_queries.endpoints(), "form": form}
    return render(request, "claims/webhooks.html", context, status=422 if form.errors else 200)


@never_cache
@keepers
def webhook(request: Request, pk: int) -> HttpResponse:
    """One endpoint: its secrets, its log, and telling it again."""
    found = get_object_or_404(webhook_queries.endpoints(), pk=pk)
    form = RangeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        again = actions.replay_range(found, by=request.user, **form.cleaned_data)
        messages.success(request, _("%(number)d deliveries are sent again.") % {"number": again})
        return redirect("webhook", pk)
    return _show(request, found, form)


def _show(request: Request, endpoint: WebhookEndpoint, form: RangeForm) -> HttpResponse:
    state = request.GET.get("state", "")
    rows = webhook_queries.deliveries(endpoint, state)
    context: dict[str, Any] = {
        "endpoint": endpoint,
        "page": page(rows, order=("-pk",), after=request.GET.get("after", ""), size=30),
        "state": state,
        "states": WebhookDelivery.State.choices,
        "form": form,
    }
    if wants_part(request) and request.htmx.target == "more":
        return render(request, "claims/_delivery_rows.html", context)
    return render(request, "claims/webhook.html", context, status=422 if form.errors else 200)


@require_POST
@keepers
def act(request: Request, pk: int, action: str) -> HttpResponse:
    if action not in ACTS:
        raise Http404
    do, said = ACTS[action]
    do(get_object_or_404(WebhookEndpoint, pk=pk), by=request.user)
    messages.success(request, said)
    return redirect("webhook", pk)


@require_POST
@keepers
def replay(request: Request, pk: int) -> HttpResponse:
    """Send one delivery again, under the same id."""
    found = get_object_or_404(WebhookDelivery, pk=pk)
    actions.replay(found, by=request.user)
    messages.success(request, _("It is sent again."))
    return redirect("webhook", found.endpoint_id)
