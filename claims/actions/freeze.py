"""Everything that a public page shows, frozen at the moment of publication."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Prefetch

from accounts.models import User
from claims.integrations.claimreview import claim_review, media_review
from claims.integrations.markdown import to_html
from claims.ledger.canonical import canonical_text
from claims.ledger.canonical import content_digest as digest
from claims.models import (
    Appearance,
    Approval,
    AssessmentVersion,
    Claim,
    Evidence,
    PanelVote,
    Publication,
    Rating,
    Review,
    Run,
    Step,
)

__all__ = [
    "FROZEN",
    "Content",
    "address_of",
    "canonical_json",
    "content_of",
    "digest",
    "frozen_act",
    "markup_of",
    "media_markup_of",
    "people_of",
]
Content = dict[str, Any]
FROZEN = "frozen"  # the act that puts a version's digest into the sealed record


def content_of(claim: Claim, approval: Approval, *, at: datetime, first: datetime | None = None) -> Content:
    """Plain JSON of the page: no later change of any record can change it."""
    version = approval.version
    return {
        "claim": _claim(claim),
        "rating": _rating(approval.rating),
        "media": version.media or None,
        "summary": version.summary,
        "reasoning": version.reasoning,
        "reasoning_html": to_html(version.reasoning),
        "evidence": [_evidence(item) for item in _pieces(version)],
        "people": {
            part: [person.public_name for person in people] for part, people in people_of(approval).items()
        },
        "review": {
            "how": approval.how,
            "round": approval.round,
            "required": approval.assessment.reviews_required,
        },
        "method": [_run(run) for run in _runs(claim)],
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
        "topics": list(claim.topics.order_by("name").values_list("name", flat=True)),
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


def _runs(claim: Claim) -> list[Run]:
    """What the machine looked at, in the order in which it did."""
    finished = claim.runs.filter(finished_at__isnull=False).order_by("pk")
    return list(finished.prefetch_related(Prefetch("steps", Step.objects.order_by("position"))))


def _run(run: Run) -> Content:
    """Each step by name, with what did it and the digests of what went in and came out."""
    return {
        "run": run.pk,
        "at": run.started_at.isoformat(),
        "steps": [
            {
                "name": step.name,
                "model": step.model,
                "version": step.model_version,
                "inputs_sha256": step.inputs_digest,
                "outputs_sha256": step.outputs_digest,
                "failed": bool(step.error),
            }
            for step in run.steps.all()
        ],
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


def _pieces(version: AssessmentVersion) -> list[Evidence]:
    rows = version.evidence.select_related("capture__archive")
    return list(rows.defer("capture__raw", "capture__text", "capture__archive__warc"))


def _evidence(item: Evidence) -> Content:
    archive = getattr(item.capture, "archive", None)
    return {
        "title": item.title,
        "publisher": item.publisher,
        "address": item.address,
        "excerpt": item.excerpt,
        "stance": item.stance,
        "kind": item.kind,
        "note": item.note,
        "capture_sha256": item.capture.sha256 if item.capture else "",
        "warc_sha256": archive.sha256 if archive else "",
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


def canonical_json(content: Content) -> bytes:
    """Sorted keys, no spaces, UTF-8 as it is."""
    return canonical_text(content).encode()


def frozen_act(publication: Publication) -> Content:
    """What the record says of a version: the machine's words, which no erasure of a person takes."""
    return {"version": publication.version, "sha256": publication.sha256}


def address_of(publication: Publication) -> str:
    """The permanent address of a check, the same for each of its versions."""
    return f"{settings.PUBLIC_URL}/checks/{publication.public_id}/"


def markup_of(publication: Publication) -> Content:
    """The ClaimReview of what is frozen."""
    publisher = {"name": settings.NEWSROOM_NAME, "url": f"{settings.PUBLIC_URL}/checks/"}
    return claim_review(
        publication.content,
        url=address_of(publication),
        publisher=publisher,
        license=settings.PUBLIC_LICENSE or None,
    )


def media_markup_of(publication: Publication) -> Content | None:
    """The MediaReview, where the claim is about a picture, video or sound."""
    return media_review(publication.content, markup_of(publication))
