"""Turns the newsroom's own errors into answers for a person: never an exception page."""

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render, resolve_url
from django.urls import Resolver404, resolve
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.http import url_has_allowed_host_and_scheme
from django_htmx.http import HttpResponseClientRedirect
from pghistory.middleware import HistoryMiddleware

from claims import public_queries
from claims.errors import Denied, Sentence

INDENTED = re.compile(rb">\s*\n\s*<")


class PublicSite:
    """Answers for the public pages by itself, before sessions, sign-in and languages are looked at.

    So no cookie is read or set, and a cache may keep one answer for everybody. A view is public when
    `claims.views.public.access.public` says so.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        try:
            match = resolve(request.path_info)
        except Resolver404:
            return self.get_response(request)
        if not getattr(match.func, "is_public", False):
            return self.get_response(request)
        request.get_host()  # raises where ALLOWED_HOSTS does not know it
        request.resolver_match = match
        with translation.override(settings.LANGUAGE_CODE):
            try:
                answer: HttpResponseBase = match.func(request, *match.args, **match.kwargs)
            except Http404:
                answer = render(request, "public/404.html", {"pages": public_queries.pages()}, status=404)
                answer["X-Frame-Options"] = settings.X_FRAME_OPTIONS
        return answer


class WhoEdits(HistoryMiddleware):
    """Tells PostgreSQL who is asking, for the history of what people edit.

    A number and nothing else: no name, and no address of a page, since that of a reply is its key.
    """

    def get_context(self, request: HttpRequest) -> dict[str, Any]:
        return {"user": super().get_context(request)["user"]}


class TidyMiddleware:
    """A page without the indentation of its templates: a tenth of its weight.

    Only blanks with a line end between two tags go, down to that line end: what is inside a field, a
    quotation or a text has no tags on lines of their own.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not response.streaming and response.get("Content-Type", "").startswith("text/html"):
            response.content = INDENTED.sub(b">\n<", response.content)
        return response


class SentencesMiddleware:
    """Denied is 403, Refused and Stale are 409, each as a page (or a part, for htmx) with its sentence.

    A form of ours that is refused goes back to the page it was sent from, with the sentence on top.
    Someone whose session ended while htmx was asking is led to the sign-in page as a whole.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        response = self.get_response(request)
        patch_vary_headers(response, ["HX-Request"])
        sign_in = resolve_url(settings.LOGIN_URL)
        if request.htmx and response.status_code == 302 and response["Location"].startswith(sign_in):
            return HttpResponseClientRedirect(f"{sign_in}?next={request.htmx.current_url_abs_path or '/'}")
        return response

    def process_exception(self, request: Any, error: Exception) -> HttpResponse | None:
        if not isinstance(error, Sentence):
            return None
        status = 403 if isinstance(error, Denied) else 409
        if request.htmx:
            return render(request, "claims/_sentence.html", {"sentence": str(error)}, status=status)
        came_from = _page_of(request)
        if status == 409 and came_from:
            messages.warning(request, str(error))
            return redirect(came_from)
        told = {"sentence": str(error), "came_from": came_from}
        return render(request, "claims/sentence.html", told, status=status)


def _page_of(request: HttpRequest) -> str:
    """Where a form was sent from, if that is a page of ours that shows without sending it again."""
    where = request.headers.get("Referer", "")
    ours = url_has_allowed_host_and_scheme(where, {request.get_host()}, require_https=request.is_secure())
    if request.method != "POST" or not where or not ours:
        return ""
    page = urlsplit(where)
    return "" if page.path == request.path else page.path + (f"?{page.query}" if page.query else "")
