"""Records as the plain values of `shown`. Whoever calls has fetched what a record leads to."""

from typing import Any

from accounts.models import User
from claims import models
from claims.actions.freeze import address_of, markup_of
from claims.actions.names import shown
from claims.checklist import Item
from claims.visibility import Sight

Plain = dict[str, Any]


def person(row: User | None) -> Plain | None:
    return {"id": row.pk, "name": str(row)} if row else None


def claim(row: models.Claim) -> Plain:
    return {
        **same(row, CLAIM),
        "id": row.pk,
        "score": round(row.score, 4),
        "speakers": [same(one, SPEAKER) | {"id": one.pk} for one in row.speakers.all()],
        "topics": [{"id": one.pk, "name": one.name} for one in row.topics.all()],
        "appearances": [place(one) for one in row.appearances.all()],
        "assignee": person(row.assignee),
        "merged_into": row.merged_into_id,
        "cluster": row.cluster_id,
    }


CLAIM = (
    "text", "status", "status_since", "version", "type", "priority", "origin", "language", "made_on",
    "due_at", "decline_reason", "created_at",
)  # fmt: skip
SPEAKER = ("name", "role", "same_as")


def place(row: models.Appearance) -> Plain:
    return {
        "id": row.pk,
        "article": row.capture.article_id,
        "capture": row.capture_id,
        "capture_sha256": row.capture.sha256,
        "quote": row.exact,
        **same(row, ("prefix", "suffix", "start", "end", "quotation", "attributed_to")),
    }


def article(row: Any) -> Plain:
    """An article of `queries.articles_listed`, which counts its claims."""
    return {
        "id": row.pk,
        "outlet": row.source.name if row.source else None,
        "claims": row.claim_count,
        **same(row, ("title", "address", "byline", "published_on", "language", "created_at")),
    }


def capture_head(row: models.Capture) -> Plain:
    names = ("address", "media_type", "sha256", "raw_sha256", "retrieved_at")
    return {"id": row.pk, "article": row.article_id, **same(row, names)}


def intake(row: models.Intake) -> Plain:
    names = ("kind", "title", "address", "outcome", "created_at")
    return {"id": row.pk, "article": row.article_id, **same(row, names)}


def match(row: models.Match) -> Plain:
    names = ("state", "strength", "probability", "same_claim", "why", "passage", "method", "decided_at")
    return {
        "id": row.pk,
        "claim": row.claim_id,
        "other": row.other_id,
        "known": known(row.known) if row.known else None,
        "decided_by": person(row.decided_by),
        **same(row, names),
    }


def known(row: models.KnownCheck) -> Plain:
    names = ("claim", "title", "publisher", "address", "reviewed_on")
    return {"id": row.pk, "rating": row.rating_words, **same(row, names)}


def evidence(row: models.Evidence, sight: Sight) -> Plain:
    names = ("title", "publisher", "address", "kind", "excerpt", "start", "end", "created_at")
    return {
        "id": row.pk,
        "claim": row.claim_id,
        "capture": row.capture_id,
        "capture_sha256": row.capture.sha256 if row.capture else "",
        "stance": row.stance if sight.talk else None,
        "note": row.note if sight.talk else None,
        "added_by": person(row.added_by),
        **same(row, names),
    }


def rating(row: models.Rating) -> Plain:
    return {"id": row.pk, "scale": row.scale.version, **same(row, ("key", "label", "value"))}


def draft(row: models.AssessmentVersion) -> Plain:
    return {
        "rating": rating(row.rating) if row.rating else None,
        "opposing": row.checklist.get("opposing", ""),
        "reply_waived": row.checklist.get("reply_waived", ""),
        "evidence": [one.pk for one in row.evidence.all()],
        "contributor": person(row.contributor),
        **same(row, ("number", "summary", "reasoning", "created_at")),
    }


def demand(item: Item) -> Plain:
    return {"key": item.key, "label": item.label, "missing": item.sentence}


def review(row: models.Review) -> Plain:
    return {
        "reviewer": person(row.reviewer),
        "rating": rating(row.rating),
        "notes": row.notes,
        "created_at": row.created_at,
    }


def vote(row: models.PanelVote) -> Plain:
    return {
        "voter": person(row.voter),
        "rating": rating(row.rating),
        "note": row.note,
        "created_at": row.created_at,
    }


def publication(row: models.Publication) -> Plain:
    return {
        "claim": row.claim_id,
        "url": address_of(row),
        "rating": row.rating.label,
        **same(row, ("public_id", "version", "published_at", "sha256")),
    }


def publication_whole(row: models.Publication) -> Plain:
    return {**publication(row), "content": shown(row), "markup": markup_of(row)}


def job(row: models.Job, *, sees_detail: bool) -> Plain:
    names = ("kind", "state", "attempts", "max_attempts", "error", "created_at", "started_at", "finished_at")
    return {
        "id": row.pk,
        "done": row.done_units,
        "total": row.total_units,
        "progress": row.progress_note,
        "error_detail": row.error_detail if sees_detail else None,
        "article": row.article_id,
        "claim": row.claim_id,
        "intake": row.intake_id,
        "created_by": person(row.created_by),
        **same(row, names),
    }


def act(row: models.Activity, *, hears: bool) -> Plain:
    return {
        "id": row.pk,
        "actor": person(row.actor),
        "reason": row.reason if hears else None,
        **same(row, ("position", "at", "verb", "from_status", "to_status", "hash")),
    }


def tip(row: models.Tip) -> Plain:
    names = ("kind", "state", "text", "address", "note", "handled_at", "created_at")
    return {
        "id": row.pk,
        "claim": row.claim_id,
        "publication": row.publication.public_id if row.publication else None,
        "handled_by": person(row.handled_by),
        **same(row, names),
    }


def same(row: Any, names: tuple[str, ...]) -> Plain:
    return {name: getattr(row, name) for name in names}
