"""The sentence encoder's files: weights, tokenizer, card."""

import hashlib
from pathlib import Path

from claims.nlp import digests
from claims.nlp.digests import WeightsBroken

__all__ = ["WEIGHTS", "WeightsBroken", "check"]

WEIGHTS = Path(__file__).with_name("weights")
NEEDED = ("card.json", "tokenizer.json", "vectors.onnx")


def check(folder: Path) -> str:
    """The digest over all files of the model, which names its version. Raises WeightsBroken."""
    found = sorted(digests.check(folder, NEEDED).items())
    return hashlib.sha256("".join(f"{name} {digest}\n" for name, digest in found).encode()).hexdigest()
