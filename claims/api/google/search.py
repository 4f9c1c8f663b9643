"""``claims:search``: what we and others have published, ranked by relevance.

A walk to the end loses and repeats nothing however much is published meanwhile (`walk`). What is
withdrawn meanwhile is left out.
"""

import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core import signing
from django.http import HttpRequest, QueryDict

from accounts.models import Scope
from claims import known_queries
from claims.api.google import shapes
from claims.api.google.door import Invalid, door, method_of
from claims.api.google.numbers import number, page_size
from claims.api.google.walk import Walk
from claims.models import KnownCheck

SALT = "claims.api.google.walk"
QUERY_MAX = 20_000
TAKES = {
    "query", "languageCode", "reviewPublisherSiteFilter", "maxAgeDays", "pageSize", "pageToken", "offset",
}  # fmt: skip
FOREIGN = "Invalid value at 'pageToken': it is not of this search."


@dataclass(frozen=True, slots=True)
class Asked:
    """A search without its place in the pages."""

    query: str
    language: str
    site: str
    days: int

    @property
    def digest(self) -> str:
        return format(zlib.crc32(repr((self.query, self.language, self.site, self.days)).encode()), "x")


def _asked(given: QueryDict) -> Asked:
    query, site = given.get("query", "").strip(), given.get("reviewPublisherSiteFilter", "")
    if not query and not site.strip():
        raise Invalid("Request contains an invalid argument: query, or reviewPublisherSiteFilter.")
    if len(query) > QUERY_MAX:
        raise Invalid(f"The query has {len(query):,} characters; the limit is {QUERY_MAX:,}.")
    language = given.get("languageCode", "").partition("-")[0].strip().lower()
    return Asked(query, language, known_queries.site_of(site), number(given, "maxAgeDays", 0))


@door(Scope.SEARCH, TAKES)
def search(request: HttpRequest, given: QueryDict) -> dict[str, Any]:
    if method_of(request) != "GET":
        raise Invalid("Search with GET.", name="UNIMPLEMENTED", status=405)
    asked, size = _asked(given), page_size(given)
    token, offset = given.get("pageToken", ""), number(given, "offset", 0)
    if asked.query:
        return _ranked(asked, size, token, offset)
    return _newest(asked, size, token, offset)


def _ranked(asked: Asked, size: int, token: str, offset: int) -> dict[str, Any]:
    walk = _walk(token, asked) if token else _begun(asked, offset)
    ids = walk.best[walk.at :][:size]
    walk = walk.on(len(ids), walk.below) if ids else walk
    more = walk.at < len(walk.best)
    if not more:
        rest, more = _rest(walk, asked, size - len(ids))
        ids += rest
        walk = walk.on(0, rest[-1] if rest else walk.below)
    return _page(known_queries.standing(ids), walk.token if more else "", asked)


def _begun(asked: Asked, offset: int) -> Walk:
    since = known_queries.day_before(asked.days)
    last = known_queries.newest_id()  # before the search: what comes in while it looks is new
    found = known_queries.relevant(asked.query, asked.language, asked.site, since)
    at = min(offset, len(found.best))
    return Walk(found.best, at, last + 1, since, found.words, skip=offset - at)


def _rest(walk: Walk, asked: Asked, size: int) -> tuple[list[int], bool]:
    """The next of what shares the words beyond the best, and whether there is more of it."""
    rows = known_queries.narrowed(asked.language, asked.site, walk.since)
    most = walk.skip + size + 1
    ids = known_queries.further(walk.words, rows, below=walk.below, without=walk.best, limit=most)
    return ids[walk.skip : walk.skip + size], len(ids) == most


def _walk(token: str, asked: Asked) -> Walk:
    try:
        return Walk.of(_read(token, asked))
    except (ValueError, OverflowError) as error:
        raise Invalid(FOREIGN) from error


def _newest(asked: Asked, size: int, token: str, offset: int) -> dict[str, Any]:
    """All of a publisher's, the last that we learned of first: that order no later news changes."""
    rows = known_queries.of_site(asked.site, asked.language, known_queries.day_before(asked.days))
    if token:
        last = _read(token, asked)
        if not last.isdecimal():
            raise Invalid(FOREIGN)
        rows, offset = rows.filter(pk__lt=int(last)), 0
    found = list(rows[offset : offset + size + 1])
    after = str(found[size - 1].pk) if len(found) > size else ""
    return _page(found[:size], after, asked)


def _page(checks: Iterable[KnownCheck], after: str, asked: Asked) -> dict[str, Any]:
    page: dict[str, Any] = {}
    if rows := [shapes.claim(check) for check in checks]:
        page["claims"] = rows
    if after:
        page["nextPageToken"] = signing.dumps([asked.digest, after], salt=SALT)
    return page


def _read(token: str, asked: Asked) -> str:
    try:
        digest, after = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError) as error:
        raise Invalid(FOREIGN) from error
    if digest != asked.digest:
        raise Invalid(FOREIGN)
    return str(after)
