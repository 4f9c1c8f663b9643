"""Who said what, on PolNeAR dev: exact spans of source, cue and content.

The whole engine's figures and the bare tagger's, both cut by paragraph, which is the form in which the
published figures are made. Both ends of a span must be right.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from claims.evaluation import german, metrics, polnear
from claims.evaluation.figure import Figure
from claims.nlp.engine import analyze
from claims.nlp.reader.model import load

ASKED = {"source": "≥ .74", "cue": "≥ .70", "content": "≥ .58"}
BASELINE = {"source": "CRF .563", "cue": "CRF .565", "content": "CRF .411"}
NOTE = "84 articles, never trained on; BERT with 110 million weights has .83 / .75 / .73"
QUOTATION = re.compile(r"(?s)\s*(?:[\"“«]|``).*(?:[\"”»]|'')[.,]?\s*")

Row = tuple[str, polnear.Found, polnear.Found]
"""A paragraph with the spans that people and that the machine found."""


def figures(data: Path) -> list[Figure]:
    articles = polnear.articles(data / "polnear/dev.jsonl")
    whole = [row for article in articles for row in _rows(article, _by_engine)]
    bare = [row for article in articles for row in _rows(article, _by_tagger)]
    return [
        *_spans("PolNeAR dev, whole engine", whole, ASKED),
        _direct("PolNeAR dev, whole engine", whole, "≥ .90"),
        *_spans("PolNeAR dev, tagger alone", bare, {}),
        _direct("PolNeAR dev, tagger alone", bare, ""),
        *german.figures(data),
    ]


def _rows(article: dict[str, Any], read: Callable[[str], dict[str, Any]]) -> list[Row]:
    found = read(article["text"])
    both = zip(polnear.passages(article), polnear.passages(found), strict=True)
    return [(text, gold, mine) for (text, _, gold), (_, _, mine) in both]


def _by_engine(text: str) -> dict[str, Any]:
    rows = [
        {role: [(span.start, span.end) for span in getattr(one, role)] for role in polnear.ROLES}
        for one in analyze(text, language="en").attributions
    ]
    return {"text": text, "attributions": rows}


def _by_tagger(text: str) -> dict[str, Any]:
    passages = [(unit, at) for unit, at, _ in polnear.passages({"text": text, "attributions": []})]
    rows = [
        {role: [(at + s.start, at + s.end)] if s.role == role else [] for role in polnear.ROLES}
        for (_, at), reading in zip(passages, load().read([unit for unit, _ in passages]), strict=True)
        for s in reading.spans
    ]
    return {"text": text, "attributions": rows}


def _spans(part: str, rows: list[Row], asked: dict[str, str]) -> list[Figure]:
    scores = metrics.exact_span_f1((gold, found) for _, gold, found in rows)
    return [
        Figure(
            part,
            f"F1 of {role}",
            scores[role]["f1"],
            asked.get(role, ""),
            BASELINE[role],
            f"precision {scores[role]['precision']:.3f}, recall {scores[role]['recall']:.3f}; {NOTE}",
        )
        for role in polnear.ROLES
    ]


def _direct(part: str, rows: list[Row], asked: str) -> Figure:
    """Content that begins and ends with a quotation mark: recall over people's, precision over the found."""
    wanted = found = right = right_found = 0
    for text, gold, mine in rows:
        said, got = _quotations(text, gold), _quotations(text, mine)
        wanted, found = wanted + len(said), found + len(got)
        right, right_found = right + len(said & mine), right_found + len(got & gold)
    precision, recall = right_found / max(found, 1), right / max(wanted, 1)
    value = 2 * precision * recall / max(precision + recall, 1e-9)
    note = f"precision {precision:.3f}, recall {recall:.3f}, {wanted} quotations"
    return Figure(part, "F1 of direct quotations’ content", value, asked, note=note)


def _quotations(text: str, spans: polnear.Found) -> polnear.Found:
    return {one for one in spans if one[0] == "content" and QUOTATION.fullmatch(text[one[1] : one[2]])}
