"""What programs will be told of, written down in the transaction in which it happens.

Nothing here tells of a verdict that is not public: neither ratings of drafts nor reviews, neither
reasons nor who acted. A receiver is no blind reviewer, but what it stores may be read by one.
"""

from typing import Any

from django.conf import settings

from claims.models import Claim, WebhookEndpoint, WebhookEvent

DONE = {
    "accept": "accepted",
    "decline": "declined",
    "reopen": "reopened",
    "take": "taken",
    "assign": "assigned",
    "release": "released",
    "submit": "submitted",
    "return": "returned",
    "approve": "approved",
    "conflict": "conflicted",
    "resolve": "resolved",
    "publish": "published",
    "revisit": "revisited",
    "withdraw": "withdrawn",
    "undo": "undone",
}


def put(kind: str, claim: Claim, data: dict[str, Any]) -> WebhookEvent | None:
    """Call it inside the act's own transaction. Nothing is written while nobody wants this family."""
    wanted = WebhookEndpoint.objects.filter(disabled_at=None, families__contains=[kind.partition(".")[0]])
    if not wanted.exists():
        return None
    return WebhookEvent.objects.create(type=kind, claim=claim, data=data)


def moved(claim: Claim, verb: str, start: str, end: str) -> WebhookEvent | None:
    data = {"claim": claim.pk, "text": claim.text, "from": start, "to": end}
    return put(
        f"claim.{DONE.get(verb, verb)}", claim, data | {"url": f"{settings.PUBLIC_URL}/claims/{claim.pk}/"}
    )
