"""What each set's own protocol gives, and the shipped stance reader's last lessons.

python training/stance_protocols.py --data DIR --base DIR --start main.pt --out DIR [--folds 3 | --all]

`--folds N`: for each fold a reader that goes on from ``--start`` over the other folds of every set, measured on its
own. No claim is in two folds (of Symmetric neither claim nor passage). The log-odds of each pair, given by
the one reader that never saw its claim, are kept in odds.npz for stance_figures.py. `--all`: the reader that ships, over every fold.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import random
import time
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

from claims.evaluation.verdict import asked
from claims.evaluation.verdict import averitec as cases
from training.batches import bucket, tokenizer
from training.network import Encoder, Shape, schedule
from training.train_stance import LABELS, SEED, Stance, batch, encoded, lines, odds

READ_ONLY = ("answers", "joined")
NAMED = {"S": "supports", "R": "refutes", "N": "not_enough"}


def climate(data: Path):
    for r in lines(data / "climate_fever/climate-fever.jsonl"):
        for e in r["evidences"]:
            yield {"claim": r["claim"], "passage": e["evidence"], "label": NAMED[e["evidence_label"][0]], "set": "climate"}


def healthver(data: Path):
    with (data / "healthver/healthver_dev.csv").open(newline="") as file:
        for r in csv.DictReader(file):
            yield {"claim": r["claim"], "passage": r["evidence"], "label": NAMED[r["label"][0]], "set": "healthver"}


def symmetric(data: Path):
    for r in lines(data / "fever/symmetric/symmetric_v0.2/fever_symmetric_dev.jsonl"):
        yield {"claim": r["claim"], "passage": r["evidence"], "label": NAMED[r["label"][0]], "set": "symmetric"}


def answers(r) -> str:
    """A claim's questions and answers as one passage."""
    parts = []
    for q in r["questions"]:
        for a in q["answers"]:
            parts += [q["question"], a.get("answer") or "", a.get("boolean_explanation") or ""]
    return " ".join(p if p.endswith((".", "?", "!")) else p + "." for p in map(str.strip, parts) if p)


def averitec(data: Path):
    for r in json.loads((data / "averitec/train.json").read_text()):
        label = {"Supported": "supports", "Refuted": "refutes", "Not Enough Evidence": "not_enough"}.get(r["label"])
        if label:
            yield {"claim": r["claim"], "passage": answers(r), "label": label, "set": "averitec", "weight": 0.7}


def answered(data: Path):
    """Each claim beside each single answer, in the order of claims.evaluation.verdict; to be read, not learned from."""
    for pair in asked(cases(data)):
        yield {"claim": pair.claim, "passage": pair.passage, "label": "not_enough", "set": "answers"}


def joined(data: Path):
    """And beside all of its answers as one."""
    for case in cases(data):
        yield {"claim": case.claim, "passage": " ".join(case.passages), "label": "not_enough", "set": "joined"}


def fold_of(text: str, folds: int) -> int:
    return int(hashlib.sha256(text.encode()).hexdigest(), 16) % folds


def folded(rows, folds: int):
    """Each row with its fold: by claim; Symmetric's, whose pairs share passages crosswise, by what hangs together."""
    over: dict[str, str] = {}

    def root(x):
        while over.setdefault(x, x) != x:
            x = over[x]
        return x

    for r in rows:
        if r["set"] == "symmetric":
            over[root("c" + r["claim"])] = root("p" + r["passage"])
    return [r | {"fold": fold_of(root("c" + r["claim"]) if r["set"] == "symmetric" else r["claim"], folds)} for r in rows]


def every(data: Path, folds: int):
    """All pairs in one order, those of `averitec` to learn from and those of `answered` and `joined` to read."""
    makers = (climate, healthver, symmetric, averitec, answered, joined)
    return folded([r for make in makers for r in make(data)], max(folds, 1))


def learn(start: Path, items, a) -> Stance:
    torch.manual_seed(SEED)
    model = Stance(Encoder(Shape(tuple(range(6)))))
    model.load_state_dict(torch.load(start)["model"])
    rng = random.Random(SEED)
    plan = [b for _ in range(a.epochs) for b in bucket(items, lambda x: len(x[0]), 2000, rng)]
    learned = [p for p in model.parameters() if p.requires_grad]
    best = torch.optim.AdamW(learned, lr=a.lr, weight_decay=0.01, fused=True)
    since = time.time()
    for step, row in enumerate(plan):
        model.train()
        for group in best.param_groups:
            group["lr"] = a.lr * schedule(step, len(plan))
        ids, kinds, lengths, gold, weights = batch(row)
        with torch.autocast("cpu", torch.bfloat16):
            found = model(ids, kinds, lengths)
        loss = (F.cross_entropy(found.float(), gold, reduction="none", label_smoothing=0.05) * weights).mean()
        loss.backward()
        nn.utils.clip_grad_norm_(learned, 1.0)
        best.step()
        best.zero_grad(set_to_none=True)
        if step % 50 == 49:
            print(f"{step + 1}/{len(plan)}", f"{float(loss.detach()):.3f}", f"{time.time() - since:.0f} s", flush=True)
    return model


