"""What machines found of a claim, without them: suggestions, proposals, stored answers of providers."""

import hashlib
import json
from typing import Any

from django.utils import timezone

from claims.actions.runs import digest
from claims.actions.suggestions import Offered, offer
from claims.models import Claim, Lookup, ModelCall, Proposal, Suggestion
from tests import factories


def suggested(claim: Claim, number: int = 0) -> Suggestion:
    """A passage as evidence, offered by a run of its own."""
    words = f"The council of Marlow kept {next(factories.number)} bridges."
    capture = factories.article(f"{words} Rain fell.").captures.get()
    content: dict[str, Any] = {
        "text": words, "capture": capture.pk, "start": 0, "end": len(words), "title": "Bridges",
        "publisher": "Post", "address": "", "sentences": [[0, len(words)]], "guards": [], "confidence": 0.9,
    }  # fmt: skip
    offer(factories.run(claim), [Offered("evidence", f"capture {number}", "supports", 0.9, content)])
    return Suggestion.objects.filter(claim=claim).latest("pk")


def proposed(claim: Claim, number: int = 0) -> Proposal:
    """Questions that a language model proposed."""
    call = ModelCall.objects.create(
        claim=claim, purpose="questions", model="m-1", request={}, request_digest=digest({}), reserved=9
    )
    content = {"questions": [f"Who counts bridge {number}?"]}
    return Proposal.objects.create(
        claim=claim, call=call, purpose="questions", content=content, content_digest=f"d{number}"
    )


def looked_up(claim: Claim, number: int = 0, title: str = "") -> Lookup:
    """What Wikipedia answered for it: one page."""
    page = {
        "index": 1, "title": title or f"Bridge {number}", "extract": "A bridge.",
        "fullurl": "https://en.wikipedia.org/wiki/Bridge",
        "revisions": [{"revid": 7, "timestamp": "2026-01-31T00:00:00Z"}],
    }  # fmt: skip
    body = json.dumps({"query": {"pages": [page]}}).encode()
    return Lookup.objects.create(
        provider="wikipedia",
        query="bridges of Marlow",
        most=5,
        address=f"https://en.wikipedia.org/w/api.php?q={number}",
        body=body,
        sha256=hashlib.sha256(body).hexdigest(),
        media_type="application/json",
        claim=claim,
        retrieved_at=timezone.now(),
    )
