"""The shipped encoder: attribution tags and sentence heads over one thin MiniLM, trained together.

python training/train_joint.py --data DIR --base DIR --out FILE. Resumes from FILE where it stands.
Held out of everything: PolNeAR dev, ClaimBuster groundtruth (CheckThat!'24 dev), two PoliClaim
speeches, subjectivity dev, CLEF'19 and its copies.
"""

from __future__ import annotations

import argparse
import random
import time
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

from claims.nlp.reader.encoding import Window, windows
from claims.evaluation import datasets as ds
from claims.evaluation import metrics, polnear
from training.batches import MINILM, bucket, inputs, pad, tokenizer
from training.network import Pool, Shape, from_minilm, schedule
from training.train_tagger import Tagger, evaluate, load_units, show

OUTPUTS = ("checkworthy", "factual", "policlaim", "clef", "subjective")


class Joint(Tagger):
    def __init__(self, encoder):
        super().__init__(encoder)
        self.pool = Pool(outputs=len(OUTPUTS))


class Packed(NamedTuple):
    window: Window
    spans: list[tuple[int, int]]  # token places of each sentence
    labels: list[list[float]]  # per sentence, per output; nan where unknown


def label(kind: str, value: int) -> list[float]:
    row = [float("nan")] * len(OUTPUTS)
    if kind == "claimbuster":
        row[0], row[1] = float(value == 1), float(value >= 0)
    else:
        row[OUTPUTS.index(kind)] = float(value)
    return row


def pack(rows, tk, rng, single=0.55) -> list[Packed]:
    """Units of 1 to 3 unrelated sentences, so that a sentence scores alike alone and in a paragraph."""
    rows = list(rows)
    rng.shuffle(rows)
    units, marks, at = [], [], 0
    while at < len(rows):
        n = 1 if rng.random() < single else rng.choice((2, 3))
        part = rows[at : at + n]
        at += n
        if sum(len(t) for t, _ in part) > 480:
            part, at = part[:1], at - n + 1
        text, edges = "", []
        for t, _ in part:
            text += " " if text else ""
            edges.append((len(text), len(text) + len(t)))
            text += t
        units.append(text)
        marks.append((edges, [l for _, l in part]))
    out = []
    for ws, (edges, labels) in zip(windows(units, tk), marks):
        if not ws:
            continue
        w = ws[0]
        spans, keep = [], []
        for (s, e), l in zip(edges, labels):
            inside = np.flatnonzero((w.starts < e) & (w.ends > s))
            if len(inside):
                spans.append((int(inside[0]), int(inside[-1]) + 1))
                keep.append(l)
        if rng.random() < 0.12:  # as inside a quotation, so that the state alone says nothing
            w = Window(
                w.ids, np.where(w.starts + w.ends > 0, np.maximum(w.kinds, 1), 0), w.starts, w.ends, w.words
            )
        out.append(Packed(w, spans, keep))
    return out


def heads(model, row: list[Packed]):
    x = model.encoder(*inputs([p.window for p in row]))
    s = max(len(p.spans) for p in row)
    groups = torch.zeros(len(row), s, x.shape[1], dtype=torch.bool)
    gold = torch.full((len(row), s, len(OUTPUTS)), float("nan"))
    for i, p in enumerate(row):
        for k, (a, b) in enumerate(p.spans):
            groups[i, k, a:b] = True
            gold[i, k] = torch.tensor(p.labels[k])
    return model.pool(x, groups), gold


def loss_of(model, kind, row):
    """The mean loss a word of a batch of tagged units, or a known label of a batch of sentences."""
    if kind == "tag":
        ws = [w for w, _ in row]
        x = model.encoder(*inputs(ws))
        e = model.tags(x.gather(1, pad([w.words for w in ws])[..., None].expand(-1, -1, 384)))
        n = torch.tensor([len(w.words) for w in ws])
        return model.crf.loss(e, pad([g for _, g in row]), n).sum() / n.sum()
    z, gold = heads(model, row)
    known = ~gold.isnan()
    return 0.5 * F.binary_cross_entropy_with_logits(z[known], gold[known])


