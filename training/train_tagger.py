"""Attribution tagger alone on PolNeAR train: python training/train_tagger.py --data DIR --base DIR --out FILE."""

from __future__ import annotations

import argparse
import random
import time
from pathlib import Path

import numpy as np
import torch
from torch import nn

from claims.nlp.reader.encoding import windows
from claims.evaluation import metrics, polnear
from claims.nlp.reader.tags import legal, spans, viterbi
from training.batches import MINILM, bucket, gold_tags, inputs, pad, tokenizer
from training.network import Crf, Encoder, Shape, from_minilm, schedule


class Tagger(nn.Module):
    def __init__(self, encoder: Encoder):
        super().__init__()
        self.encoder = encoder
        self.tags = nn.Linear(384, 7)
        self.crf = Crf(7, *legal())


def load_units(path: Path, tk):
    rows = [p for a in polnear.articles(path) for p in polnear.passages(a)]
    cuts = windows([r[0] for r in rows], tk)
    return [(w, gold_tags(w, r[2])) for r, ws in zip(rows, cuts) for w in ws]


@torch.no_grad()
def emissions(model: Tagger, ws, budget=4000):
    model.eval()
    out = [None] * len(ws)
    for row in bucket(list(enumerate(ws)), lambda x: len(x[1].ids), budget, None):
        e = model.tags(model.encoder(*inputs([w for _, w in row]))).numpy()
        for k, (i, w) in enumerate(row):
            out[i] = e[k][w.words]
    return out


def found_spans(emit, w, crf):
    move = (crf.move + crf.bar).detach().numpy()
    path = viterbi(emit, move, (crf.begin + crf.bar0).detach().numpy(), crf.end.detach().numpy())
    edges = list(w.words) + [len(w.ids) - 1]
    return {(r, int(w.starts[edges[a]]), int(w.ends[edges[b] - 1])) for r, a, b in spans(path)}


def evaluate(model: Tagger, units, tk):
    cuts = windows([u[0] for u in units], tk)
    flat = [w for ws in cuts for w in ws]
    e = iter(emissions(model, flat))
    return metrics.exact_span_f1(
        (u[1], set().union(*(found_spans(next(e), w, model.crf) for w in ws))) for u, ws in zip(units, cuts)
    )


def show(r):
    return " ".join(f"{k} {v['f1']:.4f} (p {v['precision']:.3f} r {v['recall']:.3f})" for k, v in r.items())


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--data", type=Path, required=True)
    ap.add_argument("--base", type=Path, required=True)
    ap.add_argument("--out", type=Path, required=True)
    ap.add_argument("--layers", default="0,1")
    ap.add_argument("--heads", type=int, default=12)
    ap.add_argument("--inner", type=int, default=1536)
    ap.add_argument("--epochs", type=int, default=6)
    ap.add_argument("--lr", type=float, default=3e-4)
    ap.add_argument("--threads", type=int, default=2)
    ap.add_argument("--minutes", type=float, default=33)
    a = ap.parse_args()
    torch.manual_seed(7)
    rng = random.Random(7)
    np.random.seed(7)
    torch.set_num_threads(a.threads)
    tk = tokenizer(a.base)
    train = load_units(a.data / "polnear/train.jsonl", tk)
    dev = [
        (t, g) for art in polnear.articles(a.data / "polnear/dev.jsonl") for t, _, g in polnear.passages(art)
    ]
    flat = [(t, g) for t, g, _ in polnear.flat_form(a.data / "cofenet/polnear/valid.txt")]
    shape = Shape(tuple(map(int, a.layers.split(","))), a.heads, a.inner)
    sample = None
    if a.heads < 12 or a.inner < 1536:
        sample = [
            inputs([w for w, _ in row])
            for row in bucket(rng.sample(train, 400), lambda x: len(x[0].ids), 2000, rng)
        ]
    model = Tagger(from_minilm(str(a.base / MINILM / "model.safetensors"), shape, sample))
    heads = [*model.tags.parameters(), *model.crf.parameters()]
    groups = [
        {
            "params": [p for p in model.encoder.parameters() if p.requires_grad],
            "lr": a.lr,
            "weight_decay": 0.01,
        },
        {"params": heads, "lr": 5 * a.lr, "weight_decay": 0.0},
    ]
    opt = torch.optim.AdamW(groups, betas=(0.9, 0.98))
    base = [g["lr"] for g in opt.param_groups]
    per = len(bucket(train, lambda x: len(x[0].ids), 1600, random.Random(1)))
    total, step, t0 = per * a.epochs, 0, time.time()
    print("windows", len(train), "steps an epoch", per, flush=True)
    for epoch in range(a.epochs):
        model.train()
        seen = 0.0
        for row in bucket(train, lambda x: len(x[0].ids), 1600, rng):
            done = max(step / total, (time.time() - t0) / 60 / a.minutes)
            for g, b in zip(opt.param_groups, base):
                g["lr"] = b * schedule(min(step, total), total)
            ws = [w for w, _ in row]
            x = model.encoder(*inputs(ws))
            words = pad([w.words for w in ws])
            e = model.tags(x.gather(1, words[..., None].expand(-1, -1, 384)))
            n = torch.tensor([len(w.words) for w in ws])
            loss = model.crf.loss(e, pad([g for _, g in row]), n).sum() / n.sum()
            opt.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            opt.step()
            step += 1
            seen += loss.item()
            if step % 100 == 0:
                print(
                    f"step {step} loss {seen / (step % per or per):.4f} {time.time() - t0:.0f}s", flush=True
                )
        print(
            f"epoch {epoch} loss {seen / per:.4f} {time.time() - t0:.0f}s dev {show(evaluate(model, dev, tk))}",
            flush=True,
        )
        torch.save({"shape": shape.dict(), "state": model.state_dict()}, a.out)
        if done > 1:
            break
    print("flat form", show(evaluate(model, flat, tk)))


if __name__ == "__main__":
    main()
