"""The encoder's files: weights, tokenizer, card, and the digests that they must have."""

import hashlib
from pathlib import Path

WEIGHTS = Path(__file__).with_name("weights")
NEEDED = ("card.json", "tokenizer.json", "vectors.onnx")


class WeightsBroken(Exception):
    """A file is missing, or is not the one that was measured; a sentence for an operator."""


def check(folder: Path) -> str:
    """The digest over all files of the model, which names its version. Raises WeightsBroken."""
    listed = folder / "SHA256SUMS"
    if not listed.is_file():
        raise WeightsBroken(f"{listed} is missing: the sentence encoder is not installed.")
    lines = listed.read_text("utf-8").split("\n")
    digests = {name: digest for digest, _, name in (line.partition("  ") for line in lines if line.strip())}
    for name in sorted({*NEEDED, *digests}):
        _check_file(folder / name, digests.get(name, ""))
    return hashlib.sha256("".join(f"{n} {d}\n" for n, d in sorted(digests.items())).encode()).hexdigest()


def _check_file(path: Path, digest: str) -> None:
    if not path.is_file():
        raise WeightsBroken(f"{path} is missing.")
    with path.open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    if found != digest:
        raise WeightsBroken(f"{path} is not the file that was measured: its SHA-256 is {found[:12]}….")
