"""Versions as entity tags: an edit names the one that it was drawn from (RFC 9110, 13.1.1)."""

import re

from django.http import HttpRequest, HttpResponse

from claims.api.problems import Problem

TAGS = re.compile(r'^\*$|(?:W/)?"[!#-~]*"')  # Django's parse_etags would part one at a comma within
UNREADABLE = 'If-Match is * or an ETag in its quotes, as in "claim-12-1".'
MISSING = "Name the version that you know: send its ETag as If-Match."
STALE = "Somebody saved a newer version. Read it again, then send your change."


def etag(kind: str, pk: object, version: int) -> str:
    return f'"{kind}-{pk}-{version}"'


def tag(response: HttpResponse, kind: str, pk: object, version: int) -> None:
    response["ETag"] = etag(kind, pk, version)


def named_versions(request: HttpRequest) -> list[str]:
    """The versions that the sender knows, or "*". Raises Problem: 428 without If-Match, 400 for no ETag."""
    sent = request.headers.get("If-Match", "")
    if not sent.strip():
        raise Problem(428, MISSING)
    known = TAGS.findall(sent.strip())
    if not known:
        raise Problem(400, UNREADABLE)
    return known


def known_version(request: HttpRequest, current: str) -> None:
    """Raises Problem: as above, and 412 where another version than the current is named."""
    known = named_versions(request)
    if known != ["*"] and current not in known:
        raise Problem(412, STALE)
