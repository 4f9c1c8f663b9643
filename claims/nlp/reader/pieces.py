"""Word pieces, remembered: a newsroom's words come again and again, and the tokenizer need see each but once.

What stands between two blanks is cut without a look at its neighbours, so that the pieces of a text are
those of its chunks.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
from tokenizers import Tokenizer

Ints = np.ndarray[Any, np.dtype[np.int64]]

MOST = 20_000
"""Chunks remembered, some 10 MB; then all are forgotten, which costs one article two milliseconds."""
LONGEST = 40
"""Code points of a chunk that is remembered: longer ones are addresses and noise, and never come again."""


class Piece(NamedTuple):
    """The pieces of one chunk: ids, places in the chunk, and whether a word begins there."""

    ids: tuple[int, ...]
    offsets: tuple[int, ...]
    """Start and end of each, one after the other."""
    begins: tuple[bool, ...]


class Layout(NamedTuple):
    """The pieces of a unit."""

    ids: Ints
    offsets: Ints
    """n x 2."""
    begins: Any


class Pieces:
    """Threads may share it: what is remembered is only ever added to, or left behind as a whole."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self._tokenizer = tokenizer
        self._known: dict[str, Piece] = {}

    def of(self, units: Sequence[str]) -> list[Layout]:
        """The pieces of each unit. The tokenizer neither pads nor cuts."""
        chunks = [unit.split(" ") for unit in units]
        known = self._known
        every = set(itertools.chain.from_iterable(chunks))
        fresh = dict(self._encoded(sorted(every - known.keys())))
        if len(known) + len(fresh) > MOST:
            self._known = known = {}
            fresh = dict(self._encoded(sorted(every)))
        known.update((chunk, piece) for chunk, piece in fresh.items() if len(chunk) <= LONGEST)
        return [_laid_out(own, known, fresh) for own in chunks]

    def _encoded(self, chunks: list[str]) -> Iterator[tuple[str, Piece]]:
        found = self._tokenizer.encode_batch(chunks, add_special_tokens=False)
        for chunk, one in zip(chunks, found, strict=True):
            begins = tuple(not token.startswith("##") for token in one.tokens)
            yield chunk, Piece(tuple(one.ids), tuple(itertools.chain.from_iterable(one.offsets)), begins)


def _laid_out(chunks: list[str], known: dict[str, Piece], fresh: dict[str, Piece]) -> Layout:
    """The pieces of chunks that one blank each keeps apart, with their places in the whole."""
    ids: list[int] = []
    offsets: list[int] = []
    begins: list[bool] = []
    places: list[int] = []
    at = 0
    for chunk in chunks:
        piece = known.get(chunk) or fresh[chunk]
        ids += piece.ids
        offsets += piece.offsets
        begins += piece.begins
        places += [at] * len(piece.ids)
        at += len(chunk) + 1
    own = np.array(offsets, np.int64).reshape(-1, 2) + np.array(places, np.int64)[:, None]
    return Layout(np.array(ids, np.int64), own, np.array(begins, bool))
