"""Pages by keyset. A token leads on in its own list alone, with the same filters, for everybody."""

from collections.abc import Callable
from typing import Any

from django.core import signing
from django.db.models import QuerySet
from django.http import HttpRequest

from claims import paging
from claims.api.problems import Problem
from claims.api.shapes.given import Paged

SALT = "claims.api.pages"
FOREIGN = "This page token is not of this list. Begin without one."


def listed(
    request: HttpRequest,
    rows: QuerySet[Any],
    asked: Paged,
    *,
    order: tuple[str, ...],
    shown: Callable[[Any], dict[str, Any]],
) -> dict[str, Any]:
    """``items`` and the token of the ``next`` page, "" at the end."""
    where = _where(request)
    found = paging.page(rows, order=order, after=_inner(asked.after, where), size=asked.size)
    token = signing.dumps([where, found.after], salt=SALT) if found.after else ""
    return {"items": [shown(row) for row in found.rows], "next": token}


def _where(request: HttpRequest) -> str:
    """The list and its filters, whatever their order and the page's size."""
    asked = {name: value for name, value in request.GET.items() if name not in {"after", "size"} and value}
    return request.path + repr(sorted(asked.items()))


def _inner(token: str, where: str) -> str:
    if not token:
        return ""
    try:
        made_for, after = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError) as error:
        raise Problem(400, FOREIGN) from error
    if made_for != where:
        raise Problem(400, FOREIGN)
    return str(after)
