"""ClaimReview and MediaReview (schema.org) from a frozen publication.

Pure: plain dictionaries in, plain dictionaries out. What is wrong with such markup says `validity`.
"""

from typing import Any

BEST, WORST = 5, 1
Markup = dict[str, Any]
CONTEXT = "https://schema.org"


def claim_review(
    content: Markup, *, url: str, publisher: dict[str, str], license: str | None = None
) -> Markup:
    """The JSON-LD of a publication's ``content`` (see `actions/freeze.py`) shown at ``url``."""
    rating = content["rating"]
    corrections = content["corrections"]
    markup: Markup = _without_none(
        {
            "@context": CONTEXT,
            "@type": "ClaimReview",
            "@id": f"{url}#check",
            "url": url,
            "claimReviewed": content["claim"]["text"],
            "author": {"@type": "Organization", **publisher},
            "datePublished": content["first_published"],
            "dateModified": content["published"],
            "inLanguage": content["claim"]["language"] or None,
            "reviewRating": {
                "@type": "Rating",
                "alternateName": rating["label"],
                "ratingExplanation": content["summary"] or None,
                **_numbers(rating),
            },
            "itemReviewed": _item(content["claim"], url),
            "citation": [source["address"] for source in content["evidence"] if source["address"]] or None,
            "correction": [_correction(row) for row in corrections] or None,
            "license": license,
        }
    )
    return markup


def media_review(content: Markup, review: Markup) -> Markup | None:
    """The MediaReview of a claim about a picture, video or sound, beside its ClaimReview; else None."""
    media = content.get("media")
    if not media:
        return None
    kept = ("@context", "url", "author", "datePublished", "dateModified", "inLanguage", "license")
    markup: Markup = _without_none(
        {
            **{name: review.get(name) for name in kept},
            "@type": "MediaReview",
            "@id": f"{review['url']}#media",
            "mediaAuthenticityCategory": media["category"],
            "originalMediaContextDescription": media["context"] or None,
            "originalMediaLink": media["original"] or None,
            "itemReviewed": {
                "@type": "MediaReviewItem",
                "mediaItemAppearance": [{"@type": media["kind"], "contentUrl": media["link"]}],
            },
        }
    )
    return markup


def _numbers(rating: Markup) -> Markup:
    """A verdict between false and true has a number; one beside that line has none."""
    if rating["value"] is None:
        return {}
    return {"ratingValue": rating["value"], "bestRating": BEST, "worstRating": WORST}


def _correction(row: Markup) -> Markup:
    return {"@type": "CorrectionComment", "text": row["notice"], "datePublished": row["date"]}


def _item(claim: Markup, url: str) -> Markup:
    appearances = [_appearance(row) for row in claim["appearances"] if row["address"]]
    speakers = [
        {
            "@type": "Person",
            "name": row["name"],
            "jobTitle": row["role"] or None,
            "sameAs": row["same_as"] or None,
        }
        for row in claim["speakers"]
    ]
    return {
        "@type": "Claim",
        "@id": f"{url}#claim",
        "author": speakers[0] if len(speakers) == 1 else speakers or None,
        "datePublished": claim["made_on"],
        "firstAppearance": appearances[0] if appearances else None,
        "appearance": appearances or None,
    }


def _appearance(row: Markup) -> Markup:
    return {"@type": "CreativeWork", "url": row["address"], "archivedAt": row.get("archived_at") or None}


def _without_none(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_none(item) for key, item in value.items() if item is not None}
    if isinstance(value, list):
        return [_without_none(item) for item in value]
    return value
