"""Dates as pages write them for machines."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime

EARLIEST = 1990
DAY = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})\b")


def parse_date(text: str) -> date | datetime | None:
    """An ISO 8601 or RFC 2822 date; None for anything else and for years no web page is from.

    With a time and an offset it is an aware datetime. Without an offset only the day is certain, and
    midnight without one is how systems write "no time given": then it is a date.
    """
    text = text.strip()[:64]
    for read in (datetime.fromisoformat, parsedate_to_datetime, _day):
        try:
            found = read(text)
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
        if not _likely(found):
            return None
        return found if found.tzinfo is not None else found.date()
    return None


def _day(text: str) -> datetime:
    """The day at the start of what is nearly ISO ("2019-11-18 07:45 PST", "2019/11/18")."""
    match = DAY.match(text)
    if not match:
        raise ValueError(text)
    return datetime(int(match[1]), int(match[2]), int(match[3]))


def _likely(found: datetime) -> bool:
    """From the years of the web, and no more than two days ahead (embargoes, time zones)."""
    latest = datetime.now(UTC).replace(tzinfo=None) + timedelta(days=2)
    return found.year >= EARLIEST and found.replace(tzinfo=None) <= latest
