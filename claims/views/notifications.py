"""What a person is told, and how they want to be told."""

from typing import NamedTuple

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from accounts.actions import set_shortcuts
from claims import people_queries
from claims.actions.notify import mark_read
from claims.actions.preferences import set_preference
from claims.models import Notification, NotificationKind, NotificationPreference
from claims.paging import page
from claims.people_forms import PreferenceForm
from claims.views.access import Request, back, newsroom, wants_part


class Wish(NamedTuple):
    label: str
    form: PreferenceForm


@require_GET
@newsroom
def notifications(request: Request) -> HttpResponse:
    rows = Notification.objects.filter(user=request.user).shown()
    found = page(rows, order=("-pk",), after=request.GET.get("after", ""), size=30)
    part = wants_part(request) and request.htmx.target == "more"
    template = "claims/_notification_rows.html" if part else "claims/notifications.html"
    return render(request, template, {"page": found, "newest": found.rows[0].pk if found.rows else 0})


@require_POST
@newsroom
def read(request: Request) -> HttpResponse:
    """One of them, or all up to the newest that the page showed."""
    only, upto = request.POST.get("only", ""), request.POST.get("upto", "")
    if only.isascii() and only.isdigit():
        mark_read(by=request.user, only=[int(only)])
    elif upto.isascii() and upto.isdigit():
        mark_read(by=request.user, upto=int(upto))
    return back(request, "notifications")


@newsroom
def preferences(request: Request) -> HttpResponse:
    wishes = [_wish(row, request) for row in people_queries.preferences_of(request.user)]
    if request.method != "POST":
        return render(request, "claims/preferences.html", {"wishes": wishes})
    if not all(wish.form.is_valid() for wish in wishes):
        return render(request, "claims/preferences.html", {"wishes": wishes}, status=422)
    with transaction.atomic():
        for wish in wishes:
            if wish.form.has_changed():
                set_preference(by=request.user, kind=str(wish.form.prefix), **wish.form.cleaned_data)
    messages.success(request, gettext("Saved. It holds for what happens from now on."))
    return redirect("preferences")


@require_POST
@newsroom
def keys(request: Request) -> HttpResponse:
    """Switch the keyboard's shortcuts on or off for oneself, in every browser."""
    on = request.POST.get("shortcuts") == "on"
    set_shortcuts(request.user, on)
    messages.success(
        request,
        gettext("Shortcuts are on.")
        if on
        else gettext("Shortcuts are off. The Keys sheet turns them on again."),
    )
    return back(request, "preferences")


def _wish(row: NotificationPreference, request: Request) -> Wish:
    posted = request.POST if request.method == "POST" else None
    start = {"in_app": row.in_app, "mail": row.mail}
    label = str(NotificationKind(row.kind).label)
    return Wish(label, PreferenceForm(posted, prefix=row.kind, initial=start))
