"""What programs are told of publications: what the public reads, and nothing else."""

from typing import Any

from claims import outbox
from claims.actions.freeze import address_of
from claims.models import Publication, Withdrawal


def tell_published(publication: Publication, correction: dict[str, str] | None) -> None:
    """A new version is out; where it corrects an earlier one, its notice too."""
    outbox.put("publication.published", publication.claim, _version(publication))
    if correction:
        notice = {name: correction[name] for name in ("severity", "notice")}
        outbox.put("correction.published", publication.claim, {**_version(publication), **notice})


def tell_withdrawn(withdrawal: Withdrawal) -> None:
    data = {**_version(withdrawal.publication), "notice": withdrawal.notice}
    outbox.put("publication.withdrawn", withdrawal.claim, data)


def _version(publication: Publication) -> dict[str, Any]:
    return {
        "public_id": str(publication.public_id),
        "version": publication.version,
        "url": address_of(publication),
        "claim": publication.claim_id,
        "text": publication.content["claim"]["text"],
        "rating": publication.rating.label,
        "sha256": publication.sha256,
        "published_at": publication.published_at.isoformat(),
    }
