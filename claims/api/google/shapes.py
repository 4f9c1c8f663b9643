"""Known checks and drafts in the shapes of the discovery document. Empty fields are left out, as there."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.conf import settings

from claims.actions.freeze import address_of
from claims.integrations.claimreview import BEST, WORST
from claims.known_queries import own_site, site_of
from claims.models import AssessmentVersion, Claim, KnownCheck, MarkupPage, Publication

Json = dict[str, Any]


def claim(check: KnownCheck) -> Json:
    return full(
        {
            "text": check.claim or check.title,
            "claimant": check.speaker,
            "claimDate": _moment(check.made_on),
            "claimReview": [_review(check)],
        }
    )


def _review(check: KnownCheck) -> Json:
    own = check.own_claim_id is not None
    url = f"{settings.PUBLIC_URL}/checks/{check.external_id}/" if own else check.address
    return full(
        {
            "publisher": full({"name": check.publisher, "site": own_site() if own else site_of(url)}),
            "url": url,
            "title": check.title,
            "reviewDate": _moment(check.reviewed_on),
            "textualRating": check.rating_words,
            "languageCode": check.language,
        }
    )


def _moment(day: date | None) -> str:
    return f"{day.isoformat()}T00:00:00Z" if day else ""


def full(row: Mapping[str, Any]) -> Json:
    return {name: value for name, value in row.items() if value not in ("", None, [], {})}


def page(row: MarkupPage, reviews: list[tuple[Claim, AssessmentVersion | None]], version: str) -> Json:
    """What was sent, with the words that claims and drafts have now."""
    sent = row.body.get("claimReviewMarkups", [])
    markups = [
        _markup(claim, draft, sent[place] if place < len(sent) else {})
        for place, (claim, draft) in enumerate(reviews)
    ]
    return full(
        {
            "name": f"pages/{row.name}",
            "pageUrl": row.address,
            "publishDate": row.body.get("publishDate", ""),
            "claimReviewAuthor": row.body.get("claimReviewAuthor") or {"name": settings.NEWSROOM_NAME},
            "claimReviewMarkups": markups,
            "versionId": version,
        }
    )


def _markup(claim: Claim, draft: AssessmentVersion | None, sent: Json) -> Json:
    speakers = list(claim.speakers.all())
    author = sent.get("claimAuthor") or {}
    return full(
        {
            **{name: value for name, value in sent.items() if name in AS_SENT},
            "claimReviewed": claim.text,
            "claimDate": claim.made_on.isoformat() if claim.made_on else "",
            "claimAuthor": full({**author, "name": ", ".join(speaker.name for speaker in speakers)}),
            "rating": full(
                {
                    **(sent.get("rating") or {}),
                    "textualRating": draft.rating.label if draft and draft.rating else "",
                    **_numbers(draft.rating.value if draft and draft.rating else None),
                    "ratingExplanation": draft.summary if draft else "",
                }
            ),
        }
    )


AS_SENT = {"url", "claimLocation", "claimFirstAppearance", "claimAppearances"}


def _numbers(value: int | None) -> Json:
    if value is None:
        return {"ratingValue": None, "bestRating": None, "worstRating": None}
    return {"ratingValue": value, "bestRating": BEST, "worstRating": WORST}


def published(row: Publication) -> Json:
    """A public check as a page that nobody can change here."""
    content = row.content
    claim, rating = content["claim"], content["rating"]
    places = [place["address"] for place in claim["appearances"] if place["address"]]
    markup = {
        "url": address_of(row),
        "claimReviewed": claim["text"],
        "claimDate": claim["made_on"] or "",
        "claimAuthor": full({"name": ", ".join(speaker["name"] for speaker in claim["speakers"])}),
        "claimFirstAppearance": places[0] if places else "",
        "claimAppearances": places[1:],
        "rating": full(
            {
                "textualRating": rating["label"],
                **_numbers(rating["value"]),
                "ratingExplanation": content["summary"],
            }
        ),
    }
    return {
        "name": f"pages/{row.public_id}",
        "pageUrl": address_of(row),
        "publishDate": content["first_published"][:10],
        "claimReviewAuthor": {"name": settings.NEWSROOM_NAME},
        "claimReviewMarkups": [full(markup)],
        "versionId": str(row.version),
    }
