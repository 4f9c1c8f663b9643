"""Fit the visible criteria beside the reader on the news sample's calibration half, and print the dict for
claims/nlp/worth.py: python training/fit_weights.py --data DIR

Two numbers are fitted: one share for all the rules' weights and the bias; the reader's weight stays 1.
More freedom (a ridge towards these values) fitted the calibration half better and the other one worse.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np

from claims.evaluation import metrics, news
from claims.nlp.reader.model import load
from claims.nlp.tokens import tokenize
from claims.nlp.words import lexicon_for
from claims.nlp.worth import DEFAULT_WEIGHTS, assess

# A logistic regression on ClaimBuster's debates, moved by hand towards news, before there was a reader.
RULES = dict(
    bias=-2.2, number=1.6, quantity=0.5, named_entity=0.6, verifiable_verb=0.9, comparison=0.6, causal=0.35,
    law=0.9, harm=0.9, topic=1.2, record=1.0, third_person=0.4, time=0.2, length=0.5, attribution=0.6,
    opinion=-0.9, future=-0.5, duty=-0.7, first_person=-0.8, second_person=-0.3, together=-0.1, intent=-0.7,
    vague=-0.8, hedges=-0.6, question=-2.5, greeting=-1.0, fragment=-1.2,
)  # fmt: skip


def by_rules(text: str) -> float:
    """The rules' log-odds without their bias."""
    found = assess(tokenize(text, 0, len(text)), lexicon_for("en"), DEFAULT_WEIGHTS).reasons
    return sum(reason.value * RULES.get(reason.criterion, 0.0) for reason in found)


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--data", type=Path, required=True)
    rows = [r for r in news.sample(ap.parse_args().data) if r.half == "calibration"]
    model = load()
    readings = model.read([r.unit for r in rows])
    odds = np.array([j.odds for j in model.judge([(a, r.place) for a, r in zip(readings, rows)])])
    a = np.c_[[by_rules(r.unit[slice(*r.place)]) for r in rows], np.ones(len(rows))]
    y, w = np.array([r.worth for r in rows], float), np.zeros(2)
    for _ in range(60):  # Newton's method
        p = 1 / (1 + np.exp(-(a @ w + odds)))
        w -= np.linalg.solve((a * (p * (1 - p))[:, None]).T @ a, a.T @ (p - y))
    share, bias = w
    print("calibration error on this half", metrics.calibration_error(y.astype(int), 1 / (1 + np.exp(-(a @ w + odds)))))
    weights = {"bias": bias, "model": 1.0, "unread": share * RULES["bias"] - bias}
    weights |= {name: share * value for name, value in RULES.items() if name != "bias"}
    print("\n".join(f'    "{name}": {value:.2f},' for name, value in weights.items()))


if __name__ == "__main__":
    main()
