"""What the engine says of the news sample's articles, each read once for all tasks of a run."""

from __future__ import annotations

from functools import lru_cache

from claims.evaluation.news import Labelled
from claims.nlp.engine import analyze
from claims.nlp.records import Analysis, Worth


@lru_cache(maxsize=512)
def analysis_of(document: str) -> Analysis:
    """What the engine says of a whole article."""
    return analyze(document, language="en")


def worth_of(row: Labelled) -> Worth | None:
    """The worth of the engine's sentence that shares most with the labelled one; None for boilerplate."""
    shared = [
        (min(one.end, row.end) - max(one.start, row.start), one)
        for one in analysis_of(row.document).sentences
    ]
    return max(shared, key=lambda pair: pair[0])[1].worth
