"""Markup found in a file or a page, each with the rules that it breaks. Pure, no models."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from lxml import html

from claims.integrations.jsonld import as_list, text_of, things, types
from claims.integrations.streams import Broken, elements
from claims.integrations.validity import Finding, findings, media_findings, warning
from claims.said import said

Thing = dict[str, Any]
UNSEEN = ("script", "style", "template", "noscript")
SHOWN = (  # what the markup says and the page has to show
    ("claimReviewed", ("claimReviewed",)),
    ("reviewRating.alternateName", ("reviewRating", "alternateName")),
    ("author.name", ("author", "name")),
    ("itemReviewed.author.name", ("itemReviewed", "author", "name")),
)


@dataclass(frozen=True, slots=True)
class Judged:
    """One piece of markup: where it stands, what it is of, what is wrong with it, the page that it names."""

    place: str
    kind: str
    about: str
    found: list[Finding]
    address: str = ""

    @property
    def errors(self) -> list[Finding]:
        return [finding for finding in self.found if finding.error]


def judged_in(path: Path, *, url: str = "") -> Iterator[Judged]:
    """Every ClaimReview and MediaReview of a JSON, JSON Lines or HTML file, one at a time.

    ``url`` is where an HTML page came from. Raises `streams.Unreadable`.
    """
    with path.open("rb") as file:
        begins = file.read(2000).lstrip(b"\xef\xbb\xbf \t\r\n")
    if begins.startswith(b"<"):
        yield from judged_page(path.read_bytes(), url=url)
        return
    number = 0
    for number, element in enumerate(elements(path), start=1):
        if isinstance(element, Broken):
            yield Judged(str(number), "", element.raw[:80], [Finding("", element.reason)])
        else:
            yield from _judged(element, str(number))
    if not number:
        yield Judged(
            "file", "", path.name, [Finding("", said("There is nothing in this file, or it is not JSON."))]
        )


def judged_page(page: bytes, *, url: str = "") -> Iterator[Judged]:
    """The markup of a page: by the rules, and by whether the page shows what the markup says."""
    tree = html.document_fromstring(page or b"<p>", parser=html.HTMLParser(encoding="utf-8", huge_tree=False))
    found = [thing for thing in things(tree) if {"ClaimReview", "MediaReview"} & set(types(thing))]
    seen = visible(tree)
    reviews = sum("ClaimReview" in types(thing) for thing in found)
    if not found:
        yield Judged("page", "", url, [Finding("", said("The page has no ClaimReview."))])
    for number, thing in enumerate(found, start=1):
        for one in _judged(thing, str(number)):
            also = (
                [*_not_shown(thing, seen), *_of_page(thing, url, reviews)]
                if one.kind == "ClaimReview"
                else []
            )
            yield replace(one, found=sorted([*one.found, *also], key=lambda f: not f.error))


def visible(tree: Any) -> str:
    """The words of a page's body as a reader sees them: one blank between any two."""
    for hidden in list(tree.iter(*UNSEEN)):
        hidden.drop_tree()
    body = tree.find("body")
    return _flat((tree if body is None else body).text_content())


def _flat(words: str) -> str:
    return re.sub(r"\s+", " ", words).strip()


def _not_shown(thing: Thing, seen: str) -> Iterator[Finding]:
    for name, path in SHOWN:
        for words in _values(thing, path):
            if _flat(words) not in seen:
                yield Finding(
                    name, said("The page does not show what the markup says: “%(words)s”.", words=words[:80])
                )


def _values(thing: Any, path: tuple[str, ...]) -> Iterator[str]:
    if not path:
        words = text_of(thing)
        if words:
            yield words
        return
    for one in as_list(thing):
        if isinstance(one, dict):
            yield from _values(one.get(path[0]), path[1:])


def _of_page(thing: Thing, url: str, reviews: int) -> Iterator[Finding]:
    """The page itself is where the markup points, and an ordinary page has one."""
    if url and thing.get("url") != url:
        yield warning("url", "The markup names another address than the page was read from.")
    if reviews > 1:
        yield warning("@type", "The page has several ClaimReviews: an ordinary page has one.")


def _judged(thing: Thing, place: str) -> Iterator[Judged]:
    kinds = set(types(thing))
    if "DataFeedItem" in kinds or "item" in thing:
        yield from _judged_item(thing, place)
    elif "@graph" in thing or "dataFeedElement" in thing:
        for number, inner in enumerate(as_list(thing.get("@graph") or thing.get("dataFeedElement")), start=1):
            if isinstance(inner, dict):
                yield from _judged(inner, f"{place}.{number}")
    elif "MediaReview" in kinds:
        address = text_of(thing.get("url"))
        yield Judged(place, "MediaReview", address, media_findings(thing), address)
    else:
        about, address = text_of(thing.get("claimReviewed")), text_of(thing.get("url"))
        yield Judged(place, "ClaimReview", about, findings(thing), address)


def _judged_item(thing: Thing, place: str) -> Iterator[Judged]:
    """An item of a feed. What was withdrawn needs no more than its address."""
    inside = [one for one in as_list(thing.get("item")) if isinstance(one, dict)]
    if thing.get("dateDeleted"):
        missing = (
            [] if text_of(thing.get("url")) else [Finding("url", said("It is not said what was withdrawn."))]
        )
        yield Judged(place, "DataFeedItem", text_of(thing.get("url")), missing)
        return
    if not inside:
        empty = warning("item", "The item is empty: readers pass it over.")
        yield Judged(place, "DataFeedItem", text_of(thing.get("url")), [empty])
    for one in inside:
        yield from _judged(one, place)
