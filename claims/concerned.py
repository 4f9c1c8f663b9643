"""Whom an act concerns: for each kind of notification, the people who are told of it."""

from collections.abc import Callable

from accounts.models import User
from accounts.roles import Role
from claims.models import Activity, Claim, contributors_to
from claims.models import NotificationKind as Kind


def holder(claim: Claim) -> set[int]:
    return {claim.assignee_id} if claim.assignee_id else set()


def assigner(claim: Claim) -> set[int]:
    """Who gave the claim to its holder the last time that somebody did."""
    given = Activity.objects.filter(claim=claim, verb="assign", actor__isnull=False).first()
    return {given.actor_id} if given and given.actor_id else set()


def workers(claim: Claim) -> set[int]:
    """Everybody who worked on the verdict, and who holds the claim now."""
    return holder(claim) | contributors_to(claim)


def editors(claim: Claim) -> set[int]:
    return set(User.objects.filter(groups__name=Role.EDITOR, is_active=True).values_list("pk", flat=True))


def _several(*groups: Callable[[Claim], set[int]]) -> Callable[[Claim], set[int]]:
    return lambda claim: set().union(*(group(claim) for group in groups))


# Kinds that are not here concern people whom the act itself names.
CONCERNED: dict[str, Callable[[Claim], set[int]]] = {
    Kind.ASSIGNED: holder,
    Kind.SCHEDULED: holder,
    Kind.COMMENTED: _several(holder, assigner),
    Kind.RETURNED: workers,
    Kind.CONFLICTED: workers,
    Kind.APPROVED: _several(workers, assigner),
    Kind.PUBLISHED: _several(workers, assigner),
    Kind.CORRECTED: _several(workers, assigner),
    Kind.WITHDRAWN: _several(workers, assigner),
    Kind.DUE_SOON: _several(holder, editors),
    Kind.OVERDUE: _several(holder, editors),
    Kind.HANDED_BACK: editors,
    Kind.RECURRED: _several(workers, editors),
    Kind.REPORTED: editors,
    Kind.PAGE_CHANGED: lambda claim: holder(claim) or workers(claim) or editors(claim),
}
