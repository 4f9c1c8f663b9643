"""The sentence heads: attention pooling over a stretch's tokens, one small layer, five outputs.

The outputs are log-odds: check-worthy and factual as ClaimBuster has them, verifiable (PoliClaim),
checked (CLEF), subjective.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from claims.nlp.reader.tags import Floats

CHECKWORTHY, FACTUAL, VERIFIABLE, CHECKED, SUBJECTIVE = range(5)
CERTAIN = 30.0


class Judgement(NamedTuple):
    """``odds``: log-odds that a sentence of news is worth checking, calibrated on news; ``speech``: the
    same of a sentence of a debate, heard alone; ``subjective``: probability of an opinion."""

    odds: float
    speech: float
    subjective: float


def pooled_logits(stretches: Sequence[Floats], heads: dict[str, Floats]) -> Floats:
    """n x 5 outputs for n stretches, each (tokens > 0) x width; all in one pass."""
    tokens = np.concatenate(stretches).astype(np.float32, copy=False)
    sizes = np.array([len(stretch) for stretch in stretches])
    starts = np.cumsum(sizes) - sizes
    look = tokens @ heads["look_w"] + heads["look_b"]
    look = np.exp(look - np.repeat(np.maximum.reduceat(look, starts), sizes, axis=0))
    look /= np.repeat(np.add.reduceat(look, starts), sizes, axis=0)
    pooled = np.stack([look[s : s + n].T @ tokens[s : s + n] for s, n in zip(starts, sizes, strict=True)])
    hidden = pooled.reshape(len(sizes), -1) @ heads["hid_w"] + heads["hid_b"]
    result: Floats = _gelu(hidden) @ heads["out_w"] + heads["out_b"]
    return result


def judgements(logits: Floats, heads: dict[str, Floats]) -> list[Judgement]:
    """``logits`` (n x 5) in words of the newsroom."""
    worth = logits @ heads["worth_w"] + heads["worth_b"][0]
    subjective = logits[:, SUBJECTIVE] * heads["subjective_ab"][0] + heads["subjective_ab"][1]
    return [
        Judgement(float(w), float(c), sigmoid(float(s)))
        for w, c, s in zip(worth, logits[:, CHECKWORTHY], subjective, strict=True)
    ]


def sigmoid(z: float) -> float:
    return float(1 / (1 + np.exp(-np.clip(z, -CERTAIN, CERTAIN))))


def _gelu(x: Floats) -> Floats:
    return 0.5 * x * (1 + _erf(x / np.float32(np.sqrt(2))))


def _erf(x: Floats) -> Floats:
    """Abramowitz and Stegun 7.1.26, within 1.5e-7."""
    t = 1 / (1 + np.float32(0.3275911) * np.abs(x))
    poly = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))))
    result: Floats = np.sign(x) * (1 - poly * np.exp(-x * x))
    return result.astype(np.float32, copy=False)
