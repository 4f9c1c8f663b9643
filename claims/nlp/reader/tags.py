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
    """``viterbi`` of each of ``rows``, all at once: the loop runs over the longest only, and over fewer
    and fewer rows, the longest first."""
    if not rows:
        return []
    order = sorted(range(len(rows)), key=lambda place: -len(rows[place]))
    sizes = np.array([len(rows[place]) for place in order])
    padded = np.zeros((len(rows), int(sizes[0]), 7), np.float32)
    for row, place in enumerate(order):
        padded[row, : sizes[row]] = rows[place]
    back = np.empty(padded.shape, np.int8)
    best = padded[:, 0] + begin
    going = np.searchsorted(-sizes, -np.arange(padded.shape[1])).tolist()
    across = move.T[None]
    for step in range(1, padded.shape[1]):
        many = going[step]
        paths = best[:many, None, :] + across
        back[:many, step] = paths.argmax(2)
        best[:many] = np.maximum.reduce(paths, 2) + padded[:many, step]
    last = (best + end).argmax(1)
    walked = [_walk(back[row], int(last[row]), int(sizes[row])) for row in range(len(rows))]
    return [walked[row] for row in np.argsort(order)]


def _walk(back: Any, tag: int, size: int) -> list[int]:
    path = [tag]
    steps = back[:size].tolist()
    for step in range(size - 1, 0, -1):
        tag = steps[step][tag]
        path.append(tag)
    return path[::-1]
