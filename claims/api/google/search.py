"""``claims:search``: what we and others have published, ranked by relevance.

The order is frozen in the token of the next page, so that a walk to the end loses and repeats
nothing however much is published meanwhile. What is withdrawn meanwhile is left out.
"""

import base64
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core import signing
from django.http import HttpRequest, QueryDict

from accounts.models import Scope
from claims import known_queries
from claims.api.google import shapes
from claims.api.google.door import Invalid, door, method_of
from claims.api.google.numbers import number, page_size
from claims.models import KnownCheck

SALT = "claims.api.google.search"
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
    """The rest of the order is in the token: a few hundred ids at most."""
    if token:
        ids = unpacked(_read(token, asked))
    else:
        ids = known_queries.relevant(asked.query, asked.language, asked.site, asked.days)[offset:]
    checks = known_queries.standing(ids[:size])
    return _page(checks, packed(ids[size:]) if len(ids) > size else "", asked)


def _newest(asked: Asked, size: int, token: str, offset: int) -> dict[str, Any]:
    """All of a publisher's, the last that we learned of first: that order no later news changes."""
    rows = known_queries.of_site(asked.site, asked.language, asked.days)
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


def packed(ids: Sequence[int]) -> str:
    """Ids in their order as short text: the differences, seven bits a byte, in base64."""
    raw, last = bytearray(), 0
    for pk in ids:
        step = pk - last
        rest, last = (step << 1) ^ (step >> 63), pk  # zigzag: small also where it goes down
        while rest > 127:
            raw.append(rest & 127 | 128)
            rest >>= 7
        raw.append(rest)
    return base64.urlsafe_b64encode(bytes(raw)).decode().rstrip("=")


def unpacked(text: str) -> list[int]:
    ids: list[int] = []
    value = shift = last = 0
    for byte in base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)):
        value |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            last += (value >> 1) ^ -(value & 1)
            ids.append(last)
            value = shift = 0
    return ids
