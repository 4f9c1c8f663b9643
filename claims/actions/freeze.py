"""Everything that a public page shows, frozen at the moment of publication."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils import translation

from accounts.models import User
from claims import run_queries
from claims.integrations.claimreview import claim_review, media_review
from claims.integrations.markdown import to_html
from claims.ledger.canonical import canonical_text
from claims.ledger.canonical import content_digest as digest
from claims.models import (
    Appearance,
    Approval,
    AssessmentVersion,
    Capture,
    Claim,
    Evidence,
    PanelVote,
    Publication,
    Rating,
    Review,
    Snapshot,
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
Archived = dict[tuple[str, str], str]  # (address, digest of the text) → where an archive keeps it
FROZEN = "frozen"  # the act that puts a version's digest into the sealed record


def content_of(claim: Claim, approval: Approval, *, at: datetime, first: datetime | None = None) -> Content:
    """Plain JSON of the page: no later change of any record can change it."""
    version = approval.version
    pieces, places = _pieces(version), _appearances(claim)
    captures = [row.capture for row in places] + [item.capture for item in pieces if item.capture]
    archived = _archived(captures)
    return {
        "claim": _claim(claim, [_appearance(row, archived) for row in places]),
        "rating": _rating(approval.rating),
        "media": version.media or None,
        "summary": version.summary,
        "reasoning": version.reasoning,
        "reasoning_html": to_html(version.reasoning),
        "evidence": [_evidence(item, archived) for item in pieces],
        "people": {
            part: [person.public_name for person in people] for part, people in people_of(approval).items()
        },
        "review": {
            "how": approval.how,
            "round": approval.round,
            "required": approval.assessment.reviews_required,
        },
        "method": _method(claim),
        "corrections": [],
        "first_published": (first or at).isoformat(),
        "published": at.isoformat(),
    }


def _claim(claim: Claim, places: list[Content]) -> Content:
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
        "appearances": places,
    }


def _appearances(claim: Claim) -> list[Appearance]:
    rows = claim.appearances.select_related("capture__article__source")
    return list(rows.defer("capture__raw", "capture__text").order_by("capture__retrieved_at", "pk"))


def _archived(captures: list[Capture]) -> Archived:
    """Where public archives keep these texts: only what was fetched there and says what our copy says."""
    verified = Snapshot.objects.filter(
        state=Snapshot.State.VERIFIED, evidence__capture__sha256__in={row.sha256 for row in captures}
    ).order_by("pk")
    known = verified.values_list(
        "evidence__address", "evidence__capture__address", "evidence__capture__sha256", "address"
    )
    found: Archived = {}
    for address, fetched, digest_, kept in known:
        found |= {(one, digest_): kept for one in (address, fetched) if one}
    return found


def _appearance(row: Appearance, archived: Archived) -> Content:
    article = row.capture.article
    address = (article.address if article else "") or row.capture.address
    return {
        "quote": row.exact,
        "quotation": row.quotation,
        "title": article.title if article else "",
        "outlet": article.source.name if article and article.source else "",
        "address": address,
        "published_on": article.published_on.isoformat() if article and article.published_on else None,
        "archived_at": archived.get((address, row.capture.sha256), ""),
        "capture_sha256": row.capture.sha256,
        "retrieved_at": row.capture.retrieved_at.isoformat(),
    }


def _method(claim: Claim) -> list[Content]:
    """What the machine looked at, run by run: each step with what did it, when, and the digests of what
    went in and came out. Labels are in the newsroom's language, whoever publishes.
    """
    with translation.override(settings.LANGUAGE_CODE):
        runs = run_queries.method_of(claim)
    return [
        {"run": run.run, "at": run.at.isoformat(), "steps": [_step(step) for step in run.steps]}
        for run in runs
    ]


def _step(step: run_queries.MethodStep) -> Content:
    return {
        "name": step.name,
        "label": step.label,
        "model": step.model,
        "version": step.version,
        "inputs_sha256": step.inputs,
        "outputs_sha256": step.outputs,
        "at": step.at.isoformat(),
        "milliseconds": step.milliseconds,
        "failed": step.failed,
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


def _evidence(item: Evidence, archived: Archived) -> Content:
    archive = getattr(item.capture, "archive", None)
    return {
        "title": item.title,
        "publisher": item.publisher,
        "address": item.address,
        "excerpt": item.excerpt,
        "stance": item.stance,
        "kind": item.kind,
        "note": item.note,
        "archived_at": archived.get((item.address, item.capture.sha256), "") if item.capture else "",
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
