"""The learned part of the engine: one thin encoder, read once per text, three kinds of answer.

``load()`` checks the shipped weights against their digests and gives a ``Model``. No torch, one thread,
no state between calls; a model loaded before a fork serves in the children too.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from tokenizers import Tokenizer

from claims.nlp.reader.encoding import Window, windows
from claims.nlp.reader.heads import Judgement, judgements, pooled_logits
from claims.nlp.reader.pieces import Pieces
from claims.nlp.reader.session import open_session, run
from claims.nlp.reader.tags import Floats, spans, viterbi_all
from claims.nlp.reader.weights import FOLDER, check_digests

# Its thread pool does not live through a fork, and a worker has one core.
os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")

Place = tuple[int, int]
NOTHING = -5.0
"""Log-odds of a stretch without a token."""


@dataclass(frozen=True, slots=True)
class TagSpan:
    """``unit[start:end]`` plays ``role``: source, cue or content."""

    role: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Reading:
    """What the encoder says of one unit: spans in order, and a state for each token of each window."""

    spans: tuple[TagSpan, ...]
    windows: tuple[Window, ...]
    states: tuple[Floats, ...]

    def states_of(self, place: Place) -> Floats:
        """States of the tokens that lie at least partly in ``place``; none for blanks."""
        found = [
            states[(window.starts < place[1]) & (window.ends > place[0])]
            for window, states in zip(self.windows, self.states, strict=True)
        ]
        if not found:
            return np.zeros((0, 0), np.float32)
        return found[0] if len(found) == 1 else np.concatenate(found)


@lru_cache(maxsize=1)
def load(folder: Path = FOLDER) -> Model:
    """The shipped model, once a process. Raises WeightsBroken with the file's name and what is wrong."""
    check_digests(folder)
    return Model(folder)


class Model:
    """Use ``load()``. Threads may share it."""

    def __init__(self, folder: Path) -> None:
        self._session = open_session(folder / "reader.onnx")
        tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        tokenizer.no_padding()
        tokenizer.no_truncation()
        self._pieces = Pieces(tokenizer)
        with np.load(folder / "heads.npz") as stored:
            self._heads: dict[str, Floats] = {name: stored[name] for name in stored.files}
        self.card: dict[str, Any] = json.loads((folder / "card.json").read_text("utf-8"))

    def read(self, units: Sequence[str]) -> list[Reading]:
        """One reading per unit; a unit without a token has no windows."""
        cut = windows(units, self._pieces)
        flat = [window for found in cut for window in found]
        tagged: list[list[TagSpan]] = [[] for _ in flat]
        states: list[Floats] = [np.zeros((0, 0), np.float32)] * len(flat)
        heads = self._heads
        scores: list[Floats] = []
        order: list[int] = []
        for group, emitted, hidden in run(self._session, flat):
            order.extend(group)
            scores.extend(emitted)
            for place, own in zip(group, hidden, strict=True):
                states[place] = own
        paths = viterbi_all(scores, heads["move"], heads["begin"], heads["end"])
        for place, path in zip(order, paths, strict=True):
            tagged[place] = _spans(flat[place], path)
        return _by_unit(cut, tagged, states)

    def judge(self, asked: Sequence[tuple[Reading, Place]]) -> list[Judgement | None]:
        """How each stretch of a unit reads, within the unit it stands in; None for one without a token."""
        found = [reading.states_of(place) for reading, place in asked]
        full = [states for states in found if len(states)]
        known = iter(judgements(pooled_logits(full, self._heads), self._heads) if full else ())
        return [next(known) if len(states) else None for states in found]

    def logits(self, units: Sequence[str], places: Sequence[Place] | None = None) -> Floats:
        """Raw outputs of the sentence heads (n x 5), for calibration and evaluation.

        ``places[i]`` is the one sentence asked for in ``units[i]``; by default the whole unit.
        """
        asked = places if places is not None else [(0, len(unit)) for unit in units]
        found = [r.states_of(place) for r, place in zip(self.read(units), asked, strict=True)]
        result = np.full((len(found), len(self._heads["out_b"])), NOTHING, np.float32)
        full = [n for n, states in enumerate(found) if len(states)]
        if full:
            result[full] = pooled_logits([found[n] for n in full], self._heads)
        return result


def _by_unit(cut: list[list[Window]], tagged: list[list[TagSpan]], states: list[Floats]) -> list[Reading]:
    result, at = [], 0
    for found in cut:
        here = slice(at, at + len(found))
        at += len(found)
        own = tuple(span for spans_of in tagged[here] for span in spans_of)
        result.append(Reading(own, tuple(found), tuple(states[here])))
    return result


def _spans(window: Window, tags: list[int]) -> list[TagSpan]:
    edges = [*window.words.tolist(), len(window.ids) - 1]
    return [
        TagSpan(role, int(window.starts[edges[a]]), int(window.ends[edges[b] - 1]))
        for role, a, b in spans(tags)
    ]
