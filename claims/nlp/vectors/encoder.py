"""Texts to vectors of length 1: one thread, batches of like lengths, no state between calls."""

import functools
import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnxruntime
from tokenizers import Tokenizer

from claims.nlp.vectors.files import WEIGHTS, check

Vectors = npt.NDArray[np.float32]
BATCH = 32
"""Texts that go through at once: more spills a core's own cache and gains nothing."""
LONGEST_TEXT = 8_000
"""Code points looked at; the model reads 256 word pieces at most, about 1,200 code points."""


@functools.lru_cache(maxsize=2)
def load(folder: Path = WEIGHTS) -> "Encoder":
    """The model in ``folder``, once a process. Raises WeightsBroken."""
    return Encoder(folder, check(folder))


class Encoder:
    """Use `load`. Threads may share it. ``version`` is the digest of its files."""

    def __init__(self, folder: Path, version: str) -> None:
        card = json.loads((folder / "card.json").read_text("utf-8"))
        self.version = version
        self.name: str = card["name"]
        self.dimensions: int = card["dimensions"]
        self.floor: float = card.get("floor", 0.0)
        """Likeness of unrelated texts: multilingual-e5 puts everything above .75."""
        self._before: str = card.get("prefix", "")
        self._pad: int = card.get("pad", 0)
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(card["longest"])
        self._session = onnxruntime.InferenceSession(
            str(folder / "vectors.onnx"),
            _one_thread(),
            providers=["CPUExecutionProvider"],
            disabled_optimizers=["SkipLayerNormFusion"],  # that kernel is five times slower
        )

    def __call__(self, texts: Sequence[str]) -> Vectors:
        """One row a text, [len(texts), dimensions]; a text without a word has a vector, too."""
        result = np.zeros((len(texts), self.dimensions), np.float32)
        ready = [self._before + text[:LONGEST_TEXT] for text in texts]
        tokens = [found.ids for found in self._tokenizer.encode_batch(ready)]
        for batch in _batches(tokens):
            result[batch] = self._run([tokens[place] for place in batch])
        return result

    def _run(self, rows: list[list[int]]) -> Vectors:
        ids = np.full((len(rows), max(map(len, rows))), self._pad, np.int64)
        mask = np.zeros_like(ids)
        for place, row in enumerate(rows):
            ids[place, : len(row)] = row
            mask[place, : len(row)] = 1
        vectors: Vectors = self._session.run(None, {"ids": ids, "mask": mask})[0]
        return vectors


def _batches(tokens: list[list[int]]) -> Iterator[list[int]]:
    """Places of texts of about the same length, so that hardly anything is padding."""
    order = sorted(range(len(tokens)), key=lambda place: len(tokens[place]))
    return (order[start : start + BATCH] for start in range(0, len(order), BATCH))


def _one_thread() -> onnxruntime.SessionOptions:
    """A worker process is a core: more threads would only wait for each other."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return options


def as_text(vectors: Vectors) -> list[str]:
    """Each row as pgvector reads it: half precision has three digits and a bit."""
    return ["[" + ",".join(map("{:.4g}".format, row)) + "]" for row in vectors.tolist()]
