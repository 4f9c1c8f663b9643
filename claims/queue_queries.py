"""Reads of the queue: how many claims stand where, the board, and ways of looking that have a name."""

from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Q, QuerySet

from accounts.models import User
from claims.models import Claim, SavedView
from claims.queries import QUEUE_ORDER, claims_listed, with_demand
from claims.states import Status

CAP = 1_000  # beyond it the queue says "1,000+": counting 200,000 rows for a number nobody acts on is slow
ON_BOARD = (
    Status.CANDIDATE,
    Status.QUEUED,
    Status.RESEARCHING,
    Status.IN_REVIEW,
    Status.CONFLICTED,
    Status.APPROVED,
)
CARDS = 8  # in a column of the board


def counts(rows: QuerySet[Claim]) -> dict[str, int]:
    """How many of ``rows`` stand in each state, ``CAP + 1`` at most: one question."""
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
    found = dict.fromkeys(Status.values, 0)
    if parts:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {', '.join(parts)}", values)
            found |= dict(zip(names, cursor.fetchone(), strict=True))
    return found


def board(rows: QuerySet[Claim]) -> dict[str, list[Claim]]:
    """The first of ``rows`` in each open state, in the queue's order; four questions."""
    each = [
        rows.filter(status=status).order_by(*QUEUE_ORDER).values_list("pk", flat=True)[:CARDS]
        for status in ON_BOARD
    ]
    ids = list(each[0].union(*each[1:], all=True))
    found = with_demand(claims_listed()).filter(pk__in=ids).order_by(*QUEUE_ORDER)
    columns: dict[str, list[Claim]] = {status.value: [] for status in ON_BOARD}
    for claim in found:
        columns[claim.status].append(claim)
    return columns


def saved_views(user: User) -> list[SavedView]:
    """One's own and the desk's, by name."""
    return list(SavedView.objects.filter(Q(owner=user) | Q(owner=None)).order_by("name", "pk"))