@torch.no_grad()
def predict(model, texts, tk):
    model.eval()
    items = []
    for i, ws in enumerate(windows(texts, tk)):
        if ws:
            items.append((i, Packed(ws[0], [(1, len(ws[0].ids) - 1)], [label("clef", 0)])))
    out = np.full((len(texts), len(OUTPUTS)), -5.0, np.float32)
    for row in bucket(items, lambda x: len(x[1].window.ids), 4000, None):
        z, _ = heads(model, [p for _, p in row])
        out[[i for i, _ in row]] = z[:, 0].numpy()
    return out


def report(model, held, tk):
    r = []
    for name, rows in held.items():
        z = predict(model, [x.text for x in rows], tk)
        y = [x.label for x in rows]
        if name == "ct24dev":
            r.append(f"ct24 dev F1 {metrics.f1(y, z[:, 0] > 0):.4f}")
        elif name == "policlaim":
            r.append(f"policlaim acc {metrics.accuracy(y, z[:, 2] > 0):.4f} n {len(y)}")
        elif name == "subj":
            r.append(f"subj macro {metrics.macro_f1(y, (z[:, 4] > 0).astype(int)):.4f}")
        elif name == "clef":
            for o in (0, 3):
                g = {}
                for x, s in zip(rows, z[:, o]):
                    g.setdefault(x.group, []).append((x.label, s))
                ap = [metrics.average_precision(*zip(*v)) for v in g.values()]
                r.append(f"clef19 MAP[{OUTPUTS[o]}] {np.mean(ap):.4f}")
    return " | ".join(r)


