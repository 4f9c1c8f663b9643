"""What leaves of the newsroom's work: drafts, reviews, talk, runs, known checks, readers' words."""

from collections.abc import Iterator

from django.db.models import Prefetch

from accounts.models import User
from accounts.roles import Role, roles_of
from claims.exchange.rows import Row, draft_of, every, iso, open_to, verdict, who
from claims.models import (
    AssessmentVersion,
    Comment,
    KnownCheck,
    KnownPassage,
    Review,
    Run,
    Step,
    Tip,
)
from claims.visibility import may_see_draft, may_see_reviews, may_see_talk


def drafts(by: User | None) -> Iterator[Row]:
    rows = AssessmentVersion.objects.select_related("assessment__claim", "rating__scale", "contributor")
    for row in every(rows.prefetch_related("evidence")):
        if open_to(by, row.assessment.claim, may_see_draft):
            yield {
                "claim": row.assessment.claim_id,
                "number": row.number,
                "by": who(row.contributor),
                **draft_of(row),
            }


def reviews(by: User | None) -> Iterator[Row]:
    for row in every(Review.objects.select_related("assessment__claim", "rating__scale", "reviewer")):
        claim = row.assessment.claim
        if open_to(by, claim, may_see_draft) and open_to(by, claim, may_see_reviews):
            yield {
                "claim": claim.pk,
                "round": row.round,
                "by": who(row.reviewer),
                "rating": verdict(row.rating),
                "notes": row.notes,
                "created_at": iso(row.created_at),
            }


def comments(by: User | None) -> Iterator[Row]:
    """What is still heard: not what was withdrawn or erased."""
    for row in every(
        Comment.objects.select_related("claim", "author").filter(withdrawn_at=None, erased_at=None)
    ):
        if open_to(by, row.claim, may_see_talk):
            yield {
                "claim": row.claim_id,
                "by": who(row.author),
                "body": row.body,
                "created_at": iso(row.created_at),
            }


def runs(by: User | None) -> Iterator[Row]:
    steps = Prefetch("steps", Step.objects.order_by("position"))
    for row in every(Run.objects.prefetch_related(steps)):
        yield {
            "claim": row.claim_id,
            "started_at": iso(row.started_at),
            "finished_at": iso(row.finished_at),
            "steps": [_step(step) for step in row.steps.all()],
        }


def _step(step: Step) -> Row:
    names = (
        "position", "name", "model", "model_version", "inputs", "inputs_digest", "outputs", "outputs_digest",
        "duration_ms", "error",
    )  # fmt: skip
    return {name: getattr(step, name) for name in names} | {"started_at": iso(step.started_at)}


def known_checks(by: User | None) -> Iterator[Row]:
    """What others published; ``body`` is what the search reads of it, passage by passage."""
    names = (
        "feed", "external_id", "publisher", "claim", "title", "subtitle", "speaker", "rating_words",
        "rating_value", "address", "language", "digest",
    )  # fmt: skip
    bodies = KnownPassage.objects.filter(kind=KnownPassage.Kind.BODY).only("known_id", "text")
    rows = KnownCheck.objects.filter(own_claim=None)
    for row in every(rows.prefetch_related(Prefetch("passages", bodies.order_by("position")))):
        dates = {name: iso(getattr(row, name)) for name in ("made_on", "reviewed_on", "withdrawn_at")}
        body = [piece.text for piece in row.passages.all()]
        yield {name: getattr(row, name) for name in names} | dates | {"body": body}


def tips(by: User | None) -> Iterator[Row]:
    """Readers' words, for editors; an export for nobody in particular has no address of a reader."""
    if by is not None and Role.EDITOR not in roles_of(by):
        return
    for row in every(Tip.objects.select_related("publication", "handled_by")):
        yield {
            "kind": row.kind,
            "state": row.state,
            "text": row.text,
            "address": row.address,
            "contact": row.contact if by is not None else "",
            "claim": row.claim_id,
            "public_id": str(row.publication.public_id) if row.publication else None,
            "version": row.publication.version if row.publication else None,
            "handled_by": who(row.handled_by) if row.handled_by else None,
            "handled_at": iso(row.handled_at),
            "note": row.note,
            "created_at": iso(row.created_at),
        }
