"""Shapes that leave the newsroom as JSON."""

import json
from typing import Any

from claims.models import Appearance, WebhookEvent


def claim_line(place: Appearance) -> dict[str, Any]:
    """A claim at its place: ``text`` is its statement, ``quote == capture.text[start:end]``.

    Offsets count Unicode code points of the stored capture. ``speaker`` joins the names, None when
    unknown and in the outlet's own voice.
    """
    claim = place.claim
    names = [speaker.name for speaker in claim.speakers.all()]
    return {
        "id": claim.pk,
        "text": claim.text,
        "quote": place.exact,
        "start": place.start,
        "end": place.end,
        "speaker": joined(names) or None,
        "speakers": names,
        "quotation": place.quotation,
        "type": claim.type,
        "score": round(claim.score, 4),
        "reasons": claim.reasons,
        "status": claim.status,
        "article": place.capture.article_id,
        "capture": place.capture_id,
        "capture_sha256": place.capture.sha256,
    }


def joined(names: list[str]) -> str:
    """ "A", "A and B", "A, B and C"."""
    return " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))


def webhook_body(event: WebhookEvent) -> bytes:
    """The same bytes in every delivery and repeat of the event."""
    body = {
        "type": event.type,
        "timestamp": event.created_at.isoformat(),
        "data": {key: event.data[key] for key in sorted(event.data)},
    }
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()
