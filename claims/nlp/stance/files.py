"""The stance reader's files: weights, tokenizer, card. Small to import."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path

from claims.nlp.digests import WeightsBroken, check, sums

__all__ = ["FOLDER", "NAMES", "WeightsBroken", "check_digests", "version"]

FOLDER = Path(__file__).parents[1] / "weights" / "stance"
NAMES = ("card.json", "stance.onnx", "tokenizer.json")
SHORT = 8


def check_digests(folder: Path = FOLDER) -> None:
    """Raises WeightsBroken unless every file of ``NAMES`` is the one that SHA256SUMS lists."""
    check(folder, NAMES)


@lru_cache(maxsize=4)
def version(folder: Path = FOLDER) -> str:
    """The first digits of SHA256SUMS' own SHA-256: one name for all files together."""
    return hashlib.sha256(sums(folder)).hexdigest()[:SHORT]
