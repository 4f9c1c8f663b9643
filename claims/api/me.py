"""Who is asking, with which token."""

from typing import Any

from django.http import HttpRequest
from ninja import Router

from accounts.roles import roles_of
from claims.api.access import READ, asker
from claims.api.shapes import making
from claims.api.shapes.shown import Me

router = Router(tags=["me"])


@router.get("/me", response=Me, auth=READ)
def who_am_i(request: HttpRequest) -> Any:
    token = request.caller.token  # type: ignore[attr-defined]
    return {
        "person": making.person(asker(request)),
        "roles": sorted(role.value for role in roles_of(asker(request))),
        "token": token.name,
        "scopes": token.scopes,
        "expires_at": token.expires_at,
    }
