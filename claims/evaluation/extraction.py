"""Claims out of whole articles: are they anchored, and are they the ones that people would check?"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from claims.evaluation import articles, metrics, news, polnear
from claims.evaluation.figure import Figure
from claims.nlp.engine import analyze
from claims.nlp.records import Analysis
from claims.nlp.worth import THRESHOLD


def figures(data: Path) -> list[Figure]:
    return [*_anchors(data), *_choices(data)]


def _anchors(data: Path) -> list[Figure]:
    texts = [article["text"] for article in polnear.articles(data / "polnear/dev.jsonl")]
    found = [(text, analyze(text, language="en")) for text in texts]
    claims = sum(len(analysis.claims) for _, analysis in found)
    exact = sum(_anchored(text, analysis) for text, analysis in found)
    named = sum(1 for _, analysis in found for one in analysis.attributions if one.speakers)
    told = sum(len(analysis.attributions) for _, analysis in found)
    part, note = "PolNeAR dev, 84 articles", f"{claims} claims, {claims / len(texts):.1f} an article"
    return [
        Figure(part, "claims whose words stand where they should", exact / max(1, claims), "1", note=note),
        Figure(
            part,
            "attributions with a speaker",
            named / max(1, told),
            note=f"{told} attributions; whether it is the right one is not measured here",
        ),
    ]


def _anchored(text: str, analysis: Analysis) -> int:
    return sum(text[claim.start : claim.end] == claim.quote for claim in analysis.claims)


def _choices(data: Path) -> list[Figure]:
    """A labelled sentence counts as chosen where a claim of even odds stands in it."""
    rows = [row for row in news.sample(data) if row.half == "measure"]
    best = [_best(row) for row in rows]
    gold = [row.worth for row in rows]
    part, note = "News sample, measuring half", f"n {len(rows)}, whole articles"
    return [
        Figure(
            part,
            "F1 of claims of even odds",
            metrics.f1(gold, [int(score >= THRESHOLD) for score in best]),
            note=note,
        ),
        Figure(part, "recall of claims at any odds", _recall(gold, best), note=note),
        Figure(part, "average precision of the best claim", metrics.average_precision(gold, best), note=note),
    ]


def _best(row: news.Labelled) -> float:
    """The highest score of a claim that overlaps the sentence; 0 where none does."""
    claims = articles.analysis_of(row.document).claims
    return max(
        (claim.score for claim in claims if claim.start < row.end and claim.end > row.start), default=0.0
    )


def _recall(gold: Iterable[int], best: Iterable[float]) -> float:
    hits = [score > 0 for label, score in zip(gold, best, strict=True) if label]
    return sum(hits) / max(1, len(hits))
