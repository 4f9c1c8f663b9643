"""Without the trained reader's files: words in common, and the guards. It claims little and says so."""

from __future__ import annotations

from claims.nlp.facets import facets
from claims.said import said

NAME = "rules/1"
NOTICE = said("The trained reader is away: words in common were counted.")
MOSTLY = 0.8
"""Share of the claim's content words from which a passage is taken to say the same."""
LEAST = 2


def scores(claim: str, passage: str) -> tuple[float, float, float]:
    """Never above .6: shared words are a weak sign."""
    mine, theirs = facets(claim), facets(passage)
    shared = len(mine.stems & theirs.stems)
    share = shared / max(1, len(mine.stems))
    if shared < LEAST or share < MOSTLY or bool(mine.negations) != bool(theirs.negations):
        return 0.2, 0.1, 0.7
    return 0.6, 0.1, 0.3
