"""PolNeAR: who said what in 924 US news articles, and the published flat sentence form of it.

The flat form (CofeNet, COLING 2022) gives each word of a passage one of seven tags. PolNeAR is
univocal, so a nested attribution is not annotated and nothing is lost by it. What is lost is which
spans belong together. A span that runs over several passages counts once in each.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

Found = set[tuple[str, int, int]]
ROLES = ("source", "cue", "content")
_PASSAGE = re.compile(r"[^\n]*\S[^\n]*")


def articles(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def passages(article: dict[str, Any]) -> Iterator[tuple[str, int, Found]]:
    """(text, its offset in the article, spans in its own code points) of each paragraph."""
    text = article["text"]
    gold = [(role, s, e) for a in article["attributions"] for role in ROLES for s, e in a[role]]
    for match in _PASSAGE.finditer(text):
        here: Found = set()
        for role, start, end in gold:
            first, last = max(start, match.start()), min(end, match.end())
            if first < last and (cut := trim(text, first, last)):
                here.add((role, cut[0] - match.start(), cut[1] - match.start()))
        yield match.group(), match.start(), here


def trim(text: str, start: int, end: int) -> tuple[int, int] | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else None


def flat_form(path: Path) -> Iterator[tuple[str, Found, bool]]:
    """(text, spans) of each item of CofeNet's form, its words joined by single blanks."""
    for line in path.read_text("utf-8").splitlines():
        item = json.loads(line)
        starts, at = [], 0
        for word in item["tokens"]:
            starts.append(at)
            at += len(word) + 1
        found: list[tuple[str, int, int]] = []
        for place, label in enumerate(item["labels"]):
            end = starts[place] + len(item["tokens"][place])
            if label[0] == "B":
                found.append((label[2:], starts[place], end))
            elif label[0] == "I" and found:
                found[-1] = (found[-1][0], found[-1][1], end)
        yield " ".join(item["tokens"]), set(found), False
