"""The files of a trained model, and the digests that SHA256SUMS beside them says they must have.

Small to import: whoever starts a program asks here first.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

LISTED = "SHA256SUMS"
SHORT = 8


class WeightsBroken(Exception):
    """A file is missing, or is not the one that was measured; a sentence for an operator."""


def check(folder: Path, needed: Iterable[str]) -> dict[str, str]:
    """Name → SHA-256 of the model's files. Raises WeightsBroken unless each of ``needed``, and whatever
    else is listed, is the file that was measured."""
    digests = _listed(folder)
    for name in sorted({*needed, *digests}):
        _check_file(folder / name, digests.get(name))
    return digests


def sums(folder: Path) -> bytes:
    """SHA256SUMS as it stands. Raises WeightsBroken where there is none."""
    path = folder / LISTED
    if not path.is_file():
        raise WeightsBroken(f"{path} is missing: the trained model’s files are not here. {_remedy(folder)}")
    return path.read_bytes()


@lru_cache(maxsize=8)
def version(folder: Path) -> str:
    """The first digits of SHA256SUMS' own SHA-256: one name for all files together."""
    return hashlib.sha256(sums(folder)).hexdigest()[:SHORT]


def _listed(folder: Path) -> dict[str, str]:
    rows = (line.split() for line in sums(folder).decode().splitlines())
    return {row[1]: row[0] for row in rows if len(row) == 2}


def _check_file(path: Path, digest: str | None) -> None:
    if digest is None:
        raise WeightsBroken(f"{path.parent / LISTED} does not list {path.name}. {_remedy(path.parent)}")
    if not path.is_file():
        raise WeightsBroken(f"{path} is missing. {_remedy(path.parent)}")
    with path.open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    if found != digest:
        raise WeightsBroken(
            f"{path} is not the file that was measured: its SHA-256 is {found[:12]}…. {_remedy(path.parent)}"
        )


def _remedy(folder: Path) -> str:
    return f"What ships comes with the source: fetch it whole (`git checkout -- {folder}`)."
