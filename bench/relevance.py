"""From where a check has something to do with a question: what `search.candidates` holds against it.

    python -m bench.relevance --data DIR [--pairs 20000]

The debate lines and tweets of CheckThat!'22 2B and 2A with the checks that people found for them, beside
pairs of a question and any check. No server: words are weighed as the database weighs them, over all
checks of the set. For bounds on shared words and on likeness of meaning it prints which share of the true
pairs reach one of the two, and which share of the pairs by chance.
"""

import argparse
import gzip
import json
import random
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from claims.nlp.terms import K1, counts, idf, weights
from claims.nlp.vectors import WEIGHTS, load

SETS = (
    ("checkthat22_task2b", "vclaims.jsonl.gz", ("train", "dev")),
    ("checkthat22_task2a", "vclaims_2021.jsonl", ("train", "dev_test")),
)
SHARED = (0.02, 0.03, 0.04, 0.05, 0.07, 0.1, 0.15)
ALIKE = (0.2, 0.25, 0.3, 0.35, 0.4, 0.5, 2.0)


@dataclass(frozen=True, slots=True)
class Check:
    claim: str
    title: str

    @property
    def heads(self) -> Iterator[tuple[str, str]]:
        yield from (pair for pair in (("claim", self.claim), ("title", self.title)) if pair[1])


@dataclass(slots=True)
class Collection:
    """Checks by id, and in how many of their heads each term stands."""

    checks: dict[str, Check]
    standing: Counter[int] = field(default_factory=Counter)
    heads: int = 0

    def shared(self, question: str, check: Check) -> float:
        """The share of the best BM25 that the better head reaches."""
        asked = {term: many * idf(self.standing[term], self.heads) for term, many in counts(question).items()}
        asked = {term: weight for term, weight in asked.items() if self.standing[term]}
        best = sum(asked.values()) * (K1 + 1) or 1.0
        reached = [
            sum(asked.get(term, 0.0) * weight for term, weight in weights(text, kind).items())
            for kind, text in check.heads
        ]
        return max(reached, default=0.0) / best


def collection(path: Path) -> Collection:
    opened: Callable[..., object] = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as file:  # type: ignore[attr-defined]
        rows = [json.loads(line) for line in file if line.strip()]
    found = Collection({row["vclaim_id"]: Check(row.get("vclaim", ""), row.get("title", "")) for row in rows})
    for check in found.checks.values():
        for _, text in check.heads:
            found.heads += 1
            found.standing.update(set(counts(text)))
    return found


def asked_of(folder: Path, parts: tuple[str, ...]) -> tuple[dict[str, str], list[tuple[str, str]]]:
    texts: dict[str, str] = {}
    for path in sorted(folder.glob("queries_*.tsv")):
        rows = [line.split("\t") for line in path.read_text("utf-8").splitlines()]
        texts |= {row[0]: row[1].strip('"') for row in rows if len(row) > 1}
    pairs = []
    for part in parts:
        for line in (folder / f"qrels_{part}.tsv").read_text("utf-8").splitlines():
            query, _, check, *_ = line.split()
            pairs.append((query, check))
    return texts, pairs


class Meaning:
    """Likeness as the search counts it: above what the encoder gives to unrelated texts."""

    def __init__(self) -> None:
        self.encoder, self.known = load(WEIGHTS), dict[str, np.ndarray]()

    def learn(self, texts: list[str]) -> None:
        new = sorted(set(texts) - set(self.known), key=len)
        for start in range(0, len(new), 32):
            part = new[start : start + 32]
            self.known.update(zip(part, np.asarray(self.encoder(part)), strict=True))

    def alike(self, question: str, check: Check) -> float:
        near = max(float(self.known[question] @ self.known[text]) for _, text in check.heads)
        return max(0.0, (near - self.encoder.floor) / (1 - self.encoder.floor))


def told(name: str, right: np.ndarray, chance: np.ndarray) -> None:
    """Rows of (shared words, likeness) of the true pairs, and of the pairs by chance."""
    print(f"{name}: {len(right):,} true pairs, {len(chance):,} by chance")
    for column, what in enumerate(("words", "likeness")):
        low = [np.quantile(right[:, column], cut) for cut in (0.01, 0.05, 0.5)]
        high = np.quantile(chance[:, column], 0.99)
        cuts = ", ".join(f"{value:.3f}" for value in low)
        print(f"  {what}: 1, 5, 50 % of the true pairs lie below {cuts}; 99 % of chance below {high:.3f}")
    for shared in SHARED:
        for alike in ALIKE:
            kept = [np.mean((rows[:, 0] >= shared) | (rows[:, 1] >= alike)) * 100 for rows in (right, chance)]
            print(f"  words {shared:.2f} or likeness {alike:.2f}: {kept[0]:.1f} %, by chance {kept[1]:.2f} %")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--pairs", type=int, default=20_000, help="pairs by chance")
    options = parser.parse_args()
    meaning, seed, took = Meaning(), random.Random(7), []
    for name, file, parts in SETS:
        began = time.perf_counter()
        folder = options.data / name
        checks, (texts, gold) = collection(folder / file), asked_of(folder, parts)
        true = [(texts[query], checks.checks[check]) for query, check in gold
                if query in texts and check in checks.checks]  # fmt: skip
        asked, other = [pair[0] for pair in true], [pair[1] for pair in true]
        chance = [(seed.choice(asked), seed.choice(other)) for _ in range(options.pairs)]
        chance = [pair for pair in chance if pair not in true]
        meaning.learn([*asked, *(text for check in other for _, text in check.heads)])
        rows = [
            np.array([(checks.shared(*pair), meaning.alike(*pair)) for pair in pairs])
            for pairs in (true, chance)
        ]
        told(name, *rows)
        took.append(time.perf_counter() - began)
    print(f"seconds for each set: {', '.join(f'{value:.0f}' for value in took)}")


if __name__ == "__main__":
    main()
