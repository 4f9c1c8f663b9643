"""The people of the newsroom, for operators; and the page that an invitation opens."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_POST

from accounts import actions
from accounts.forms import InviteForm, LanguageForm, RolesForm, WelcomeForm
from accounts.models import Invitation, User
from accounts.roles import NAMES, Role, roles_of
from claims.actions import departure
from claims.errors import Sentence

P = ParamSpec("P")


class Request(HttpRequest):
    user: User


View = Callable[Concatenate[Request, P], HttpResponse]


def operators(view: View[P]) -> View[P]:
    """Only for operators."""

    @wraps(view)
    def ask(request: Request, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if Role.OPERATOR not in roles_of(request.user):
            raise PermissionDenied(gettext("Only an operator can look after people's accounts."))
        return view(request, *args, **kwargs)

    return ask


@require_GET
@operators
def people(request: Request) -> HttpResponse:
    return _draw(request, InviteForm())


def _draw(request: Request, form: InviteForm, status: int = 200, **more: Any) -> HttpResponse:
    held = Count("held_claims", filter=Q(held_claims__status="researching"))
    context = {
        "people": User.objects.prefetch_related("groups").annotate(held=held).order_by("-is_active", "name"),
        "invitations": Invitation.objects.open().select_related("invited_by"),
        "form": form,
        "link": "",
        **more,
    }
    return render(request, "accounts/people.html", context, status=status)


@require_POST
@operators
@never_cache
def invite(request: Request) -> HttpResponse:
    """The link is in this answer and nowhere else: only its digest is kept."""
    form = InviteForm(request.POST)
    if not form.is_valid():
        return _draw(request, form, 422)
    invitation, token = actions.invite(
        form.cleaned_data["email"], form.cleaned_data["roles"], by=request.user
    )
    link = request.build_absolute_uri(reverse("invitation", args=[token]))
    return _draw(request, InviteForm(), link=link, invited=invitation)


@require_POST
@operators
def revoke(request: Request, pk: int) -> HttpResponse:
    invitation = get_object_or_404(Invitation, pk=pk)
    actions.revoke_invitation(invitation, by=request.user)
    messages.success(
        request, gettext("The invitation of %(email)s is revoked.") % {"email": invitation.email}
    )
    return redirect("people")


@operators
def person(request: Request, pk: int) -> HttpResponse:
    """One person's roles."""
    found = get_object_or_404(User, pk=pk)
    held = list(found.groups.values_list("name", flat=True))
    form = RolesForm(request.POST or None, initial={"roles": held})
    if request.method == "POST" and form.is_valid():
        roles = [Role(role) for role in form.cleaned_data["roles"]]
        return _do(
            request,
            lambda: actions.change_roles(found, roles, by=request.user),
            gettext("%(person)s: saved.") % {"person": found},
        )
    return render(request, "accounts/person.html", {"person": found, "form": form})


def language(request: Request) -> HttpResponse:
    """One's own language and time zone; the answer is in the new language already."""
    mine = {"language": request.user.language, "time_zone": request.user.time_zone}
    form = LanguageForm(request.POST or None, initial=mine)
    if request.method != "POST" or not form.is_valid():
        return render(request, "accounts/language.html", {"form": form}, status=422 if form.errors else 200)
    actions.set_language(request.user, **form.cleaned_data)
    if form.cleaned_data["language"]:
        translation.activate(form.cleaned_data["language"])
    messages.success(request, gettext("Saved."))
    return redirect("language")


@require_POST
@operators
def deactivate(request: Request, pk: int) -> HttpResponse:
    found = get_object_or_404(User, pk=pk)
    return _do(
        request,
        lambda: departure.deactivate(found, by=request.user),
        gettext("%(person)s is shut out.") % {"person": found},
    )


@require_POST
@operators
def reactivate(request: Request, pk: int) -> HttpResponse:
    found = get_object_or_404(User, pk=pk)
    return _do(
        request,
        lambda: departure.reactivate(found, by=request.user),
        gettext("%(person)s may sign in again.") % {"person": found},
    )


def _do(request: Request, act: Callable[[], object], said: str) -> HttpResponse:
    """What cannot be done is said on the page it was asked from."""
    try:
        act()
    except (PermissionDenied, Sentence) as why:
        messages.warning(request, str(why))
    else:
        messages.success(request, said)
    return redirect("people")


@login_not_required
@never_cache
@sensitive_post_parameters("password")
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Name and password, then an account. A link that no longer works says so."""
    found = Invitation.objects.open().filter(token_digest=actions.digest(token)).first()
    if found is None:
        return render(request, "accounts/invitation_gone.html", status=410)
    form = WelcomeForm(request.POST or None, email=found.email)
    if request.method == "POST" and form.is_valid():
        if actions.accept_invitation(token, **form.cleaned_data) is None:
            return render(request, "accounts/invitation_gone.html", status=410)
        messages.success(request, gettext("Your account is ready. Sign in with your address and password."))
        return redirect("account_login")
    roles = [NAMES[Role(role)] for role in found.roles]
    return render(request, "accounts/invitation.html", {"form": form, "invitation": found, "roles": roles})
