"""Claim and passage pairs of the public sets, and their features for stacking."""

from __future__ import annotations

import csv
import gzip
import json
import os
import zlib
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from claims.evaluation.datasets import key
from claims.evaluation.logistic import Small, Table
from claims.nlp.facets import facets
from claims.nlp.guard import differences
from claims.nlp.numbers import agrees
from claims.nlp.stance.files import FOLDER
from claims.nlp.stance.guards import guards
from claims.nlp.stance.model import Floats, Model, load
from claims.nlp.terms import words

LABELS = ("supports", "refutes", "not_enough")
HASHED = 4096
"""Places of the words, and of two words in a row, of each side."""
OTHER_WEIGHTS = "STANCE_FOLDER"
"""An environment variable that names another folder of weights to be measured."""


class Pair(NamedTuple):
    claim: str
    passage: str
    label: int
    group: str = ""
    """What a split must not cut: the claim."""


def model() -> Model:
    """The shipped weights, or those of the folder that the environment names."""
    return load(Path(os.environ.get(OTHER_WEIGHTS) or FOLDER))


def label(word: str) -> int:
    """Of the sets' many words for it."""
    low = word.lower()
    if low == "s" or low.startswith("support"):
        return 0
    return 1 if low == "r" or low.startswith(("refute", "contradict")) else 2


def symmetric(data: Path) -> list[Pair]:
    path = data / "fever/symmetric/symmetric_v0.2/fever_symmetric_dev.jsonl"
    return [
        Pair(r["claim"], r.get("evidence") or r["evidence_sentence"], label(r["gold_label"]), r["claim"])
        for r in _lines(path)
    ]


def healthver(data: Path) -> list[Pair]:
    with (data / "healthver/healthver_dev.csv").open(encoding="utf-8", newline="") as file:
        return [Pair(r["claim"], r["evidence"], label(r["label"]), r["claim"]) for r in csv.DictReader(file)]


def climate(data: Path) -> list[Pair]:
    return [
        Pair(r["claim"], e["evidence"], label(e["evidence_label"]), r["claim_id"])
        for r in _lines(data / "climate_fever/climate-fever.jsonl")
        for e in r["evidences"]
    ]


def scifact(data: Path) -> list[Pair]:
    """A claim with an abstract that it cites: the label of its evidence there, or none."""
    corpus = {r["doc_id"]: r for r in _lines(data / "scifact/corpus.jsonl")}
    found = []
    for r in _lines(data / "scifact/claims_train.jsonl"):
        for doc in r["cited_doc_ids"]:
            evidence = r["evidence"].get(str(doc), [])
            said = label(evidence[0]["label"]) if evidence else 2
            found.append(Pair(r["claim"], " ".join(corpus[int(doc)]["abstract"]), said, str(r["id"])))
    return found


def held_out(data: Path) -> dict[str, list[Pair]]:
    """nli/dev by set."""
    found: dict[str, list[Pair]] = {}
    for r in _lines(data / "nli/dev.jsonl.gz"):
        found.setdefault(r["set"], []).append(Pair(r["claim"], r["passage"], label(r["label"]), r["claim"]))
    return found


def unseen(data: Path, rows: Sequence[Pair], card: Mapping[str, Any]) -> list[Pair]:
    """Without every pair that the weights were trained on: of nli/train, the sets that the card names."""
    trained = card.get("sets")
    sets = set(map(str, trained)) if isinstance(trained, list) else None
    seen = {
        (key(r["claim"]), key(r["passage"]))
        for r in _lines(data / "nli/train.jsonl.gz")
        if sets is None or r["set"] in sets
    }
    return [row for row in rows if (key(row.claim), key(row.passage)) not in seen]


def met(card: Mapping[str, Any], name: str) -> bool:
    """Whether the weights were trained on all of that set, so that nothing of it is left to measure them."""
    return name in card.get("whole", [])


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    text = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    return map(json.loads, text.splitlines())


# -- what a stacked model sees


def odds(reader: Model, rows: Sequence[Pair]) -> Floats:
    """Raw log-odds of each pair, its passage cut at what one window holds."""
    texts = reader.tokens([text for row in rows for text in (row.claim, row.passage)])
    return reader.odds([(texts[2 * n], texts[2 * n + 1]) for n in range(len(rows))])


def stacked(rows: Sequence[Pair], raw: Floats) -> Table:
    """The odds, what guards and figures say, how much is shared; and the words of both sides."""
    told = np.array([_told(row) for row in rows], float)
    return Table(np.concatenate([raw, raw * told[:, :1], told], 1), bags(rows))


def _told(row: Pair) -> list[float]:
    mine, theirs = facets(row.claim), facets(row.passage)
    shared = len(mine.stems & theirs.stems)
    same = sum(any(agrees(one, other) for other in theirs.numbers) for one in mine.numbers)
    found = differences(row.claim, row.passage)
    barred = guards(row.claim, row.passage)
    return [
        shared / max(1, len(mine.stems)),
        shared / max(1, len(mine.stems | theirs.stems)),
        len(mine.negations) > 0,
        len(theirs.negations) > 0,
        bool(mine.negations) != bool(theirs.negations),
        len(mine.numbers) > 0,
        same / max(1, len(mine.numbers)),
        len(found) > 0,
        any(one.to == "refutes" for one in barred),
        any(one.to == "not_enough" for one in barred),
        min(len(row.passage), 2_000) / 2_000,
    ]


def bags(rows: Sequence[Pair]) -> Small:
    """How often (as a logarithm) each word and each two words in a row stand in claim and in passage."""
    found = np.zeros((len(rows), 2 * HASHED), np.float32)
    for own, row in zip(found, rows, strict=True):
        _add(own[:HASHED], row.claim)
        _add(own[HASHED:], row.passage)
    return np.log1p(found)


def _add(bag: Small, text: str) -> None:
    own = words(text)
    for word in (*own, *map(" ".join, pairwise(own))):
        bag[zlib.crc32(word.encode()) % HASHED] += 1
