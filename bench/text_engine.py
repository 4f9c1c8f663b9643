"""How good and how fast the text engine is: python bench/text_engine.py DATA_FOLDER

DATA_FOLDER holds ``polnear/dev.jsonl`` and ``claimbuster/groundtruth.csv`` (see the data sets' README).
Prints exact-span precision, recall and F1 of source, cue and content, F1 of the check-worthy class,
and words a second.
"""

from __future__ import annotations

import csv
import json
import sys
import time
from collections import Counter
from pathlib import Path

from claims.nlp.engine import analyze
from claims.nlp.tokens import tokenize
from claims.nlp.words import lexicon_for
from claims.nlp.worth import DEFAULT_WEIGHTS, THRESHOLD, assess

ROLES = ("source", "cue", "content")


def f1(right: int, found: int, gold: int) -> str:
    precision, recall = right / max(1, found), right / max(1, gold)
    both = 2 * precision * recall / max(1e-9, precision + recall)
    return f"P {precision:.3f} R {recall:.3f} F1 {both:.3f}"


def attributions(path: Path) -> None:
    right, found, gold = Counter(), Counter(), Counter()
    words, begin = 0, time.perf_counter()
    for line in path.read_text().splitlines():
        document = json.loads(line)
        words += len(document["text"].split())
        analysis = analyze(document["text"], language="en")
        for role in ROLES:
            spans = {(span.start, span.end) for one in analysis.attributions for span in getattr(one, role)}
            truth = {(start, end) for one in document["attributions"] for start, end in one[role]}
            right[role] += len(spans & truth)
            found[role] += len(spans)
            gold[role] += len(truth)
    for role in ROLES:
        print(f"polnear {role:8}", f1(right[role], found[role], gold[role]))
    print(f"words a second   {words / (time.perf_counter() - begin):,.0f}")


def worth(path: Path) -> None:
    lexicon = lexicon_for("en")
    outcome: Counter[tuple[bool, bool]] = Counter()
    with path.open() as handle:
        for row in csv.DictReader(handle):
            tokens = tokenize(row["Text"], 0, len(row["Text"]))
            score = assess(tokens, lexicon, DEFAULT_WEIGHTS).score
            outcome[score >= THRESHOLD, row["Verdict"] == "1"] += 1
    right = outcome[True, True]
    print("claimbuster yes ", f1(right, right + outcome[True, False], right + outcome[False, True]))


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    attributions(folder / "polnear" / "dev.jsonl")
    worth(folder / "claimbuster" / "groundtruth.csv")
