"""What a run suggests is kept; a person uses or rejects it, and either is remembered."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from claims import proposal_rules
from claims.actions.evidence import add_evidence
from claims.models import Capture, Claim, Evidence, Rating, Run, Suggestion
from claims.workflow import record


@dataclass(frozen=True, slots=True)
class Offered:
    """A suggestion to be: see `Suggestion`."""

    kind: str
    key: str
    label: str
    confidence: float
    content: dict[str, Any]
    rating: Rating | None = None


@transaction.atomic
def offer(run: Run, offered: Iterable[Offered]) -> int:
    """Keep what is new for the run's claim; what was suggested before stays as it is. How many are new."""
    made = 0
    for one in offered:
        _, new = Suggestion.objects.get_or_create(
            claim=run.claim,
            kind=one.kind,
            key=one.key,
            defaults={
                "run": run,
                "label": one.label,
                "confidence": one.confidence,
                "content": one.content,
                "rating": one.rating,
            },
        )
        made += new
    return made


@transaction.atomic
def use(suggestion: Suggestion, *, by: User) -> Suggestion:
    """A person takes it over as their own act: a passage becomes evidence, anchored in its capture. A rating
    is only remembered as taken up: whoever uses it writes the draft."""
    locked = _locked(suggestion)
    if (locked.state, locked.decided_by_id) == (Suggestion.State.USED, by.pk):
        return locked
    proposal_rules.may_decide_suggestion(by, locked).check()
    if locked.kind == Suggestion.Kind.EVIDENCE:
        _add(locked, by)
    return _decide(locked, Suggestion.State.USED, by)


def _add(suggestion: Suggestion, by: User) -> Evidence:
    content = suggestion.content
    capture = Capture.objects.defer("raw").get(pk=content["capture"])
    title = content["title"] or content["address"] or f"Capture {capture.pk}"
    return add_evidence(
        suggestion.claim,
        by=by,
        title=title,
        publisher=content["publisher"] or title,
        stance=suggestion.label,
        address=content["address"] or "",
        capture=capture,
        excerpt=content["text"],
        note=f"Suggested by run {suggestion.run_id}.",
    )


@transaction.atomic
def reject(suggestion: Suggestion, *, by: User) -> Suggestion:
    """Remembered: the same is not suggested for this claim again."""
    locked = _locked(suggestion)
    if (locked.state, locked.decided_by_id) == (Suggestion.State.REJECTED, by.pk):
        return locked
    proposal_rules.may_decide_suggestion(by, locked).check()
    return _decide(locked, Suggestion.State.REJECTED, by)


def _locked(suggestion: Suggestion) -> Suggestion:
    Claim.objects.select_for_update().get(pk=suggestion.claim_id)
    rows = Suggestion.objects.select_for_update(of=("self",)).select_related("claim", "decided_by")
    return rows.get(pk=suggestion.pk)


def _decide(suggestion: Suggestion, state: str, by: User) -> Suggestion:
    record(
        f"suggestion {state}", by=by, claim=suggestion.claim, suggestion=suggestion.pk, kind=suggestion.kind
    )
    Suggestion.objects.filter(pk=suggestion.pk).update(state=state, decided_by=by, decided_at=timezone.now())
    suggestion.refresh_from_db()
    return suggestion
