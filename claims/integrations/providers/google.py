"""Google's Fact Check Tools, `claims:search` of v1alpha1: fact-checks of publishers everywhere.

The key goes in the header X-goog-api-key, which Google takes as well as ``?key=``: an address is
logged and stored, a header is not.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, Self

from claims.integrations.http import Fetcher
from claims.integrations.providers.records import Asked, Hit, Provider, address_of, day, entries, entry, words


class GoogleFactCheck(Provider):
    name, label, most = "google", "Google Fact Check Tools", 50

    def __init__(self, fetcher: Fetcher, base: str, key: str) -> None:
        super().__init__(fetcher)
        self._base, self._key = base, key
        self.a_day = 10_000

    @classmethod
    def from_settings(cls, settings: Any, fetcher: Fetcher) -> Self | None:
        key = settings.GOOGLE_FACTCHECK_API_KEY
        return cls(fetcher, settings.GOOGLE_FACTCHECK_URL, key) if key else None

    def asked(self, query: str, *, before: date | None, limit: int) -> Asked:
        """It cannot be asked for older reviews, so with ``before`` as many as it gives, to sort out."""
        size = self.most if before else min(max(limit, 1), self.most)
        address = address_of(f"{self._base}/v1alpha1/claims:search", query=query, pageSize=size)
        return Asked(address, {"X-goog-api-key": self._key, "Accept": "application/json"})

    @classmethod
    def found(cls, data: Any) -> Iterator[Hit]:
        """One hit a review; the snippet is the claim that it reviews, with the verdict's words."""
        for claim in entries(data.get("claims")):
            for review in entries(claim.get("claimReview")):
                publisher = entry(review.get("publisher"))
                said, rating = words(claim.get("text")), words(review.get("textualRating"))
                yield Hit(
                    title=words(review.get("title")) or said,
                    address=str(review.get("url") or ""),
                    publisher=words(publisher.get("name")) or words(publisher.get("site")),
                    published_on=day(review.get("reviewDate")),
                    snippet=f"{said} ({rating})" if rating else said,
                    raw={**claim, "claimReview": [review]},
                )
