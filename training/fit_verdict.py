"""Fit the weights that turn the stances of passages into one of the claim:

    DJANGO_SETTINGS_MODULE=factcheck.settings PYTHONPATH=. python training/fit_verdict.py --data DATA --unseen STANCE/unseen.jsonl

Writes claims/nlp/verification/verdict.json. Cases are AVeriTeC's train claims with their gold answers,
Climate-FEVER's claims with the passages that were retrieved for them, and AVeriTeC's claims with the answers
of other claims, which are not enough. "Conflicting" and "disputed" count as not enough: a person must look.
Prints accuracy, calibration error and what a threshold buys, over five folds by claim.
"""

import argparse
import json
import random
from pathlib import Path

import numpy as np

from claims.evaluation import pairs
from claims.evaluation.logistic import Table, cross_validated, fit
from claims.evaluation.metrics import accuracy, macro_f1
from claims.evaluation.pairs import Pair
from claims.evaluation.reliability import error
from claims.evaluation.verdict import Case, averitec, climate
from claims.nlp.stance.reading import guarded
from claims.nlp.verification.verdict import FEATURES, FILE, features

WEIGHT = 0.001


def cases(data, most):
    chance = random.Random(3)
    sets = [[c for c in own if c.passages] for own in (averitec(data), climate(data))]
    sets = [chance.sample(own, min(most or len(own), len(own))) for own in sets]
    rows = [Case(c.claim, c.passages[:5], min(c.label, 2)) for own in sets for c in own]
    own = list(rows)
    for c in own[:: 2]:
        other = chance.choice(own)
        if other.claim != c.claim:
            rows.append(Case(c.claim, other.passages, 2))
    return rows


def table(rows, reader, unseen):
    """Features of each case. Where a reader that never saw the pair has read it, its odds count: those of what
    ships would be surer than they are of news."""
    asked = [Pair(c.claim, p, 0) for c in rows for p in c.passages]
    odds = np.array([unseen.get((p.claim, p.passage), (np.nan,) * 3) for p in asked])
    rest = [n for n, row in enumerate(odds) if np.isnan(row[0])]
    odds[rest] = pairs.odds(reader, [asked[n] for n in rest])
    print(len(asked), "pairs,", len(rest), "of them read by what ships")
    shares = reader.probabilities(odds)
    own = [guarded(p.claim, p.passage, s)[0] for p, s in zip(asked, shares)]
    found, at = [], 0
    for c in rows:
        here = own[at : at + len(c.passages)]
        at += len(c.passages)
        found.append(features([(str(n), *map(float, s)) for n, s in enumerate(here)]))
    return np.array(found)


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--data", type=Path, required=True)
    ap.add_argument("--most", type=int, default=0, help="claims of each set, by chance (default: all)")
    ap.add_argument("--unseen", type=Path, help="what stance_figures.py wrote: odds of pairs by readers that never saw them")
    ap.add_argument("--out", type=Path, default=FILE)
    a = ap.parse_args()
    reader = pairs.model()
    rows = cases(a.data, a.most)
    unseen = {}
    if a.unseen:
        with a.unseen.open() as file:
            unseen = {(r["claim"], r["passage"]): r["odds"] for r in map(json.loads, file)}
    seen, gold = table(rows, reader, unseen), [c.label for c in rows]
    shares = cross_validated(Table(seen[:, 1:]), gold, [c.claim for c in rows], 3, weights=(WEIGHT,))
    found = shares.argmax(1)
    sure, right = shares.max(1), found == np.array(gold)
    print(len(rows), "cases", "accuracy", accuracy(gold, found), "macro-F1", macro_f1(gold, found), "ECE", error(sure, right))
    for bound in (0.5, 0.6, 0.7, 0.8, 0.9):
        here = (found < 2) & (sure >= bound)
        print(bound, "suggested", here.mean().round(3), "right", right[here].mean().round(3) if here.any() else None)
    weights = fit(seen, gold, 3, weight=WEIGHT, steps=3000)
    row = {"features": FEATURES, "weights": weights.T.round(5).tolist(), "reader": reader.name, "cases": len(rows),
           "calibration_error": round(error(sure, right), 4)}
    a.out.write_text(json.dumps(row, indent=1) + "\n")


if __name__ == "__main__":
    main()
