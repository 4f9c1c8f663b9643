"""What leaves: every record that a person may see, one plain dictionary a record, in the order of need.

Names join records, never the numbers of this database: outlets and topics by name, articles by
digest; captures, claims and evidence by numbers of this export alone. Words about a verdict that is
still to be judged blind are left out, for whomever the export is.
"""

import base64
from collections.abc import Callable, Iterator
from typing import Any

from django.db.models import Prefetch, QuerySet

from accounts.models import User
from claims.models import (
    Appearance,
    Approval,
    Article,
    AssessmentVersion,
    Capture,
    Claim,
    Evidence,
    PanelVote,
    Publication,
    PublicPage,
    PublishedName,
    Rating,
    Review,
    Scale,
    Source,
    Speaker,
    Topic,
)
from claims.states import Status
from claims.visibility import Standing, may_see_reviews, may_see_talk, standing_of

Row = dict[str, Any]
FORMAT = "factcheck.export.1"
CHUNK = 200
OPEN = {Status.PUBLISHED, Status.WITHDRAWN}


def header(*, files: bool) -> Row:
    """The first line. ``files``: whether archives and files that were handed in stand beside the lines."""
    return {"format": FORMAT, "files": files}


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
            "updated_at": iso(page.updated_at),
        }


def articles(by: User | None) -> Iterator[Row]:
    for row in every(Article.objects.select_related("source")):
        yield {
            "digest": row.digest,
            "address": row.address,
            "title": row.title,
            "byline": row.byline,
            "published_on": iso(row.published_on),
            "language": row.language,
            "source": row.source.name if row.source else None,
        }


def captures(by: User | None) -> Iterator[Row]:
    """With their bytes: an archive that has none proves nothing."""
    for row in every(Capture.objects.select_related("article"), 20):
        yield {
            **place_of(row),
            "text": row.text,
            "raw": base64.b64encode(bytes(row.raw)).decode(),
            "raw_sha256": row.raw_sha256,
            "media_type": row.media_type,
            "address": row.address,
            "notes": row.notes,
            "retrieved_at": iso(row.retrieved_at),
        }


def place_of(capture: Capture) -> Row:
    """How a capture is named: its number in this export, what it is of, and the digest of its text."""
    article = capture.article.digest if capture.article else None
    return {"number": capture.pk, "article": article, "sha256": capture.sha256}


def claims(by: User | None) -> Iterator[Row]:
    places = Prefetch(
        "appearances",
        Appearance.objects.select_related("capture__article").defer("capture__raw", "capture__text"),
    )
    said = Prefetch("speakers", Speaker.objects.order_by("said__position", "said__pk"))
    for row in every(Claim.objects.defer("search").prefetch_related("topics", said, places)):
        yield {
            "id": row.pk,
            "text": row.text,
            "speakers": [speaker.name for speaker in row.speakers.all()],
            "topics": sorted(topic.name for topic in row.topics.all()),
            "made_on": iso(row.made_on),
            "language": row.language,
            "type": row.type,
            "score": row.score,
            "origin": row.origin,
            "reasons": row.reasons,
            "status": row.status,
            "decline_reason": row.decline_reason,
            "merged_into": row.merged_into_id,
            "priority": row.priority,
            "due_at": iso(row.due_at),
            "created_at": iso(row.created_at),
            "appearances": [_appearance(place) for place in row.appearances.all()],
        }


def _appearance(place: Appearance) -> Row:
    names = ("start", "end", "exact", "prefix", "suffix", "quotation", "cue", "attributed_to")
    return {"capture": place_of(place.capture)} | {name: getattr(place, name) for name in names}


def evidence(by: User | None) -> Iterator[Row]:
    """What stands in drafts, too: evidence is open to the whole newsroom, reviewers first of all."""
    rows = Evidence.objects.select_related("claim", "capture__article", "added_by")
    rows = rows.defer("capture__raw", "capture__text", "claim__search")
    for row in every(rows):
        names = ("title", "publisher", "address", "excerpt", "start", "end", "stance", "kind", "note")
        told = {name: getattr(row, name) for name in names}
        if not open_to(by, row.claim, may_see_talk):
            told["note"] = ""  # reviewers read notes after their own review
        yield {
            "id": row.pk,
            "claim": row.claim_id,
            "capture": place_of(row.capture) if row.capture else None,
            "removed": row.removed_at is not None,
            "added_by": who(row.added_by) if row.added_by else None,
            **told,
        }


def draft_of(row: AssessmentVersion) -> Row:
    return {
        "rating": verdict(row.rating),
        "summary": row.summary,
        "reasoning": row.reasoning,
        "checklist": row.checklist,
        "media": row.media,
        "evidence": sorted(item.pk for item in row.evidence.all()),
        "created_at": iso(row.created_at),
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
            "published_at": iso(row.published_at),
            "approval": _approval(row.approval, talk=open_to(by, row.claim, may_see_reviews)),
            "correction": correction
            and {
                **{name: getattr(correction, name) for name in ("severity", "what", "why", "notice")},
                "created_at": iso(correction.created_at),
            },
            "withdrawal": _withdrawal(withdrawal)
            if withdrawal and withdrawal.publication_id == row.pk
            else None,
            "under_review": row.claim.status not in OPEN,
            "changed_at": iso(row.claim.listed.changed_at),
        }


def _withdrawal(row: Any) -> Row:
    return {"reason": row.reason, "notice": row.notice, "created_at": iso(row.created_at)}


def _approval(row: Approval, talk: bool) -> Row:
    """Who judged and how; names as the public reads them, each with what its digest needs.

    ``talk``: with what reviewers noted, which a new round must not read.
    """
    this = {"assessment": row.assessment_id, "round": row.round}
    writers = row.assessment.versions.select_related("contributor").order_by("number")
    return {
        "round": row.round,
        "how": row.how,
        "required": row.assessment.reviews_required,
        "rating": verdict(row.rating),
        "draft": draft_of(row.version),
        "written_by": list({row.contributor_id: who(row.contributor) for row in writers}.values()),
        "by": who(row.version.contributor),
        "reviews": [
            {"by": who(one.reviewer), "rating": verdict(one.rating), "notes": one.notes if talk else ""}
            for one in Review.objects.filter(**this)
            .select_related("reviewer", "rating__scale")
            .order_by("pk")
        ],
        "votes": [
            {"by": who(one.voter), "rating": verdict(one.rating), "note": one.note if talk else ""}
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


def every(rows: QuerySet[Any], chunk: int = CHUNK) -> Iterator[Any]:
    return rows.order_by("pk").iterator(chunk)


def open_to(by: User | None, claim: Claim, rule: Callable[..., bool]) -> bool:
    if rule(claim.status, Standing()):
        return True  # open to everybody: nobody's part needs to be looked up
    return by is not None and rule(claim.status, standing_of(by.pk, claim))


def who(person: User) -> Row:
    """A person without an address: the name that the public reads, and a number to know them by."""
    return {"name": person.public_name, "number": person.pk}


def verdict(rating: Rating | None) -> Row | None:
    return {"scale": rating.scale.version, "key": rating.key} if rating else None


def iso(value: Any) -> str | None:
    return value.isoformat() if value is not None else None
