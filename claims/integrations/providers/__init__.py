"""Search providers behind one interface. Each is off until the environment configures it.

``configured(settings)`` gives those that are on; ``by_name`` one of them, also to read an answer that
was stored when it was on. Every request goes through the guarded client.
"""

from __future__ import annotations

from typing import Any

from claims.integrations.http import Fetcher, FetchPolicy
from claims.integrations.providers.brave import Brave
from claims.integrations.providers.google import GoogleFactCheck
from claims.integrations.providers.records import Answer, Asked, Hit, Provider
from claims.integrations.providers.searxng import SearXNG
from claims.integrations.providers.wikipedia import Wikipedia

__all__ = ["PROVIDERS", "Answer", "Asked", "Hit", "Provider", "by_name", "configured"]

PROVIDERS: tuple[type[Provider], ...] = (GoogleFactCheck, Wikipedia, SearXNG, Brave)
ANSWER_BYTES = 2_000_000
"""A page of results is some ten kilobytes; what is larger is no such page."""


def configured(settings: Any) -> list[Provider]:
    """The providers that are on, in a fixed order. ``settings`` are Django's."""
    fetcher = Fetcher(policy_of(settings))
    made = [kind.from_settings(settings, fetcher) for kind in PROVIDERS]
    return [provider for provider in made if provider is not None]


def policy_of(settings: Any) -> FetchPolicy:
    """How providers are asked: as the newsroom fetches, with smaller answers and less patience."""
    return FetchPolicy(
        allowed_hosts=frozenset(settings.FETCH_ALLOWED_HOSTS),
        contact=settings.FETCH_CONTACT,
        max_bytes=ANSWER_BYTES,
        total_seconds=20,
    )


def by_name(name: str) -> type[Provider]:
    """The provider of this name, whether it is on or not. KeyError where there is none."""
    return {kind.name: kind for kind in PROVIDERS}[name]