def sets(data: Path, everything: bool):
    gt, c19 = ds.claimbuster(data, "groundtruth"), ds.clef(data, 2019)
    pc, sub = ds.policlaim(data), ds.subjectivity(data, "dev")
    kept = sorted({r.group for r in pc})[::4]
    held = {
        "ct24dev": ds.checkthat24(data, "dev"),
        "subj": sub,
        "policlaim": [r for r in pc if r.group in kept],
        "clef": c19,
    }
    cb = ds.without(ds.claimbuster(data, "crowdsourced"), gt + c19)
    strict = {ds.key(r.text) for r in ds.claimbuster_strict(data)}
    claim = [(r.text, label("claimbuster", r.label)) for r in cb]
    claim += [
        (r.text, label("claimbuster", r.label)) for r in cb if ds.key(r.text) in strict and r.label == 1
    ]
    claim += [(r.text, label("policlaim", r.label)) for r in pc if r.group not in kept or everything] * 3
    c20 = ds.without(ds.clef(data, 2020), gt + c19)
    rng = random.Random(3)
    no = rng.sample([r for r in c20 if not r.label], 4000)
    claim += [(r.text, label("clef", r.label)) for r in c20 if r.label] * 3 + [
        (r.text, label("clef", 0)) for r in no
    ]
    subj = [(r.text, label("subjective", r.label)) for r in ds.subjectivity(data, "train")]
    return claim, subj, held


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--data", type=Path, required=True)
    ap.add_argument("--base", type=Path, required=True)
    ap.add_argument("--out", type=Path, required=True)
    ap.add_argument("--layers", default="0,1")
    ap.add_argument("--heads", type=int, default=8)
    ap.add_argument("--inner", type=int, default=512)
    ap.add_argument("--tag-epochs", type=float, default=4)
    ap.add_argument("--claim-epochs", type=float, default=2.5)
    ap.add_argument("--subj-epochs", type=float, default=8)
    ap.add_argument("--lr", type=float, default=4e-4)
    ap.add_argument("--threads", type=int, default=2)
    ap.add_argument("--everything", action="store_true", help="train on the PoliClaim speeches too")
    a = ap.parse_args()
    torch.manual_seed(7)
    rng = random.Random(7)
    np.random.seed(7)
    torch.set_num_threads(a.threads)
    tk = tokenizer(a.base)
    tags = load_units(a.data / "polnear/train.jsonl", tk)
    claim, subj, held = sets(a.data, a.everything)
    shape = Shape(tuple(map(int, a.layers.split(","))), a.heads, a.inner)
    plan = []
    for turn in range(int(np.ceil(a.tag_epochs))):
        b = bucket(tags, lambda x: len(x[0].ids), 1600, rng)
        plan.append(("tag", b[: int(len(b) * min(1, a.tag_epochs - turn))]))
    for kind, rows, epochs in (("claim", claim, a.claim_epochs), ("subj", subj, a.subj_epochs)):
        for turn in range(int(np.ceil(epochs))):
            b = bucket(
                pack(rows, tk, rng), lambda x: len(x.window.ids), 1600 if kind == "claim" else 800, rng
            )
            plan.append((kind, b[: int(len(b) * min(1, epochs - turn))]))
    lines = {}
    for kind, batches in plan:
        lines.setdefault(kind, []).extend(batches)
    order = [((i + 0.5) / len(v), k, b) for k, v in lines.items() for i, b in enumerate(v)]
    order.sort(key=lambda x: x[0])
    print({k: len(v) for k, v in lines.items()}, "steps", len(order), flush=True)
    sample = [
        inputs([w for w, _ in row])
        for row in bucket(rng.sample(tags, 400), lambda x: len(x[0].ids), 2000, rng)
    ]
    model = Joint(from_minilm(str(a.base / MINILM / "model.safetensors"), shape, sample))
    new = [p for n, p in model.named_parameters() if not n.startswith("encoder")]
    groups = [
        {
            "params": [p for p in model.encoder.parameters() if p.requires_grad],
            "lr": a.lr,
            "weight_decay": 0.01,
        },
        {"params": new, "lr": 4 * a.lr, "weight_decay": 0.0},
    ]
    opt = torch.optim.AdamW(groups, betas=(0.9, 0.98))
    base, begin = [a.lr, 4 * a.lr], 0
    if a.out.exists():
        old = torch.load(a.out, weights_only=False)
        model.load_state_dict(old["state"])
        opt.load_state_dict(old["opt"])
        begin = old["step"]
    dev = [
        (t, g) for art in polnear.articles(a.data / "polnear/dev.jsonl") for t, _, g in polnear.passages(art)
    ]
    t0, seen = time.time(), {}
    for step in range(begin, len(order)):
        _, kind, row = order[step]
        model.train()
        for g, b in zip(opt.param_groups, base):
            g["lr"] = b * schedule(step, len(order))
        loss = loss_of(model, kind, row)
        opt.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        opt.step()
        seen.setdefault(kind, []).append(loss.item())
        if (step + 1) % 100 == 0:
            recent = {k: round(float(np.mean(v[-60:])), 4) for k, v in seen.items()}
            print(
                f"step {step + 1} {recent} {time.time() - t0:.0f}s cpu {time.process_time():.0f}s", flush=True
            )
            torch.save(
                {
                    "shape": shape.dict(),
                    "state": model.state_dict(),
                    "opt": opt.state_dict(),
                    "step": step + 1,
                },
                a.out,
            )
        if (step + 1) % 1000 == 0 or step + 1 == len(order):
            print(
                f"== step {step + 1} dev {show(evaluate(model, dev, tk))} | {report(model, {k: v for k, v in held.items() if k != 'clef' or step + 1 == len(order)}, tk)}",
                flush=True,
            )
    torch.save(
        {"shape": shape.dict(), "state": model.state_dict(), "opt": opt.state_dict(), "step": len(order)},
        a.out,
    )
    flat = [(t, g) for t, g, _ in polnear.flat_form(a.data / "cofenet/polnear/valid.txt")]
    print("flat form", show(evaluate(model, flat, tk)), flush=True)


if __name__ == "__main__":
    main()
