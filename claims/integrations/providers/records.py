"""What every provider takes and gives."""

from __future__ import annotations

import json
import re
from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from html import unescape
from typing import Any, ClassVar, Self
from urllib.parse import urlencode, urlsplit

from claims.integrations.errors import FetchFailed
from claims.integrations.http import Fetched, Fetcher
from claims.said import said

TAG = re.compile(r"</?[a-z][^<>]{0,200}>", re.IGNORECASE)
DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")


@dataclass(frozen=True, slots=True)
class Hit:
    """One result. ``published_on`` is None where the provider does not date it; ``raw`` is its own words."""

    title: str
    address: str
    publisher: str
    published_on: date | None
    snippet: str
    raw: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as it goes out. ``headers`` may hold a secret and are never kept; ``address`` has none."""

    address: str
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Answer:
    """The bytes that came for a request, and when."""

    address: str
    status: int
    media_type: str
    body: bytes
    retrieved_at: datetime


class Provider(ABC):
    """One place to search in.

    ``every`` is the least number of seconds between two requests, ``a_day`` the most requests of a
    day (None: no limit); whoever asks keeps both. ``search`` raises FetchFailed or FetchRefused.
    """

    name: ClassVar[str]
    label: ClassVar[str]
    most: ClassVar[int]  # hits of one request
    every: float = 1.0
    a_day: int | None = None

    def __init__(self, fetcher: Fetcher) -> None:
        self._fetcher = fetcher

    @classmethod
    @abstractmethod
    def from_settings(cls, settings: Any, fetcher: Fetcher) -> Self | None:
        """The provider as the environment configures it; None while it is off."""

    @abstractmethod
    def asked(self, query: str, *, before: date | None, limit: int) -> Asked:
        """The request for ``limit`` hits."""

    @classmethod
    @abstractmethod
    def found(cls, data: Any) -> Iterable[Hit]:
        """The hits of an answer's JSON; odd entries are left out."""

    def search(self, query: str, *, before: date | None = None, limit: int = 10) -> list[Hit]:
        """Ask now. With ``before`` nothing that is as new, and nothing that is not dated."""
        answer = self.fetch(self.asked(query, before=before, limit=limit))
        return self.read(answer.body, before=before, limit=limit)

    def fetch(self, asked: Asked) -> Answer:
        """Send the request through the guarded client."""
        page: Fetched = self._fetcher.get(asked.address, headers=asked.headers)
        return Answer(asked.address, page.status, page.media_type or "", page.body, page.retrieved_at)

    @classmethod
    def read(cls, body: bytes, *, before: date | None = None, limit: int = 10) -> list[Hit]:
        """The hits in the bytes of an answer, also in one that was stored: the same bytes, the same hits."""
        try:
            data = json.loads(body)
        except ValueError as error:
            raise FetchFailed(
                "no-json", said("%(label)s did not answer in JSON.", label=cls.label), transient=False
            ) from error
        if not isinstance(data, dict):
            raise FetchFailed(
                "shape", said("%(label)s answered in an unknown shape.", label=cls.label), transient=False
            )
        hits = (hit for hit in cls.found(data) if is_web(hit.address))
        return [hit for hit in hits if before is None or is_older(hit, before)][: max(0, limit)]


def is_older(hit: Hit, before: date) -> bool:
    """Published before that day. What bears no date might be newer, so it is not."""
    return hit.published_on is not None and hit.published_on < before


def is_web(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)


def address_of(base: str, **query: object) -> str:
    """``base`` with the query; what is None or empty is left out."""
    return f"{base}?{urlencode({key: value for key, value in query.items() if value not in (None, '')})}"


def day(value: object) -> date | None:
    """The day at the start of an ISO date or time; None where there is none."""
    found = DAY.match(value) if isinstance(value, str) else None
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None


def words(value: object) -> str:
    """Plain words of a text that may hold marks of HTML."""
    return " ".join(unescape(TAG.sub("", value)).split()) if isinstance(value, str) else ""


def entries(value: object) -> list[dict[str, Any]]:
    """The objects of a list; whatever else is in it, or instead of it, is left out."""
    return [entry for entry in value if isinstance(entry, dict)] if isinstance(value, list) else []


def entry(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def host(address: object) -> str:
    try:
        return (urlsplit(str(address)).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
