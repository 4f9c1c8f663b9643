"""Opinions told from facts: the shipped engine on sentences that its training has not seen."""

from __future__ import annotations

from pathlib import Path

from claims.evaluation import articles, datasets, metrics, news
from claims.evaluation.figure import Figure
from claims.nlp.engine import analyze
from claims.nlp.worth import THRESHOLD


def figures(data: Path) -> list[Figure]:
    return [_articles(data), _sample(data)]


def _articles(data: Path) -> Figure:
    rows = datasets.subjectivity(data, "dev")
    found = [_is_subjective(row.text) for row in rows]
    value = metrics.macro_f1([row.label for row in rows], found)
    note = f"n {len(rows)}; published .80"
    return Figure("CheckThat!’25 task 1, English dev", "macro-F1", value, "≥ .72", "TF-IDF .61", note)


def _is_subjective(sentence: str) -> int:
    found = analyze(sentence, language="en", single_sentence=True).sentences
    return int(max((one.worth.subjective for one in found if one.worth), default=0.0) >= THRESHOLD)


def _sample(data: Path) -> Figure:
    rows = [row for row in news.sample(data) if row.half == "measure"]
    worths = [articles.worth_of(row) for row in rows]
    found = [int(worth is not None and worth.subjective >= THRESHOLD) for worth in worths]
    value = metrics.macro_f1([row.subjective for row in rows], found)
    return Figure("News sample, measuring half", "macro-F1", value, note=f"n {len(rows)}, whole articles")
