"""What a request may hold. Limits that must hold always live in the actions.

Nothing is bent to fit: a number is a number, an unknown field is refused. Text holds no NUL, which
PostgreSQL cannot keep.
"""

from datetime import datetime
from typing import Annotated, Any, Literal

from ninja import Field, Schema
from pydantic import BeforeValidator, ConfigDict, StringConstraints

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


class Given(Schema):
    """A body: exactly these fields, of exactly these types."""

    model_config = ConfigDict(extra="forbid", strict=True)


class Nothing(Given):
    """A step that needs no words."""


class ArticleText(Given):
    text: Annotated[str, StringConstraints(min_length=1)]
    title: Line = ""
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


class Wording(Given):
    text: Statement


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


class Submitted(Given):
    ask: Annotated[list[Id], Field(max_length=50)] = []


class Noted(Given):
    note: Words = ""


class NewEvidence(Given):
    title: Annotated[str, StringConstraints(min_length=1, max_length=300, pattern=TEXT)]
    publisher: Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=TEXT)]
    stance: Literal["supports", "refutes", "context"]
    kind: Literal["primary", "secondary"] = "secondary"
    address: Address = ""
    capture: Id | None = None
    excerpt: Passage = ""
    note: Passage = ""


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
    publish_at: Annotated[datetime, Field(strict=False)]
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
