"""The learned part of the engine: one thin encoder, read once per text, three kinds of answer.

``load()`` checks the shipped weights against their digests and gives a ``Model``; ``Model.read``
answers everything about a text in one pass. No torch, one thread, no state between calls.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

from training.reader.encoding import Window, windows
from training.reader.tags import Floats, spans, viterbi_all

WEIGHTS = Path(__file__).with_name("weights")
_TOKENS = 512
"""Tokens of one run of the encoder: its middle layer then stays in a core's own cache."""

Place = tuple[int, int]


class WeightsBroken(Exception):
    """A weights file is missing or is not the one that was measured."""


@dataclass(frozen=True, slots=True)
class SentenceScores:
    """Each in [0, 1]. ``worth`` is calibrated on news; the others are the heads' own."""

    worth: float
    subjective: float
    factual: float
    checkworthy: float


@dataclass(frozen=True, slots=True)
class TagSpan:
    """``unit[start:end]`` plays ``role``: source, cue or content."""

    role: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Reading:
    """What the model says of one unit: spans in order, scores of the sentences asked for."""

    spans: tuple[TagSpan, ...]
    sentences: tuple[SentenceScores, ...]


NOTHING = SentenceScores(0.0, 0.0, 0.0, 0.0)


@lru_cache(maxsize=1)
def load(folder: Path = WEIGHTS) -> Model:
    """The shipped model. Raises WeightsBroken with the file's name and what is wrong with it."""
    check_digests(folder)
    return Model(folder)


def check_digests(folder: Path) -> None:
    listed = folder / "SHA256SUMS"
    if not listed.is_file():
        raise WeightsBroken(f"{listed} is missing: the text engine's weights are not installed.")
    for line in listed.read_text("utf-8").splitlines():
        digest, name = line.split()
        path = folder / name
        if not path.is_file():
            raise WeightsBroken(f"{path} is missing.")
        if hashlib.sha256(path.read_bytes()).hexdigest() != digest:
            raise WeightsBroken(f"{path} is not the file that was measured: its SHA-256 differs.")


