"""The cross-encoder over claim and passage: log-odds of three labels, calibrated. One thread, no state."""

from __future__ import annotations

import functools
import json
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import onnxruntime
from tokenizers import Tokenizer

from .files import FOLDER, check_digests, version

os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")  # its thread pool does not live through a fork

Floats = npt.NDArray[np.float64]
Tokens = list[int]
CLAIM, LONGEST = 64, 160
"""Tokens of a claim, and of claim and passage with their three marks."""
BATCH = 8
"""Pairs that go through at once: more take memory and no less time."""
CLS, SEP = 101, 102
LONGEST_TEXT = 6_000
"""Code points of one text that are cut into word pieces."""


@functools.lru_cache(maxsize=2)
def load(folder: Path = FOLDER) -> Model:
    """The model in ``folder``, once a process. Raises WeightsBroken."""
    check_digests(folder)
    return Model(folder)


class Model:
    """Use `load`. Threads may share it."""

    def __init__(self, folder: Path) -> None:
        self.card: dict[str, Any] = json.loads((folder / "card.json").read_text("utf-8"))
        self.name = f"{self.card['name']} {version(folder)}"
        self.longest = int(self.card.get("longest", LONGEST))
        self._matrix, self._bias = _calibration(self.card.get("calibration", {}))
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self._session = onnxruntime.InferenceSession(
            str(folder / "stance.onnx"),
            _one_thread(),
            providers=["CPUExecutionProvider"],
            disabled_optimizers=["SkipLayerNormFusion"],  # that kernel is five times slower
        )

    def tokens(self, texts: Sequence[str]) -> list[Tokens]:
        """The word pieces of each text, without the special marks."""
        ready = [text[:LONGEST_TEXT].encode("utf-8", "replace").decode() for text in texts]
        return [found.ids for found in self._tokenizer.encode_batch(ready, add_special_tokens=False)]

    def room(self, claim: Tokens) -> int:
        """How many tokens of a passage go beside this claim."""
        return self.longest - min(len(claim), CLAIM) - 3

    def odds(self, pairs: Sequence[tuple[Tokens, Tokens]]) -> Floats:
        """Raw log-odds [len(pairs), 3] of supports, refutes, not enough."""
        rows = [encoded(claim, passage, self.longest) for claim, passage in pairs]
        result = np.zeros((len(rows), 3))
        for batch in _batches(rows):
            result[batch] = self._run([rows[place] for place in batch])
        return result

    def probabilities(self, odds: Floats) -> Floats:
        """Calibrated, each row adds up to 1."""
        moved = odds @ self._matrix.T + self._bias
        moved = np.exp(moved - moved.max(1, keepdims=True)) if len(moved) else moved
        shares: Floats = moved / moved.sum(1, keepdims=True) if len(moved) else moved
        return shares

    def _run(self, rows: Sequence[tuple[Tokens, Tokens]]) -> Floats:
        ids = np.zeros((len(rows), max(len(row[0]) for row in rows)), np.int64)
        kinds, mask = np.zeros_like(ids), np.zeros_like(ids)
        for place, (own, kind) in enumerate(rows):
            ids[place, : len(own)], kinds[place, : len(own)], mask[place, : len(own)] = own, kind, 1
        found: Floats = self._session.run(["odds"], {"ids": ids, "kinds": kinds, "mask": mask})[0]
        return found


def encoded(claim: Tokens, passage: Tokens, longest: int = LONGEST) -> tuple[Tokens, Tokens]:
    """[CLS] claim [SEP] passage [SEP], and which of the two each token belongs to; as in training."""
    claim = claim[:CLAIM]
    passage = passage[: longest - len(claim) - 3]
    ids = [CLS, *claim, SEP, *passage, SEP]
    return ids, [0] * (len(claim) + 2) + [1] * (len(passage) + 1)


def _calibration(card: dict[str, Any]) -> tuple[Floats, Floats]:
    """Matrix and bias over the log-odds; a temperature alone divides them."""
    if "matrix" in card:
        return np.asarray(card["matrix"], float), np.asarray(card.get("bias", [0.0] * 3), float)
    return np.eye(3) / float(card.get("temperature", 1.0)), np.asarray(card.get("bias", [0.0] * 3), float)


def _batches(rows: Sequence[tuple[Tokens, Tokens]]) -> Iterator[list[int]]:
    """Places of pairs of about the same length, so that hardly anything is padding."""
    order = sorted(range(len(rows)), key=lambda place: len(rows[place][0]))
    return (order[start : start + BATCH] for start in range(0, len(order), BATCH))


def _one_thread() -> onnxruntime.SessionOptions:
    """A worker process is a core; batches differ in size, and an arena would keep one of each."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    options.enable_cpu_mem_arena = False
    return options
