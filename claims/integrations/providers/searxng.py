"""A SearXNG of one's own, whose settings.yml lists ``json`` under ``search.formats``."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, Self

from claims.integrations.http import Fetcher
from claims.integrations.providers.records import Asked, Hit, Provider, address_of, day, entries, host, words


class SearXNG(Provider):
    name, label, most = "searxng", "SearXNG", 50

    def __init__(self, fetcher: Fetcher, base: str) -> None:
        super().__init__(fetcher)
        self._base = base

    @classmethod
    def from_settings(cls, settings: Any, fetcher: Fetcher) -> Self | None:
        return cls(fetcher, settings.SEARXNG_URL) if settings.SEARXNG_URL else None

    def asked(self, query: str, *, before: date | None, limit: int) -> Asked:
        """It knows neither a number of results nor a latest day: both are seen to when its answer is read."""
        address = address_of(f"{self._base}/search", q=query, format="json", categories="general")
        return Asked(address, {"Accept": "application/json"})

    @classmethod
    def found(cls, data: Any) -> Iterator[Hit]:
        for result in entries(data.get("results")):
            address = str(result.get("url") or "")
            yield Hit(
                title=words(result.get("title")),
                address=address,
                publisher=host(address),
                published_on=day(result.get("publishedDate")),
                snippet=words(result.get("content")),
                raw=result,
            )
