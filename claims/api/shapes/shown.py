"""What goes out, and how each is made of its record."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from ninja import Schema


class Person(Schema):
    id: int
    name: str


class Speaker(Schema):
    id: int
    name: str
    role: str
    same_as: str


class Topic(Schema):
    id: int
    name: str


class Topics(Schema):
    items: list[Topic]


class Place(Schema):
    """Where a claim was met. Offsets count Unicode code points of the capture's text."""

    id: int
    article: int | None
    capture: int
    capture_sha256: str
    quote: str
    prefix: str
    suffix: str
    start: int
    end: int
    quotation: str
    attributed_to: str


class Claim(Schema):
    id: int
    text: str
    status: str
    status_since: datetime
    version: int
    type: str
    score: float
    priority: int
    origin: str
    language: str
    made_on: date | None
    due_at: datetime | None
    speakers: list[Speaker]
    topics: list[Topic]
    appearances: list[Place]
    assignee: Person | None
    decline_reason: str
    merged_into: int | None
    cluster: int | None
    created_at: datetime


class Claims(Schema):
    items: list[Claim]
    next: str


class Article(Schema):
    id: int
    title: str
    address: str | None
    byline: str
    published_on: date | None
    language: str
    outlet: str | None
    claims: int
    created_at: datetime


class Articles(Schema):
    items: list[Article]
    next: str


class CaptureHead(Schema):
    id: int
    article: int | None
    address: str
    media_type: str
    sha256: str
    raw_sha256: str
    retrieved_at: datetime


class ArticleWhole(Article):
    captures: list[CaptureHead]


class Capture(CaptureHead):
    text: str


class Intake(Schema):
    id: int
    kind: str
    title: str
    address: str
    outcome: str
    article: int | None
    created_at: datetime


class KnownCheck(Schema):
    id: int
    claim: str
    title: str
    publisher: str
    rating: str
    address: str
    reviewed_on: date | None


class Match(Schema):
    id: int
    claim: int
    other: int | None
    known: KnownCheck | None
    state: str
    strength: str
    probability: float
    same_claim: bool
    why: list[str]
    passage: str
    method: str
    decided_by: Person | None
    decided_at: datetime | None


class Matches(Schema):
    items: list[Match]


class Evidence(Schema):
    """``stance`` and ``note`` are null while the reader still has to judge the claim blind."""

    id: int
    claim: int
    title: str
    publisher: str
    address: str
    kind: str
    excerpt: str
    start: int | None
    end: int | None
    capture: int | None
    capture_sha256: str
    stance: str | None
    note: str | None
    added_by: Person | None
    created_at: datetime


class EvidenceList(Schema):
    items: list[Evidence]


class Rating(Schema):
    id: int
    key: str
    label: str
    value: int | None
    scale: int


class Ratings(Schema):
    items: list[Rating]


class Draft(Schema):
    number: int
    rating: Rating | None
    summary: str
    reasoning: str
    opposing: str
    reply_waived: str
    evidence: list[int]
    contributor: Person
    created_at: datetime


class Demand(Schema):
    key: str
    label: str
    missing: str


class Assessment(Schema):
    """``hidden`` says why nothing of the draft is shown to this reader; "" where it is open."""

    claim: int
    version: int | None
    round: int | None
    draft: Draft | None
    demands: list[Demand]
    hidden: str


class Review(Schema):
    reviewer: Person
    rating: Rating
    notes: str
    created_at: datetime


class Vote(Schema):
    voter: Person
    rating: Rating
    note: str
    created_at: datetime


class Judgements(Schema):
    claim: int
    reviews: list[Review]
    votes: list[Vote]
    hidden: str


class Publication(Schema):
    public_id: UUID
    version: int
    claim: int
    url: str
    rating: str
    published_at: datetime
    sha256: str


class Publications(Schema):
    items: list[Publication]
    next: str


class PublicationWhole(Publication):
    """``content`` is everything that the public page shows, frozen; ``markup`` its ClaimReview."""

    content: dict[str, Any]
    markup: dict[str, Any]


class Embargo(Schema):
    claim: int
    publish_at: datetime


class Withdrawal(Schema):
    claim: int
    notice: str
    created_at: datetime


class Job(Schema):
    """``error_detail`` is for operators."""

    id: int
    kind: str
    state: str
    attempts: int
    max_attempts: int
    done: int
    total: int
    progress: str
    error: str
    error_detail: str | None
    article: int | None
    claim: int | None
    intake: int | None
    created_by: Person | None
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None


class Jobs(Schema):
    items: list[Job]
    next: str


class Act(Schema):
    """``reason`` is null while the reader still has to judge the claim blind."""

    id: int
    position: int
    at: datetime
    actor: Person | None
    verb: str
    from_status: str
    to_status: str
    reason: str | None
    hash: str


class Acts(Schema):
    items: list[Act]
    next: str


class Tip(Schema):
    """``publication`` is the public id of the check that it reports an error in."""

    id: int
    kind: str
    state: str
    text: str
    address: str
    claim: int | None
    publication: UUID | None
    note: str
    handled_by: Person | None
    handled_at: datetime | None
    created_at: datetime


class Tips(Schema):
    items: list[Tip]
    next: str


class Me(Schema):
    person: Person
    roles: list[str]
    token: str
    scopes: list[str]
    expires_at: datetime


class FieldProblem(Schema):
    at: str
    detail: str


class Problem(Schema):
    """RFC 9457. ``detail`` is a sentence for a person; ``errors`` name the fields that do not hold."""

    type: str
    title: str
    status: int
    detail: str
    errors: list[FieldProblem] = []
