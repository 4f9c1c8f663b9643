"""Small bars in a grid: rows by columns, each figure above its bar, the last column accented."""

from collections.abc import Sequence
from typing import NamedTuple

from claims.charts.svg import WIDTH, Frame, Svg, short, tag

ROW, HEAD, LABELS, THICK = 40, 24, 96, 6
LABEL_MAX = 14
NONE = "–"


class Line(NamedTuple):
    label: str
    values: Sequence[int]
    figures: Sequence[str]
    """The values as the language writes them."""


def grid(frame: Frame, heads: Sequence[str], rows: Sequence[Line]) -> Svg:
    most = max((value for row in rows for value in row.values), default=0) or 1
    step = (WIDTH - LABELS) / max(len(heads), 1)
    named = [frame.words(head, LABELS + n * step, 13, "start", "quiet") for n, head in enumerate(heads)]
    drawn = [_row(frame, row, HEAD + number * ROW, step, most) for number, row in enumerate(rows)]
    return frame.drawn(HEAD + ROW * max(len(rows), 1), *named, *drawn)


def _row(frame: Frame, row: Line, top: float, step: float, most: float) -> Svg:
    cells: list[str] = [frame.words(short(row.label, LABEL_MAX), 0, top + 14)]
    for number, (value, figure) in enumerate(zip(row.values, row.figures, strict=True)):
        start, last = LABELS + number * step, number == len(row.values) - 1
        cells.append(
            frame.words(figure if value else NONE, start, top + 14, "start", "amount" if value else "quiet")
        )
        cells.append(frame.box(start, top + 20, step - 8, THICK, "ground"))
        if value:
            length = max(2, value / most * (step - 8))
            cells.append(frame.box(start, top + 20, length, THICK, "part" if last else "rest"))
    return tag("g", *cells)
