"""Names of authors out of what pages call an author."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable

PREFIX = re.compile(
    r"^\W*(?:(?:written|reported|story|words|text|posted|published|opinion|analysis|geschrieben)\s+)?"
    r"(?:by|von|par|por|di|da|door|av|af|przez|автор|текст|tekst|text|autor(?:in|a|es)?|auteurs?|author)\b\s*[:：]?\s+",
    re.IGNORECASE,
)
INNER_BY = re.compile(r"^[\w ]{0,30}\b(?=by )", re.IGNORECASE)
"""Fact check by, Written and reported by."""
SPLIT = re.compile(
    # "e" and "y" in small letters only: John E Smith is one person.
    r"\s*(?:[,;|/•·]|\s&\s|\b(?:(?i:and|und|et|och|og|with|mit|avec)|en|y|e)\b(?=\s))\s*"
    r"|\s+(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b"  # the dateline beside the byline
)
NOT_A_NAME = re.compile(
    r"https?:|www\.|\.com\b|[@#<>{}=\d]|\b(staff|writer|reporters?|correspondent|editors?|editorial|desk|team|newsroom|"
    r"redaktion|redacci[oó]n|rédaction|redação|redazione|news|admin|administrator|contributors?|guest|author|updated|"
    r"published|agenc(?:y|ies|ia)|press|services?|media|magazine|online|digital|senior|chief|director|producer|photographer|"
    r"professor|university|minutes?|follow|share|subscribe|null|undefined|anonymous|unknown|webmaster|user|root)\b",
    re.IGNORECASE,
)
LONGEST = 60
PARTICLE = re.compile(
    r"al|bin|d[aeiou]|del|della|den|der|dos|e|el|ibn|l[ae]|van|te[nr]|und|von|y|zu", re.IGNORECASE
)


def clean(name: str) -> str:
    """One name without "By", markup, entities and stray marks at its ends."""
    name = " ".join(html.unescape(re.sub(r"<[^>]{0,200}>", " ", name)).split())
    return PREFIX.sub("", INNER_BY.sub("", name)).strip(" \t,;:|–—-·•")


def people(line: str) -> list[str]:
    """The persons of a byline such as "By Ana Díaz, Jo Li and Kim Poe, Staff Writers"."""
    names = (part.strip(" .") for part in SPLIT.split(clean(line)))
    return [_lowered(name) for name in names if looks_like_a_name(name)]


def _lowered(name: str) -> str:
    """Agencies' bylines are in capitals by custom, not by name; "AFP USA" is by name."""
    return name.title() if name.isupper() and " " in name and max(map(len, name.split())) > 4 else name


def looks_like_a_name(name: str) -> bool:
    """Two to five words that begin with a capital, or letters that have no case (漢字, हिन्दी)."""
    if not 2 <= len(name) <= LONGEST or NOT_A_NAME.search(name) or name.lower().startswith("the "):
        return False
    words = name.split()
    if not any(letter.lower() != letter.upper() for letter in name):
        return any(letter.isalpha() for letter in name) and len(words) <= 5
    own = [word for word in words if not PARTICLE.fullmatch(word)]
    return 2 <= len(words) <= 5 and all(word[0].isupper() or not word[0].isalpha() for word in own)


def once(names: Iterable[str]) -> tuple[str, ...]:
    """The names in order, each once whatever its case; one that is part of a longer one is dropped."""
    kept: dict[str, str] = {}
    for name in filter(None, names):
        kept.setdefault(name.casefold(), name)
    return tuple(
        name
        for key, name in kept.items()
        if not any(key != other and f" {key} " in f" {other} " for other in kept)
    )[:20]
