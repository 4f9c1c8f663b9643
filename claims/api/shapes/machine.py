"""What the machine found, suggests and was answered, and how each is made of its record."""

from datetime import date, datetime
from typing import Any

from ninja import Schema

from claims import models
from claims.api.shapes.making import Plain, claim, known, person, rating, same
from claims.api.shapes.shown import Claim, KnownCheck, Person, Rating
from claims.integrations.providers import Hit
from claims.search import Found


class Step(Schema):
    """Digests are SHA-256 over the canonical JSON of inputs and outputs.

    ``outputs`` are null where the machine's verdict is hidden: while somebody may be judging blind.
    """

    position: int
    name: str
    model: str
    model_version: str
    started_at: datetime
    duration_ms: int
    error: str
    inputs_digest: str
    outputs_digest: str | None
    outputs: dict[str, Any] | None


class Run(Schema):
    id: int
    claim: int
    requested_by: Person | None
    started_at: datetime
    finished_at: datetime | None


class Runs(Schema):
    items: list[Run]
    next: str


class RunWhole(Run):
    steps: list[Step]


class Suggestion(Schema):
    """``content`` is what it rests on: a passage of a capture, or what a rating was summed up from."""

    id: int
    claim: int
    run: int
    kind: str
    label: str
    rating: Rating | None
    confidence: float
    content: dict[str, Any]
    state: str
    decided_by: Person | None
    decided_at: datetime | None


class Suggestions(Schema):
    """``hidden`` says why nothing is shown; "" where it is."""

    items: list[Suggestion]
    hidden: str


class Proposal(Schema):
    """What a language model proposed; ``dropped`` says what was taken out of its answer, and why."""

    id: int
    claim: int
    purpose: str
    content: dict[str, Any]
    dropped: list[str]
    model: str
    state: str
    decided_by: Person | None
    decided_at: datetime | None
    created_at: datetime


class Proposals(Schema):
    """``hidden`` says why nothing is shown; "" where it is."""

    items: list[Proposal]
    hidden: str


class Passage(Schema):
    """A piece of a capture (``capture``) or of a published check (``check``).

    ``score`` is higher for what is likelier to speak of the question: words, and likeness of meaning.
    Offsets count Unicode code points of the capture's text.
    """

    text: str
    score: float
    capture: int | None
    capture_sha256: str
    start: int | None
    end: int | None
    article: int | None
    check: int | None
    rating: str
    title: str
    publisher: str
    address: str
    dated: date | None


class Passages(Schema):
    items: list[Passage]


class Earlier(Schema):
    """A published check (``known``) or a claim of ours that may say the same.

    ``probability`` is calibrated; ``why`` are sentences, ``same_claim`` only where none speaks against it.
    """

    known: KnownCheck | None
    claim: Claim | None
    probability: float
    same_claim: bool
    why: list[str]
    passage: str
    method: str


class EarlierList(Schema):
    items: list[Earlier]


class Lookup(Schema):
    """What a search provider answered; ``sha256`` is the digest of the bytes as they came."""

    id: int
    claim: int | None
    provider: str
    query: str
    before: date | None
    address: str
    media_type: str
    sha256: str
    retrieved_at: datetime


class Lookups(Schema):
    items: list[Lookup]
    next: str


class ShownHit(Schema):
    title: str
    address: str
    publisher: str
    published_on: date | None
    snippet: str


class LookupWhole(Lookup):
    """``hits`` are read from the stored bytes."""

    hits: list[ShownHit]


STEP = (
    "position", "name", "model", "model_version", "started_at", "duration_ms", "error", "inputs_digest",
)  # fmt: skip


def step(row: models.Step, *, judged: bool) -> Plain:
    """``judged``: whether the machine's summary may be seen."""
    open_ = judged or row.name not in VERDICTS
    return {
        **same(row, STEP),
        "outputs_digest": row.outputs_digest if open_ else None,
        "outputs": row.outputs if open_ else None,
    }


VERDICTS = {"summary"}
"""Steps that name a verdict of the machine's."""


def run(row: models.Run) -> Plain:
    return {
        "id": row.pk,
        "claim": row.claim_id,
        "requested_by": person(row.requested_by),
        **same(row, ("started_at", "finished_at")),
    }


def suggestion(row: models.Suggestion) -> Plain:
    return {
        "id": row.pk,
        "claim": row.claim_id,
        "run": row.run_id,
        "rating": rating(row.rating) if row.rating else None,
        "decided_by": person(row.decided_by),
        **same(row, ("kind", "label", "confidence", "content", "state", "decided_at")),
    }


def proposal(row: models.Proposal) -> Plain:
    return {
        "id": row.pk,
        "claim": row.claim_id,
        "model": row.call.model,
        "decided_by": person(row.decided_by),
        **same(row, ("purpose", "content", "dropped", "state", "decided_at", "created_at")),
    }


def passage(row: dict[str, Any], score: float) -> Plain:
    """Of a candidate as `claims.search.library` has it."""
    names = ("text", "capture", "article", "check", "title", "publisher", "address", "dated")
    return {
        **{name: row[name] for name in names},
        "score": round(score, 4),
        "capture_sha256": row.get("sha256", ""),
        "start": row.get("start"),
        "end": row.get("end"),
        "rating": row.get("rating", ""),
    }


def earlier(found: Found, whole: dict[int, models.Claim]) -> Plain:
    """``whole``: claims with everything that their shape shows, by id."""
    return {
        "known": known(found.check) if found.check else None,
        "claim": claim(whole[found.claim.pk]) if found.claim else None,
        "why": list(found.why),
        **same(found, ("probability", "same_claim", "passage", "method")),
    }


def lookup(row: models.Lookup) -> Plain:
    names = ("provider", "query", "before", "address", "media_type", "sha256", "retrieved_at")
    return {"id": row.pk, "claim": row.claim_id, **same(row, names)}


def hit(row: Hit) -> Plain:
    return same(row, ("title", "address", "publisher", "published_on", "snippet"))
