"""The tasks that can be measured: name → (function from data to figures, function that names the engine)."""

from collections.abc import Callable
from pathlib import Path

from claims.evaluation import matching
from claims.evaluation.figure import Figure

TASKS: dict[str, tuple[Callable[[Path], list[Figure]], Callable[[], str]]] = {
    "matching": (matching.figures, matching.engine_name),
}
