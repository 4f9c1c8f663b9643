"""The tasks that can be measured: name → (function from data to figures, function that names the engine)."""

from collections.abc import Callable
from pathlib import Path

from claims.evaluation import (
    attribution,
    checkworthiness,
    extraction,
    guard,
    languages,
    matching,
    quotation,
    retrieval,
    speakers,
    stance,
    subjectivity,
    verdict,
)
from claims.evaluation.figure import Figure
from claims.nlp.engine import READ, engine_of


def reader() -> str:
    """The engine that reads English, with its weights."""
    return engine_of(READ)


TASKS: dict[str, tuple[Callable[[Path], list[Figure]], Callable[[], str]]] = {
    "attribution": (attribution.figures, reader),
    "checkworthiness": (checkworthiness.figures, reader),
    "extraction": (extraction.figures, reader),
    "guard": (guard.figures, guard.engine),
    "languages": (languages.figures, languages.engine),
    "matching": (matching.figures, matching.engine_name),
    "quotation": (quotation.figures, quotation.engine),
    "retrieval": (retrieval.figures, retrieval.engine),
    "speakers": (speakers.figures, reader),
    "stance": (stance.figures, stance.engine),
    "subjectivity": (subjectivity.figures, reader),
    "verdict": (verdict.figures, verdict.engine),
}
