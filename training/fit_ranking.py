"""Fit claims/nlp/ranking.json: python training/fit_ranking.py --data DIR --work DIR --out claims/nlp/ranking.json.

Train queries of CheckThat!'22 2A (checks without a body) and 2B (with one), nothing else. One linear
model for both is fitted listwise (softmax over a question's candidates), then its scores are turned
into log-odds by Platt's method on the five best of each question, where every question also comes a
second time with its matches taken out: half of what is asked in a newsroom was never checked. Features
are those of `claims.nlp.ranking`, made here in memory with the product's own terms, passages and
vectors; --work keeps them for the next time. A model for each of the two kinds of check would reach
.914 and .512 on dev-test and dev, but where both lie in one collection their scores do not compare.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import scipy.sparse as sp
import torch

from claims.nlp.passages import pieces
from claims.nlp.ranking import FEATURES, features
from claims.nlp.terms import K1, counts, idf, weights
from claims.nlp.vectors import load

SETS = {
    "plain": ("checkthat22_task2a", "vclaims_2021.jsonl", ("train", "dev", "dev_test")),
    "body": ("checkthat22_task2b", "vclaims.jsonl.gz", ("train", "dev")),
}


def read(folder: Path, name: str):
    opened = gzip.open if name.endswith(".gz") else open
    checks = [json.loads(line) for line in opened(folder / name, "rt", encoding="utf-8")]
    queries = {}
    for path in sorted(folder.glob("queries_*.tsv")):
        queries |= {row[0]: row[1] for row in csv.reader(path.open(newline=""), delimiter="\t") if len(row) > 1}
    return checks, queries


def gold(path: Path) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for line in path.read_text().splitlines():
        query, _, check, *_ = line.split()
        found.setdefault(query, set()).add(check)
    return found


class Side:
    """Passages of some kinds with their weights and document frequencies."""

    def __init__(self, groups, known):
        mats = [[weights(text, kind) for text in texts] for texts, kind in groups]
        for mat in mats:
            for row in mat:
                for term in row:
                    known.setdefault(term, len(known))
        self.known, self.mats, self.n = known, mats, sum(map(len, mats))

    def close(self):
        """To matrices, once every side's terms are known."""
        width, made = len(self.known), []
        for mat in self.mats:
            indptr = np.cumsum([0] + [len(row) for row in mat])
            indices = np.array([self.known[term] for row in mat for term in row], np.int32)
            made.append(sp.csr_matrix((np.array([w for r in mat for w in r.values()], np.float32), indices, indptr), (len(mat), width)))
        self.mats, self.df = made, sum(np.bincount(mat.indices, minlength=width) for mat in made)

    def scores(self, bag):
        vector, total = np.zeros(len(self.known), np.float32), 0.0
        for term, many in bag.items():
            place = self.known.get(term)
            if place is not None and self.df[place]:
                vector[place] = many * idf(int(self.df[place]), self.n)
                total += vector[place]
        return [mat @ vector / ((total * (K1 + 1)) or 1.0) for mat in self.mats]


def make(data: Path, work: Path, key: str) -> None:
    folder, name, parts = SETS[key]
    checks, queries = read(data / folder, name)
    titles = [". ".join(filter(None, [row["title"].rstrip(". "), row.get("subtitle") or ""])) for row in checks]
    claims = [row["vclaim"] for row in checks]
    cut = [(piece, n) for n, row in enumerate(checks) for piece in pieces(row.get("text") or "")]
    own = np.array([n for _, n in cut])
    known: dict[int, int] = {}
    heads = Side([(claims, "claim"), (titles, "title")], known)
    bodies = Side([([piece for piece, _ in cut], "body")], known)
    heads.close(), bodies.close()
    encoder = load()
    near_claims, near_titles = encoder(claims), encoder(titles)
    for part in parts:
        rows, match, question = [], [], []
        matches = gold(data / folder / f"qrels_{part}.tsv")
        for n, query in enumerate(matches):
            bag, vector = counts(queries[query]), encoder([queries[query]])[0]
            c, t = heads.scores(bag)
            b = bodies.scores(bag)[0]
            nc, nt = near_claims @ vector, near_titles @ vector
            found = set(np.argsort(-np.maximum(nc, nt))[:80]) | set(np.argsort(-np.maximum(c, t))[:60])
            found |= set(own[np.argsort(-b)[:60]]) if len(b) else set()
            for d in sorted(found):
                low, high = np.searchsorted(own, d), np.searchsorted(own, d, "right")
                rows.append(features(SimpleNamespace(claim=c[d], title=t[d], bodies=list(b[low:high]), near_claim=nc[d], near_title=nt[d])))
                match.append(checks[d]["vclaim_id"] in matches[query])
                question.append(n)
        sizes = [len(found) for found in matches.values()]
        np.savez(work / f"{key}_{part}.npz", X=np.array(rows, np.float32), Y=np.array(match), q=np.array(question), ng=np.array(sizes))


