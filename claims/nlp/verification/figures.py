"""The numbers and dates of a claim beside those of passages: the same, another, or none to compare with."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from claims.nlp.dates import read_dates
from claims.nlp.facets import language_of
from claims.nlp.guard import Kind, differences
from claims.nlp.numbers import Quantity, Unit, agrees, read_numbers, same_unit
from claims.nlp.periods import Period

COMPARED = frozenset([Kind.NUMBER, Kind.UNIT, Kind.DATE])


class Outcome(StrEnum):
    SAME = "same"
    OTHER = "other"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Value:
    """A number or a period as it is written and what it comes to: "4.2 million" is 4,200,000."""

    written: str
    plain: str


@dataclass(frozen=True, slots=True)
class Compared:
    """One number or date of the claim against one passage: ``theirs`` is None where nothing compares."""

    kind: str
    ours: Value
    theirs: Value | None
    outcome: Outcome


def values(text: str, day: datetime.date | None = None) -> list[tuple[str, Value]]:
    """("number" or "date", value) of everything countable that a text says, against the day it was said."""
    numbers, dates = _read(text, day)
    return [("number", _number(text, one)) for one in numbers] + [("date", _date(text, one)) for one in dates]


def compare(
    claim: str,
    passage: str,
    *,
    said: datetime.date | None = None,
    dated: datetime.date | None = None,
) -> list[Compared]:
    """Each number and date of the claim against the passage; ``said`` and ``dated`` are their days."""
    mine, theirs = _read(claim, said), _read(passage, dated)
    against = {one.here: one.there for one in differences(claim, passage, a_date=said, b_date=dated)
               if one.kind in COMPARED}  # fmt: skip
    return [
        *(_one_number(claim, passage, one, theirs[0], against) for one in mine[0]),
        *(_one_date(claim, passage, one, theirs[1], against) for one in mine[1]),
    ]


def _read(text: str, day: datetime.date | None) -> tuple[list[Quantity], list[Period]]:
    code = language_of(text)
    dates = read_dates(text, anchor=day, language=code)
    numbers = [one for one in read_numbers(text, language=code, dates=dates) if one.kind != Unit.ORDINAL]
    return numbers, dates


def _one_number(
    claim: str, passage: str, one: Quantity, others: list[Quantity], against: dict[str, str]
) -> Compared:
    same = next((other for other in others if agrees(one, other)), None)
    ours = _number(claim, one)
    if same:
        return Compared("number", ours, _number(passage, same), Outcome.SAME)
    if ours.written in against:
        there = against[ours.written]
        found = next((_number(passage, other) for other in others if _written(passage, other) == there), None)
        return Compared("number", ours, found or Value(there, there), Outcome.OTHER)
    near = next((other for other in others if same_unit(one, other) and one.unit), None)
    return Compared("number", ours, _number(passage, near) if near else None, Outcome.UNKNOWN)


def _one_date(
    claim: str, passage: str, one: Period, others: list[Period], against: dict[str, str]
) -> Compared:
    ours = _date(claim, one)
    same = next((other for other in others if _touch(one, other)), None)
    if same:
        return Compared("date", ours, _date(passage, same), Outcome.SAME)
    if ours.written in against:
        there = against[ours.written]
        return Compared("date", ours, Value(there, there), Outcome.OTHER)
    return Compared("date", ours, None, Outcome.UNKNOWN)


def _touch(one: Period, other: Period) -> bool:
    return any(a[0] <= b[1] and b[0] <= a[1] for a in one.readings for b in other.readings)


def _written(text: str, one: Quantity | Period) -> str:
    return " ".join(text[one.start : one.end].split())


def _number(text: str, one: Quantity) -> Value:
    figures = _figures(one.low) if one.low == one.high else f"{_figures(one.low)} to {_figures(one.high)}"
    hedge = {"exact": "", "about": "about ", "more": "more than ", "less": "less than ",
             "at_least": "at least ", "at_most": "at most "}[one.hedge]  # fmt: skip
    unit = one.unit or ("people" if one.kind == Unit.PEOPLE else "")
    return Value(_written(text, one), f"{hedge}{figures} {unit}".strip())


def _figures(value: float) -> str:
    return (
        f"{value:,.0f}"
        if value == round(value)
        else f"{value:,.4g}"
        if abs(value) < 1000
        else f"{value:,.1f}"
    )


def _date(text: str, one: Period) -> Value:
    plain = " or ".join(_interval(*reading) for reading in _few(one))
    return Value(_written(text, one), plain or _written(text, one))


def _few(one: Period) -> Iterator[tuple[datetime.date, datetime.date]]:
    return iter(list(one.readings)[:2])


def _interval(first: datetime.date, last: datetime.date) -> str:
    return first.isoformat() if first == last else f"{first.isoformat()} to {last.isoformat()}"
