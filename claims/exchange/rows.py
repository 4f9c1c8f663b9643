"""What leaves: every record that a person may see, one plain dictionary a record, in the order of need.

Names join records, never the numbers of this database: outlets and topics by name, articles by
digest, captures by article and digest, claims and evidence by numbers of this export alone. Words
about a verdict that is still to be judged blind are left out, for whomever the export is.
"""

import base64
from collections.abc import Callable, Iterator
from typing import Any

from django.db.models import Prefetch, QuerySet

from accounts.models import User
from accounts.roles import Role, roles_of
from claims.models import (
    Appearance,
    Approval,
    Article,
    AssessmentVersion,
    Capture,
    Claim,
    Comment,
    Evidence,
    KnownCheck,
    PanelVote,
    Publication,
    PublicPage,
    PublishedName,
    Rating,
    Review,
    Run,
    Scale,
    Source,
    Speaker,
    Step,
    Tip,
    Topic,
)
from claims.states import Status
from claims.visibility import Standing, may_see_draft, may_see_reviews, may_see_talk, standing_of

Row = dict[str, Any]
FORMAT = "factcheck.export.1"
CHUNK = 200
OPEN = {Status.PUBLISHED, Status.WITHDRAWN}


def header() -> Row:
    return {"format": FORMAT}


def scales(by: User | None) -> Iterator[Row]:
    for scale in Scale.objects.order_by("version").prefetch_related("ratings"):
        yield {
            "version": scale.version,
            "note": scale.note,
            "ratings": [_rating(row) for row in scale.ratings.all()],
        }


def _rating(rating: Rating) -> Row:
    names = ("key", "label", "explanation", "value", "colour", "mark", "position", "equivalents")
    return {name: getattr(rating, name) for name in names}


def topics(by: User | None) -> Iterator[Row]:
    yield from ({"name": name} for name in Topic.objects.order_by("name").values_list("name", flat=True))


def sources(by: User | None) -> Iterator[Row]:
    for row in Source.objects.order_by("pk").values("name", "domain", "language").iterator(CHUNK):
        yield dict(row)


def speakers(by: User | None) -> Iterator[Row]:
    fields = ("name", "aliases", "role", "same_as", "confirmed")
    yield from Speaker.objects.order_by("pk").values(*fields).iterator(CHUNK)


def pages(by: User | None) -> Iterator[Row]:
    for page in PublicPage.objects.order_by("pk"):
        yield {
            "slug": page.slug,
            "title": page.title,
            "text": page.text,
            "position": page.position,
            "updated_at": _iso(page.updated_at),
        }


def articles(by: User | None) -> Iterator[Row]:
    for row in _all(Article.objects.select_related("source")):
        yield {
            "digest": row.digest,
            "address": row.address,
            "title": row.title,
            "byline": row.byline,
            "published_on": _iso(row.published_on),
            "language": row.language,
            "source": row.source.name if row.source else None,
        }


def captures(by: User | None) -> Iterator[Row]:
    """With their bytes: an archive that has none proves nothing."""
    for row in _all(Capture.objects.select_related("article"), 20):
        yield {
            **place_of(row),
            "text": row.text,
            "raw": base64.b64encode(bytes(row.raw)).decode(),
            "raw_sha256": row.raw_sha256,
            "media_type": row.media_type,
            "address": row.address,
            "notes": row.notes,
            "retrieved_at": _iso(row.retrieved_at),
        }


def place_of(capture: Capture) -> Row:
    """How a capture is named: what it is of, and the digest of its text."""
    return {"article": capture.article.digest if capture.article else None, "sha256": capture.sha256}


def claims(by: User | None) -> Iterator[Row]:
    places = Prefetch(
        "appearances",
        Appearance.objects.select_related("capture__article").defer("capture__raw", "capture__text"),
    )
    said = Prefetch("speakers", Speaker.objects.order_by("said__position", "said__pk"))
    for row in _all(Claim.objects.defer("search").prefetch_related("topics", said, places)):
        yield {
            "id": row.pk,
            "text": row.text,
            "speakers": [speaker.name for speaker in row.speakers.all()],
            "topics": sorted(topic.name for topic in row.topics.all()),
            "made_on": _iso(row.made_on),
            "language": row.language,
            "type": row.type,
            "score": row.score,
            "status": row.status,
            "decline_reason": row.decline_reason,
            "priority": row.priority,
            "created_at": _iso(row.created_at),
            "appearances": [_appearance(place) for place in row.appearances.all()],
        }


