"""The public site needs no broker; signed-in browsers show that it does not look at them."""

import pytest

from claims.views.public.keeping import shelf
from tests.views.conftest import as_

__all__ = ["as_"]


@pytest.fixture(autouse=True)
def _no_broker(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("claims.actions.jobs.dispatch", lambda job: True)


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    """What another test's answers left: its database is gone."""
    shelf.clear()
