"""Everything that a public page shows, frozen at the moment of publication."""

import hashlib
import json
from datetime import datetime
from typing import Any

from django.conf import settings

from accounts.models import User
from claims.integrations.claimreview import Finding, claim_review, findings
from claims.integrations.markdown import to_html
from claims.models import Appearance, Approval, Claim, Evidence, PanelVote, Publication, Rating, Review

Content = dict[str, Any]


def content_of(claim: Claim, approval: Approval, *, at: datetime, first: datetime | None = None) -> Content:
    """Plain JSON of the page: no later change of any record can change it."""
    version = approval.version
    return {
        "claim": _claim(claim),
        "rating": _rating(approval.rating),
        "summary": version.summary,
        "reasoning": version.reasoning,
        "reasoning_html": to_html(version.reasoning),
        "evidence": [_evidence(item) for item in version.evidence.select_related("capture")],
        "people": {
            part: [person.public_name for person in people] for part, people in people_of(approval).items()
        },
        "review": {
            "how": approval.how,
            "round": approval.round,
            "required": approval.assessment.reviews_required,
        },
        "method": [run.pk for run in claim.runs.filter(finished_at__isnull=False)],
        "corrections": [],
        "first_published": (first or at).isoformat(),
        "published": at.isoformat(),
    }


def _claim(claim: Claim) -> Content:
    return {
        "id": claim.pk,
        "text": claim.text,
        "language": claim.language,
        "made_on": claim.made_on.isoformat() if claim.made_on else None,
        "speakers": [
            {"name": speaker.name, "role": speaker.role, "same_as": speaker.same_as}
            for speaker in claim.speakers.order_by("said__position", "said__pk")
        ],
        "appearances": [_appearance(row) for row in _appearances(claim)],
    }


def _appearances(claim: Claim) -> list[Appearance]:
    rows = claim.appearances.select_related("capture__article__source")
    return list(rows.defer("capture__raw", "capture__text").order_by("capture__retrieved_at", "pk"))


def _appearance(row: Appearance) -> Content:
    article = row.capture.article
    return {
        "quote": row.exact,
        "quotation": row.quotation,
        "title": article.title if article else "",
        "outlet": article.source.name if article and article.source else "",
        "address": (article.address if article else "") or row.capture.address,
        "published_on": article.published_on.isoformat() if article and article.published_on else None,
        "capture_sha256": row.capture.sha256,
        "retrieved_at": row.capture.retrieved_at.isoformat(),
    }


def _rating(rating: Rating) -> Content:
    return {
        "key": rating.key,
        "label": rating.label,
        "explanation": rating.explanation,
        "value": rating.value,
        "mark": rating.mark,
        "colour": rating.colour,
        "scale": rating.scale.version,
    }


def _evidence(item: Evidence) -> Content:
    return {
        "title": item.title,
        "publisher": item.publisher,
        "address": item.address,
        "excerpt": item.excerpt,
        "stance": item.stance,
        "kind": item.kind,
        "note": item.note,
        "capture_sha256": item.capture.sha256 if item.capture else "",
        "retrieved_at": item.capture.retrieved_at.isoformat() if item.capture else None,
    }


def people_of(approval: Approval) -> dict[str, list[User]]:
    """Who wrote the draft and who judged this round of it, by the name that each chose for the public."""
    writers = {row.contributor for row in approval.assessment.versions.select_related("contributor")}
    this_round = {"assessment": approval.assessment, "round": approval.round}
    judges = {row.reviewer for row in Review.objects.filter(**this_round).select_related("reviewer")}
    judges |= {row.voter for row in PanelVote.objects.filter(**this_round).select_related("voter")}
    return {
        "written_by": sorted(writers, key=lambda person: person.public_name),
        "reviewed_by": sorted(judges, key=lambda person: person.public_name),
    }


def digest(content: Content) -> str:
    """SHA-256 over canonical JSON: sorted keys, no spaces, UTF-8 as it is."""
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def address_of(publication: Publication) -> str:
    """The permanent address of a check, the same for each of its versions."""
    return f"{settings.PUBLIC_URL}/checks/{publication.public_id}/"


def markup_of(publication: Publication) -> Content:
    publisher = {"name": settings.NEWSROOM_NAME, "url": settings.PUBLIC_URL}
    return claim_review(publication.content, url=address_of(publication), publisher=publisher)


def errors_of(publication: Publication) -> list[Finding]:
    """What blocks publication."""
    return [finding for finding in findings(markup_of(publication)) if finding.error]
