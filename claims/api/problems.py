"""Refusals as problem documents (RFC 9457), with the sentences that the screens show."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from ninja.errors import HttpError, ValidationError

from claims.errors import Denied, Sentence, Stale

MEDIA_TYPE = "application/problem+json"
TITLES = {
    400: "The request cannot be read",
    401: "No valid token",
    403: "Not you",
    404: "Not found",
    405: "Not this way",
    409: "Not now",
    410: "Withdrawn",
    412: "Somebody was faster",
    413: "Too large",
    415: "Not JSON",
    422: "Not understood",
    428: "Say which version",
    429: "Too many requests",
    500: "Our mistake",
    503: "Busy",
}


class Problem(Exception):
    """An answer other than what was asked for. ``detail`` is a sentence for a person."""

    def __init__(
        self,
        status: int,
        detail: str,
        *,
        errors: Iterable[Mapping[str, str]] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(detail)
        self.status, self.detail = status, detail
        self.errors, self.headers = list(errors), dict(headers or {})


def document(problem: Problem) -> HttpResponse:
    body: dict[str, Any] = {
        "type": "about:blank",
        "title": TITLES.get(problem.status, "Not possible"),
        "status": problem.status,
        "detail": problem.detail,
    }
    if problem.errors:
        body["errors"] = problem.errors
    return HttpResponse(
        json.dumps(body, ensure_ascii=False),
        status=problem.status,
        content_type=MEDIA_TYPE,
        headers=problem.headers,
    )


def of_sentence(error: Sentence, *, conditional: bool = False) -> Problem:
    """Denied is 403, Refused 409; Stale too, or 412 where the request named the version it knew."""
    if isinstance(error, Denied):
        return Problem(403, str(error))
    return Problem(412 if isinstance(error, Stale) and conditional else 409, str(error))


def of_validation(error: ValidationError) -> Problem:
    """Every field that does not hold, where it stands and why."""
    rows = [{"at": _place(row["loc"]), "detail": str(row["msg"])} for row in error.errors[:50]]
    first = f"{rows[0]['at']}: {rows[0]['detail']}" if rows else "Something in it"
    return Problem(422, f"The request does not hold. {first}.", errors=rows)


def _place(where: Iterable[Any]) -> str:
    """("body", "given", "text") as "body.text": the middle is our function's own name for it."""
    source, *rest = (
        part for part in map(str, where) if "[" not in part
    )  # of two shapes, pydantic's own names
    return ".".join([source, *(rest[1:] if source == "body" and len(rest) > 1 else rest)])


def of(error: Exception, request: HttpRequest) -> Problem | None:
    """The problem that an exception is; None for what nobody foresaw."""
    if isinstance(error, Problem):
        return error
    if isinstance(error, Sentence):
        return of_sentence(error, conditional="If-Match" in request.headers)
    if isinstance(error, ValidationError):
        return of_validation(error)
    if isinstance(error, Http404):
        return Problem(404, "There is nothing at this address, or nothing that you may see.")
    if isinstance(error, HttpError):
        return Problem(error.status_code, str(error))
    return None
