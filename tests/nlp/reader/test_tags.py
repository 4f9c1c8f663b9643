"""Decoding: only legal paths, and many at once as one by one."""

import itertools

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from claims.nlp.reader.tags import TAGS, legal, spans, viterbi, viterbi_all


def _moves() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    follow, first = legal()
    move = np.where(follow, 0.0, -1e4).astype(np.float32)
    return move, np.where(first, 0.0, -1e4).astype(np.float32), np.zeros(7, np.float32)


def test_spans_reads_runs() -> None:
    tags = [
        TAGS.index(t) for t in ("B-source", "I-source", "B-cue", "B-content", "I-content", "O", "B-content")
    ]
    assert spans(tags) == [("source", 0, 2), ("cue", 2, 3), ("content", 3, 5), ("content", 6, 7)]


@given(st.lists(st.integers(1, 12), min_size=1, max_size=6), st.integers(0, 2**32 - 1))
def test_viterbi_all_equals_viterbi_and_is_legal(sizes: list[int], seed: int) -> None:
    rng = np.random.default_rng(seed)
    rows = [rng.normal(size=(n, 7)).astype(np.float32) for n in sizes]
    move, begin, end = _moves()
    paths = viterbi_all(rows, move, begin, end)
    assert paths == [viterbi(row, move, begin, end) for row in rows]
    for path in paths:
        assert TAGS[path[0]][0] != "I"
        assert all(legal()[0][a, b] for a, b in itertools.pairwise(path))
