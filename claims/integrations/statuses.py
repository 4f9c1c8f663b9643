"""HTTP status codes as sentences for a person (RFC 9110; 429 is RFC 6585, 451 is RFC 7725)."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus

from claims.integrations.errors import FetchFailed
from claims.said import said

SENTENCES = {
    401: said("The site asks for a sign-in (401)."),
    402: said("The site asks for payment (402)."),
    403: said("The site refuses to show the page to us (403)."),
    407: said("The site asks for a sign-in (407)."),
    410: said("The page was taken down by its publisher (410 Gone)."),
    429: said("The site asks us to slow down (429)."),
    451: said("The page is not available for legal reasons (451)."),
}
TRANSIENT = frozenset((408, 409, 423, 425, 429))
LONGEST_WAIT = 86_400.0
"""Seconds; a site that asks for more is asked again after a day."""


def failure_for(status: int, retry_after: str = "") -> FetchFailed:
    """The error for an answer that brought no page. 5xx and "try later" are transient."""
    sentence = SENTENCES.get(status, _answered(status))
    transient = status in TRANSIENT or status >= 500
    wait = seconds(retry_after) if transient else None
    return FetchFailed(f"status-{status}", sentence, transient=transient, retry_after=wait, status=status)


def _answered(status: int) -> str:
    phrase = _phrase(status)
    if not phrase:
        return said("The page answered %(status)s.", status=status)
    return said("The page answered %(status)s %(phrase)s.", status=status, phrase=phrase)


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return ""


def seconds(retry_after: str) -> float | None:
    """A Retry-After header (RFC 9110, 10.2.3), seconds or a date, as seconds from now; None if neither."""
    if retry_after.isascii() and retry_after.isdecimal():
        return min(float(retry_after[:9]), LONGEST_WAIT)
    try:
        at = parsedate_to_datetime(retry_after)
    except ValueError:
        return None
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    return min(max((at - datetime.now(UTC)).total_seconds(), 0.0), LONGEST_WAIT)
