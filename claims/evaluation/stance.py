"""The stance reader on public sets: as it is, and stacked with features of each set's own training folds.

Sets that the weights were trained on are not measured here: `training/stance_figures.py` has their
figures, by readers that never saw the measured part.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from claims.evaluation import pairs
from claims.evaluation.figure import Figure
from claims.evaluation.fnc import figures as fnc
from claims.evaluation.logistic import cross_validated
from claims.evaluation.metrics import accuracy, macro_f1
from claims.evaluation.pairs import Pair
from claims.evaluation.reliability import believed
from claims.nlp.stance.model import Floats, Model
from claims.nlp.stance.reading import guarded

WEIGHTS = (0.0003, 0.001, 0.003, 0.01)
"""How much the stacked model's weights may be held small: chosen in each training part."""
STACKED = (
    ("healthver", "HealthVer dev", pairs.healthver, "≥ .68", "pair features .60"),
    ("climate", "Climate-FEVER", pairs.climate, "≥ .55", "pair features .50"),
    ("scifact", "SciFact train", pairs.scifact, "", ""),
)


def engine() -> str:
    return pairs.model().name


def figures(data: Path) -> list[Figure]:
    reader = pairs.model()
    found = [] if pairs.met(reader.card, "symmetric") else list(_two_ways(data, reader))
    for name, rows in pairs.held_out(data).items():
        if "fever" in name or "mnli" in name:
            gold = [row.label for row in rows]
            shares = _read(reader, rows)
            found.append(Figure(f"nli dev, {name}", "accuracy", accuracy(gold, shares.argmax(1).tolist()),
                                note=f"{len(rows)}, zero-shot"))  # fmt: skip
    for key, name, read, asked, baseline in STACKED:
        if pairs.met(reader.card, key):
            continue  # by its own protocol in docs/evaluation/protocols
        found += _stacked(name, pairs.unseen(data, read(data), reader.card), reader, asked, baseline)
    return [*found, *fnc(data, reader)]


def _two_ways(data: Path, reader: Model) -> Iterator[Figure]:
    """Supports against refutes, on pairs made so that the claim alone tells nothing."""
    every = pairs.symmetric(data)
    rows = [row for row in pairs.unseen(data, every, reader.card) if row.label < 2]
    gold = [row.label for row in rows]
    shares = _read(reader, rows)
    value = accuracy(gold, shares[:, :2].argmax(1).tolist())
    note = f"{len(rows)} of {len(every)} pairs, zero-shot, supports against refutes"
    yield Figure("FEVER-Symmetric dev", "accuracy", value, "≥ .80", "BERT .58 to .62", note)
    plain = reader.probabilities(pairs.odds(reader, rows))
    value = accuracy(gold, plain[:, :2].argmax(1).tolist())
    yield Figure("FEVER-Symmetric dev", "accuracy without guards", value, note=note)


def _read(reader: Model, rows: Sequence[Pair]) -> Floats:
    """Calibrated probabilities after the guards, as the product has them of one window."""
    shares = reader.probabilities(pairs.odds(reader, rows))
    return np.array([guarded(row.claim, row.passage, own)[0] for row, own in zip(rows, shares, strict=True)])


def _stacked(name: str, rows: list[Pair], reader: Model, asked: str, baseline: str) -> Iterator[Figure]:
    gold, groups = [row.label for row in rows], [row.group for row in rows]
    raw = pairs.odds(reader, rows)
    alone = reader.probabilities(raw)
    yield Figure(
        name, "macro-F1", macro_f1(gold, alone.argmax(1).tolist()), note=f"{len(rows)} pairs, zero-shot"
    )
    shares = cross_validated(pairs.stacked(rows, raw), gold, groups, len(pairs.LABELS), weights=WEIGHTS)
    note = f"{len(rows)} pairs that the weights have not seen, stacked, five folds by claim"
    yield Figure(name, "macro-F1 stacked", macro_f1(gold, shares.argmax(1).tolist()), asked, baseline, note)
    yield from believed(f"{name}, stacked", shares, gold)
