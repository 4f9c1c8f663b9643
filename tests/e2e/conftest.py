"""Browsers of the cast, signed in, against a live server of the tests' own."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page

from accounts.models import User


@pytest.fixture(autouse=True)
def _no_broker(monkeypatch: pytest.MonkeyPatch) -> None:
    """Jobs wait as rows: nothing here needs a broker."""
    monkeypatch.setattr("claims.actions.jobs.dispatch", lambda job: True)


@pytest.fixture
def desk(browser: Browser, live_server: Any) -> Iterator[Callable[..., Page]]:
    """A page of the person's own browser; what the console says is kept in ``page.said``. None: nobody's."""
    contexts: list[BrowserContext] = []

    def sit(person: User | None, **options: Any) -> Page:
        options = {"reduced_motion": "reduce", "viewport": {"width": 1440, "height": 900}} | options
        context = browser.new_context(base_url=live_server.url, **options)
        contexts.append(context)
        if person:
            context.add_cookies([_session_of(person) | {"url": live_server.url}])
        page = context.new_page()
        page.said = _heard(page)  # type: ignore[attr-defined]
        return page

    yield sit
    for context in contexts:
        context.close()


def _session_of(person: User) -> Any:
    client = Client()
    client.force_login(person)
    name = settings.SESSION_COOKIE_NAME
    return {"name": name, "value": client.cookies[name].value}


def _heard(page: Page) -> list[str]:
    """What the page's console will say of errors."""
    said: list[str] = []

    def line(message: ConsoleMessage) -> None:
        if message.type == "error":
            said.append(f"{message.text} ({message.location['url']})")

    page.on("console", line)
    page.on("pageerror", lambda error: said.append(str(error)))
    return said
