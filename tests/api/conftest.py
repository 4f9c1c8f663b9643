"""Programs of the cast, each with a token of its owner's."""

import json
from collections.abc import Callable
from itertools import count
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client

from accounts.models import Scope, User
from accounts.tokens import make_token
from tests.tokens import everything

JSON = "application/json"
number = count(1)


class Program:
    """Speaks JSON with a token; a POST has an Idempotency-Key of its own unless it is given one."""

    def __init__(self, secret: str = "") -> None:
        self.secret = secret
        self._client = Client(raise_request_exception=True)

    def __call__(self, method: str, path: str, body: Any = None, kind: str = JSON, **headers: str) -> Any:
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        if self.secret:
            sent.setdefault("Authorization", f"Bearer {self.secret}")
        if method == "POST":
            sent.setdefault("Idempotency-Key", f"test-{next(number)}")
        data = b"" if body is None else body if isinstance(body, bytes) else json.dumps(body).encode()
        where = path if path.startswith("/v1alpha1") else f"/api/v1{path}"
        return self._client.generic(method, where, data, kind, headers=sent)

    def get(self, path: str, **headers: str) -> Any:
        return self("GET", path, **headers)

    def post(self, path: str, body: Any = None, **headers: str) -> Any:
        return self("POST", path, body, **headers)


@pytest.fixture
def program(request: pytest.FixtureRequest, db: None) -> Callable[[str], Program]:
    """A program of somebody of the cast, by name, with every scope; "nobody" has no token."""

    def started(name: str) -> Program:
        person = request.getfixturevalue(name)
        return Program("" if isinstance(person, AnonymousUser) else everything(person))

    return started


@pytest.fixture
def narrow(db: None) -> Callable[..., Program]:
    """A program of ``person`` with these scopes alone."""

    def started(person: User, *scopes: Scope) -> Program:
        return Program(make_token(person, name="Narrow", scopes=scopes, days=1)[1])

    return started


@pytest.fixture(autouse=True)
def _no_broker(monkeypatch: pytest.MonkeyPatch) -> None:
    """Jobs wait as rows: nothing here needs a broker."""
    monkeypatch.setattr("claims.actions.jobs.dispatch", lambda job: True)
