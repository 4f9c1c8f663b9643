"""Lines over time: the first series in the accent, others in grey, each named at its newest point."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from claims.charts.svg import WIDTH, Frame, Svg, tag

HIGH, TOP, FOOT, SIDE = 132, 16, 24, 52
ROOM = 92  # for the names at the newest points
APART = 16  # units between two names, so that none covers another


class Series(NamedTuple):
    """``values`` go with the labels, None where nothing was measured. ``name`` stands at the newest."""

    name: str
    values: Sequence[float | None]


def lines(
    frame: Frame, labels: Sequence[str], series: Sequence[Series], words: Callable[[float], str]
) -> Svg:
    """``words`` writes a value: "3 days"."""
    most = max((value for row in series for value in row.values if value is not None), default=0) or 1
    step = (WIDTH - ROOM - SIDE - 8) / max(len(labels) - 1, 1)

    def at(number: int, value: float) -> tuple[float, float]:
        return SIDE + number * step, TOP + HIGH - value / most * HIGH

    drawn = [_line(frame, row, at, "part" if number == 0 else "rest") for number, row in enumerate(series)]
    return frame.drawn(
        TOP + HIGH + FOOT,
        *(_ground(frame, share, words(most * share)) for share in (0.5, 1.0)),
        frame.box(0, TOP + HIGH, WIDTH - ROOM, 1, "ground"),
        *drawn,
        *_names(frame, series, at),
        *_ends(frame, labels, step),
    )


def _ground(frame: Frame, share: float, words: str) -> Svg:
    y = TOP + HIGH - share * HIGH
    return tag(
        "g", frame.box(0, y, WIDTH - ROOM, 1, "ground"), frame.words(words, 0, y - 4, "start", "quiet")
    )


def _line(frame: Frame, row: Series, at: Callable[[int, float], tuple[float, float]], class_: str) -> Svg:
    """Neighbouring points are joined; a gap stays a gap, and a point alone is a dot."""
    points = [at(n, value) if value is not None else None for n, value in enumerate(row.values)]
    path, pen = [], False
    for point in points:
        if point is not None:
            path.append(f"{'L' if pen else 'M'}{frame.x(point[0]):.1f} {point[1]:.1f}")
        pen = point is not None
    dots = [
        tag("circle", cx=float(frame.x(x)), cy=float(y), r=3, class_=class_) for x, y in filter(None, points)
    ]
    return tag("g", tag("path", d=" ".join(path), class_=f"line {class_}"), *dots)


def _names(
    frame: Frame, series: Sequence[Series], at: Callable[[int, float], tuple[float, float]]
) -> list[Svg]:
    """Beside the newest point of each, pushed apart downwards where two would touch."""
    newest = []
    for number, row in enumerate(series):
        known = [(n, value) for n, value in enumerate(row.values) if value is not None]
        if known:
            newest.append((at(*known[-1])[1], "part" if number == 0 else "rest", row.name))
    named, below = [], 0.0
    for y, class_, name in sorted(newest):
        below = max(y + 4, below)
        named.append(frame.words(name, WIDTH - ROOM + 8, below, "start", class_))
        below += APART
    return named


def _ends(frame: Frame, labels: Sequence[str], step: float) -> list[Svg]:
    if not labels:
        return []
    y, last = TOP + HIGH + 18, SIDE + (len(labels) - 1) * step
    first = frame.words(labels[0], SIDE, y, "start", "quiet")
    return [first] + ([frame.words(labels[-1], last, y, "end", "quiet")] if len(labels) > 1 else [])
