"""The unmodified Google client, pointed at a live server of the tests' own."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from googleapiclient.discovery import build

from accounts.models import User
from tests.tokens import everything


@pytest.fixture(autouse=True)
def _no_broker(monkeypatch: pytest.MonkeyPatch) -> None:
    """Jobs wait as rows: nothing here needs a broker."""
    monkeypatch.setattr("claims.actions.jobs.dispatch", lambda job: True)


@pytest.fixture
def google(live_server: Any) -> Iterator[Callable[[User], Any]]:
    """The client of somebody, with the discovery document that comes with it."""
    address = live_server.url.replace("localhost", "127.0.0.1")
    with ExitStack() as stack:

        def started(person: User) -> Any:
            client = build(
                "factchecktools",
                "v1alpha1",
                developerKey=everything(person),
                client_options={"api_endpoint": address},
                static_discovery=True,
            )
            stack.callback(client.close)
            return client

        yield started
