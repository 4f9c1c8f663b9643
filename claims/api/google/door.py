"""What each request passes, and errors in the shape that Google's clients read."""

import json
from collections.abc import Callable
from functools import wraps
from typing import Any

import structlog
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.views.decorators.csrf import csrf_exempt

from accounts.models import Scope
from claims.api.access import Bearer
from claims.api.door import admitted, bearer, drain, limits, problem_of
from claims.api.problems import Problem
from claims.errors import Stale

log = structlog.get_logger(__name__)
View = Callable[..., dict[str, Any]]
BODY_MAX = 1_000_000
STATUSES = {
    400: "INVALID_ARGUMENT",
    401: "UNAUTHENTICATED",
    403: "PERMISSION_DENIED",
    404: "NOT_FOUND",
    405: "UNIMPLEMENTED",
    409: "ABORTED",
    413: "INVALID_ARGUMENT",
    429: "RESOURCE_EXHAUSTED",
    500: "INTERNAL",
    503: "UNAVAILABLE",
}
SYSTEM = {
    "key", "alt", "prettyPrint", "fields", "quotaUser", "access_token", "oauth_token", "callback",
    "uploadType", "upload_protocol", "$.xgafv",
}  # fmt: skip
"""Parameters that every method of Google's takes."""


class Invalid(Problem):
    """400 of another name than INVALID_ARGUMENT, or of that one."""

    def __init__(self, detail: str, *, name: str = "INVALID_ARGUMENT", status: int = 400) -> None:
        super().__init__(status, detail)
        self.name = name


def door(scope: Scope, takes: set[str] | None = None) -> Callable[[View], Callable[..., HttpResponse]]:
    """The view behind a key with ``scope``; it takes these parameters and no others."""

    def wrap(view: View) -> Callable[..., HttpResponse]:
        @csrf_exempt
        @login_not_required
        @wraps(view)
        def through(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            headers: dict[str, str] = {}
            try:
                given = asked(request)
                caller = admitted(request, _key(request, given))
                headers = limits(caller.spent)
                Bearer(scope)(request)
                _no_strangers(given, takes or set())
                response: HttpResponse = JsonResponse(view(request, given, *args, **kwargs))
            except Exception as error:
                response = refusal(error, request)
            for name, value in headers.items():
                response[name] = value
            response["Cache-Control"] = "private, no-store"
            return response

        return through

    return wrap


def asked(request: HttpRequest) -> QueryDict:
    """The parameters; of a request whose address would be too long, from its body."""
    size = request.headers.get("Content-Length", "0")
    if size.isdecimal() and int(size) > BODY_MAX:
        drain(request)
        raise Invalid(f"The request is longer than {BODY_MAX:,} bytes.", status=413)
    given = request.POST if method_of(request) != request.method else request.GET
    if any("\0" in text for name, texts in given.lists() for text in (name, *texts)):
        raise Invalid("A parameter holds a NUL, which is no text.")
    if "\0" in request.path:
        raise Invalid("The address holds a NUL, which is no text.")
    return given


def method_of(request: HttpRequest) -> str:
    """GET also of a POST that says so: Google's client sends long questions in a body."""
    overridden = request.method == "POST" and request.headers.get("X-HTTP-Method-Override") == "GET"
    return "GET" if overridden else request.method or ""


def _key(request: HttpRequest, given: QueryDict) -> str:
    named = (given.get("key"), given.get("access_token"), request.headers.get("X-Goog-Api-Key"))
    secret = bearer(request) or next(filter(None, named), "")
    if not secret:
        raise Invalid(
            "Method doesn't allow unregistered callers. Please use an API key: a token of this newsroom.",
            name="PERMISSION_DENIED",
            status=403,
        )
    return str(secret)


def _no_strangers(given: QueryDict, takes: set[str]) -> None:
    strange = sorted(set(given) - takes - SYSTEM)
    if strange:
        raise Invalid(f"Unknown name {strange[0][:80]!r}: there is no such parameter.")


def body_of(request: HttpRequest) -> dict[str, Any]:
    try:
        found = json.loads(request.body)
    except (ValueError, RecursionError) as error:
        raise Invalid("Invalid JSON payload received.") from error
    if not isinstance(found, dict):
        raise Invalid("Invalid JSON payload received. An object is expected.")
    return found


def refusal(error: Exception, request: HttpRequest) -> HttpResponse:
    """What went wrong, in Google's shape. What the newsroom refuses is a failed precondition there."""
    problem = problem_of(error, request)
    name, code = STATUSES.get(problem.status, "UNKNOWN"), problem.status
    if isinstance(problem, Invalid):
        name = problem.name
    elif code == 409 and not isinstance(error, Stale):
        name, code = "FAILED_PRECONDITION", 400
    body = {"error": {"code": code, "message": problem.detail, "status": name}}
    return JsonResponse(body, status=code, headers=problem.headers)
