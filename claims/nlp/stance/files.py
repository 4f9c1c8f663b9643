"""The stance reader's files: weights, tokenizer, card. Small to import."""

from __future__ import annotations

from pathlib import Path

from claims.nlp import digests
from claims.nlp.digests import WeightsBroken

__all__ = ["FOLDER", "NAMES", "WeightsBroken", "check_digests", "version"]

FOLDER = Path(__file__).parents[1] / "weights" / "stance"
NAMES = ("card.json", "stance.onnx", "tokenizer.json")


def check_digests(folder: Path = FOLDER) -> None:
    """Raises WeightsBroken unless every file of ``NAMES`` is the one that SHA256SUMS lists."""
    digests.check(folder, NAMES)


def version(folder: Path = FOLDER) -> str:
    """One name for all its files together."""
    return digests.version(folder)
