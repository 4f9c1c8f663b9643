"""Check-worthiness and subjectivity by each set's own protocol, from MiniLM, nothing shipped.

python training/train_worth.py --data DIR --base DIR --protocol ct24|strict4|policlaim|clef19|subj

ct24       train on CheckThat!'24 train only, F1 of Yes on dev
strict4    4-fold (seed 7) on ClaimBuster 2.5xNCS, macro-F1; each fold may also learn from the rest of
           crowdsourced.csv, less every sentence of 2.5xNCS (--more), which is reported apart
policlaim  8 folds, a speech left out each, accuracy
clef19     4 folds of whole debates, MAP, beside TF-IDF + logistic regression in the same folds
subj       train on the English train part, macro-F1 on dev
"""

from __future__ import annotations

import argparse
import random
import time
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

from claims.nlp.reader.encoding import windows
from claims.evaluation import datasets as ds
from claims.evaluation import metrics
from claims.evaluation.figure import Figure, Report
from training.batches import MINILM, bucket, inputs, tokenizer
from training.network import Pool, Shape, from_minilm, schedule


class Scorer(nn.Module):
    def __init__(self, encoder):
        super().__init__()
        self.encoder, self.pool = encoder, Pool(outputs=1)

    def forward(self, ws):
        ids, kinds, lengths = inputs(ws)
        here = torch.arange(ids.shape[1])[None]
        groups = ((here > 0) & (here < lengths[:, None] - 1))[:, None]
        return self.pool(self.encoder(ids, kinds, lengths), groups)[:, 0, 0]


def first_windows(rows, tk):
    return [ws[0] if ws else windows(["."], tk)[0][0] for ws in windows([r.text for r in rows], tk)]


def learn(rows, a, tk, seed, init=None):
    torch.manual_seed(seed)
    rng = random.Random(seed)
    shape = Shape(tuple(map(int, a.layers.split(","))), a.heads, a.inner)
    items = list(zip(first_windows(rows, tk), [float(r.label) for r in rows]))
    sample = [
        inputs([w for w, _ in b])
        for b in bucket(rng.sample(items, min(400, len(items))), lambda x: len(x[0].ids), 2000, rng)
    ]
    model = Scorer(from_minilm(str(a.base / MINILM / "model.safetensors"), shape, sample))
    if init:
        state = torch.load(init, weights_only=False)["state"]
        model.encoder.load_state_dict({k[8:]: v for k, v in state.items() if k.startswith("encoder.")})
    opt = torch.optim.AdamW(
        [
            {"params": [p for p in model.encoder.parameters() if p.requires_grad], "lr": a.lr},
            {"params": model.pool.parameters(), "lr": 4 * a.lr},
        ],
        betas=(0.9, 0.98),
        weight_decay=0.01,
    )
    plan = [b for _ in range(a.epochs) for b in bucket(items, lambda x: len(x[0].ids), a.budget, rng)]
    t0 = time.time()
    for step, b in enumerate(plan):
        model.train()
        for g, lr in zip(opt.param_groups, (a.lr, 4 * a.lr)):
            g["lr"] = lr * schedule(step, len(plan))
        with torch.autocast("cpu", torch.bfloat16):
            odds = model([w for w, _ in b])
        loss = F.binary_cross_entropy_with_logits(odds.float(), torch.tensor([y for _, y in b]))
        opt.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        opt.step()
        if step % 200 == 199:
            print(
                f"  step {step + 1}/{len(plan)} {time.time() - t0:.0f}s cpu {time.process_time():.0f}s",
                flush=True,
            )
    return model


@torch.no_grad()
def score(model, rows, tk):
    model.eval()
    out = np.zeros(len(rows))
    for b in bucket(list(enumerate(first_windows(rows, tk))), lambda x: len(x[1].ids), 4000, None):
        out[[i for i, _ in b]] = model([w for _, w in b]).numpy()
    return out


def plain_scores(train, test):
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline, make_union

    union = make_union(
        TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, min_df=2),
        TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True, min_df=3),
    )
    pipe = make_pipeline(union, LogisticRegression(C=4, class_weight="balanced", max_iter=300))
    pipe.fit([r.text for r in train], [r.label for r in train])
    return pipe.decision_function([r.text for r in test])


def folds(groups, n, seed=7):
    names = sorted(set(groups))
    random.Random(seed).shuffle(names)
    return [set(names[i::n]) for i in range(n)]


SAVED = Path("docs/evaluation/protocols")
SHOWN = {  # set, metric, bound, plain baseline
    "ct24": ("CheckThat!’24 English, its train only → dev", "F1 of Yes", "≥ .94", "TF-IDF .885"),
    "subj": ("CheckThat!’25 task 1 English, train → dev", "macro-F1", "≥ .72", "TF-IDF .61"),
    "strict4": ("ClaimBuster 2.5xNCS, 4-fold", "macro-F1", "≥ .89", "TF-IDF .841"),
    "policlaim": ("PoliClaim, a speech left out each", "accuracy", "≥ .84", "TF-IDF .79"),
    "clef19": ("CLEF’19 train, whole debates left out", "MAP", "≥ 1.15 × plain", ""),
}


