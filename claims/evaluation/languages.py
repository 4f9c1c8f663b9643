"""Claims found across languages: 115 pairs written for this measure, among thousands of real ones."""

import csv
import gzip
import json
import random
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from claims.evaluation.figure import Figure
from claims.nlp.vectors import Encoder
from claims.search.encoders import newest

SAMPLE = Path(__file__).with_name("languages_sample.jsonl")
CHECKS, POSTS = 4000, 2000
AMONG_CHECKS = f"115 pairs of our own words; asked in Spanish among {CHECKS} PolitiFact claims and the 115"
AMONG_POSTS = f"115 pairs of our own words; asked in English among {POSTS} Spanish posts and the 115"
Vectors = npt.NDArray[np.float32]


def figures(data: Path) -> list[Figure]:
    """Recall among the first 1 and 5, both ways, by the vectors of the newest encoder alone."""
    encoder = newest()
    pairs = [json.loads(line) for line in SAMPLE.read_text("utf-8").splitlines()]
    english, spanish = (encoder([pair[name] for pair in pairs]) for name in ("english", "spanish"))
    return [
        *_ways("Spanish → English", spanish, english, encoder(_checks(data)), AMONG_CHECKS),
        *_ways("English → Spanish", english, spanish, encoder(_posts(data)), AMONG_POSTS),
    ]


def engine() -> str:
    found: Encoder = newest()
    return f"{found.name} {found.version[:12]}"


def _ways(part: str, asked: Vectors, own: Vectors, others: Vectors, note: str) -> list[Figure]:
    ranks = _ranks(asked, own, others)
    return [
        Figure(part, "R@1", float((ranks < 1).mean()), note=note),
        Figure(part, "R@5", float((ranks < 5).mean()), asked="≥ .90", note=note),
    ]


def _ranks(asked: Vectors, own: Vectors, others: Vectors) -> npt.NDArray[np.intp]:
    """How many texts are nearer to each question than its own translation."""
    right = (asked * own).sum(1)[:, None]
    siblings = asked @ own.T
    np.fill_diagonal(siblings, -1)
    ranks: npt.NDArray[np.intp] = (np.hstack([siblings, asked @ others.T]) > right).sum(1)
    return ranks


def _checks(data: Path) -> list[str]:
    with gzip.open(data / "checkthat22_task2b/vclaims.jsonl.gz", "rt", encoding="utf-8") as lines:
        return [row["vclaim"] for row in _some([json.loads(line) for line in lines], CHECKS)]


def _posts(data: Path) -> list[str]:
    path = data / "checkthat24_task1/CT24_checkworthy_spanish_dev.tsv"
    with path.open(encoding="utf-8", newline="") as lines:
        rows = [row[-2] for row in csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)][1:]
    return _some(rows, POSTS)


def _some(rows: list[Any], many: int) -> list[Any]:
    return random.Random(1).sample(rows, min(many, len(rows)))  # noqa: S311 the same rows every time
