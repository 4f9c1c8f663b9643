"""What a request may hold. Limits that must hold always live in the actions.

Nothing is bent to fit: a number is a number, an unknown field is refused. Text holds no NUL, which
PostgreSQL cannot keep.
"""

import re
from datetime import date, datetime
from typing import Annotated, Any, Literal

from ninja import Field, Schema
from pydantic import AfterValidator, BeforeValidator, ConfigDict, StringConstraints

from claims.actions.assess import REASONING_MAX, SUMMARY_MAX
from claims.models import ADDRESS_MAX, TIP_MAX

TEXT = r"^[^\x00]*$"
ID_MAX = 2**53 - 1  # what every JSON reader holds exactly


def _whole(value: Any) -> Any:
    """JSON Schema has 12.0 for an integer, as every JSON number is of one kind."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


Id = Annotated[int, Field(ge=1, le=ID_MAX), BeforeValidator(_whole)]
Offset = Annotated[int, Field(ge=0, le=ID_MAX), BeforeValidator(_whole)]
Words = Annotated[str, StringConstraints(max_length=2_000, pattern=TEXT)]
Line = Annotated[str, StringConstraints(max_length=500, pattern=TEXT)]
Statement = Annotated[str, StringConstraints(max_length=20_000, pattern=TEXT)]
Address = Annotated[
    str, StringConstraints(max_length=ADDRESS_MAX, pattern=r"^(https?://[^\s\x00/?#@]+([/?#][^\s\x00]*)?)?$")
]
LONG = 100_000
Passage = Annotated[str, StringConstraints(max_length=LONG, pattern=TEXT)]


def _as_text(value: Any) -> Any:
    """Pydantic takes numbers for moments and days; who sends one has made a mistake."""
    if value is not None and not (isinstance(value, str) and re.match(r"\d{4}-\d{2}-\d{2}", value)):
        raise ValueError("Write it as in 2026-01-31, a moment as in 2026-01-31T09:00:00+01:00.")
    return value


def _zoned(value: datetime) -> datetime:
    if value.tzinfo is None:
        raise ValueError("Name its time zone, as in 2026-01-31T09:00:00+01:00.")
    return value


Day = Annotated[date, BeforeValidator(_as_text), Field(strict=False)]
Moment = Annotated[datetime, BeforeValidator(_as_text), AfterValidator(_zoned), Field(strict=False)]


class Given(Schema):
    """A body: exactly these fields, of exactly these types."""

    model_config = ConfigDict(extra="forbid", strict=True)


class Nothing(Given):
    """A step that needs no words."""


class ArticleText(Given):
    text: Annotated[str, StringConstraints(min_length=1)]
    title: Line = ""
    outlet: Annotated[str, StringConstraints(max_length=200, pattern=TEXT)] = ""


class ArticleFile(Given):
    """The fields beside the file itself."""

    outlet: Annotated[str, StringConstraints(max_length=200, pattern=TEXT)] = ""


class ArticleAddress(Given):
    address: Annotated[str, StringConstraints(min_length=1, max_length=ADDRESS_MAX, pattern=TEXT)]
    outlet: Annotated[str, StringConstraints(max_length=200, pattern=TEXT)] = ""


class NewClaim(Given):
    """``quote`` stands in the capture letter for letter; ``start`` says where, of several places."""

    capture: Id
    quote: Annotated[str, StringConstraints(min_length=1, max_length=20_000, pattern=TEXT)]
    text: Statement = ""
    start: Offset | None = None


class ClaimChange(Given):
    """What is left out stays as it is. ``topics`` are ids, ``made_on`` is null for an unknown day."""

    text: Statement = ""
    speakers: Annotated[list[Line], Field(max_length=50)] = []
    made_on: Day | None = None
    topics: Annotated[list[Id], Field(max_length=50)] = []


class Reason(Given):
    reason: Words


class MaybeReason(Given):
    reason: Words = ""


class Declined(Given):
    reason: Literal["not_checkable", "opinion", "prediction", "not_important", "out_of_scope", "duplicate"]
    note: Line = ""
    duplicate_of: Id | None = None


class Assigned(Given):
    to: Id


class Schedule(Given):
    """``due_at`` null: no date. ``priority`` 0 is normal, 1 high, 2 breaking."""

    due_at: Moment | None
    priority: Annotated[int, Field(ge=0, le=2), BeforeValidator(_whole)]


class Merged(Given):
    """``repeats`` say what the claim says: they are declined as its duplicates, or none is."""

    repeats: Annotated[list[Id], Field(min_length=1, max_length=50)]
    note: Line = ""


class MergedMatch(Given):
    """``claim``, one of the pair, repeats the other one."""

    claim: Id
    note: Line = ""


class Cited(Given):
    stance: Literal["supports", "refutes", "context"]


class Submitted(Given):
    ask: Annotated[list[Id], Field(max_length=50)] = []


class Noted(Given):
    note: Words = ""


class EvidenceFile(Given):
    """The fields beside the file itself, of which the copy is made."""

    title: Annotated[str, StringConstraints(min_length=1, max_length=300, pattern=TEXT)]
    publisher: Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=TEXT)]
    stance: Literal["supports", "refutes", "context"]
    kind: Literal["primary", "secondary"] = "secondary"
    address: Address = ""
    excerpt: Passage = ""
    note: Passage = ""


class NewEvidence(EvidenceFile):
    capture: Id | None = None


class NewDraft(Given):
    """``evidence``: what the verdict rests on; everything that is not removed where it is left out."""

    rating: Id | None = None
    summary: Annotated[str, StringConstraints(max_length=SUMMARY_MAX, pattern=TEXT)] = ""
    reasoning: Annotated[str, StringConstraints(max_length=REASONING_MAX, pattern=TEXT)] = ""
    opposing: Words = ""
    reply_waived: Words = ""
    evidence: Annotated[list[Id], Field(max_length=500)] | None = None


class NewReview(Given):
    rating: Id
    notes: Passage = ""


class NewVote(Given):
    rating: Id
    note: Passage = ""


class Correction(Given):
    """What a version that follows a published one tells of itself."""

    severity: Literal["minor", "substantial", "verdict"]
    what: Words
    why: Words
    notice: Words


class Publish(Given):
    correction: Correction | None = None


class Hold(Given):
    publish_at: Moment
    correction: Correction | None = None


class Correct(Given):
    """A minor correction of words; ``If-Match`` names the version that it was drawn from."""

    what: Words
    why: Words
    notice: Words
    summary: Annotated[str, StringConstraints(max_length=SUMMARY_MAX, pattern=TEXT)] | None = None
    reasoning: Annotated[str, StringConstraints(max_length=REASONING_MAX, pattern=TEXT)] | None = None


class Withdraw(Given):
    reason: Words
    notice: Words


class NewTip(Given):
    text: Annotated[str, StringConstraints(min_length=1, max_length=TIP_MAX, pattern=TEXT)]
    address: Address = ""


class TipClaim(Given):
    claim: Id


class Paged(Schema):
    """``after`` is the ``next`` of the page before; empty for the first."""

    after: Annotated[str, StringConstraints(max_length=2_000)] = ""
    size: Annotated[int, Field(ge=1, le=200)] = 50


class ClaimFilters(Paged):
    """As the queue's. ``q`` are words, or "#12"; ``holder`` is a person's id."""

    status: Literal[
        "",
        "all",
        "candidate",
        "queued",
        "researching",
        "in_review",
        "conflicted",
        "approved",
        "published",
        "declined",
        "withdrawn",
    ] = ""
    q: Annotated[str, StringConstraints(max_length=200, pattern=TEXT)] = ""
    source: Id | None = None
    speaker: Annotated[str, StringConstraints(max_length=200, pattern=TEXT)] = ""
    type: Literal[
        "",
        "quantity",
        "quotation",
        "event",
        "comparison",
        "law",
        "causal",
        "prediction",
        "opinion",
        "other",
    ] = ""
    holder: Id | None = None

    def chosen(self) -> dict[str, Any]:
        """As the queue's form reads them."""
        return {name: value for name, value in self.model_dump().items() if value not in (None, "")}


class JobFilters(Paged):
    state: Literal["", "waiting", "running", "done", "dead", "cancelled"] = ""


class TipFilters(Paged):
    state: Literal["", "open", "accepted", "declined"] = ""
