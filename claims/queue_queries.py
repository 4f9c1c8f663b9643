"""Reads of the queue: how many claims stand where, the board, and ways of looking that have a name."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Q, QuerySet

from accounts.models import User
from claims.models import Claim, SavedView
from claims.queries import QUEUE_ORDER, claims_listed
from claims.states import Status

CAP = 1_000  # beyond it the queue says "1,000+": counting 200,000 rows for a number nobody acts on is slow
LOOKED = 2_000  # claims that are looked at to be counted, where no index has them by state
ON_BOARD = (
    Status.CANDIDATE,
    Status.QUEUED,
    Status.RESEARCHING,
    Status.IN_REVIEW,
    Status.CONFLICTED,
    Status.APPROVED,
)
CARDS = 8  # in a column of the board


class AtLeast(int):
    """So many, and maybe more: nobody counted on."""


def counts(rows: QuerySet[Claim], *, scattered: bool = False) -> dict[str, int]:
    """How many of ``rows`` stand in each state, one question; `AtLeast` where counting stopped.

    ``scattered`` rows are found through words, people or outlets, which know nothing of states: they are
    gone through once, and `LOOKED` of them at most. Of others an index counts `CAP` in each state.
    """
    return dict.fromkeys(Status.values, 0) | (_gone_through(rows) if scattered else _by_state(rows))


def total(found: Iterable[int]) -> int:
    """The sum, `AtLeast` where that of a part is all that is known."""
    numbers = list(found)
    return AtLeast(sum(numbers)) if any(isinstance(one, AtLeast) for one in numbers) else sum(numbers)


def _by_state(rows: QuerySet[Claim]) -> dict[str, int]:
    parts: list[str] = []
    names: list[str] = []
    values: list[Any] = []
    for status in Status:
        try:
            sql, given = rows.filter(status=status).order_by().values("pk")[: CAP + 1].query.sql_with_params()
        except EmptyResultSet:
            continue
        parts.append(f"(SELECT count(*) FROM ({sql}) AS part)")
        values += given
        names.append(status.value)
    if not parts:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(parts)}", values)
        found = zip(names, cursor.fetchone(), strict=True)
    return {name: count if count <= CAP else AtLeast(CAP) for name, count in found}


def _gone_through(rows: QuerySet[Claim]) -> dict[str, int]:
    try:
        sql, given = rows.order_by().values("status")[: LOOKED + 1].query.sql_with_params()
    except EmptyResultSet:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT status, count(*) FROM ({sql}) AS part GROUP BY status", given)
        found = dict(cursor.fetchall())
    if sum(found.values()) <= LOOKED:
        return found
    return {name: AtLeast(found.get(name, 0)) for name in Status.values}


def board(rows: QuerySet[Claim]) -> dict[str, list[Claim]]:
    """The first of ``rows`` in each open state, in the queue's order; four questions."""
    each = [
        rows.filter(status=status).order_by(*QUEUE_ORDER).values_list("pk", flat=True)[:CARDS]
        for status in ON_BOARD
    ]
    ids = list(each[0].union(*each[1:], all=True))
    found = claims_listed().filter(pk__in=ids).order_by(*QUEUE_ORDER)
    columns: dict[str, list[Claim]] = {status.value: [] for status in ON_BOARD}
    for claim in found:
        columns[claim.status].append(claim)
    return columns


def saved_views(user: User) -> list[SavedView]:
    """One's own and the desk's, by name."""
    return list(SavedView.objects.filter(Q(owner=user) | Q(owner=None)).order_by("name", "pk"))
