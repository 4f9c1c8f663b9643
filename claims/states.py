"""Where the work on a claim stands, and every way it may move: the one table.

From `TRANSITIONS` come `workflow.move()`, the trigger in PostgreSQL, the buttons and
`docs/states.md`. This module imports nothing of ours.
"""

from dataclasses import dataclass
from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Status(TextChoices):
    CANDIDATE = "candidate", _("Candidate")
    QUEUED = "queued", _("Queued")
    RESEARCHING = "researching", _("Researching")
    IN_REVIEW = "in_review", _("In review")
    CONFLICTED = "conflicted", _("Conflicted")
    APPROVED = "approved", _("Approved")
    PUBLISHED = "published", _("Published")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class DeclineReason(TextChoices):
    NOT_CHECKABLE = "not_checkable", _("Not checkable")
    OPINION = "opinion", _("Opinion")
    PREDICTION = "prediction", _("Prediction")
    NOT_IMPORTANT = "not_important", _("Not important")
    OUT_OF_SCOPE = "out_of_scope", _("Out of scope")
    DUPLICATE = "duplicate", _("Duplicate")


class Who(StrEnum):
    """Who owns a transition, in the words of the table; `rules.py` says what each means."""

    RESEARCHER = "researcher"
    EDITOR = "editor"
    PUBLISHER = "publisher"
    HOLDER = "holder or editor"
    CONTRIBUTOR = "contributor"
    REVIEWER = "reviewer"
    PANEL = "panel"
    REVIEWS = "the reviews"


@dataclass(frozen=True, slots=True)
class Transition:
    """One row of the table. ``needs_reason``: the act is refused without one."""

    action: str
    sources: tuple[Status, ...]
    target: Status
    who: Who
    needs_reason: bool = False
    needs: str = ""


S = Status
TRANSITIONS: tuple[Transition, ...] = (
    Transition("accept", (S.CANDIDATE,), S.QUEUED, Who.RESEARCHER),
    Transition(
        "decline",
        (S.CANDIDATE, S.QUEUED, S.RESEARCHING),
        S.DECLINED,
        Who.RESEARCHER,
        needs_reason=True,
        needs="one of the decline reasons",
    ),
    Transition("reopen", (S.DECLINED,), S.QUEUED, Who.RESEARCHER, needs_reason=True),
    Transition("take", (S.QUEUED,), S.RESEARCHING, Who.RESEARCHER, needs="nobody holds it"),
    Transition("assign", (S.QUEUED,), S.RESEARCHING, Who.EDITOR, needs="a researcher to hold it"),
    Transition("release", (S.RESEARCHING,), S.QUEUED, Who.HOLDER),
    Transition(
        "submit",
        (S.RESEARCHING,),
        S.IN_REVIEW,
        Who.CONTRIBUTOR,
        needs="rating, summary and the policy checklist",
    ),
    Transition("return", (S.IN_REVIEW,), S.RESEARCHING, Who.REVIEWER, needs_reason=True),
    Transition("approve", (S.IN_REVIEW,), S.APPROVED, Who.REVIEWS, needs="enough blind reviews that agree"),
    Transition("conflict", (S.IN_REVIEW,), S.CONFLICTED, Who.REVIEWS, needs="blind reviews that disagree"),
    Transition("resolve", (S.CONFLICTED,), S.APPROVED, Who.PANEL, needs="two votes of three"),
    Transition("return", (S.CONFLICTED,), S.RESEARCHING, Who.PANEL, needs_reason=True),
    Transition("publish", (S.APPROVED,), S.PUBLISHED, Who.PUBLISHER, needs="a valid ClaimReview"),
    Transition("return", (S.APPROVED,), S.RESEARCHING, Who.PUBLISHER, needs_reason=True),
    Transition("revisit", (S.PUBLISHED,), S.RESEARCHING, Who.EDITOR, needs_reason=True),
    Transition(
        "withdraw", (S.PUBLISHED,), S.WITHDRAWN, Who.PUBLISHER, needs_reason=True, needs="a public notice"
    ),
)

ACTIONS: tuple[str, ...] = tuple(dict.fromkeys(row.action for row in TRANSITIONS))
EDGES: tuple[tuple[str, str], ...] = tuple(
    dict.fromkeys((source.value, row.target.value) for row in TRANSITIONS for source in row.sources)
)
# A person may take back their own last move within five minutes when nothing happened since
# (`actions/undo.py`). Nothing that the public saw, and no review's outcome, is taken back.
UNDOABLE: frozenset[str] = frozenset(
    {"accept", "decline", "reopen", "take", "assign", "release", "submit", "return"}
)
HELD: frozenset[Status] = frozenset({S.RESEARCHING})


def transition(action: str, status: str) -> Transition | None:
    """The row that takes ``status`` onward by ``action``, or None."""
    return next((row for row in TRANSITIONS if row.action == action and status in row.sources), None)


def targets(action: str) -> frozenset[Status]:
    """Where an action can lead."""
    return frozenset(row.target for row in TRANSITIONS if row.action == action)
