"""Columns over time: a grey whole with its accented part, the newest at the end of the line."""

from collections.abc import Sequence
from typing import NamedTuple

from claims.charts.svg import WIDTH, Frame, Svg, tag

HIGH, TOP, FOOT = 132, 34, 24


class Column(NamedTuple):
    label: str
    part: float
    whole: float


def columns(frame: Frame, rows: Sequence[Column], part: str, whole: str) -> Svg:
    """``part`` and ``whole`` are the words that stand above the picture in the colour they name."""
    most = max((row.whole for row in rows), default=0) or 1
    step = WIDTH / max(len(rows), 1)
    drawn = [_column(frame, row, number * step, step, most) for number, row in enumerate(rows)]
    named = [
        frame.words(rows[n].label, at, TOP + HIGH + 18, anchor, "quiet") for n, at, anchor in _ends(rows)
    ]
    return frame.drawn(
        TOP + HIGH + FOOT,
        frame.words(part, 0, 13, "start", "part"),
        frame.words(whole, WIDTH, 13, "end", "rest"),
        *drawn,
        *named,
    )


def _column(frame: Frame, row: Column, start: float, step: float, most: float) -> Svg:
    inner, thick = start + step * 0.14, step * 0.72
    whole, part = row.whole / most * HIGH, row.part / most * HIGH
    foot = TOP + HIGH
    return tag(
        "g",
        frame.box(inner, foot - 1, thick, 1, "ground"),
        *([frame.box(inner, foot - whole, thick, whole, "rest")] if whole else []),
        *([frame.box(inner, foot - part, thick, part, "part")] if part else []),
        *_amount(frame, row, start + step / 2, foot - whole - 5, step),
    )


def _amount(frame: Frame, row: Column, middle: float, y: float, step: float) -> list[Svg]:
    """Above the column, where columns are wide enough for it."""
    shown = row.whole and step >= 26
    return [frame.words(str(round(row.whole)), middle, y, "middle", "amount")] if shown else []


def _ends(rows: Sequence[Column]) -> Sequence[tuple[int, float, str]]:
    """The first and the last column are named, under their own ends of the picture."""
    if not rows:
        return []
    return [(0, 0, "start")] + ([(len(rows) - 1, WIDTH, "end")] if len(rows) > 1 else [])
