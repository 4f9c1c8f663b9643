"""One act on many claims: what became of each is told, and a refusal does not hold back the rest."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from django.db import transaction

from accounts.models import User
from claims.actions.assign import assign
from claims.actions.schedule import set_priority
from claims.actions.triage import accept, decline
from claims.errors import Sentence
from claims.models import Claim


@dataclass(slots=True)
class Bulk:
    """What became of each claim: ids that moved, and sentences for those that did not."""

    moved: list[int] = field(default_factory=list)
    refused: dict[int, str] = field(default_factory=dict)


def bulk_accept(claims: Iterable[Claim], *, by: User) -> Bulk:
    return _each(claims, lambda claim: accept(claim, by=by))


def bulk_decline(claims: Iterable[Claim], *, by: User, reason: str, note: str = "") -> Bulk:
    return _each(claims, lambda claim: decline(claim, by=by, reason=reason, note=note))


@transaction.atomic
def bulk_assign(claims: Iterable[Claim], *, by: User, to: User) -> Bulk:
    return _each(_locked(claims), lambda claim: assign(claim, by=by, to=to))


@transaction.atomic
def bulk_priority(claims: Iterable[Claim], *, by: User, priority: int) -> Bulk:
    return _each(_locked(claims), lambda claim: set_priority(claim, by=by, priority=priority))


def _locked(claims: Iterable[Claim]) -> list[Claim]:
    """All before the first is touched, in one order: two people do not lock each other out."""
    wanted = [claim.pk for claim in claims]
    return list(Claim.objects.select_for_update().defer("search").filter(pk__in=wanted).order_by("pk"))


def _each(claims: Iterable[Claim], act: Callable[[Claim], Claim]) -> Bulk:
    """Each claim in a transaction of its own, or a savepoint where one is open already."""
    done = Bulk()
    for claim in claims:
        try:
            act(claim)
        except Sentence as answer:
            done.refused[claim.pk] = str(answer)
        else:
            done.moved.append(claim.pk)
    return done
