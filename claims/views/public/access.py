"""What every public view begins with: cacheable, without a cookie, framed by nobody unless it says so."""

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.cache import get_conditional_response
from django.utils.http import parse_http_date_safe
from django.views.decorators.csrf import csrf_exempt

from claims import public_queries
from claims.views.public.keeping import Key, Keyed, keep_answer, kept_answer

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]
READ = ("GET", "HEAD")


def public(
    *, max_age: int = 60, post: bool = False, key: Keyed | None = None
) -> Callable[[View[P]], View[P]]:
    """A view that `middleware.PublicSite` answers with, before any cookie is looked at.

    ``max_age`` is for how many seconds anybody may keep the answer. An answer that is whole gets an
    ETag, and one that the reader has already is a 304. With ``post`` a form may be sent to it: it needs
    no token, for there is no cookie that a forger could ride on. ``key`` names what the answer is drawn
    from: then it is drawn once for each (`keeping`).
    """

    def wrap(view: View[P]) -> View[P]:
        @wraps(view)
        def answer(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if request.method not in READ and not (post and request.method == "POST"):
                return HttpResponseNotAllowed([*READ, "POST"] if post else READ)
            known = key(request, *args, **kwargs) if key and request.method in READ else None
            if known and (response := spared(request, known, max_age)):
                return response
            response = view(request, *args, **kwargs)
            if not getattr(response, "xframe_options_exempt", False):
                response.headers.setdefault("X-Frame-Options", settings.X_FRAME_OPTIONS)
            if request.method == "POST":
                response.headers["Cache-Control"] = "no-store"
                return response
            response.headers.setdefault("Cache-Control", f"public, max-age={max_age}")
            if known and isinstance(response, HttpResponse):
                if known.exact:
                    response["ETag"] = known.etag
                tagged(response)
                keep_answer(known, response)
            return unless_known(request, response)

        door: Any = csrf_exempt(login_not_required(answer))
        door.is_public = True
        return cast(View[P], door)

    return wrap


def spared(request: HttpRequest, key: Key, max_age: int) -> HttpResponseBase | None:
    """The answer without drawing it: kept here, or with the reader already; else None."""
    kept = kept_answer(key)
    if kept is not None:
        return unless_known(request, kept)
    if not key.exact or not request.headers.get("If-None-Match"):
        return None
    bare = HttpResponse(headers={"ETag": key.etag, "Cache-Control": f"public, max-age={max_age}"})
    answer = get_conditional_response(request, etag=key.etag, response=bare)
    return answer if answer is not None and answer.status_code == 304 else None


def tagged(response: HttpResponse) -> None:
    if not response.has_header("ETag"):
        response["ETag"] = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'


def unless_known(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """The answer, or 304 for whoever has these very bytes."""
    if not isinstance(response, HttpResponse):
        return response
    tagged(response)
    if response.status_code != 200:
        return response
    modified = response.headers.get("Last-Modified")
    known = get_conditional_response(
        request,
        etag=response.headers.get("ETag"),
        last_modified=parse_http_date_safe(modified) if modified else None,
        response=response,
    )
    return known or response


def show(request: HttpRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """A page of the public site with what its frame needs: the menu, and its own address."""
    frame = {
        "pages": list(public_queries.pages()),
        "canonical": canonical(request),
        "site": settings.PUBLIC_URL,
    }
    return render(request, template, frame | context, status=status)


def canonical(request: HttpRequest) -> str:
    """The one address of this page, whatever host and query it was asked with."""
    return f"{settings.PUBLIC_URL}{request.path}"
