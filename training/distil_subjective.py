"""Teach the shipped encoder subjectivity from a full-size teacher's opinion of unlabelled news.

python training/distil_subjective.py --data DIR --base DIR --start joint.pt --out FILE [--teacher FILE]

830 labelled sentences are few for a small model: it learns them by heart. All of MiniLM, trained on
the same 830, reads 8,000 unlabelled news sentences (PolNeAR train); the small model
then learns its soft labels beside the other tasks, at a low rate. Held out as in train_joint.
"""

from __future__ import annotations

import argparse
import random
import re
import time
from pathlib import Path

import numpy as np
import torch
from torch import nn

from training.batches import bucket, tokenizer
from training.network import Encoder, Shape, schedule
from claims.evaluation import datasets as ds
from claims.evaluation import metrics, polnear
from training.train_joint import Joint, loss_of, pack, report, sets
from training.train_tagger import evaluate, load_units, show
from training.train_worth import learn, score

NEWS = 8000
SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[\"“A-Z])")


def news_sentences(data: Path, held: list[ds.Row], rng: random.Random) -> list[ds.Row]:
    """Sentences of 6 to 60 words out of news articles, none of them in ``held``."""
    found = []
    for article in polnear.articles(data / "polnear/train.jsonl"):
        for text, _, _ in polnear.passages(article):
            found += [s.strip() for s in SENTENCE.split(text)]
    found = sorted({s for s in found if 6 <= len(s.split()) <= 60})
    rows = ds.without([ds.Row(s, 0) for s in found], held)
    return rng.sample(rows, min(NEWS, len(rows)))


def main():
    ap = argparse.ArgumentParser()
    for name in ("data", "base", "start", "out"):
        ap.add_argument("--" + name, type=Path, required=True)
    ap.add_argument("--steps", type=int, default=900)
    ap.add_argument("--lr", type=float, default=1.2e-4)
    ap.add_argument("--threads", type=int, default=1)
    a = ap.parse_args()
    torch.set_num_threads(a.threads)
    torch.manual_seed(11)
    rng = random.Random(11)
    tk = tokenizer(a.base)
    claim, subj, held = sets(a.data, False)
    soft_file = a.out.with_suffix(".soft.npz")
    rows = news_sentences(a.data, held["subj"], rng)
    if soft_file.exists():
        soft = np.load(soft_file)["z"]
    else:
        b = argparse.Namespace(base=a.base, layers="0,1,2,3,4,5", heads=12, inner=1536, lr=1e-4, epochs=5, budget=700)
        teacher = learn(ds.subjectivity(a.data, "train"), b, tk, 7)
        y = [r.label for r in held["subj"]]
        z = score(teacher, held["subj"], tk)
        print("teacher dev macro-F1", round(metrics.macro_f1(y, (z > 0).astype(int).tolist()), 4), flush=True)
        soft = score(teacher, rows, tk)
        np.savez(soft_file, z=soft)
    print("news", len(rows), "subjective share", float((soft > 0).mean()), flush=True)
    lines = [(r.text, [float("nan")] * 4 + [1 / (1 + float(np.exp(-z)))]) for r, z in zip(rows, soft)]
    units = [(w, "subj") for w in bucket(pack(lines + subj, tk, rng), lambda x: len(x.window.ids), 1600, rng)]
    claims = [(w, "claim") for w in bucket(pack(claim, tk, rng), lambda x: len(x.window.ids), 1600, rng)]
    tags = [(w, "tag") for w in bucket(load_units(a.data / "polnear/train.jsonl", tk), lambda x: len(x[0].ids), 1600, rng)]
    n = a.steps // 3
    plan = [x for part in zip((units * 3)[:n], claims[:n], tags[:n]) for x in part]
    old = torch.load(a.start, weights_only=False)
    model = Joint(Encoder(Shape(**{**old["shape"], "layers": tuple(old["shape"]["layers"])})))
    model.load_state_dict(old["state"])
    new = [p for name, p in model.named_parameters() if not name.startswith("encoder")]
    opt = torch.optim.AdamW(
        [{"params": [p for p in model.encoder.parameters() if p.requires_grad]}, {"params": new}],
        betas=(0.9, 0.98), weight_decay=0.01,
    )
    t0 = time.time()
    for step, (row, kind) in enumerate(plan):
        model.train()
        for g, lr in zip(opt.param_groups, (a.lr, 3 * a.lr)):
            g["lr"] = lr * schedule(step, len(plan))
        loss = loss_of(model, kind, row)
        opt.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        opt.step()
        if step % 300 == 299 or step + 1 == len(plan):
            print(step + 1, f"{time.time() - t0:.0f}s", report(model, {k: v for k, v in held.items() if k != "clef"}, tk), flush=True)
    dev = [(t, g) for art in polnear.articles(a.data / "polnear/dev.jsonl") for t, _, g in polnear.passages(art)]
    print("dev", show(evaluate(model, dev, tk)), flush=True)
    share = np.mean([1 / (1 + np.exp(-z)) for z in soft] + [r.label for r in ds.subjectivity(a.data, "train")])
    prior = {"share_in_training": round(float(share), 4), "shift": round(float(np.log((1 - share) / share)), 4)}
    print("put into card.json before calibrating:", {"subjective_prior": prior}, flush=True)
    torch.save({"shape": old["shape"], "state": model.state_dict(), "step": old["step"]}, a.out)


if __name__ == "__main__":
    main()
