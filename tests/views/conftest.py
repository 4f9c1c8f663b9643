"""Signed-in browsers, without JavaScript, for every member of the cast."""

from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import User


@pytest.fixture
def as_(request: pytest.FixtureRequest, db: None) -> Callable[[str], Client]:
    """A client of somebody of the cast, by name; "nobody" has not signed in."""

    def signed_in(name: str) -> Client:
        client = Client()
        user = request.getfixturevalue(name)
        if isinstance(user, User):
            client.force_login(user)
        return client

    return signed_in


@pytest.fixture(autouse=True)
def _no_broker(monkeypatch: pytest.MonkeyPatch) -> None:
    """Jobs wait as rows: nothing here needs a broker."""
    monkeypatch.setattr("claims.actions.jobs.dispatch", lambda job: True)
