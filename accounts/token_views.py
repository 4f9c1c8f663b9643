"""One's own keys to the API: make one, see it once, revoke it."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.forms import TokenForm
from accounts.models import ApiToken
from accounts.tokens import TokenRefused, make_token, revoke_token
from accounts.views import Request

SHOWN = 60


@never_cache
def tokens(request: Request) -> HttpResponse:
    """The list and the form. The secret is in the answer to the form and nowhere else."""
    if request.method != "POST":
        return _draw(request, TokenForm())
    form = TokenForm(request.POST)
    if not form.is_valid():
        return _draw(request, form, 422)
    try:
        made, secret = make_token(request.user, **form.cleaned_data)
    except TokenRefused as why:
        form.add_error(None, str(why))
        return _draw(request, form, 422)
    return _draw(request, TokenForm(), made=made, secret=secret)


@require_POST
def revoke(request: Request, pk: int) -> HttpResponse:
    found = get_object_or_404(ApiToken, pk=pk, owner=request.user)
    revoke_token(found, by=request.user)
    messages.success(request, gettext("%(found)s is revoked: nobody can use it any more.") % {"found": found})
    return redirect("tokens")


def _draw(request: Request, form: TokenForm, status: int = 200, **made: Any) -> HttpResponse:
    context = {
        "tokens": ApiToken.objects.live().filter(owner=request.user)[:SHOWN],
        "form": form,
        "made": None,
        "secret": "",
        **made,
    }
    return render(request, "accounts/tokens.html", context, status=status)
