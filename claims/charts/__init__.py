"""Pictures of figures as SVG: pure functions, text in and text out. They know no Django and no newsroom.

Every picture is drawn 360 units wide, so that its words can be read on a phone, in one accent and
greys that the style sheet gives (`chart.css`). Labels stand at what they name; there is no legend.
Words come translated; ``rtl`` turns the picture around for languages that are read from the right.
"""

from claims.charts.bars import Bar, bars
from claims.charts.columns import Column, columns
from claims.charts.grid import Line, grid
from claims.charts.lines import Series, lines
from claims.charts.svg import Frame, Svg

__all__ = ["Bar", "Column", "Frame", "Line", "Series", "Svg", "bars", "columns", "grid", "lines"]