def _appearance(place: Appearance) -> Row:
    names = ("start", "end", "exact", "prefix", "suffix", "quotation", "cue", "attributed_to")
    return {"capture": place_of(place.capture)} | {name: getattr(place, name) for name in names}


def evidence(by: User | None) -> Iterator[Row]:
    """What stands in drafts, too: evidence is open to the whole newsroom, reviewers first of all."""
    rows = Evidence.objects.select_related("claim", "capture__article", "added_by")
    rows = rows.defer("capture__raw", "capture__text", "claim__search")
    for row in _all(rows):
        names = ("title", "publisher", "address", "excerpt", "start", "end", "stance", "kind", "note")
        told = {name: getattr(row, name) for name in names}
        if not _may(by, row.claim, may_see_talk):
            told["note"] = ""  # reviewers read notes after their own review
        yield {
            "id": row.pk,
            "claim": row.claim_id,
            "capture": place_of(row.capture) if row.capture else None,
            "removed": row.removed_at is not None,
            "added_by": _who(row.added_by) if row.added_by else None,
            **told,
        }


def drafts(by: User | None) -> Iterator[Row]:
    rows = AssessmentVersion.objects.select_related("assessment__claim", "rating__scale", "contributor")
    for row in _all(rows.prefetch_related("evidence")):
        if _may(by, row.assessment.claim, may_see_draft):
            yield {
                "claim": row.assessment.claim_id,
                "number": row.number,
                "by": _name(row.contributor),
                **draft_of(row),
            }


def draft_of(row: AssessmentVersion) -> Row:
    return {
        "rating": _verdict(row.rating),
        "summary": row.summary,
        "reasoning": row.reasoning,
        "checklist": row.checklist,
        "media": row.media,
        "evidence": sorted(item.pk for item in row.evidence.all()),
        "created_at": _iso(row.created_at),
    }


def reviews(by: User | None) -> Iterator[Row]:
    for row in _all(Review.objects.select_related("assessment__claim", "rating__scale", "reviewer")):
        claim = row.assessment.claim
        if _may(by, claim, may_see_draft) and _may(by, claim, may_see_reviews):
            yield {
                "claim": claim.pk,
                "round": row.round,
                "by": _name(row.reviewer),
                "rating": _verdict(row.rating),
                "notes": row.notes,
                "created_at": _iso(row.created_at),
            }


def comments(by: User | None) -> Iterator[Row]:
    """What is still heard: not what was withdrawn or erased."""
    for row in _all(
        Comment.objects.select_related("claim", "author").filter(withdrawn_at=None, erased_at=None)
    ):
        if _may(by, row.claim, may_see_talk):
            yield {
                "claim": row.claim_id,
                "by": _name(row.author),
                "body": row.body,
                "created_at": _iso(row.created_at),
            }


def runs(by: User | None) -> Iterator[Row]:
    steps = Prefetch("steps", Step.objects.order_by("position"))
    for row in _all(Run.objects.prefetch_related(steps)):
        names = (
            "name",
            "model",
            "model_version",
            "inputs",
            "inputs_digest",
            "outputs",
            "outputs_digest",
            "error",
        )
        yield {
            "claim": row.claim_id,
            "started_at": _iso(row.started_at),
            "finished_at": _iso(row.finished_at),
            "steps": [{name: getattr(step, name) for name in names} for step in row.steps.all()],
        }


def publications(by: User | None) -> Iterator[Row]:
    """Every version of every public check, oldest first, with the approval that it rests on."""
    rows = Publication.objects.select_related(
        "approval__assessment", "approval__version__rating__scale", "approval__version__contributor",
        "approval__rating__scale", "rating__scale", "claim__withdrawal", "claim__listed", "correction",
    ).prefetch_related("approval__version__evidence")  # fmt: skip
    rows = rows.defer("claim__search", "claim__listed__search")
    for row in rows.order_by("published_at", "pk").iterator(CHUNK):
        withdrawal = getattr(row.claim, "withdrawal", None)
        correction = getattr(row, "correction", None)
        yield {
            "public_id": str(row.public_id),
            "version": row.version,
            "claim": row.claim_id,
            "content": row.content,
            "sha256": row.sha256,
            "published_at": _iso(row.published_at),
            "approval": _approval(row.approval),
            "correction": correction
            and {
                **{name: getattr(correction, name) for name in ("severity", "what", "why", "notice")},
                "created_at": _iso(correction.created_at),
            },
            "withdrawal": _withdrawal(withdrawal)
            if withdrawal and withdrawal.publication_id == row.pk
            else None,
            "under_review": row.claim.status not in OPEN,
            "changed_at": _iso(row.claim.listed.changed_at),
        }


