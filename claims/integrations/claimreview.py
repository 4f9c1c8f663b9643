"""ClaimReview markup (schema.org) from a frozen publication, and what is wrong with one.

Field rules: schema.org/ClaimReview as its consumers read it; DOMAIN words, "required" and
"recommended". Pure: plain dictionaries in, plain dictionaries out.
"""

from dataclasses import dataclass
from typing import Any

BEST, WORST = 5, 1
CLAIM_AIM = 75  # characters of claimReviewed that consumers show


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing wrong: ``error`` blocks publication, otherwise it is a warning."""

    field: str
    sentence: str
    error: bool = True


def claim_review(content: dict[str, Any], *, url: str, publisher: dict[str, str]) -> dict[str, Any]:
    """The JSON-LD of a publication's ``content`` (see `actions/freeze.py`) shown at ``url``."""
    rating = content["rating"]
    markup: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
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
        "itemReviewed": _item(content["claim"]),
        "citation": [source["address"] for source in content["evidence"] if source["address"]] or None,
        "correction": [
            {"@type": "CorrectionComment", "text": row["notice"], "datePublished": row["date"]}
            for row in content["corrections"]
        ]
        or None,
    }
    cleaned: dict[str, Any] = _without_none(markup)
    return cleaned


def _numbers(rating: dict[str, Any]) -> dict[str, Any]:
    """A verdict between false and true has a number; one beside that line has none."""
    if rating["value"] is None:
        return {}
    return {"ratingValue": rating["value"], "bestRating": BEST, "worstRating": WORST}


def _item(claim: dict[str, Any]) -> dict[str, Any]:
    appearances = [
        {"@type": "CreativeWork", "url": row["address"]} for row in claim["appearances"] if row["address"]
    ]
    speakers = [
        {"@type": "Person", "name": row["name"], "sameAs": row["same_as"] or None}
        for row in claim["speakers"]
    ]
    return {
        "@type": "Claim",
        "author": speakers[0] if len(speakers) == 1 else speakers or None,
        "datePublished": claim["made_on"],
        "firstAppearance": appearances[0] if appearances else None,
        "appearance": appearances or None,
    }


def _without_none(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_none(item) for key, item in value.items() if item is not None}
    if isinstance(value, list):
        return [_without_none(item) for item in value]
    return value


def findings(markup: dict[str, Any]) -> list[Finding]:
    """What a consumer would refuse (errors) or miss (warnings)."""
    found: list[Finding] = []
    if markup.get("@type") != "ClaimReview":
        found.append(Finding("@type", "The type must be ClaimReview."))
    if not str(markup.get("claimReviewed") or "").strip():
        found.append(Finding("claimReviewed", "The claim has no words."))
    elif len(markup["claimReviewed"]) > CLAIM_AIM:
        found.append(
            Finding("claimReviewed", f"Search engines show {CLAIM_AIM} characters of a claim.", error=False)
        )
    if not str(markup.get("url") or "").startswith(("https://", "http://")):
        found.append(Finding("url", "The page needs its full address."))
    return found + _rating_findings(markup.get("reviewRating") or {}) + _author_findings(markup)


def _rating_findings(rating: dict[str, Any]) -> list[Finding]:
    found: list[Finding] = []
    if not str(rating.get("alternateName") or "").strip():
        found.append(Finding("reviewRating.alternateName", "The verdict has no words."))
    value, best, worst = (rating.get(key) for key in ("ratingValue", "bestRating", "worstRating"))
    if value is not None and not (best and worst and 1 <= worst <= value <= best and best > worst):
        found.append(Finding("reviewRating.ratingValue", "The number lies outside its own scale."))
    return found


def _author_findings(markup: dict[str, Any]) -> list[Finding]:
    found: list[Finding] = []
    if not (markup.get("author") or {}).get("name"):
        found.append(Finding("author.name", "The publisher has no name."))
    speakers = (markup.get("itemReviewed") or {}).get("author") or []
    for speaker in speakers if isinstance(speakers, list) else [speakers]:
        if not speaker.get("name"):
            found.append(Finding("itemReviewed.author.name", "A speaker without a name."))
    if not speakers:
        found.append(Finding("itemReviewed.author", "Nobody is named as who made the claim.", error=False))
    return found
