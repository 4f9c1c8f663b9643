"""Brave Search, `web/search` of version 1, with a subscription's token."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, Self

from claims.integrations.http import Fetcher
from claims.integrations.providers.records import (
    Asked,
    Hit,
    Provider,
    address_of,
    day,
    entries,
    entry,
    host,
    words,
)

QUERY_WORDS, QUERY_LETTERS = 50, 400  # what it takes at most
FIRST_DAY = "1990-01-01"


class Brave(Provider):
    name, label, most = "brave", "Brave Search", 20

    def __init__(self, fetcher: Fetcher, base: str, token: str, *, a_day: int) -> None:
        super().__init__(fetcher)
        self._base, self._token, self.a_day = base, token, a_day
        self.every = 1.1  # one request a second, as the smallest subscription has it

    @classmethod
    def from_settings(cls, settings: Any, fetcher: Fetcher) -> Self | None:
        token = settings.BRAVE_SEARCH_TOKEN
        return cls(fetcher, settings.BRAVE_SEARCH_URL, token, a_day=settings.BRAVE_DAILY) if token else None

    def asked(self, query: str, *, before: date | None, limit: int) -> Asked:
        until = before - timedelta(days=1) if before else None
        address = address_of(
            f"{self._base}/res/v1/web/search",
            q=_shortened(query),
            count=self.most if before else min(max(limit, 1), self.most),
            result_filter="web",
            text_decorations="false",
            freshness=f"{FIRST_DAY}to{until.isoformat()}" if until else None,
        )
        return Asked(address, {"X-Subscription-Token": self._token, "Accept": "application/json"})

    @classmethod
    def found(cls, data: Any) -> Iterator[Hit]:
        for result in entries(entry(data.get("web")).get("results")):
            address = str(result.get("url") or "")
            yield Hit(
                title=words(result.get("title")),
                address=address,
                publisher=words(entry(result.get("profile")).get("name")) or host(address),
                published_on=day(result.get("page_age")),
                snippet=words(result.get("description")),
                raw=result,
            )


def _shortened(query: str) -> str:
    """As many whole words as it takes."""
    kept = ""
    for word in query.split()[:QUERY_WORDS]:
        if len(kept) + len(word) >= QUERY_LETTERS:
            break
        kept = f"{kept} {word}".strip()
    return kept or query[:QUERY_LETTERS]
