"""The quotation check: altered quotations found, true ones left in peace.

Quotations are those between marks in PolNeAR's news articles; the source is the whole article. The rules
of the check were written before these figures; its development looked at the dev articles only.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from claims.evaluation.figure import Figure
from claims.evaluation.misquotes import CHANGES, HARMLESS, WORD
from claims.evaluation.polnear import articles
from claims.nlp.paragraphs import paragraphs
from claims.nlp.quotation import check
from claims.nlp.quotes import find_quotes, spoken

SEED = 6
LEAST = 5
"""Words of a quotation that is measured: fewer are a phrase."""
MOST = 700
"""Quotations of a part that are measured, drawn by chance."""
ENGINE = "quotation check, rules/1"


def engine() -> str:
    return ENGINE


def quotations(text: str) -> list[str]:
    """What an article has between quotation marks, titles left out, each once."""
    found = [one.inner.of(text) for one in spoken(text, find_quotes(text, paragraphs(text))) if one.closed]
    return list(dict.fromkeys(one for one in found if len(one.split()) >= LEAST))


def pairs(path: Path) -> list[tuple[str, str]]:
    """(quotation, article) of a part of PolNeAR."""
    found = [(quote, one["text"]) for one in articles(path) for quote in quotations(one["text"])]
    return random.Random(SEED).sample(found, min(MOST, len(found)))  # noqa: S311


def figures(data: Path) -> list[Figure]:
    return [
        figure
        for part, name in (("dev", "dev (looked at)"), ("train", "train (not looked at)"))
        for figure in measured(pairs(data / f"polnear/{part}.jsonl"), f"PolNeAR {name}")
    ]


def measured(rows: list[tuple[str, str]], part: str) -> Iterator[Figure]:
    made, seen = _altered(rows)
    total = sum(made.values())
    share = sum(seen.values()) / max(1, total)
    yield Figure(f"{part}, altered", "found", share, "≥ .98", note=f"{total} altered quotations")
    for name in CHANGES:
        yield Figure(f"{part}, {name}", "found", seen[name] / max(1, made[name]), note=f"{made[name]}")
    alarmed = _alarmed(rows)
    yield Figure(f"{part}, true", "alarmed", alarmed, "≤ .01", note=f"{len(rows)} as they stand")
    shown = [(how(quote), source) for quote, source in rows for how in HARMLESS.values()]
    note = f"{len(shown)}: {', '.join(HARMLESS)}"
    yield Figure(f"{part}, true in other typography", "alarmed", _alarmed(shown), "≤ .01", note=note)


def _altered(rows: list[tuple[str, str]]) -> tuple[Counter[str], Counter[str]]:
    """How many of each kind were made, and how many of them the check found."""
    chance = random.Random(SEED)  # noqa: S311
    found = {match.group() for quote, _ in rows for match in WORD.finditer(quote)}
    others = sorted(one for one in found if len(one) >= LEAST)
    made: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    for quote, source in rows:
        for name, change in CHANGES.items():
            altered = change(quote, chance, others)
            # What the article says elsewhere is no altered quotation, unless it was cut out of this one.
            if altered is not None and (name == "truncation" or altered not in source):
                made[name] += 1
                seen[name] += check(altered, source).alarm
    return made, seen


def _alarmed(rows: list[tuple[str, str]]) -> float:
    return sum(check(quote, source).alarm for quote, source in rows) / max(1, len(rows))
