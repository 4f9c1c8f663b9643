"""What is worth checking: the shipped engine on sets that its training has not seen."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from claims.evaluation import articles, datasets, metrics, news
from claims.evaluation.calibration import cross_fitted
from claims.evaluation.figure import Figure
from claims.nlp.engine import analyze
from claims.nlp.reader.heads import VERIFIABLE
from claims.nlp.reader.model import load
from claims.nlp.records import Worth
from claims.nlp.worth import DEFAULT_WEIGHTS, THRESHOLD, visible_score


def figures(data: Path) -> list[Figure]:
    return [_debates(data), _speeches(data), _leave_out(data), *_news(data), _both_halves(data)]


def _scores(rows: Sequence[datasets.Row]) -> list[float]:
    """The engine's score of sentences, each given alone."""
    found = [analyze(row.text, language="en", single_sentence=True).sentences for row in rows]
    return [max((one.worth.score for one in own if one.worth), default=0.0) for own in found]


def _debates(data: Path) -> Figure:
    rows = datasets.checkthat24(data, "dev")
    found = [int(score >= THRESHOLD) for score in _scores(rows)]
    return Figure(
        "CheckThat!’24 English dev (ClaimBuster ground truth)",
        "F1 of Yes",
        metrics.f1([row.label for row in rows], found),
        "≥ .91",
        "TF-IDF .885",
        f"n {len(rows)}; the shipped engine, `single_sentence`",
    )


def _speeches(data: Path) -> Figure:
    """ "Verifiable" is a wider notion than worth checking; the reader has a head of its own for it."""
    kept = set(datasets.policlaim_kept(data))
    rows = [row for row in datasets.policlaim(data) if row.group in kept]
    logits = load().logits([row.text for row in rows])[:, VERIFIABLE]
    value = metrics.accuracy([row.label for row in rows], (logits > 0).astype(int).tolist())
    note = f"n {len(rows)}, two speeches; the head for verifiable, which the score does not show"
    return Figure("PoliClaim, speeches kept apart", "accuracy", value, note=note)


def _leave_out(data: Path) -> Figure:
    rows = datasets.clef(data, 2019)
    value = metrics.mean_average_precision([(row.group, row.label) for row in rows], _scores(rows))
    return Figure("CLEF’19, none of it trained on", "MAP", value, note=f"n {len(rows)}")


def _news(data: Path) -> list[Figure]:
    """The measuring half of our news sample, each sentence inside its whole article."""
    rows = [row for row in news.sample(data) if row.half == "measure"]
    worths = [articles.worth_of(row) for row in rows]
    gold = [row.worth for row in rows]
    scores = [worth.score if worth else 0.0 for worth in worths]
    part, size = "News sample, measuring half", f"n {len(rows)}, whole articles"
    reader, visible = (_alone(gold, worths, reader=which) for which in (True, False))
    alone = f"the reader alone {reader:.3f}, the visible criteria alone {visible:.3f}"
    chance = f"a perfectly calibrated score shows {_by_chance(scores):.3f} on average in so small a sample"
    yes = [int(score >= THRESHOLD) for score in scores]
    return [
        Figure(
            part,
            "expected calibration error",
            metrics.calibration_error(gold, scores),
            "≤ .05",
            note=f"{size}; {chance}",
        ),
        Figure(part, "average precision", metrics.average_precision(gold, scores), note=f"{size}; {alone}"),
        Figure(part, "F1 of worth checking", metrics.f1(gold, yes), note=size),
        Figure(
            part,
            "accuracy",
            metrics.accuracy(gold, yes),
            baseline=f"always no {1 - np.mean(gold):.3f}",
            note=size,
        ),
    ]


def _both_halves(data: Path) -> Figure:
    rows = news.sample(data)
    logits = load().logits([row.unit for row in rows], [row.place for row in rows])
    found = cross_fitted(rows, [articles.worth_of(row) for row in rows], logits.astype(float)).tolist()
    value = metrics.calibration_error([row.worth for row in rows], found)
    chance = f"a perfectly calibrated score shows {_by_chance(found):.3f}"
    note = f"n {len(rows)}; the calibration half fitted by tenths, each on the nine others; {chance}"
    return Figure("News sample, both halves", "expected calibration error", value, "≤ .05", note=note)


def _alone(gold: list[int], worths: list[Worth | None], *, reader: bool) -> float:
    def score(worth: Worth | None) -> float:
        if worth is None:
            return -100.0
        own = next((one.value for one in worth.reasons if one.criterion == "model"), 0.0)
        return own if reader else visible_score(worth, DEFAULT_WEIGHTS)

    return metrics.average_precision(gold, [score(worth) for worth in worths])


def _by_chance(scores: Sequence[float], times: int = 200) -> float:
    """The calibration error that labels drawn by these very probabilities show on average."""
    draw = np.random.default_rng(7)
    found = [
        metrics.calibration_error((draw.random(len(scores)) < scores).astype(int).tolist(), scores)
        for _ in range(times)
    ]
    return float(np.mean(found))