class Model:
    """Use ``load()``. Threads may share it."""

    def __init__(self, folder: Path) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(
            str(folder / "reader.onnx"),
            options,
            providers=["CPUExecutionProvider"],
            disabled_optimizers=["SkipLayerNormFusion"],  # that kernel is five times slower
        )
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        with np.load(folder / "heads.npz") as stored:
            self._heads: dict[str, Floats] = {name: stored[name] for name in stored.files}
        self.card: dict[str, Any] = json.loads((folder / "card.json").read_text("utf-8"))

    def read(self, units: list[str], sentences: list[list[Place]] | None = None) -> list[Reading]:
        """One reading per unit. ``sentences[i]`` are places in ``units[i]``; by default the whole unit."""
        asked = sentences if sentences is not None else [[(0, len(unit))] for unit in units]
        cut = windows(units, self._tokenizer)
        flat = [window for found in cut for window in found]
        tags, pieces = self._run(flat)
        result, at = [], 0
        for found, places in zip(cut, asked, strict=True):
            here = slice(at, at + len(found))
            at += len(found)
            result.append(
                Reading(
                    tuple(s for w, t in zip(found, tags[here], strict=True) for s in _spans(w, t)),
                    self._scores(found, pieces[here], places),
                )
            )
        return result

    def tag(self, units: list[str]) -> list[tuple[TagSpan, ...]]:
        return [reading.spans for reading in self.read(units, [[] for _ in units])]

    def worth(self, sentences: list[str]) -> list[float]:
        return [reading.sentences[0].worth for reading in self.read(sentences)]

    def subjective(self, sentences: list[str]) -> list[float]:
        return [reading.sentences[0].subjective for reading in self.read(sentences)]

    def logits(self, units: list[str], places: list[Place] | None = None) -> Floats:
        """Raw outputs of the sentence heads (n x outputs), for calibration and evaluation.

        ``places[i]`` is the one sentence asked for in ``units[i]``; by default the whole unit.
        """
        asked = places if places is not None else [(0, len(unit)) for unit in units]
        cut = windows(units, self._tokenizer)
        _, pieces = self._run([w for found in cut for w in found])
        rows, at = [], 0
        for place, found in zip(asked, cut, strict=True):
            rows.append(self._logits(found, pieces[at : at + len(found)], place))
            at += len(found)
        width = len(self._heads["out_b"])
        return np.stack([np.full(width, -5.0, np.float32) if r is None else r for r in rows])

    def _run(self, flat: list[Window]) -> tuple[list[list[int]], list[Floats]]:
        """Tags of each window's words; each window's pooling columns (tokens x 4) and states."""
        tags: list[list[int]] = [[] for _ in flat]
        states: list[Floats] = [np.zeros((0, 0), np.float32)] * len(flat)
        for group in _groups(flat):
            rows = [flat[i] for i in group]
            emit, hidden = self._session.run(None, _feed(rows))
            starts = np.cumsum([0] + [len(w.ids) for w in rows])
            paths = viterbi_all(
                [emit[s + w.words] for s, w in zip(starts, rows, strict=False)],
                self._heads["move"],
                self._heads["begin"],
                self._heads["end"],
            )
            for k, i in enumerate(group):
                tags[i] = paths[k]
                states[i] = hidden[starts[k] : starts[k + 1]]
        return tags, states

    def _scores(
        self, found: list[Window], states: list[Floats], places: list[Place]
    ) -> tuple[SentenceScores, ...]:
        return tuple(self._score(self._logits(found, states, place)) for place in places)

    def _score(self, z: Floats | None) -> SentenceScores:
        if z is None:
            return NOTHING
        h = self._heads
        worth = _sigmoid(float(z @ h["worth_w"] + h["worth_b"][0]))
        subjective = _sigmoid(float(z[4] * h["subjective_ab"][0] + h["subjective_ab"][1]))
        return SentenceScores(worth, subjective, _sigmoid(float(z[1])), _sigmoid(float(z[0])))

    def _logits(self, found: list[Window], states: list[Floats], place: Place) -> Floats | None:
        x = [s[(w.starts < place[1]) & (w.ends > place[0])] for w, s in zip(found, states, strict=True)]
        tokens = np.concatenate(x) if x else np.zeros((0, 0), np.float32)
        if not len(tokens):
            return None
        h = self._heads
        look = tokens @ h["look_w"] + h["look_b"]
        look = np.exp(look - look.max(0))
        pooled = (look / look.sum(0)).T @ tokens
        hid = pooled.reshape(-1) @ h["hid_w"] + h["hid_b"]
        gelu = 0.5 * hid * (1 + _erf(hid / np.sqrt(np.float32(2))))
        result: Floats = gelu @ h["out_w"] + h["out_b"]
        return result


def _erf(x: Floats) -> Floats:
    """Abramowitz and Stegun 7.1.26, within 1.5e-7."""
    t = 1 / (1 + 0.3275911 * np.abs(x))
    poly = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))))
    result: Floats = np.sign(x) * (1 - poly * np.exp(-x * x))
    return result


def _sigmoid(z: float) -> float:
    return float(1 / (1 + np.exp(-np.clip(z, -30, 30))))


def _groups(flat: list[Window]) -> list[list[int]]:
    """Windows of about equal length together, so that attention pads little."""
    order = sorted(range(len(flat)), key=lambda i: len(flat[i].ids))
    groups: list[list[int]] = []
    tokens = _TOKENS
    for i in order:
        size = len(flat[i].ids)
        if tokens + size > _TOKENS:
            groups.append([])
            tokens = 0
        groups[-1].append(i)
        tokens += size
    return groups


def _feed(rows: list[Window]) -> dict[str, Any]:
    sizes = np.array([len(w.ids) for w in rows])
    longest = np.arange(int(sizes.max()))[None]
    mask = longest < sizes[:, None]
    starts = np.cumsum(sizes) - sizes
    return {
        "ids": np.concatenate([w.ids for w in rows]),
        "kinds": np.concatenate([w.kinds for w in rows]),
        "places": np.concatenate([np.arange(n) for n in sizes]),
        "pad": np.where(mask, starts[:, None] + longest, 0),
        "unpad": np.flatnonzero(mask),
        "mask": mask.astype(np.int32),
    }


def _spans(window: Window, tags: list[int]) -> list[TagSpan]:
    edges = [*window.words.tolist(), len(window.ids) - 1]
    return [
        TagSpan(role, int(window.starts[edges[a]]), int(window.ends[edges[b] - 1]))
        for role, a, b in spans(tags)
    ]