def _withdrawal(row: Any) -> Row:
    return {"reason": row.reason, "notice": row.notice, "created_at": _iso(row.created_at)}


def _approval(row: Approval) -> Row:
    """Who judged and how; names as the public reads them, each with what its digest needs."""
    this = {"assessment": row.assessment_id, "round": row.round}
    writers = row.assessment.versions.select_related("contributor").order_by("number")
    return {
        "round": row.round,
        "how": row.how,
        "required": row.assessment.reviews_required,
        "rating": _verdict(row.rating),
        "draft": draft_of(row.version),
        "written_by": list({row.contributor_id: _who(row.contributor) for row in writers}.values()),
        "by": _who(row.version.contributor),
        "reviews": [
            {"by": _who(one.reviewer), "rating": _verdict(one.rating)}
            for one in Review.objects.filter(**this)
            .select_related("reviewer", "rating__scale")
            .order_by("pk")
        ],
        "votes": [
            {"by": _who(one.voter), "rating": _verdict(one.rating)}
            for one in PanelVote.objects.filter(**this)
            .select_related("voter", "rating__scale")
            .order_by("pk")
        ],
        "names": [_published_name(one) for one in PublishedName.objects.filter(approval=row).order_by("pk")],
    }


def _published_name(row: PublishedName) -> Row:
    return {
        "token": row.token,
        "salt": row.salt,
        "name": row.name,
        "person": row.person_id,
        "shown": row.shown,
    }


def known_checks(by: User | None) -> Iterator[Row]:
    names = (
        "feed", "external_id", "publisher", "claim", "title", "subtitle", "speaker", "rating_words",
        "rating_value", "address", "language",
    )  # fmt: skip
    for row in _all(KnownCheck.objects.filter(own_claim=None)):
        dates = {name: _iso(getattr(row, name)) for name in ("made_on", "reviewed_on", "withdrawn_at")}
        yield {name: getattr(row, name) for name in names} | dates


def tips(by: User | None) -> Iterator[Row]:
    """Readers' words, for editors; an export for nobody in particular has no address of a reader."""
    if by is not None and Role.EDITOR not in roles_of(by):
        return
    for row in _all(Tip.objects.select_related("publication")):
        yield {
            "kind": row.kind,
            "state": row.state,
            "text": row.text,
            "address": row.address,
            "contact": row.contact if by is not None else "",
            "claim": row.claim_id,
            "public_id": str(row.publication.public_id) if row.publication else None,
            "created_at": _iso(row.created_at),
        }


Rows = Callable[[User | None], Iterator[Row]]
KINDS: dict[str, Rows] = {
    "scale": scales,
    "topic": topics,
    "source": sources,
    "speaker": speakers,
    "page": pages,
    "article": articles,
    "capture": captures,
    "claim": claims,
    "evidence": evidence,
    "draft": drafts,
    "review": reviews,
    "comment": comments,
    "run": runs,
    "publication": publications,
    "known_check": known_checks,
    "tip": tips,
}


def _all(rows: QuerySet[Any], chunk: int = CHUNK) -> Iterator[Any]:
    return rows.order_by("pk").iterator(chunk)


def _may(by: User | None, claim: Claim, rule: Callable[..., bool]) -> bool:
    if rule(claim.status, Standing()):
        return True  # open to everybody: nobody's part needs to be looked up
    return by is not None and rule(claim.status, standing_of(by.pk, claim))


def _name(person: User) -> str:
    return person.public_name


def _who(person: User) -> Row:
    """A person without an address: the name that the public reads, and a number to know them by."""
    return {"name": person.public_name, "number": person.pk}


def _verdict(rating: Rating | None) -> Row | None:
    return {"scale": rating.scale.version, "key": rating.key} if rating else None


def _iso(value: Any) -> str | None:
    return value.isoformat() if value is not None else None
