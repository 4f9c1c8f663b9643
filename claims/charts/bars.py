"""Bars that lie: one a row, its name above it and its figure at the end of the line."""

from collections.abc import Sequence
from typing import NamedTuple

from claims.charts.svg import WIDTH, Frame, Svg, short, tag

ROW, THICK = 40, 10
WIDE = 7.2  # units that a character takes, about


class Bar(NamedTuple):
    """``value`` in the accent, of ``whole`` in grey where there is one; ``figure`` says both in words."""

    label: str
    value: float
    figure: str
    whole: float = 0


def bars(frame: Frame, rows: Sequence[Bar]) -> Svg:
    """From the longest possible bar down to none; all zero is drawn as empty rows."""
    most = max((max(row.value, row.whole) for row in rows), default=0) or 1
    drawn = [_row(frame, row, number * ROW, most) for number, row in enumerate(rows)]
    return frame.drawn(max(ROW * len(rows) - 8, ROW), *drawn)


def _row(frame: Frame, row: Bar, top: float, most: float) -> Svg:
    whole, part = (max(0, length) / most * WIDTH for length in (row.whole, row.value))
    return tag(
        "g",
        frame.words(short(row.label, _room(row.figure)), 0, top + 13),
        frame.words(row.figure, WIDTH, top + 13, "end", "amount"),
        frame.box(0, top + 19, WIDTH, THICK, "ground"),
        *([frame.box(0, top + 19, whole, THICK, "rest")] if whole else []),
        *([frame.box(0, top + 19, part, THICK, "part")] if part else []),
    )


def _room(figure: str) -> int:
    """Characters of a label that leave room for the figure at the end of its line."""
    return int(WIDTH / WIDE) - len(figure) - 2
