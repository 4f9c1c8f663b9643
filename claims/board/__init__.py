"""The dashboard's figures: each one asked, put into words, drawn, and laid out as a table."""

from collections.abc import Callable

from claims.board.back import FIGURES as BACK
from claims.board.figure import PERIODS, Cell, Figure, Period, period_named
from claims.board.now import FIGURES as NOW
from claims.board_queries import Counted

__all__ = ["BACK", "FIGURES", "NOW", "PERIODS", "Cell", "Figure", "Period", "period_named"]

FIGURES: dict[str, Callable[[Counted], Figure]] = {**NOW, **BACK}
