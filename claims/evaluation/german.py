"""Who said what in German news: the Wikinews articles of Petersen-Frey and Biemann (2024), dev.

A quotation is found where one of ours shares at least half of its characters with it (intersection over
union), which forgives where a comma belongs; a source is right by the same measure. The set knows more
kinds than the engine looks for: acts of speech that are told, not quoted ("reported"), and what an article
goes on to tell for somebody without saying so.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

from claims.evaluation.figure import Figure
from claims.nlp.engine import analyze

PART = "German Wikinews dev"
FILE = "german_quotes_wikinews/dev.jsonl"
KINDS = {"Direct": "direct", "Indirect": "indirect", "IndirectFreeIndirect": "carried on"}
ENOUGH = 0.5
NOTE = "read by the rules, which were developed on another part; half of the characters shared"


class Said(NamedTuple):
    """Places of the characters of one quotation and of its source."""

    content: frozenset[int]
    source: frozenset[int]


def figures(data: Path) -> list[Figure]:
    """Recall by kind, precision, and the sources of what was found; nothing where the set is not there."""
    path = data / FILE
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()] if path.exists() else []
    counted: Counter[str] = Counter()
    for row in rows:
        counted.update(_count(row))
    return _figures(counted, len(rows)) if rows else []


def _figures(counted: Counter[str], articles: int) -> list[Figure]:
    def share(metric: str, right: str, of: str) -> Figure:
        value = counted[right] / max(1, counted[of])
        note = f"{counted[right]} of {counted[of]}"
        return Figure(PART, metric, value, note=f"{note}; {articles} articles, {NOTE}")

    return [
        *(share(f"{name} quotations found", f"found {kind}", kind) for kind, name in KINDS.items()),
        share("what is found is a quotation", "right", "ours"),
        share("sources of found quotations right", "source right", "with source"),
    ]


def _count(row: dict[str, Any]) -> Counter[str]:
    found = [
        Said(_places(one.content), _places(one.source))
        for one in analyze(row["text"], language="de").attributions
    ]
    counted: Counter[str] = Counter({"ours": len(found)})
    right = set()
    for gold in row["annotations"]:
        counted[gold["type"]] += 1
        wanted = Said(_places(gold["quote"]), _places(gold["speaker"]))
        best = max(range(len(found)), key=lambda n: _shared(found[n].content, wanted.content), default=-1)
        if best < 0 or _shared(found[best].content, wanted.content) < ENOUGH:
            continue
        right.add(best)
        counted[f"found {gold['type']}"] += 1
        counted["with source"] += bool(wanted.source)
        counted["source right"] += _shared(found[best].source, wanted.source) >= ENOUGH
    counted["right"] = len(right)
    return counted


def _places(spans: Iterable[Iterable[int]]) -> frozenset[int]:
    return frozenset(place for start, end in spans for place in range(start, end))


def _shared(one: frozenset[int], other: frozenset[int]) -> float:
    return len(one & other) / max(1, len(one | other))