def listwise(sets, l2: float = 1e-3):
    """Weights that make the matches likely among a question's candidates; each set counts the same."""
    spread = torch.tensor(np.concatenate([z["X"] for z in sets])).std(0) + 1e-6
    w = torch.zeros(len(FEATURES), requires_grad=True)
    step = torch.optim.LBFGS([w], max_iter=600, line_search_fn="strong_wolfe")
    ready = [
        (torch.tensor(z["X"]) / spread, torch.tensor(z["q"].astype(np.int64)), torch.tensor(z["Y"].astype(np.float32)))
        for z in sets
    ]

    def loss():
        step.zero_grad()
        value = l2 * (w**2).sum()
        for x, q, y in ready:
            s, n = x @ w, int(q.max()) + 1
            top = torch.full((n,), -1e9).scatter_reduce(0, q, s.detach(), "amax")
            log = s - top[q] - torch.log(torch.zeros(n).scatter_add(0, q, torch.exp(s - top[q])))[q]
            many = torch.zeros(n).scatter_add(0, q, y)
            value = value - (log * y / many.clamp(min=1)[q]).sum() / (many > 0).sum()
        value.backward()
        return value

    step.step(loss)
    return (w.detach() / spread).numpy()


def shown(z, w, with_matches: bool):
    """Scores and matches of the five best of each question, its matches taken out unless ``with_matches``."""
    s, out = z["X"] @ w, []
    for n in range(len(z["ng"])):
        here = np.flatnonzero((z["q"] == n) & (with_matches | ~z["Y"]))
        out += [(s[i], z["Y"][i]) for i in here[np.argsort(-s[here])[:5]]]
    return out


def platt(pairs):
    """Slope and shift of a logistic, by Newton's method."""
    x, y = np.array([s for s, _ in pairs], float), np.array([m for _, m in pairs], float)
    a = np.stack([(x - x.mean()) / x.std(), np.ones_like(x)], 1)
    w = np.zeros(2)
    for _ in range(50):
        p = 1 / (1 + np.exp(-a @ w))
        w += np.linalg.solve((a * (p * (1 - p))[:, None]).T @ a + 1e-6 * np.eye(2), a.T @ (y - p))
    return w[0] / x.std(), w[1] - w[0] * x.mean() / x.std()


def average_precision(z, w) -> float:
    s, total = z["X"] @ w, 0.0
    for n, size in enumerate(z["ng"]):
        here = np.flatnonzero(z["q"] == n)
        best = z["Y"][here[np.argsort(-s[here], kind="stable")[:5]]]
        total += sum(best[: i + 1].sum() / (i + 1) for i in np.flatnonzero(best)) / min(size, 5)
    return total / len(z["ng"])


def error(pairs, slope, shift) -> float:
    """Expected calibration error over ten bins."""
    p = 1 / (1 + np.exp(-(slope * np.array([s for s, _ in pairs]) + shift)))
    y, at = np.array([m for _, m in pairs], float), np.minimum((p * 10).astype(int), 9)
    return sum(abs(p[at == b].mean() - y[at == b].mean()) * (at == b).mean() for b in range(10) if (at == b).any())


def main():
    ap = argparse.ArgumentParser()
    for name in ("data", "work", "out"):
        ap.add_argument(f"--{name}", type=Path, required=True)
    a = ap.parse_args()
    a.work.mkdir(parents=True, exist_ok=True)
    z = {}
    for key, (_, _, parts) in SETS.items():
        if not (a.work / f"{key}_{parts[-1]}.npz").exists():
            make(a.data, a.work, key)
        z |= {(key, part): np.load(a.work / f"{key}_{part}.npz") for part in parts}
    train = [z[key, "train"] for key in SETS]
    w = listwise(train)
    slope, shift = platt([pair for one in train for there in (True, False) for pair in shown(one, w, there)])
    # The score is the log-odds.
    row = {"weights": [round(float(v * slope), 4) for v in w], "slope": 1.0, "shift": round(float(shift), 4)}
    for (key, part), one in z.items():
        pairs = shown(one, w, True) + shown(one, w, False)
        print(f"{key} {part}: MAP@5 {average_precision(one, w):.4f}, calibration error {error(pairs, slope, shift):.4f}")
    result = {"features": list(FEATURES), **row}
    a.out.write_text(json.dumps(result, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
