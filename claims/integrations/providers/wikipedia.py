"""Wikipedia through MediaWiki's Action API: pages found by words, with the opening of each.

A page changes all the time. ``published_on`` is the day of its newest version, and the address is
that version's own, so that what was found can be looked up again word for word.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, Self
from urllib.parse import urlsplit

from claims.integrations.http import Fetcher
from claims.integrations.providers.records import Asked, Hit, Provider, address_of, day, entries, entry, words


class Wikipedia(Provider):
    name, label, most = "wikipedia", "Wikipedia", 20  # of extracts in one answer

    def __init__(self, fetcher: Fetcher, base: str) -> None:
        super().__init__(fetcher)
        self._base = base

    @classmethod
    def from_settings(cls, settings: Any, fetcher: Fetcher) -> Self | None:
        return cls(fetcher, settings.WIKIPEDIA_URL) if settings.WIKIPEDIA_URL else None

    def asked(self, query: str, *, before: date | None, limit: int) -> Asked:
        size = self.most if before else min(max(limit, 1), self.most)
        address = address_of(
            f"{self._base}/w/api.php",
            action="query",
            format="json",
            formatversion=2,
            generator="search",
            gsrsearch=query[:300],  # longer queries are refused
            gsrlimit=size,
            prop="extracts|info|revisions",
            exintro=1,
            explaintext=1,
            exlimit="max",
            inprop="url",
            rvprop="ids|timestamp",
        )
        return Asked(address, {"Accept": "application/json"})

    @classmethod
    def found(cls, data: Any) -> Iterator[Hit]:
        """In the order of the search, which the list of pages does not keep."""
        pages = entries(entry(data.get("query")).get("pages"))
        for page in sorted(pages, key=lambda page: int(page.get("index") or 0)):
            newest = next(iter(entries(page.get("revisions"))), {})
            yield Hit(
                title=words(page.get("title")),
                address=_version(str(page.get("fullurl") or ""), newest.get("revid")),
                publisher="Wikipedia",
                published_on=day(newest.get("timestamp")),
                snippet=words(page.get("extract")),
                raw=page,
            )


def _version(address: str, revision: object) -> str:
    """The permanent address of one version of a page."""
    parts = urlsplit(address)
    if not isinstance(revision, int) or not parts.netloc:
        return address
    return f"{parts.scheme}://{parts.netloc}/w/index.php?oldid={revision}"
