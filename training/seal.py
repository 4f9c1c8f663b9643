"""Write the digests that ``claims.nlp.digests.check`` checks."""

from __future__ import annotations

import hashlib
from pathlib import Path


def seal(folder: Path) -> None:
    files = sorted(p for p in folder.iterdir() if p.name != "SHA256SUMS")
    lines = [f"{hashlib.sha256(p.read_bytes()).hexdigest()}  {p.name}" for p in files]
    (folder / "SHA256SUMS").write_text("\n".join(lines) + "\n", "utf-8")
