"""A small record to look at, and a hand that reaches past its triggers."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.backends.utils import CursorWrapper

from accounts.models import User
from claims.actions.assign import release, take
from claims.actions.seal import seal_day
from claims.actions.triage import accept
from claims.models import Activity, Claim, Seal
from claims.workflow import record
from tests import factories

DAY = date(2026, 1, 1)


def some_acts(by: User) -> list[Claim]:
    """Two claims that move, an article and the house: 4 chains, 9 acts, notes with odd letters."""
    claims = [factories.claim() for _ in range(2)]
    for claim in claims:
        record("added", by=None, claim=claim, capture=1, words="“Ünïcode” 🦉, 12:34,")
        accept(claim, by=by)
        take(claim, by=by)
    release(claims[0], by=by, reason="Back to the pile: 3:a,b")
    record("added", by=by, article=factories.article())
    record("scale changed", by=by, scale=2)
    return claims


def sealed(nth: int) -> Seal:
    """The seal of the nth day, made now."""
    seal = seal_day(DAY + timedelta(days=nth))
    assert seal is not None
    return seal


@contextmanager
def triggers_asleep() -> Iterator[CursorWrapper]:
    """What a superuser can do: every trigger and foreign key sleeps for this block."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        yield cursor
        cursor.execute("SET LOCAL session_replication_role = DEFAULT")


def acts_of(claim: Claim) -> list[Activity]:
    return list(Activity.objects.filter(chain=f"claim:{claim.pk}").order_by("position"))


def tamper(sql: str, *values: str | int | None) -> None:
    with triggers_asleep() as cursor:
        cursor.execute(sql, values)
        assert cursor.rowcount > 0


def raw(statement: str, *values: str | int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


@contextmanager
def refused(rule: str) -> Iterator[None]:
    """PostgreSQL refuses the block, at once or at the commit, with a message that names the rule."""
    with pytest.raises(DatabaseError, match=re.escape(rule)), transaction.atomic():  # noqa: PT012
        yield
        connection.check_constraints()  # what happens at a commit, without one
