"""What every request of the API passes: its size, its token, its limit; and how it is answered.

Whatever happens behind the door, what comes out is an answer of the API: never a page.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, NamedTuple

import structlog
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import BadRequest, RequestDataTooBig, SuspiciousOperation
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.views.decorators.csrf import csrf_exempt

from accounts.models import ApiToken
from accounts.tokens import WINDOW, Spent, spend, token_of
from claims.api.document import Known
from claims.api.etags import named_versions
from claims.api.files import FORM
from claims.api.once import once
from claims.api.problems import Problem, document, of

log = structlog.get_logger(__name__)
View = Callable[..., HttpResponse]
JSON = "application/json"
BODY_MAX = 1_000_000
"""Bytes of a request; a text that is handed in may be as long as on the screen."""
AROUND = 300_000
"""Bytes of a form beside its file: the words of a piece of evidence are the most."""
DRAINED = 100_000_000
"""Bytes read and thrown away, so that the answer reaches a program that is still sending."""
UNREADABLE = (
    BadRequest, SuspiciousOperation, UnreadablePostError, UnicodeError, MultiPartParserError,
)  # fmt: skip
UNKNOWN = "This token is unknown, revoked or expired, or its owner has left."


class Caller(NamedTuple):
    """Whose request it is, and what it left of the token's window."""

    token: ApiToken
    spent: Spent


def door(view: View, known: Callable[[], Known] | None) -> View:
    """The view as the outside sees it. Needs no session and takes none."""

    @csrf_exempt
    @login_not_required
    @wraps(view)
    def through(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        caller: Caller | None = None
        try:
            taken = {JSON}
            if known is not None:
                taken = _asked_rightly(request, known())
            caller = admitted(request, bearer(request))
            readable(request, taken)
            if known is not None:
                _versioned(request, known())
            response = _answered(request, caller, lambda: view(request, *args, **kwargs))
        except Exception as error:
            response = document(problem_of(error, request))
        return _labelled(response, caller)

    return through


def _asked_rightly(request: HttpRequest, known: Known) -> set[str]:
    """The media types that are taken; 405 and 422 for what the document does not know at this address."""
    match = request.resolver_match
    route, method = match.route if match else "", request.method or ""
    methods = known.methods(route)
    if method not in methods:
        allow = ", ".join(sorted(methods))
        raise Problem(405, f"{method} is not taken here.", headers={"Allow": allow})
    strange = sorted(set(request.GET) - known.parameters(route, method))
    if strange:
        raise Problem(422, f"There is no parameter {strange[0][:80]!r} here.")
    twice = sorted(name for name, given in request.GET.lists() if len(given) > 1)
    if twice:
        raise Problem(422, f"The parameter {twice[0]!r} is given more than once.")
    return known.media(route, method)


def _versioned(request: HttpRequest, known: Known) -> None:
    """An edit says which version it was drawn from, before anything else is looked at."""
    match = request.resolver_match
    if match and "If-Match" in known.headers(match.route, request.method or ""):
        named_versions(request)


def bearer(request: HttpRequest) -> str:
    """The secret that the request carries, "" for none."""
    scheme, _, secret = request.headers.get("Authorization", "").partition(" ")
    return secret.strip() if scheme.lower() == "bearer" else ""


def admitted(request: HttpRequest, secret: str) -> Caller:
    """Who asks. Raises Problem: 401 without a live token, 429 over its limit."""
    token = token_of(secret)
    if token is None:
        said = UNKNOWN if secret else "Send a token: Authorization: Bearer fcn_…"
        raise Problem(401, said, headers={"WWW-Authenticate": 'Bearer realm="api"'})
    request.user = token.owner
    caller = Caller(token, spend(token))
    if caller.spent.over:
        raise _over(caller.spent)
    request.caller = caller  # type: ignore[attr-defined]
    return caller


def _over(spent: Spent) -> Problem:
    said = f"{spent.limit} requests a minute are this token's limit. Try again in {spent.reset} seconds."
    return Problem(429, said, headers={"Retry-After": str(spent.reset), **limits(spent)})


def limits(spent: Spent) -> dict[str, str]:
    """The headers of draft-ietf-httpapi-ratelimit-headers."""
    return {
        "RateLimit-Policy": f'"token";q={spent.limit};w={WINDOW}',
        "RateLimit": f'"token";r={max(0, spent.left)};t={spent.reset}',
    }


def readable(request: HttpRequest, taken: set[str]) -> None:
    """Refuse what nobody could work with: too much, of another kind than is taken, signs that no text has."""
    most = _most(request, taken)
    size = request.headers.get("Content-Length", "0")
    if size.isdecimal() and int(size) > most:
        drain(request)
        raise Problem(413, f"The request has {int(size):,} bytes; the limit is {most:,}.")
    if "\0" in request.path or any("\0" in text for row in request.GET.lists() for text in (row[0], *row[1])):
        raise Problem(422, "The address holds a NUL, which is no text.")
    if JSON not in taken and request.content_type not in taken:
        raise Problem(415, f"Send a form with the file in it: Content-Type: {FORM}.")
    if JSON in taken and request.body and request.content_type not in {JSON, ""}:
        raise Problem(415, f"Send JSON: Content-Type: {JSON}.")


def _most(request: HttpRequest, taken: set[str]) -> int:
    """Bytes: an article, and a file with what stands around it in the form, may be as large as a screen's."""
    if FORM in taken:
        return int(settings.INTAKE_MAX_BYTES) + AROUND
    return int(settings.INTAKE_MAX_BYTES) if request.path.endswith("/articles") else BODY_MAX


def drain(request: HttpRequest) -> None:
    left = DRAINED
    while left > 0 and (chunk := request.read(min(65_536, left))):
        left -= len(chunk)


def _answered(request: HttpRequest, caller: Caller, answer: Callable[[], HttpResponse]) -> HttpResponse:
    if request.method == "POST":
        return once(request, caller.token, answer)
    response = answer()
    if request.method == "GET" and response.status_code == 200 and "ETag" in response:
        return get_conditional_response(request, etag=response["ETag"], response=response) or response
    return response


def problem_of(error: Exception, request: HttpRequest) -> Problem:
    """The problem of whatever went wrong."""
    problem = of(error, request) or _of_reading(error)
    if problem is None:
        log.exception("api.crashed", path=request.path)
        problem = Problem(500, "Something went wrong in the program. It is in the log.")
    return problem


def _of_reading(error: Exception) -> Problem | None:
    """What Django raises over a request that it cannot read, and a database that is away."""
    if isinstance(error, RequestDataTooBig):
        return Problem(413, f"A request has at most {BODY_MAX:,} bytes.")
    if isinstance(error, UNREADABLE):
        return Problem(400, "The request cannot be read.")
    if isinstance(error, OperationalError):
        return Problem(503, "The database is away. Try again in a moment.", headers={"Retry-After": "5"})
    return None


def _labelled(response: HttpResponse, caller: Caller | None) -> HttpResponse:
    if caller is not None:
        for name, value in limits(caller.spent).items():
            response[name] = value
    response["Cache-Control"] = "private, no-store"
    patch_vary_headers(response, ["Authorization"])
    return response
