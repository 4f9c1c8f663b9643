"""Write down what the machine found, and decide on it. A decision links; it never copies a verdict."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from claims import match_rules
from claims.actions import clusters
from claims.actions.jobs import enqueue
from claims.actions.recurrence import watch
from claims.match_queries import strength_of, thresholds_for
from claims.models import Claim, Job, JobKind, Match
from claims.search import Found
from claims.workflow import record

VERBS = {Match.State.CONFIRMED: "match confirmed", Match.State.REJECTED: "match rejected"}


def look_for_matches(claims: Sequence[int]) -> Job | None:
    """Have a worker look whether these claims were checked before. Asking twice is one job."""
    if not claims:
        return None
    key = f"claims:{min(claims)}:{max(claims)}:{len(claims)}"
    return enqueue(JobKind.MATCH, key=key, by=None, payload={"claims": list(claims)})


@transaction.atomic
def suggest(claim: Claim, found: Iterable[Found]) -> list[Match]:
    """Keep as suggestions what is likely enough for the claim's desk; returns the claim's open ones.

    A pair that is known already gets its new figures; one that a person confirmed or rejected is left
    alone, so a rejected pair is never suggested again, whatever is run or embedded anew.
    """
    clusters.alone()
    thresholds = thresholds_for(claim)
    pairs = {pair: one for one in found if (pair := _pair(claim, one))}
    kept = [_keep(pair, pairs[pair], thresholds) for pair in sorted(pairs, key=str)]  # one order: no deadlock
    matches = [match for match in kept if match is not None and match.is_open]
    clusters.regroup({pk for kind, *both in pairs if kind == "other" for pk in both})
    for match in matches:
        watch(match, by=None)
    return matches


def _pair(claim: Claim, found: Found) -> tuple[str, int, int] | None:
    """("known", claim, check) or ("other", the newer claim, the older); a claim is no match of itself.

    What we published ourselves is a claim of ours, however it was found.
    """
    other = found.claim.pk if found.claim else found.check.own_claim_id if found.check else None
    if other is not None:
        return ("other", max(claim.pk, other), min(claim.pk, other)) if other != claim.pk else None
    return ("known", claim.pk, found.check.pk) if found.check else None


def _keep(pair: tuple[str, int, int], found: Found, thresholds: tuple[float, float]) -> Match | None:
    """The pair's row. New only where it is likely enough; changed only while nobody has decided."""
    strength = strength_of(found.probability, found.same_claim, thresholds)
    kind, claim, with_ = pair
    values: dict[str, Any] = {
        "strength": strength,
        "score": found.score,
        "probability": found.probability,
        "same_claim": found.same_claim,
        "why": list(found.why),
        "passage": found.passage,
        "method": found.method[:40],
        "model_version": found.model_version[:200],
    }
    row = Match.objects.filter(claim_id=claim, **{f"{kind}_id": with_})
    if strength != Match.Strength.WEAK:
        Match.objects.get_or_create(claim_id=claim, **{f"{kind}_id": with_}, defaults=values)
    row.filter(state=Match.State.SUGGESTED).update(**values, found_at=timezone.now())
    return row.select_related("claim", "other").first()


@transaction.atomic
def confirm(match: Match, *, by: User, note: str = "") -> Match:
    """A person says that both say the same. Nothing else changes: no rating, no state of the work."""
    return _decide(match, Match.State.CONFIRMED, by, note)


@transaction.atomic
def reject(match: Match, *, by: User, note: str = "") -> Match:
    """A person says that they differ; remembered, so that the pair is not suggested again."""
    return _decide(match, Match.State.REJECTED, by, note)


def _decide(match: Match, state: Match.State, by: User, note: str) -> Match:
    """Doing it twice is doing it once."""
    locked = locked_match(match)
    if (locked.state, locked.decided_by_id) == (state, by.pk):
        return locked
    match_rules.may_decide_match(by, locked).check()
    return _write(locked, VERBS[state], state, by, note)


@transaction.atomic
def take_back(match: Match, *, by: User) -> Match:
    """A suggestion again, on the record: the decision and its undoing both stay there."""
    locked = locked_match(match)
    match_rules.may_take_back_match(by, locked).check()
    return _write(locked, "match undone", Match.State.SUGGESTED, by, "")


def locked_match(match: Match) -> Match:
    """The row as it is, its claims locked with it in one order."""
    clusters.alone()
    ids = [pk for pk in (match.claim_id, match.other_id) if pk]
    list(Claim.objects.select_for_update().filter(pk__in=ids).order_by("pk").values_list("pk"))
    rows = Match.objects.select_for_update(of=("self",)).select_related("claim", "other", "known")
    return rows.get(pk=match.pk)


def _write(match: Match, verb: str, state: Match.State, by: User, note: str) -> Match:
    """The record first, on both claims: PostgreSQL lets no decision through without it."""
    detail: dict[str, Any] = {
        "match": match.pk,
        "known": match.known_id,
        "other": match.other_id,
        "before": match.state,
    }
    for claim in filter(None, (match.other, match.claim)):
        record(verb, by=by, claim=claim, reason=note, **detail)
    decided = state != Match.State.SUGGESTED
    Match.objects.filter(pk=match.pk).update(
        state=state, decided_by=by if decided else None, decided_at=timezone.now() if decided else None
    )
    match.refresh_from_db()
    if match.other_id:
        clusters.regroup({match.claim_id, match.other_id})
    watch(match, by=by)
    return match
