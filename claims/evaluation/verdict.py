"""From evidence to a verdict: claims of AVeriTeC with their gold answers, and of Climate-FEVER.

Features are the reader's stances of each answer put together (`claims.nlp.verification.verdict`), what
questions and answers say as words, and how many there are; folds are by claim.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from claims.evaluation import pairs
from claims.evaluation.figure import Figure
from claims.evaluation.logistic import Table, cross_validated
from claims.evaluation.metrics import accuracy, macro_f1
from claims.evaluation.pairs import Pair
from claims.evaluation.reliability import believed
from claims.nlp.stance.model import Floats, Model
from claims.nlp.stance.reading import guarded
from claims.nlp.verification.verdict import features

VERDICTS = ("Supported", "Refuted", "Not Enough Evidence", "Conflicting Evidence/Cherrypicking")
CLIMATE = {"SUPPORTS": 0, "REFUTES": 1, "NOT_ENOUGH_INFO": 2, "DISPUTED": 3}
WEIGHTS = (0.0003, 0.001, 0.003, 0.01)


class Case(NamedTuple):
    """A claim with the passages that bear on it, and what people made of them."""

    claim: str
    passages: tuple[str, ...]
    label: int


def engine() -> str:
    return pairs.model().name


def figures(data: Path) -> list[Figure]:
    reader = pairs.model()
    found: list[Figure] = []
    for key, name, read, bound, baseline in SETS:
        seen = pairs.met(reader.card, key)
        found += _measured(name, read(data), reader, "" if seen else bound, baseline, MET if seen else "")
    return found


def averitec(data: Path) -> list[Case]:
    rows = json.loads((data / "averitec/train.json").read_text("utf-8"))
    return [Case(row["claim"], tuple(answers(row)), VERDICTS.index(row["label"])) for row in rows]


def answers(row: dict[str, list[dict[str, list[dict[str, str]]]]]) -> Iterator[str]:
    """Question and answer as one passage, the reason of a yes or no behind it."""
    for one in row["questions"]:
        for said in one["answers"]:
            parts = (one["question"], said["answer"], said.get("boolean_explanation") or "")
            yield " ".join(" ".join(map(str, parts)).split())


def climate(data: Path) -> list[Case]:
    lines = (data / "climate_fever/climate-fever.jsonl").read_text("utf-8").splitlines()
    return [
        Case(row["claim"], tuple(one["evidence"] for one in row["evidences"]), CLIMATE[row["claim_label"]])
        for row in map(json.loads, lines)
    ]


SETS = (
    ("averitec", "AVeriTeC train, gold evidence", averitec, "≥ .52", "pair LR .644 accuracy, .489 macro-F1"),
    ("climate", "Climate-FEVER, claims", climate, "", ""),
)
MET = "; the reader met these passages in training, so too good: see each set’s own protocol"


def _measured(
    name: str, cases: Sequence[Case], reader: Model, bound: str, baseline: str, warning: str
) -> Iterator[Figure]:
    gold = [case.label for case in cases]
    shares = cross_validated(rows_of(cases, reader), gold, [case.claim for case in cases], 4, weights=WEIGHTS)
    found = shares.argmax(1).tolist()
    note = f"{len(cases)} claims, five folds by claim{warning}"
    yield Figure(name, "accuracy", accuracy(gold, found), "", baseline, note)
    yield Figure(name, "macro-F1", macro_f1(gold, found), bound, baseline, note)
    yield from believed(name, shares, gold)


def rows_of(cases: Sequence[Case], reader: Model) -> Table:
    """One row of features a claim, by one reader."""
    raw = pairs.odds(reader, asked(cases))
    return table(cases, raw, reader.probabilities(raw), np.zeros((len(cases), len(pairs.LABELS))))


def asked(cases: Sequence[Case]) -> list[Pair]:
    """Every claim beside each of its passages."""
    return [Pair(case.claim, passage, 0) for case in cases for passage in case.passages]


def table(cases: Sequence[Case], raw: Floats, shares: Floats, joined: Floats) -> Table:
    """Features [cases, ...] out of the log-odds and probabilities of each pair of `asked`, and the
    log-odds of each claim beside all of its passages as one."""
    own = np.array([guarded(p.claim, p.passage, s)[0] for p, s in zip(asked(cases), shares, strict=True)])
    found, at = [], 0
    for case in cases:
        here = slice(at, at + len(case.passages))
        at += len(case.passages)
        found.append(_row(raw[here], own[here]))
    whole = [Pair(case.claim, " ".join(case.passages), 0) for case in cases]
    told, words = pairs.stacked(whole, joined)
    return Table(np.concatenate([np.array(found), told], 1), words)


def _row(raw: Floats, shares: Floats) -> Floats:
    """Of any number of passages, none too."""
    if not len(raw):
        return np.concatenate([features([]), np.zeros(13)])
    rows = [(str(n), float(s[0]), float(s[1]), float(s[2])) for n, s in enumerate(shares)]
    return np.concatenate([features(rows), raw.mean(0), raw.max(0), raw.min(0), shares.mean(0), [len(raw)]])
