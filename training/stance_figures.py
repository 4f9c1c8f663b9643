"""The figures of the readers that stance_protocols.py made by folds, for docs/evaluation.md.

python training/stance_figures.py --data DATA --odds STANCE/odds.npz --extra EXTRA --folds 3

Writes docs/evaluation/protocols/stance.json and verdict.json. Nothing measured here was seen by the
reader that measured it: not the pair, not its claim. Stacked figures are of a logistic regression over log-odds,
guards and words, five folds by claim, as in `manage.py evaluate stance`.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np

from claims.evaluation import pairs, stance, verdict
from claims.evaluation.datasets import key
from claims.evaluation.figure import Figure, Report
from claims.evaluation.logistic import Table, cross_validated, softmax
from claims.evaluation.metrics import accuracy, macro_f1
from claims.evaluation.reliability import believed
from training.stance_protocols import LABELS, every
from training.train_stance import lines

SAVED = Path("docs/evaluation/protocols")
ENGINE = "MiniLM, 6 layers, one reader a fold"
APART = ("climate", "healthver", "feversym")
ASKED = {"healthver": ("HealthVer dev", "≥ .68", "pair features .60; T5 .796"),
         "climate": ("Climate-FEVER evidence", "≥ .55", "pair features .50")}  # fmt: skip


def symmetric(rows, zero, found, met):
    """Supports against refutes; by claims that the first training met in FEVER, and by the others."""
    clean = np.array([key(r["claim"]) not in met for r in rows])
    gold = np.array([LABELS.index(r["label"]) for r in rows])
    for odds, how in ((found, "cross-validated"), (zero, "zero-shot")):
        right = odds[:, :2].argmax(1) == gold
        yield Figure("FEVER-Symmetric dev", f"accuracy, {how}", float(right.mean()), "≥ .80", "BERT .58 to .62; plain .66",
                     f"{len(rows)} pairs, supports against refutes")
        yield Figure("FEVER-Symmetric dev, claims never met", f"accuracy, {how}", float(right[clean].mean()), "", "",
                     f"{clean.sum()} pairs; the claims of the others are in FEVER pairs of the first training, beside other passages")
    claims = [r["claim"] for r in rows]
    shares = cross_validated(Table(found[:, :2]), gold.tolist(), claims, 2, weights=(0.0003, 0.01))
    yield from believed("FEVER-Symmetric dev, calibrated on the other folds", shares, gold.tolist())


def evidence(name, rows, odds):
    """One set of claim and passage: the fold's reader alone, and stacked."""
    part, asked, plain = ASKED[name]
    gold = [LABELS.index(r["label"]) for r in rows]
    own = [pairs.Pair(r["claim"], r["passage"], g, r["claim"]) for r, g in zip(rows, gold)]
    note = f"{len(rows)} pairs, each by a reader that never saw its claim"
    yield Figure(part, "macro-F1", macro_f1(gold, odds.argmax(1).tolist()), asked, plain, note)
    shares = cross_validated(pairs.stacked(own, odds), gold, [r["claim"] for r in rows], 3, weights=stance.WEIGHTS)
    yield Figure(part, "macro-F1 stacked", macro_f1(gold, shares.argmax(1).tolist()), asked, plain, note + ", stacked")
    yield Figure(part, "accuracy stacked", accuracy(gold, shares.argmax(1).tolist()), "", "", note + ", stacked")
    yield from believed(f"{part}, stacked", shares, gold)


def verdicts(data, each, joined):
    cases = verdict.averitec(data)
    gold, groups = [c.label for c in cases], [c.claim for c in cases]
    table = verdict.table(cases, each, softmax(each), joined)
    shares = cross_validated(table, gold, groups, len(verdict.VERDICTS), weights=verdict.WEIGHTS)
    found, note = shares.argmax(1).tolist(), f"{len(cases)} claims, readers and weights by folds of claims"
    yield Figure("AVeriTeC train, gold evidence", "macro-F1", macro_f1(gold, found), "≥ .52", "pair LR .489; a 70B model .46 on retrieved evidence", note)
    yield Figure("AVeriTeC train, gold evidence", "accuracy", accuracy(gold, found), "", "pair LR .644", note)
    yield from believed("AVeriTeC train", shares, gold)


def main():
    ap = argparse.ArgumentParser()
    for name in ("data", "odds", "extra"):
        ap.add_argument("--" + name, type=Path, required=True)
    ap.add_argument("--folds", type=int, default=3)
    a = ap.parse_args()
    rows, kept = every(a.data, a.folds), np.load(a.odds)
    of = lambda name: [i for i, r in enumerate(rows) if r["set"] == name]
    trained = [r for r in lines(a.data / "nli/train.jsonl.gz") if r["set"] not in APART] + lines(a.extra)
    met = {key(r["claim"]) for r in trained}
    own = of("symmetric")
    found = [*symmetric([rows[i] for i in own], kept["zero"][own], kept["folds"][own], met)]
    for name in ASKED:
        found += evidence(name, [rows[i] for i in of(name)], kept["folds"][of(name)])
    Report.now("stance", ENGINE, found).save(SAVED)
    graded = [*verdicts(a.data, kept["folds"][of("answers")], kept["folds"][of("joined")])]
    Report.now("verdict", ENGINE, graded).save(SAVED)
    with (a.odds.parent / "unseen.jsonl").open("w") as file:  # for fit_verdict.py
        for i in (*of("answers"), *of("climate")):
            row = {"claim": rows[i]["claim"], "passage": rows[i]["passage"], "odds": kept["folds"][i].round(4).tolist()}
            file.write(json.dumps(row) + "\n")
    for one in (*found, *graded):
        print(f"{one.part:42} {one.metric:28} {one.value:.4f} {one.asked}")


if __name__ == "__main__":
    main()
