"""What every screen of the newsroom begins with."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django_htmx.middleware import HtmxDetails

from accounts.models import User
from claims import rules

P = ParamSpec("P")


class Request(HttpRequest):
    """A request of somebody who is signed in: LoginRequiredMiddleware lets no other through."""

    user: User
    htmx: HtmxDetails


View = Callable[Concatenate[Request, P], HttpResponse]


def newsroom(view: View[P]) -> View[P]:
    """Only for those who hold a role in the newsroom."""

    @wraps(view)
    def ask(request: Request, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        rules.may_read(request.user).check()
        return view(request, *args, **kwargs)

    return ask


def wants_part(request: Request) -> bool:
    """htmx swaps a part; a page restored from its history is whole."""
    return bool(request.htmx) and not request.htmx.history_restore_request


def back(request: Request, otherwise: str) -> HttpResponse:
    """To the page that the form names in ``next``, if it is one of ours."""
    where = request.POST.get("next", "")
    ours = url_has_allowed_host_and_scheme(where, {request.get_host()}, require_https=request.is_secure())
    return redirect(where if where and ours else otherwise)


def only_posted(page: str) -> Callable[[View[P]], View[P]]:
    """A view for POST alone. Whoever loads its address anew is led to the ``page`` of the same object."""

    def wrap(view: View[P]) -> View[P]:
        @wraps(view)
        def led(request: Request, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if request.method != "POST":
                return redirect(page, kwargs["pk"])
            return view(request, *args, **kwargs)

        return led

    return wrap