def figures(found: np.ndarray, gold: np.ndarray) -> dict[str, float]:
    """Accuracy, macro-F1 over the labels that occur, and supports against refutes."""
    hit, scores = found.argmax(1), []
    for label in sorted(set(gold.tolist())):
        right = ((hit == label) & (gold == label)).sum()
        scores.append(2 * right / max(1, (hit == label).sum() + (gold == label).sum()))
    two = gold < 2
    return {
        "n": len(gold),
        "accuracy": round(float((hit == gold).mean()), 4),
        "macro_f1": round(float(np.mean(scores)), 4),
        "two_way": round(float((found[two][:, :2].argmax(1) == gold[two]).mean()), 4),
    }


def by_set(rows, found):
    gold = np.array([LABELS.index(r["label"]) for r in rows])
    names = np.array([r["set"] for r in rows])
    return {name: figures(found[names == name], gold[names == name]) for name in sorted(set(names))}


def lessons(rows, items, mine):
    """The pairs to learn from: small sets twice, and half of Climate-FEVER's many that are not enough."""
    rng = random.Random(SEED)
    out = []
    for r, item in zip(rows, items):
        if r["set"] in READ_ONLY or not mine(r) or (r["set"] == "climate" and r["label"] == "not_enough" and rng.random() < 0.5):
            continue
        out += [item] * (2 if r["set"] in ("symmetric", "healthver") else 1)
    return out


def remembered(data: Path, extra: Path, number: int):
    """Pairs of the main training, half of them FEVER's and those turned round, so that they are not forgotten."""
    apart = {"climate", "healthver", "feversym"}
    rows = [r for r in lines(data / "nli/train.jsonl.gz") if r["set"] not in apart] + lines(extra)
    near = [r for r in rows if r["set"] in ("fever", "fever_neu", "turned", "numaug", "numpos")]
    rng = random.Random(SEED)
    return rng.sample(near, number // 2) + rng.sample(rows, number - number // 2)


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--data", type=Path, required=True)
    ap.add_argument("--base", type=Path, required=True)
    ap.add_argument("--start", type=Path, required=True)
    ap.add_argument("--out", type=Path, required=True)
    ap.add_argument("--folds", type=int, default=0)
    ap.add_argument("--all", action="store_true")
    ap.add_argument("--extra", type=Path, required=True, help="what stance_pairs.py wrote")
    ap.add_argument("--replay", type=int, default=10000)
    ap.add_argument("--epochs", type=int, default=1)
    ap.add_argument("--lr", type=float, default=1e-4)
    ap.add_argument("--threads", type=int, default=2)
    a = ap.parse_args()
    torch.set_num_threads(a.threads)
    a.out.mkdir(parents=True, exist_ok=True)
    tk = tokenizer(a.base)
    rows = every(a.data, a.folds)
    items = encoded(rows, tk)
    replay = encoded(remembered(a.data, a.extra, a.replay), tk)
    before = Stance(Encoder(Shape(tuple(range(6)))))
    before.load_state_dict(torch.load(a.start)["model"])
    if a.all:
        model = learn(a.start, lessons(rows, items, lambda r: True) + replay, a)
        torch.save({"model": model.state_dict()}, a.out / "all.pt")
        return
    found, zero = np.zeros((len(rows), 3)), np.zeros((len(rows), 3))
    first = [i for i, r in enumerate(rows) if r["set"] == "symmetric"]
    zero[first] = odds(before, [items[i] for i in first])
    print("zero-shot", json.dumps(by_set([rows[i] for i in first], zero[first])), flush=True)
    for fold in range(a.folds):
        mine = [i for i, r in enumerate(rows) if r["fold"] == fold]
        rest = lessons(rows, items, lambda r, fold=fold: r["fold"] != fold)
        found[mine] = odds(learn(a.start, rest + replay, a), [items[i] for i in mine])
        print(fold, json.dumps(by_set([rows[i] for i in mine], found[mine])), flush=True)
    print("cross-validated", json.dumps(by_set(rows, found)), flush=True)
    np.savez(a.out / "odds.npz", zero=zero, folds=found)


if __name__ == "__main__":
    main()
