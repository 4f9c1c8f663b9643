"""The encoder as an ONNX session: windows in, tags and states out."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime

from claims.nlp.reader.encoding import Window
from claims.nlp.reader.tags import Floats

GROUP = 256
"""Tokens of one run of the encoder: its middle layer then stays in a core's own cache."""


def open_session(path: Path) -> Any:
    """One thread, so that a worker takes one core and a session opened before a fork goes on after it."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    options.enable_cpu_mem_arena = False  # windows differ in size: the arena would keep one of each
    return onnxruntime.InferenceSession(
        str(path),
        options,
        providers=["CPUExecutionProvider"],
        disabled_optimizers=["SkipLayerNormFusion"],  # that kernel is five times slower
    )


def run(session: Any, flat: list[Window]) -> Iterator[tuple[list[int], list[Floats], list[Floats]]]:
    """Groups of windows: their places in ``flat``, each one's tag scores (words x 7) and states."""
    for group in groups([len(window.ids) for window in flat]):
        rows = [flat[place] for place in group]
        emit, states = session.run(None, _feed(rows))
        starts = list(itertools.accumulate((len(row.ids) for row in rows), initial=0))
        scores = [emit[start + row.words] for start, row in zip(starts, rows, strict=False)]
        yield group, scores, [states[a:b] for a, b in itertools.pairwise(starts)]


def groups(sizes: list[int]) -> list[list[int]]:
    """Places of windows of about equal length together, so that attention pads little."""
    result: list[list[int]] = []
    tokens = GROUP
    for place in sorted(range(len(sizes)), key=sizes.__getitem__):
        if tokens + sizes[place] > GROUP:
            result.append([])
            tokens = 0
        result[-1].append(place)
        tokens += sizes[place]
    return result


def _feed(rows: list[Window]) -> dict[str, Any]:
    sizes = np.array([len(row.ids) for row in rows])
    longest = np.arange(int(sizes.max()))[None]
    mask = longest < sizes[:, None]
    starts = np.cumsum(sizes) - sizes
    return {
        "ids": np.concatenate([row.ids for row in rows]),
        "kinds": np.concatenate([row.kinds for row in rows]),
        "places": np.arange(int(sizes.sum())) - np.repeat(starts, sizes),
        "pad": np.where(mask, starts[:, None] + longest, 0),
        "unpad": np.flatnonzero(mask),
        "mask": mask.astype(np.int32),
    }
