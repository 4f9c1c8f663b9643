"""A page as it is sent: read, held to the discovery document, understood."""

from dataclasses import dataclass
from typing import Any

from claims import queries
from claims.actions.assess import SUMMARY_MAX
from claims.actions.markup_pages import Written
from claims.api.google.door import Invalid
from claims.api.google.numbers import day
from claims.integrations.errors import FetchRefused
from claims.integrations.urls import checked_url
from claims.models import ADDRESS_MAX, TEXT_MAX, TEXT_MIN, Rating
from claims.wording import LONE_SURROGATES

Json = dict[str, Any]
REVIEWS_MAX = 20
PAGE = {
    "name": str,
    "pageUrl": str,
    "publishDate": str,
    "claimReviewAuthor": {"name": str, "imageUrl": str},
    "claimReviewMarkups": list,
    "versionId": str,
}
MARKUP = {
    "url": str,
    "claimReviewed": str,
    "claimDate": str,
    "claimLocation": str,
    "claimFirstAppearance": str,
    "claimAppearances": list,
    "claimAuthor": {"name": str, "jobTitle": str, "imageUrl": str, "sameAs": str},
    "rating": {
        "textualRating": str,
        "ratingValue": int,
        "bestRating": int,
        "worstRating": int,
        "ratingExplanation": str,
        "imageUrl": str,
    },
}


@dataclass(frozen=True, slots=True)
class Page:
    """``body`` is what was sent, ``reviews`` what the newsroom makes of it."""

    address: str
    version: str
    body: Json
    reviews: list[Written]

    @classmethod
    def of(cls, body: Json) -> "Page":
        """Raises Invalid, with the field's name."""
        held(body, PAGE, "page")
        markups = body.get("claimReviewMarkups", [])
        if not 1 <= len(markups) <= REVIEWS_MAX:
            raise Invalid(f"Invalid value at 'claim_review_markups': from 1 to {REVIEWS_MAX} are taken.")
        address = _address(body.get("pageUrl", ""))
        day(body.get("publishDate", ""), "publish_date")
        reviews = [_review(markup) for markup in markups]
        kept = {name: value for name, value in body.items() if name not in {"name", "versionId"}}
        return cls(address, body.get("versionId", ""), kept, reviews)


def held(value: Any, shape: Json, where: str) -> None:
    """Fields of the document, of its types, and no others; text that a database can keep."""
    if not isinstance(value, dict):
        raise Invalid(f"Invalid value at '{where}': an object is expected.")
    for name, item in value.items():
        kind = shape.get(name)
        if kind is None:
            raise Invalid(f"Unknown name {name[:80]!r} at '{where}': there is no such field.")
        if isinstance(kind, dict):
            held(item, kind, f"{where}.{name}")
        elif not isinstance(item, kind) or isinstance(item, bool):
            raise Invalid(f"Invalid value at '{where}.{name}'.")
        elif isinstance(item, str) and ("\0" in item or LONE_SURROGATES.search(item)):
            raise Invalid(f"Invalid value at '{where}.{name}': it holds a sign that is no text.")


def _address(text: str) -> str:
    try:
        url = str(checked_url(text))
    except FetchRefused as error:
        raise Invalid(f"Invalid value at 'page_url'. {error}") from error
    if len(url) > ADDRESS_MAX:
        raise Invalid("Invalid value at 'page_url': it is too long.")
    return text


def _review(markup: Any) -> Written:
    held(markup, MARKUP, "claim_review_markups")
    if not all(isinstance(url, str) and "\0" not in url for url in markup.get("claimAppearances", [])):
        raise Invalid("Invalid value at 'claim_appearances'.")
    text = " ".join(markup.get("claimReviewed", "").split())
    if not TEXT_MIN <= len(text) <= TEXT_MAX:
        raise Invalid(
            f"Invalid value at 'claim_reviewed': a claim has from {TEXT_MIN} to {TEXT_MAX:,} characters; "
            f"this has {len(text):,}."
        )
    author, rating = markup.get("claimAuthor", {}), markup.get("rating", {})
    summary = rating.get("ratingExplanation", "")
    if len(summary) > SUMMARY_MAX:
        raise Invalid(f"Invalid value at 'rating_explanation': the limit is {SUMMARY_MAX:,} characters.")
    return Written(
        text=text,
        speaker=author.get("name", ""),
        role=author.get("jobTitle", ""),
        same_as=author.get("sameAs", ""),
        made_on=day(markup.get("claimDate", ""), "claim_date"),
        rating=_rating(rating.get("textualRating", "")),
        summary=summary,
    )


def _rating(words: str) -> Rating | None:
    """The house's rating for the words, by the crosswalk; None for no words."""
    if not words.strip():
        return None
    found = queries.rating_for(words[:200])
    if found is None:
        known = ", ".join(row.label for row in queries.current_ratings())
        raise Invalid(f"Invalid value at 'textual_rating': {words[:60]!r} is none of ours: {known}.")
    return found
