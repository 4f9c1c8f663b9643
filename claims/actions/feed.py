"""A public check as a DataFeedItem (schema.org)."""

from typing import Any

from claims.actions.freeze import address_of, markup_of, media_markup_of
from claims.models import PublicCheck


def feed_item(row: PublicCheck) -> dict[str, Any]:
    """``dateModified`` once it was corrected; ``dateDeleted``, and no markup, once it is withdrawn."""
    found = row.publication
    item: dict[str, Any] = {
        "@type": "DataFeedItem",
        "url": address_of(found),
        "dateCreated": row.first_published_at.isoformat(),
    }
    if found.version > 1:
        item["dateModified"] = row.published_at.isoformat()
    if row.withdrawn_at:
        gone = row.withdrawn_at.isoformat()
        return item | {"dateModified": gone, "dateDeleted": gone, "item": _stub(row)}
    media = media_markup_of(found)
    return item | {"item": [markup_of(found), *([media] if media else [])]}


def _stub(row: PublicCheck) -> list[dict[str, Any]]:
    """What was withdrawn, by its claim and address alone, so that a reader knows which one to drop."""
    return [
        {
            "@context": "https://schema.org",
            "@type": "ClaimReview",
            "url": address_of(row.publication),
            "claimReviewed": row.text,
        }
    ]
