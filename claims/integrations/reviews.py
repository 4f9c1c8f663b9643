"""Fact-checks as others hand them out: our own JSON Lines, ClaimReview, DataFeed. Pure, no models."""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit

from claims.integrations.jsonld import as_list, text_of, types
from claims.said import said

ID_MAX, ADDRESS_MAX, LINE_MAX, CLAIM_MAX, BODY_MAX = 2000, 2000, 300, 20_000, 400_000
ID_BYTES = 1500  # with its feed it is a key of a B-tree, whose entries end at 2,700 bytes
HIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
DATE_FORMATS = ("%d %B %Y", "%B %d, %Y", "%d %b %Y", "%b %d, %Y", "%Y/%m/%d", "%d.%m.%Y")
DATE_IN_WORDS = re.compile(r"(?:^|\bon\s+)([A-Z][a-z]+ \d{1,2}, \d{4})")
MADE_WORDS = re.compile(r"\b(?:stated|said|made)\s+on\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Review:
    """One fact-check of somebody's. ``number`` is its rating on its own scale, turned into 1 to 5.

    ``removed`` is a feed's word that the check was withdrawn.
    """

    external_id: str
    claim: str = ""
    title: str = ""
    subtitle: str = ""
    body: str = ""
    speaker: str = ""
    rating: str = ""
    number: float | None = None
    publisher: str = ""
    made_on: date | None = None
    reviewed_on: date | None = None
    address: str = ""
    language: str = ""
    removed: bool = False

    @property
    def digest(self) -> str:
        """SHA-256 of everything above as canonical JSON."""
        plain = json.dumps(asdict(self), sort_keys=True, ensure_ascii=False, default=str)
        return hashlib.sha256(plain.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Flaw:
    """What cannot go in, with a sentence."""

    reason: str


def reviews(thing: dict[str, Any]) -> Iterator[Review | Flaw]:
    """Every check that one element of a file holds; a Flaw for each that says too little."""
    kinds = types(thing)
    if "ClaimReview" in kinds:
        yield checked(claim_review(thing))
    elif "dataFeedElement" in thing or "@graph" in thing:
        for inner in as_list(thing.get("dataFeedElement") or thing.get("@graph")):
            yield from reviews(inner) if isinstance(inner, dict) else ()
    elif "item" in thing or "DataFeedItem" in kinds:
        yield from _feed_item(thing)
    elif kinds:
        return  # some other thing of schema.org beside the reviews: no row of ours
    else:
        yield checked(row(thing))


def _feed_item(thing: dict[str, Any]) -> Iterator[Review | Flaw]:
    """``item`` is a list, one object or null; ``dateDeleted`` tells of a withdrawal."""
    for inner in as_list(thing.get("item")):
        if not isinstance(inner, dict) or "ClaimReview" not in types(inner):
            continue
        found = claim_review({"url": thing.get("url"), **inner})
        yield checked(replace(found, removed=bool(thing.get("dateDeleted"))))


def checked(found: Review) -> Review | Flaw:
    if not found.external_id:
        return Flaw(said("There is no id, and no address to know it by."))
    if not (found.claim or found.title):
        return Flaw(said("There is neither a claim nor a title."))
    if len(found.external_id.encode()) > ID_BYTES:
        return Flaw(said("The id has more than %(limit)s bytes.", limit=f"{ID_BYTES:,}"))
    return found


def row(thing: dict[str, Any]) -> Review:
    """A line of JSON Lines; every field but id and claim may be missing, and names vary."""
    words = _plain(thing.get("date"), LINE_MAX)
    when, made = _date(words), bool(MADE_WORDS.search(words))
    return Review(
        external_id=_plain(_first(thing, "vclaim_id", "id"), ID_MAX),
        claim=_plain(_first(thing, "vclaim", "claim"), CLAIM_MAX),
        title=_plain(thing.get("title"), CLAIM_MAX),
        subtitle=_plain(thing.get("subtitle"), CLAIM_MAX),
        body=_text(thing.get("text")),
        speaker=_plain(thing.get("speaker"), LINE_MAX),
        rating=_plain(_first(thing, "truth_label", "rating"), LINE_MAX),
        publisher=_plain(_first(thing, "author", "publisher"), 200),
        made_on=when if made else None,
        reviewed_on=None if made else when,
        address=_plain(_first(thing, "url", "page_url"), ADDRESS_MAX),
        language=_plain(thing.get("language"), 12),
    )


def claim_review(thing: dict[str, Any]) -> Review:
    """A ClaimReview. Its id is its address with a digest of the claim: one page may check several."""
    claim = _plain(text_of(thing.get("claimReviewed")), CLAIM_MAX)
    item = next((it for it in as_list(thing.get("itemReviewed")) if isinstance(it, dict)), {})
    rating = next((it for it in as_list(thing.get("reviewRating")) if isinstance(it, dict)), {})
    address = _plain(text_of(thing.get("url")), ADDRESS_MAX)
    mark = hashlib.sha256(claim.encode()).hexdigest()[:12]
    page = address if len(address.encode()) < 1000 else hashlib.sha256(address.encode()).hexdigest()
    host = urlsplit(address).hostname if address.startswith("http") else None
    return Review(
        external_id=f"{page}#{mark}" if page or claim else "",
        claim=claim,
        title=_plain(text_of(thing.get("name") or thing.get("headline")), CLAIM_MAX),
        body=_text(thing.get("reviewBody") or thing.get("text")),
        speaker=_plain(text_of(item.get("author")), LINE_MAX),
        rating=_plain(text_of(rating.get("alternateName")) or text_of(rating.get("name")), LINE_MAX),
        number=_on_five(rating),
        publisher=_plain(text_of(thing.get("author")) or host, 200),
        made_on=_date(text_of(item.get("datePublished"))),
        reviewed_on=_date(text_of(thing.get("datePublished"))),
        address=address,
        language=_plain(text_of(thing.get("inLanguage")), 12),
    )


def _on_five(rating: dict[str, Any]) -> float | None:
    """schema.org's ratingValue between worstRating and bestRating, as a place from 1 to 5."""
    try:
        value, best, worst = (float(rating[key]) for key in ("ratingValue", "bestRating", "worstRating"))
    except (KeyError, TypeError, ValueError):
        return None
    if not worst <= value <= best or worst == best:
        return None
    return 1 + 4 * (value - worst) / (best - worst)


def _first(thing: dict[str, Any], *names: str) -> Any:
    return next((thing[name] for name in names if thing.get(name) not in (None, "")), "")


def _plain(value: Any, limit: int) -> str:
    """One line without controls and direction overrides; what is no text is none."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str):
        value = text_of(value)
    return " ".join(HIDDEN.sub("", value).split())[:limit].strip()


def _text(value: Any) -> str:
    """Running text: lines stay."""
    parts: Iterable[Any] = as_list(value)
    text = "\n".join(part for part in parts if isinstance(part, str))
    return HIDDEN.sub("", text)[:BODY_MAX].strip()


def _date(words: str) -> date | None:
    """An ISO date or time, or a day in English words; None for anything else."""
    try:
        return datetime.fromisoformat(words[:10]).date()
    except ValueError:
        pass
    found = DATE_IN_WORDS.search(words)
    words = found.group(1) if found else words
    for form in DATE_FORMATS:
        try:
            return datetime.strptime(words.strip(), form).date()
        except ValueError:
            continue
    return None
