"""Keep claims that say the same together: merged, confirmed as the same, or strongly suggested."""

from collections.abc import Iterable

from django.db import connection
from django.db.models import Q

from claims.match_queries import JOINED
from claims.models import Claim, Match


def alone() -> None:
    """Wait until no other transaction regroups.

    Ask before any claim's row is locked: whoever regroups writes claims, so the other way round two
    transactions could wait for each other.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('claims.clusters', 0))")


def regroup(ids: Iterable[int]) -> None:
    """Set ``cluster`` anew for these claims and all that hang, or hung, together with them.

    Call it after `alone()`, in the transaction that joined or parted them.
    """
    members = set(ids)
    before = Claim.objects.filter(pk__in=members, cluster__isnull=False).values("cluster")
    members |= set(Claim.objects.filter(cluster__in=before).values_list("pk", flat=True))
    edges = _edges(members)
    for group in _groups(members | {pk for edge in edges for pk in edge}, edges):
        head = min(group) if len(group) > 1 else None
        stale = Claim.objects.filter(pk__in=group)
        stale = stale.exclude(cluster=head) if head else stale.exclude(cluster=None)
        stale.update(cluster=head)


def _edges(members: set[int]) -> set[tuple[int, int]]:
    """Every pair that can be reached from the members: one look at the tables for each hop."""
    edges: set[tuple[int, int]] = set()
    seen: set[int] = set()
    ahead = set(members)
    while ahead:
        matched = Match.objects.filter(JOINED, Q(claim__in=ahead) | Q(other__in=ahead))
        merged = Claim.objects.filter(merged_into__isnull=False)
        merged = merged.filter(Q(pk__in=ahead) | Q(merged_into__in=ahead))
        edges |= set(matched.order_by().values_list("claim_id", "other_id"))
        edges |= set(merged.order_by().values_list("pk", "merged_into_id"))
        seen |= ahead
        ahead = {pk for edge in edges for pk in edge} - seen
    return edges


def _groups(members: set[int], edges: set[tuple[int, int]]) -> list[set[int]]:
    """The connected components."""
    group = {pk: {pk} for pk in members}
    for one, two in edges:
        if group[one] is not group[two]:
            joined = group[one] | group[two]
            group.update(dict.fromkeys(joined, joined))
    return list({id(found): found for found in group.values()}.values())
