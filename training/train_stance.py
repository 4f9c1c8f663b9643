"""The stance reader: python training/train_stance.py --data DIR --base DIR --out stance.pt [--start FILE --sets ...].

A cross-encoder over claim and passage: MiniLM's six layers with frozen word vectors, so that the shipped
words are those of the other models. What is read off: the first token, the mean of the claim, the mean
of the passage, and their difference and product. Resumes from ``--out`` when it is there.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import time
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

from training.batches import MINILM, bucket, pad, tokenizer
from training.network import Encoder, Shape, from_minilm, schedule

LABELS = ("supports", "refutes", "not_enough")
CLAIM, LONGEST = 64, 160  # tokens: of the claim, of both together
SEED = 11


class Stance(nn.Module):
    def __init__(self, encoder: Encoder, hidden: int = 256):
        super().__init__()
        self.encoder = encoder
        width = encoder.shape.width
        self.hid = nn.Linear(5 * width, hidden)
        self.out = nn.Linear(hidden, len(LABELS))

    def forward(self, ids, kinds, lengths):
        return self.head(self.encoder(ids, kinds, lengths), kinds, lengths)

    def head(self, x, kinds, lengths):
        here = (torch.arange(x.shape[1])[None] < lengths[:, None]).to(x.dtype)
        claim, passage = here * (kinds == 0), here * (kinds == 1)
        u, v = ((x * m[..., None]).sum(1) / m.sum(1, keepdim=True) for m in (claim, passage))
        seen = torch.cat([x[:, 0], u, v, u - v, u * v], -1)
        return self.out(F.gelu(self.hid(F.dropout(seen, 0.1, self.training))))


def pair(claim, passage):
    """Tokens and kinds of one pair, of tokens without marks."""
    claim = claim[:CLAIM]
    passage = passage[: LONGEST - len(claim) - 3]
    ids = [101, *claim, 102, *passage, 102]
    return ids, [0] * (len(claim) + 2) + [1] * (len(passage) + 1)


def encoded(rows, tk):
    texts = [r[k] for r in rows for k in ("claim", "passage")]
    found = [e.ids for e in tk.encode_batch(texts, add_special_tokens=False)]
    return [
        (*pair(found[2 * i], found[2 * i + 1]), LABELS.index(r["label"]), r.get("weight", 1.0))
        for i, r in enumerate(rows)
    ]


def batch(row):
    lengths = torch.tensor([len(r[0]) for r in row])
    labels, weights = torch.tensor([r[2] for r in row]), torch.tensor([r[3] for r in row])
    return pad([r[0] for r in row]), pad([r[1] for r in row]), lengths, labels, weights


def lines(path: Path):
    opened = gzip.open(path, "rt") if path.suffix == ".gz" else path.open()
    with opened as file:
        return [json.loads(line) for line in file]


@torch.no_grad()
def odds(model, items, budget: int = 3000):
    """Log-odds [n, 3] in the order of ``items``."""
    model.eval()
    out = np.zeros((len(items), len(LABELS)), np.float32)
    for row in bucket(list(enumerate(items)), lambda x: len(x[1][0]), budget, None):
        ids, kinds, lengths, *_ = batch([r for _, r in row])
        with torch.autocast("cpu", torch.bfloat16):
            out[[i for i, _ in row]] = model(ids, kinds, lengths).float().numpy()
    return out


def two_way(found, gold):
    """Supports against refutes."""
    keep = gold < 2
    return float((found[keep][:, :2].argmax(1) == gold[keep]).mean())


def held_out(data: Path, tk, limit: int):
    groups: dict[str, list] = {}
    for r in lines(data / "nli/dev.jsonl.gz"):
        groups.setdefault(r["set"], []).append(r)
    symmetric = lines(data / "fever/symmetric/symmetric_v0.2/fever_symmetric_dev.jsonl")
    groups["symmetric"] = [
        {"claim": r["claim"], "passage": r.get("evidence") or r["evidence_sentence"],
         "label": {"S": "supports", "R": "refutes"}.get((r.get("gold_label") or r["label"])[0], "not_enough")}
        for r in symmetric
    ]
    return {k: encoded(random.Random(1).sample(v, min(limit, len(v))), tk) for k, v in groups.items()}


def report(model, groups):
    out = {}
    for name, items in groups.items():
        found, gold = odds(model, items), np.array([i[2] for i in items])
        out[name] = (round(float((found.argmax(1) == gold).mean()), 3), round(two_way(found, gold), 3))
    return out


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--data", type=Path, required=True)
    ap.add_argument("--base", type=Path, required=True)
    ap.add_argument("--out", type=Path, required=True)
    ap.add_argument("--start", type=Path)
    ap.add_argument("--extra", type=Path, nargs="*", default=[], help="more pairs, JSON Lines")
    ap.add_argument("--leave-out", nargs="*", default=[], help="sets of nli/train not to train on")
    ap.add_argument("--only", nargs="*", default=[], help="the only sets to train on")
    ap.add_argument("--epochs", type=float, default=1.5)
    ap.add_argument("--lr", type=float, default=2e-4)
    ap.add_argument("--budget", type=int, default=2000, help="tokens a batch")
    ap.add_argument("--threads", type=int, default=2)
    ap.add_argument("--stop-after", type=int, default=0, help="steps, to measure the speed")
    a = ap.parse_args()
    torch.set_num_threads(a.threads)
    torch.manual_seed(SEED)
    tk = tokenizer(a.base)
    rows = [r for r in lines(a.data / "nli/train.jsonl.gz") if r["set"] not in a.leave_out]
    rows += [r for path in a.extra for r in lines(path)]
    if a.only:
        rows = [r for r in rows if r["set"] in a.only]
    items = encoded(rows, tk)
    model = Stance(from_minilm(str(a.base / MINILM / "model.safetensors"), Shape(tuple(range(6)))))
    if a.start:
        model.load_state_dict(torch.load(a.start)["model"])
    rng = random.Random(SEED)
    plan = [b for _ in range(int(np.ceil(a.epochs))) for b in bucket(items, lambda x: len(x[0]), a.budget, rng)]
    plan = plan[: int(len(plan) * a.epochs / np.ceil(a.epochs))]
    total = len(plan)
    learned = [p for p in model.parameters() if p.requires_grad]
    best = torch.optim.AdamW(learned, lr=a.lr, weight_decay=0.01, fused=True)
    begun = 0
    if a.out.exists():
        kept = torch.load(a.out)
        model.load_state_dict(kept["model"])
        if "best" in kept:
            best.load_state_dict(kept["best"])
            begun = kept["step"]
    groups = held_out(a.data, tk, 400)
    print(len(rows), "pairs", total, "steps", sum(len(b) for b in plan) / total, "pairs a step", flush=True)
    since, seen, lost = time.time(), 0, 0.0
    for step in range(begun, total):
        if a.stop_after and step - begun >= a.stop_after:
            break
        model.train()
        for group in best.param_groups:
            group["lr"] = a.lr * schedule(step, total)
        ids, kinds, lengths, gold, weights = batch(plan[step])
        with torch.autocast("cpu", torch.bfloat16):
            found = model(ids, kinds, lengths)
        loss = (F.cross_entropy(found.float(), gold, reduction="none", label_smoothing=0.03) * weights).mean()
        loss.backward()
        nn.utils.clip_grad_norm_(learned, 1.0)
        best.step()
        best.zero_grad(set_to_none=True)
        seen, lost = seen + len(gold), 0.98 * lost + 0.02 * float(loss)
        if step % 50 == 49:
            print(step + 1, f"loss {lost / (1 - 0.98 ** (step + 1 - begun)):.4f}", f"{seen / (time.time() - since):.0f}/s", flush=True)
        if step % 800 == 799:
            print(report(model, groups), flush=True)
            torch.save({"model": model.state_dict(), "best": best.state_dict(), "step": step + 1}, a.out)
            since, seen = time.time(), 0
    if not a.stop_after:
        print(report(model, groups), flush=True)
        torch.save({"model": model.state_dict(), "step": total}, a.out)


if __name__ == "__main__":
    main()
