"""What a token opens: its scope and its owner's role, each with its own sentence."""

from typing import Any

from django.http import HttpRequest
from ninja.security import HttpBearer

from accounts.models import ApiToken, Scope, User
from claims import rules
from claims.errors import Denied


class Bearer(HttpBearer):
    """The door has let the token in already; this asks whether it opens this room."""

    def __init__(self, scope: Scope) -> None:
        super().__init__()
        self.scope = scope

    def __call__(self, request: HttpRequest) -> Any:
        token: ApiToken = request.caller.token  # type: ignore[attr-defined]
        if self.scope not in token.scopes:
            raise Denied(f"This token has no scope {self.scope.value}.")
        rules.may_read(token.owner).check()
        return token

    def authenticate(self, request: HttpRequest, token: str) -> Any:
        raise NotImplementedError  # __call__ does it


READ, WRITE, PUBLISH, TIPS = (Bearer(scope) for scope in (Scope.READ, Scope.WRITE, Scope.PUBLISH, Scope.TIPS))


def asker(request: HttpRequest) -> User:
    """The token's owner: everything is done in their name."""
    owner: User = request.caller.token.owner  # type: ignore[attr-defined]
    return owner
