"""What the frozen content of a publication says, taken out of it: pure, no database.

Content that was frozen before a field existed lacks it: everything here reads what is there.
"""

import hashlib
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.utils.text import slugify

Content = dict[str, Any]
SLUG_MAX, NAME_MAX = 100, 200


@dataclass(frozen=True, slots=True)
class Named:
    """What a check is listed under: the name that people read, the slug in the address."""

    name: str
    slug: str


def slug_of(name: str) -> str:
    """The name in an address: letters of any script; a digest where none are left."""
    return slugify(name, allow_unicode=True)[:SLUG_MAX] or hashlib.sha256(name.encode()).hexdigest()[:16]


def named(names: list[str]) -> list[Named]:
    """Each name once, in its order."""
    found = {slug_of(name): " ".join(name.split())[:NAME_MAX] for name in reversed(names) if name.strip()}
    return [Named(name, slug) for slug, name in reversed(found.items())]


def topics_of(content: Content) -> list[Named]:
    return named(content["claim"].get("topics", []))


def speakers_of(content: Content) -> list[Named]:
    return named([row["name"] for row in content["claim"]["speakers"]])


def outlets_of(content: Content) -> list[Named]:
    """Where the claim appeared: the outlet's name, or the host of the address."""
    return named([outlet_of(row) for row in content["claim"]["appearances"]])


def outlet_of(place: Content) -> str:
    return str(place["outlet"] or (urlsplit(place["address"]).hostname or "").removeprefix("www."))


def copies_of(content: Content) -> list[Content]:
    """Every place and source of which we keep a copy."""
    rows = (*content["evidence"], *content["claim"]["appearances"])
    return [row for row in rows if row.get("capture_sha256")]


def steps_of(content: Content) -> list[Content]:
    """The machine's steps behind a check, run by run; content of the first days has the runs' ids only."""
    return [run for run in content.get("method", []) if isinstance(run, dict)]


def card_of(content: Content) -> Content:
    """What a row of a list shows of a check."""
    claim, rating = content["claim"], content["rating"]
    return {
        "claim": claim["text"],
        "language": claim["language"],
        "made_on": claim["made_on"],
        "speakers": [row["name"] for row in claim["speakers"]],
        "rating": {name: rating[name] for name in ("key", "label", "mark", "colour")},
        "summary": content["summary"],
    }
