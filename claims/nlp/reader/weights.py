"""The reader's files and their digests. Small to import: whoever starts a program asks here first."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "weights" / "reader"
NAMES = ("card.json", "heads.npz", "reader.onnx", "tokenizer.json")
LISTED = "SHA256SUMS"
SHORT = 8


class WeightsBroken(Exception):
    """A weights file is missing or is not the one that was measured; says which, and what to do."""


def check_digests(folder: Path = FOLDER) -> None:
    """Raises WeightsBroken unless every file of ``NAMES`` is the one that SHA256SUMS lists."""
    digests = _listed(folder)
    for name in NAMES:
        path = folder / name
        if name not in digests:
            raise WeightsBroken(f"{folder / LISTED} does not list {name}. {_remedy()}")
        if not path.is_file():
            raise WeightsBroken(f"{path} is missing. {_remedy()}")
        if hashlib.sha256(path.read_bytes()).hexdigest() != digests[name]:
            raise WeightsBroken(f"{path} is not the file that was measured: its SHA-256 differs. {_remedy()}")


@lru_cache(maxsize=4)
def version(folder: Path = FOLDER) -> str:
    """The first digits of SHA256SUMS' own SHA-256: one name for all files together."""
    return hashlib.sha256(_sums(folder).read_bytes()).hexdigest()[:SHORT]


def _listed(folder: Path) -> dict[str, str]:
    rows = (line.split() for line in _sums(folder).read_text("utf-8").splitlines())
    return {row[1]: row[0] for row in rows if len(row) == 2}


def _sums(folder: Path) -> Path:
    path = folder / LISTED
    if not path.is_file():
        raise WeightsBroken(f"{path} is missing: the text engine’s weights are not here. {_remedy()}")
    return path


def _remedy() -> str:
    return "They come with the source: fetch it whole (`git checkout -- claims/nlp/weights`)."
