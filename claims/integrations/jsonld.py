"""What a page says of itself to search engines: schema.org objects in JSON-LD scripts."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from lxml.html import HtmlElement

Thing = dict[str, Any]

ARTICLE = re.compile(
    r"((Reportage|Analysis|Background|Opinion|Review|AskPublic)?News|Advertiser\w+|Satirical|(Medical)?Scholarly|Tech)?"
    r"Article|Report|(Blog|LiveBlog|SocialMedia)Posting"
)
LARGEST_SCRIPT = 2_000_000
MOST_THINGS = 3_000
WRAPPING = re.compile(
    r"^\s*(<!--|//\s*<!\[CDATA\[|<!\[CDATA\[|/\*.*?\*/)+|(-->|//\s*\]\]>|\]\]>|;)\s*$", re.DOTALL
)
TRAILING_COMMA = re.compile(r",(?=\s*[}\]])")


def things(page: HtmlElement) -> list[Thing]:
    """Every object with a @type in the page's JSON-LD, outer before inner; broken scripts are skipped."""
    found: list[Thing] = []
    for script in page.iter("script"):
        if "ld+json" in (script.get("type") or "").lower():
            found.extend(_flat(_parsed(script.text or "")))
    return found[:MOST_THINGS]


def article_of(all_things: list[Thing]) -> Thing:
    """The object that stands for the article: the first of an article's type that has a headline; or {}."""
    articles = [thing for thing in all_things if any(map(ARTICLE.fullmatch, types(thing)))]
    return next((thing for thing in articles if thing.get("headline")), articles[0] if articles else {})


def types(thing: Thing) -> list[str]:
    return [str(kind).rpartition("/")[2] for kind in as_list(thing.get("@type"))]


def as_list(value: Any) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def text_of(value: Any) -> str:
    """The words of a schema.org text: a string, the first of several, or a language-tagged value."""
    for item in as_list(value):
        if isinstance(item, str) and item.strip():
            return item.strip()
        if isinstance(item, dict):
            return text_of(item.get("@value") or item.get("name") or item.get("alternateName"))
    return ""


def resolved(value: Any, all_things: list[Thing]) -> Iterator[Any]:
    """Each item of ``value``, with bare {"@id": ...} references replaced by what they name in this page."""
    for item in as_list(value):
        if isinstance(item, dict) and "name" not in item and item.get("@id"):
            yield next(
                (thing for thing in all_things if thing.get("@id") == item["@id"] and thing.get("name")), item
            )
        else:
            yield item


def _parsed(script: str) -> Any:
    if len(script) > LARGEST_SCRIPT:
        return None
    script = WRAPPING.sub("", script)
    for attempt in (script, TRAILING_COMMA.sub("", script)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _flat(root: Any) -> Iterator[Thing]:
    """Breadth first and bounded, without recursion: the data is a stranger's."""
    level: list[Any] = [root]
    seen = 0
    while level and seen < MOST_THINGS:
        deeper: list[Any] = []
        for value in level:
            seen += 1
            if isinstance(value, dict):
                if "@type" in value:
                    yield value
                deeper.extend(_containers(value.values()))
            elif isinstance(value, list):
                deeper.extend(_containers(value))
        level = deeper


def _containers(values: Iterable[Any]) -> list[Any]:
    return [value for value in values if isinstance(value, (dict, list))]
