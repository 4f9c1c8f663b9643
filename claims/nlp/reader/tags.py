"""The seven tags of an attribution and how a sequence of scores becomes spans."""

from __future__ import annotations

from typing import Any

import numpy as np

Floats = np.ndarray[Any, np.dtype[np.float32]]

TAGS = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")


def legal() -> tuple[Any, Any]:
    """Which tag may follow which (7 x 7), and which may come first (7): I-x follows only its own."""
    follow = np.ones((7, 7), bool)
    first = np.ones(7, bool)
    for inside in (2, 4, 6):
        follow[:, inside] = False
        follow[[inside - 1, inside], inside] = True
        first[inside] = False
    return follow, first


def viterbi(emit: Floats, move: Floats, begin: Floats, end: Floats) -> list[int]:
    """The best path through ``emit`` (words x tags); ``move`` and ``begin`` bar what is illegal."""
    back = np.empty(emit.shape, np.int8)
    best = emit[0] + begin
    for step in range(1, len(emit)):
        paths = best[:, None] + move
        back[step] = paths.argmax(0)
        best = paths.max(0) + emit[step]
    path = [int((best + end).argmax())]
    for step in range(len(emit) - 1, 0, -1):
        path.append(int(back[step, path[-1]]))
    return path[::-1]


def spans(tags: list[int]) -> list[tuple[str, int, int]]:
    """(role, first word, one past the last word) of each span, in order."""
    found: list[tuple[str, int, int]] = []
    for place, tag in enumerate(tags):
        name = TAGS[tag]
        if name[0] == "B":
            found.append((name[2:], place, place + 1))
        elif name[0] == "I" and found:
            role, start, _ = found[-1]
            found[-1] = (role, start, place + 1)
    return found


def viterbi_all(rows: list[Floats], move: Floats, begin: Floats, end: Floats) -> list[list[int]]:
    """``viterbi`` of each of ``rows``, all at once: the loop runs over the longest only."""
    if not rows:
        return []
    sizes = np.array([len(row) for row in rows])
    padded = np.zeros((len(rows), int(sizes.max()), 7), np.float32)
    for place, row in enumerate(rows):
        padded[place, : len(row)] = row
    back = np.empty(padded.shape, np.int8)
    best = padded[:, 0] + begin
    for step in range(1, padded.shape[1]):
        paths = best[:, :, None] + move
        back[:, step] = paths.argmax(1)
        going = sizes > step
        best[going] = (paths.max(1) + padded[:, step])[going]
    last = (best + end).argmax(1)
    return [_walk(back[i], int(last[i]), int(sizes[i])) for i in range(len(rows))]


def _walk(back: Any, tag: int, size: int) -> list[int]:
    path = [tag]
    for step in range(size - 1, 0, -1):
        tag = int(back[step, tag])
        path.append(tag)
    return path[::-1]