def save(a, value, baseline="", note=""):
    """Writes the figure where the evaluation page finds it."""
    part, metric, asked, plain = SHOWN[a.protocol]
    figure = Figure(part, metric, float(value), asked, baseline or plain, note)
    shape = f"MiniLM, {len(a.layers.split(','))} layers, {a.heads} heads, inner {a.inner}, trained anew"
    Report.now(a.protocol, shape, [figure]).save(SAVED)


def main():
    ap = argparse.ArgumentParser()
    for name in ("data", "base"):
        ap.add_argument("--" + name, type=Path, required=True)
    ap.add_argument("--protocol", required=True)
    ap.add_argument("--layers", default="0,1")
    ap.add_argument("--heads", type=int, default=8)
    ap.add_argument("--inner", type=int, default=512)
    ap.add_argument("--epochs", type=int, default=3)
    ap.add_argument("--lr", type=float, default=4e-4)
    ap.add_argument("--budget", type=int, default=1200)
    ap.add_argument("--threads", type=int, default=1)
    ap.add_argument("--init", type=Path)
    ap.add_argument("--save", type=Path, help="keep the model of ct24 or subj, for another protocol's --init")
    ap.add_argument("--more", action="store_true")
    ap.add_argument("--plain-only", action="store_true")
    a = ap.parse_args()
    torch.set_num_threads(a.threads)
    tk = tokenizer(a.base)
    learned = lambda tr, te, s=7: score(learn(tr, a, tk, s, a.init), te, tk)
    if a.protocol in ("ct24", "subj"):
        read, m = (
            (ds.checkthat24, metrics.f1) if a.protocol == "ct24" else (ds.subjectivity, metrics.macro_f1)
        )
        tr, te = read(a.data, "train"), read(a.data, "dev")
        if a.plain_only:
            z = plain_scores(tr, te)
        else:
            model = learn(tr, a, tk, 7, a.init)
            z = score(model, te, tk)
            if a.save:
                torch.save({"state": model.state_dict()}, a.save)
        value = m([r.label for r in te], (z > 0).astype(int).tolist())
        print(a.protocol, round(value, 4))
        if not a.plain_only:
            save(a, value, note=f"n {len(te)}, seed 7, {a.epochs} epochs" + (", from the shipped encoder" if a.init else ""))
        return
    if a.protocol == "strict4":
        rows = ds.claimbuster_strict(a.data)
        groups, n = [str(i) for i in range(len(rows))], 4
        more = (
            [
                r._replace(label=int(r.label == 1))
                for r in ds.without(ds.claimbuster(a.data, "crowdsourced"), rows)
            ]
            if a.more
            else []
        )
    elif a.protocol == "policlaim":
        rows, more = ds.policlaim(a.data), []
        groups, n = [r.group for r in rows], 8
    else:
        rows, more = ds.clef(a.data, 2019), []
        groups, n = [r.group for r in rows], 4
    z, base = np.zeros(len(rows)), np.zeros(len(rows))
    for k, out in enumerate(folds(groups, n)):
        te = [i for i, g in enumerate(groups) if g in out]
        tr = [r for r, g in zip(rows, groups) if g not in out] + more
        if a.protocol == "clef19" or a.plain_only:
            base[te] = plain_scores(tr, [rows[i] for i in te])
        if not a.plain_only:
            z[te] = learned(tr, [rows[i] for i in te])
        y = [rows[i].label for i in te]
        print(
            "fold",
            k,
            "macro-F1",
            round(metrics.macro_f1(y, (z[te] > 0).astype(int)), 4),
            "accuracy",
            round(metrics.accuracy(y, (z[te] > 0).astype(int)), 4),
            flush=True,
        )
    y = [r.label for r in rows]
    for name, s in (("learned", z), ("tf-idf", base)):
        print(
            a.protocol,
            name,
            "macro-F1",
            round(metrics.macro_f1(y, (s > 0).astype(int)), 4),
            "accuracy",
            round(metrics.accuracy(y, (s > 0).astype(int)), 4),
            "MAP",
            round(metrics.mean_average_precision([(r.group, r.label) for r in rows], s.tolist()), 4) if a.protocol == "clef19" else "",
        )

    if not a.plain_only:
        labels = (z > 0).astype(int)
        value = {
            "strict4": lambda: metrics.macro_f1(y, labels),
            "policlaim": lambda: metrics.accuracy(y, labels),
            "clef19": lambda: metrics.mean_average_precision([(r.group, r.label) for r in rows], z.tolist()),
        }[a.protocol]()
        plain, ratio = "", ""
        if a.protocol == "clef19":
            below = metrics.mean_average_precision([(r.group, r.label) for r in rows], base.tolist())
            plain, ratio = f"TF-IDF {below:.3f}", f", {value / below:.3f} × plain"
        more = ", with the rest of ClaimBuster" if a.more else ""
        init = ", from the shipped encoder" if a.init else ""
        save(a, value, plain, f"n {len(rows)}, {n} folds, seed 7, {a.epochs} epochs{more}{init}{ratio}")


if __name__ == "__main__":
    main()
