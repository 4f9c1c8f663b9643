"""The hand-labelled news sample: labels live here, the text stays in ``--data``.

A sentence is found again by document and code points and refused when its SHA-256 differs.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

SAMPLE = Path(__file__).with_name("news_sample.jsonl")
PASSAGE = re.compile(r"[^\n](?:[^\n]|\n(?!\n|    ))*")
FILES = {"reuters": "reuters21578", "bbc": "bbc", "agnews": "agnews_test", "buzzfeed": "buzzfeed"}


class Labelled(NamedTuple):
    unit: str
    """The paragraph that the sentence stands in."""
    place: tuple[int, int]
    worth: int
    subjective: int
    type: str
    half: str
    part: str
    document: str
    """The whole article; the sentence is ``document[start:end]``."""
    start: int
    end: int


def documents(data: Path) -> Iterator[tuple[str, str, str, str]]:
    """(part, id, text, topic or address) of every news document."""
    for part, name in FILES.items():
        with gzip.open(data / f"news_load/{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
            for line in lines:
                item = json.loads(line)
                yield (
                    part,
                    item["id"],
                    item.get("text") or "",
                    str(item.get("category") or item.get("url", "")),
                )
    for line in (data / "polnear/train.jsonl").read_text("utf-8").splitlines():
        item = json.loads(line)
        yield "polnear", item["doc_id"], item["text"], item["publisher"]


def sample(data: Path, labels: Path = SAMPLE) -> list[Labelled]:
    """Every labelled sentence in its paragraph. Raises ValueError where the text is not the one labelled."""
    rows = [json.loads(line) for line in labels.read_text("utf-8").splitlines()]
    wanted = {(r["part"], r["document"]) for r in rows}
    texts = {(part, ident): text for part, ident, text, _ in documents(data) if (part, ident) in wanted}
    return [_find(row, texts.get((row["part"], row["document"]), "")) for row in rows]


def _find(row: dict[str, Any], text: str) -> Labelled:
    start, end = row["start"], row["end"]
    if hashlib.sha256(text[start:end].encode()).hexdigest() != row["sha256"]:
        raise ValueError(f"{row['part']} {row['document']}: the sentence at {start} is not the one labelled")
    unit, place = _unit(text, start, end)
    return Labelled(
        unit, place, row["worth"], row["subjective"], row["type"], row["half"], row["part"], text, start, end
    )


def _unit(text: str, start: int, end: int) -> tuple[str, tuple[int, int]]:
    """The paragraph around a sentence and its place there; the sentence itself where it runs over two."""
    for found in PASSAGE.finditer(text):
        if found.start() <= start and end <= found.end():
            return found.group(), (start - found.start(), end - found.start())
    return text[start:end], (0, end - start)
