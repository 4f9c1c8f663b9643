"""Fit the news score on the sample's calibration half: python training/calibrate.py --data DIR --weights DIR.

A logistic regression over the sentence heads' logits, strongly held to small weights, in numpy.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np

from claims.evaluation import metrics, news
from claims.nlp.reader.model import load
from training.seal import seal


def fit(x: np.ndarray, y: np.ndarray, ridge: float = 1.0) -> tuple[np.ndarray, float]:
    """Newton's method on standardised columns; the ridge does not touch the constant."""
    mean, dev = x.mean(0), x.std(0) + 1e-6
    a = np.c_[(x - mean) / dev, np.ones(len(x))]
    penalty = np.diag([ridge] * x.shape[1] + [0.0])
    w = np.zeros(a.shape[1])
    for _ in range(50):
        p = 1 / (1 + np.exp(-a @ w))
        w -= np.linalg.solve((a * (p * (1 - p))[:, None]).T @ a + penalty, a.T @ (p - y) + penalty @ w)
    return w[:-1] / dev, float(w[-1] - (w[:-1] / dev) @ mean)


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--data", type=Path, required=True)
    ap.add_argument("--weights", type=Path, required=True)
    a = ap.parse_args()
    model = load(a.weights)
    rows = [r for r in news.sample(a.data) if r.half == "calibration"]
    x = model.logits([r.unit for r in rows], [r.place for r in rows])
    y = np.array([r.worth for r in rows], float)
    w, b = fit(x, y)
    s, t = fit(x[:, 4:5], np.array([r.subjective for r in rows], float))
    with np.load(a.weights / "heads.npz") as stored:
        heads = {k: stored[k] for k in stored.files}
    heads["worth_w"], heads["worth_b"] = w.astype(np.float32), np.array([b], np.float32)
    card = json.loads((a.weights / "card.json").read_text("utf-8"))
    # Even classes: what the training's share of subjective sentences had moved is moved back.
    heads["subjective_ab"] = np.array([1, card.get("subjective_prior", {}).get("shift", 0)], np.float32)
    np.savez(a.weights / "heads.npz", **heads)
    card["calibration"] = {
        "rows": len(rows),
        "ece_on_calibration_half": metrics.calibration_error(
            y.astype(int).tolist(), (1 / (1 + np.exp(-(x @ w + b)))).tolist()
        ),
        "subjective_on_news": [float(s[0]), t],
    }
    (a.weights / "card.json").write_text(json.dumps(card) + "\n", "utf-8")
    seal(a.weights)
    print(json.dumps(card["calibration"]))


if __name__ == "__main__":
    main()
