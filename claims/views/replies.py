"""Right of reply, from the newsroom's side: ask, send again, take back, write down how it ended."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from claims import queries
from claims.actions.reply import close
from claims.actions.reply_requests import ask as ask_them
from claims.actions.reply_requests import revoke, send_again
from claims.errors import Denied, Refused
from claims.models import ReplyRequest
from claims.people_forms import AskForm, CloseForm
from claims.views.access import Request, newsroom, only_posted
from claims.views.claims import show


@only_posted("claim")
@newsroom
@never_cache
def ask(request: Request, pk: int) -> HttpResponse:
    """The link to hand over is in this answer and nowhere else: only its digest is kept."""
    claim = get_object_or_404(queries.claim_shown(pk))
    form = AskForm(request.POST)
    if not form.is_valid():
        return show(request, claim, 422, ask=form)
    try:
        _, token = ask_them(claim, by=request.user, **form.cleaned_data)
    except Denied:
        raise
    except Refused as why:
        form.add_error(None, str(why))
        return show(request, claim, 422, ask=form)
    link = request.build_absolute_uri(reverse("reply", args=[token]))
    return show(request, claim, reply_link=link)


@require_POST
@newsroom
def keep(request: Request, pk: int, action: str) -> HttpResponse:
    """What whoever looks after a request does with it."""
    found = get_object_or_404(ReplyRequest.objects.select_related("claim"), pk=pk)
    if action == "again":
        send_again(found, by=request.user)
        messages.success(request, gettext("The letter goes out once more."))
    elif action == "revoke":
        revoke(found, by=request.user)
        messages.success(request, gettext("Taken back. Every link of it says so."))
    elif action == "close":
        _close(request, found)
    else:
        raise Http404
    return redirect(reverse("claim", args=[found.claim_id]) + "#replies")


def _close(request: Request, asked: ReplyRequest) -> None:
    form = CloseForm(request.POST)
    if not form.is_valid():
        raise Refused(gettext("Say how it ended."))
    close(asked, by=request.user, **form.cleaned_data)
    messages.success(request, gettext("Written down."))
