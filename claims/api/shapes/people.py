"""What goes out of talk, replies and speakers, and how each is made of its record."""

from datetime import datetime

from ninja import Schema

from claims import models
from claims.actions.speakers import version_of
from claims.api.shapes.making import Plain, person, same
from claims.api.shapes.shown import Person
from claims.visibility import Sight


class Comment(Schema):
    """``body`` is empty once it is withdrawn."""

    id: int
    claim: int
    author: Person
    body: str
    mentions: list[Person]
    created_at: datetime
    withdrawn_at: datetime | None


class Comments(Schema):
    """``hidden`` says why only one's own are there while one still has to judge the claim; "" elsewhere."""

    items: list[Comment]
    next: str
    hidden: str


class ReplyRequest(Schema):
    """``answer`` stands as it was given. ``question`` is null while the reader still has to judge the claim.

    Nobody is shown the address that was written to.
    """

    id: int
    claim: int
    addressee: str
    question: str | None
    deadline: datetime
    outcome: str
    answer: str
    answered_at: datetime | None
    sent_at: datetime | None
    reminded_at: datetime | None
    made_by: Person
    kept_by: Person
    created_at: datetime


class ReplyRequests(Schema):
    items: list[ReplyRequest]


class ReplyAsked(ReplyRequest):
    """``link`` is for the addressee alone, and is shown this once: only its digest is kept."""

    link: str


class SpeakerWhole(Schema):
    """``confirmed`` once a person has looked at it."""

    id: int
    name: str
    aliases: list[str]
    role: str
    affiliation: str
    same_as: str
    confirmed: bool


class Speakers(Schema):
    items: list[SpeakerWhole]
    next: str


def comment(row: models.Comment) -> Plain:
    gone = bool(row.withdrawn_at or row.erased_at)
    return {
        "id": row.pk,
        "claim": row.claim_id,
        "author": person(row.author),
        "body": row.words,
        "mentions": [] if gone else [person(one.user) for one in row.mentioned.all()],
        **same(row, ("created_at", "withdrawn_at")),
    }


REPLY = (
    "addressee", "deadline", "outcome", "answer", "answered_at", "sent_at", "reminded_at", "created_at",
)  # fmt: skip


def reply(row: models.ReplyRequest, sight: Sight) -> Plain:
    return {
        "id": row.pk,
        "claim": row.claim_id,
        "question": row.question if sight.talk else None,
        "made_by": person(row.made_by),
        "kept_by": person(row.kept_by),
        **same(row, REPLY),
    }


def speaker(row: models.Speaker) -> Plain:
    names = ("name", "aliases", "role", "affiliation", "same_as", "confirmed")
    return {"id": row.pk, **same(row, names)}


def speaker_version(row: models.Speaker) -> str:
    """Its ETag."""
    return f'"speaker-{row.pk}-{version_of(row)}"'
