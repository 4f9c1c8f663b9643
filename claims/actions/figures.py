"""Count ahead what the dashboard counts over the whole newsroom."""

import time
from datetime import UTC, datetime, timedelta

from django.utils import timezone

from claims.board_queries import COUNTS, PERIODS, Counts
from claims.models import FigureCounts

NEVER = datetime.min.replace(tzinfo=UTC)
MINUTE = timedelta(minutes=1)
SHARE = 60
"""Counts that took t are good for 60 t: however large the newsroom, counting is a sixtieth of the time."""


def count_figures() -> int | None:
    """Count the period anew that has been due for the longest: its days (0 for ever), None where none is.

    One period a call, so that nothing waits for long behind it. May run twice at once.
    """
    kept = {row.days: due_at(row) for row in FigureCounts.objects.defer("counts")}
    when, days = min((kept.get(days or 0, NEVER), days or 0) for days in PERIODS)
    if when > timezone.now():
        return None
    _count(days)
    return days


def due_at(row: FigureCounts) -> datetime:
    """When it is to be counted again."""
    return row.counted_at + max(MINUTE, SHARE * timedelta(seconds=row.took))


def _count(days: int) -> None:
    at, began = timezone.now(), time.perf_counter()
    counts = COUNTS.dump_json(Counts.of(days or None)).decode()
    told = {"counts": counts, "counted_at": at, "took": time.perf_counter() - began}
    FigureCounts.objects.update_or_create(days=days, defaults=told)
