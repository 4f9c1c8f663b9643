"""FNC-1: does a body agree with a headline, disagree, discuss it, or speak of something else?"""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from claims.evaluation.figure import Figure
from claims.evaluation.logistic import cross_validated
from claims.evaluation.pairs import Pair, odds, stacked
from claims.nlp.facets import facets
from claims.nlp.stance.model import Model
from claims.nlp.stance.windows import sentences

LABELS = ("agree", "disagree", "discuss", "unrelated")
MOST = 4_000
"""Pairs that are read: a tenth, by chance, with all bodies kept apart in folds."""
LEAD = 3
"""Sentences of a body that are read: the nearest to the headline, in their order."""


def figures(data: Path, reader: Model) -> Iterator[Figure]:
    rows = _rows(data)
    gold = [row.label for row in rows]
    shares = cross_validated(
        stacked(rows, odds(reader, rows)), gold, [row.group for row in rows], 4, weights=(0.0003, 0.003)
    )
    found = shares.argmax(1).tolist()
    note = f"{len(rows)} of 49,972 pairs, five folds by body"
    yield Figure("FNC-1 train", "FNC score", score(gold, found), "", "winner .820; plain .805", note)


def score(gold: Sequence[int], found: Sequence[int]) -> float:
    """The task's own: a quarter for related or not, three more for the right one of the related."""
    unrelated = LABELS.index("unrelated")
    won = best = 0.0
    for right, said in zip(gold, found, strict=True):
        related = right != unrelated
        best += 1.0 if related else 0.25
        if related == (said != unrelated):
            won += 0.25
            won += 0.75 if related and right == said else 0.0
    return won / max(best, 1e-9)


def _rows(data: Path) -> list[Pair]:
    with (data / "fnc1/train_bodies.csv").open(encoding="utf-8", newline="") as file:
        bodies = {row["Body ID"]: row["articleBody"] for row in csv.DictReader(file)}
    every = [
        row
        for part in ("train_stances_part", "train_stances_heldout_part")
        for row in csv.DictReader((data / f"fnc1/{part}.csv").open(encoding="utf-8", newline=""))
    ]
    chosen = random.Random(6).sample(every, min(MOST, len(every)))  # noqa: S311
    return [
        Pair(row["Headline"], near(row["Headline"], bodies[row["Body ID"]]), LABELS.index(row["Stance"]),
             row["Body ID"])
        for row in chosen
    ]  # fmt: skip


def near(headline: str, body: str) -> str:
    """The sentences of a body that share most with the headline."""
    mine = facets(headline).stems
    lines = sentences(body[:8_000])[:60]
    shared = np.array([-len(mine & facets(line.of(body)).stems) for line in lines])
    best = sorted(np.argsort(shared, kind="stable")[:LEAD].tolist())
    return " ".join(lines[place].of(body) for place in best)
