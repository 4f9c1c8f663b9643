"""Periods of the calendar: first and last day, how they were named, and how to say them to a reader."""

from __future__ import annotations

import calendar
import datetime
from dataclasses import dataclass
from enum import StrEnum

from .words.calendar import Calendar, calendar_for

Interval = tuple[datetime.date, datetime.date]
"""First and last day, both inside."""
DAY = datetime.timedelta(days=1)
WEEK = 7


class Form(StrEnum):
    """Whether the words name the period or count from the day they were written."""

    EXPLICIT = "explicit"
    RELATIVE = "relative"


class Grain(StrEnum):
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    DECADE = "decade"
    CENTURY = "century"
    SPAN = "span"


class Tense(StrEnum):
    PAST = "past"
    FUTURE = "future"


@dataclass(frozen=True, slots=True)
class Period:
    """A date or period at ``text[start:end]``.

    ``readings`` are all intervals that it may mean: one where it is plain, several where it is
    ambiguous ("03/04/2019"), none where something is missing ("March" without a year or an anchor).
    ``year``, ``month`` and ``day`` are what the words themselves say, None where they say nothing.
    """

    start: int
    end: int
    form: Form
    grain: Grain
    readings: tuple[Interval, ...]
    year: int | None = None
    month: int | None = None
    day: int | None = None
    language: str = "en"

    @property
    def first(self) -> datetime.date | None:
        return self.readings[0][0] if len(self.readings) == 1 else None

    @property
    def last(self) -> datetime.date | None:
        return self.readings[0][1] if len(self.readings) == 1 else None

    @property
    def wording(self) -> str:
        """For a reader, with its preposition ("on Sunday, 13 August 2017"); "" where ambiguous."""
        return "".join(self._said())

    @property
    def noun(self) -> str:
        """The same without the preposition ("the week of 7 August 2017")."""
        return self._said()[1]

    def _said(self) -> tuple[str, str]:
        if len(self.readings) != 1:
            return "", ""
        return say(self.readings[0], self.grain, calendar_for(self.language))


def say(interval: Interval, grain: Grain, words: Calendar) -> tuple[str, str]:
    """Preposition (with its blank) and noun for an interval, in the words of one calendar."""
    first, last = interval
    grain = Grain.SPAN if grain == Grain.CENTURY else grain
    parts = {
        "day": str(first.day),
        "weekday": words.day_names[first.weekday()],
        "month": words.month_names[first.month - 1],
        "last_month": words.month_names[last.month - 1],
        "year": str(first.year),
        "from": _plain(first, words),
        "to": _plain(last, words),
    }
    before, _, noun = words.wording[grain.value].partition("|")
    return before, noun.format(**parts)


def _plain(day: datetime.date, words: Calendar) -> str:
    return words.wording["plain"].format(day=day.day, month=words.month_names[day.month - 1], year=day.year)


# -- intervals; a date that the calendar does not have raises ValueError or OverflowError


def day(year: int, month: int, number: int) -> Interval:
    found = datetime.date(year, month, number)
    return found, found


def month(year: int, number: int) -> Interval:
    length = calendar.monthrange(year, number)[1]
    return datetime.date(year, number, 1), datetime.date(year, number, length)


def quarter(year: int, number: int) -> Interval:
    return month(year, 3 * number - 2)[0], month(year, 3 * number)[1]


def years(first: int, last: int) -> Interval:
    return datetime.date(first, 1, 1), datetime.date(last, 12, 31)


def century(number: int) -> Interval:
    """The 19th century is 1801 to 1900."""
    return years(100 * number - 99, 100 * number)


def around(anchor: datetime.date, unit: str, shift: int) -> Interval:
    """The day, week (Monday to Sunday), month ... that lies ``shift`` units after the anchor's own."""
    if unit == "day":
        found = anchor + shift * DAY
        return found, found
    if unit == "week":
        monday = anchor + (WEEK * shift - anchor.weekday()) * DAY
        return monday, monday + (WEEK - 1) * DAY
    if unit in {"month", "quarter"}:
        return _around_months(anchor, unit, shift)
    if unit == "decade":
        decade = anchor.year // 10 * 10 + 10 * shift
        return years(decade, decade + 9)
    if unit == "century":
        return century((anchor.year - 1) // 100 + 1 + shift)
    return years(anchor.year + shift, anchor.year + shift)


def _around_months(anchor: datetime.date, unit: str, shift: int) -> Interval:
    size = 3 if unit == "quarter" else 1
    number = (anchor.year * 12 + anchor.month - 1) // size + shift
    year, place = divmod(number * size, 12)
    return month(year, place + 1)[0], month(year, place + size)[1]


def back(anchor: datetime.date, unit: str, count: int) -> Interval:
    """The ``count`` units that end with the anchor ("in the past three years")."""
    lengths = {"day": 1, "week": WEEK}
    if unit in lengths:
        return anchor - count * lengths[unit] * DAY, anchor
    months = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}[unit] * count
    year, place = divmod(anchor.year * 12 + anchor.month - 1 - months, 12)
    length = calendar.monthrange(year, place + 1)[1]
    return datetime.date(year, place + 1, min(anchor.day, length)), anchor


def weekdays(anchor: datetime.date, number: int, word: str, tense: Tense | None) -> tuple[Interval, ...]:
    """What a weekday (Monday is 1) can mean beside "last", "this", "next" or nothing, seen from the anchor.

    In the past tense the most recent such day on or before the anchor, in the future tense the first
    on or after it; without a tense both. "Next Tuesday" said on a Monday may be tomorrow or not: both.
    """
    monday = anchor - anchor.weekday() * DAY
    here = monday + (number - 1) * DAY
    week = WEEK * DAY
    before = here if here <= anchor else here - week
    after = here if here >= anchor else here + week
    if word == "last":
        found = [before if before < anchor else before - week]
    elif word == "next":
        found = [here, here + week] if here > anchor else [here + week]
    elif word == "this":
        found = [here] if here >= anchor or tense == Tense.PAST else [here, here + week]
    elif tense:
        found = [before if tense == Tense.PAST else after]
    else:
        found = [before, after] if before != after else [before]
    return tuple((one, one) for one in found)


def yearless(
    anchor: datetime.date, number: int, days: tuple[int, int] | None, word: str, tense: Tense | None
) -> tuple[Interval, ...]:
    """A month, or days of it, without its year: the nearest on the side that the tense or a word tells."""
    found: list[Interval] = []
    for year in (anchor.year - 1, anchor.year, anchor.year + 1):
        try:
            whole = month(year, number)
            found.append((whole[0].replace(day=days[0]), whole[0].replace(day=days[1])) if days else whole)
        except ValueError:
            continue
    past = [one for one in found if (one[1] < anchor if word == "last" else one[0] <= anchor)]
    coming = [one for one in found if (one[0] > anchor if word == "next" else one[1] >= anchor)]
    if word == "this":
        return tuple(one for one in found if one[0].year == anchor.year)
    if word == "last" or (not word and tense == Tense.PAST):
        return tuple(past[-1:])
    if word == "next" or (not word and tense == Tense.FUTURE):
        return tuple(coming[:1])
    return tuple(dict.fromkeys(past[-1:] + coming[:1]))
