"""Choose the news sample: python training/choose_news.py --data DIR → ids, offsets, digests (no text)."""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import re
from pathlib import Path

from claims.evaluation.news import PASSAGE as _PASSAGE
from claims.evaluation.news import documents

PARTS = {"reuters": 76, "bbc": 112, "agnews": 36, "buzzfeed": 96, "polnear": 126}
_END = re.compile(
    r"(?<![A-Z])(?<!\bMr)(?<!\bMs)(?<!\bDr)(?<!\bSt)(?<!\bMrs)(?<!\bGov)(?<!\bSen)(?<!\bRep)(?<!\bGen)"
    r"(?<!\bInc)(?<!\bCorp)(?<!\bCo)(?<!\bLtd)(?<!\bJr)(?<!\bNo)(?<!\bvs)(?<!\bJan)(?<!\bFeb)(?<!\bAug)"
    r"(?<!\bSept)(?<!\bOct)(?<!\bNov)(?<!\bDec)(?<!\bU\.S)(?<!\bCalif)[.!?][\"”'’)]*(?=\s+[\"“‘'(]?[A-Z0-9])"
)


def sentences(text: str):
    for passage in _PASSAGE.finditer(text):
        at = passage.start()
        for end in [m.end() for m in _END.finditer(text, passage.start(), passage.end())] + [passage.end()]:
            start, stop = at, end
            while start < stop and text[start].isspace():
                start += 1
            while stop > start and text[stop - 1].isspace():
                stop -= 1
            if 4 <= len(text[start:stop].split()) <= 70:
                yield start, stop
            at = end


def choose(data: Path, seed: int = 2026):
    rng = random.Random(seed)
    pools: dict[str, dict[str, list]] = {}
    for part, ident, text, group in documents(data):
        group = group[:40]
        group = re.sub(r"https?://(www\.)?", "", group).split("/")[0]
        pools.setdefault(part, {}).setdefault(group, []).append((ident, text))
    chosen = []
    for part, count in PARTS.items():
        groups = sorted(pools[part])
        taken, turn = 0, 0
        while taken < count:
            group = groups[turn % len(groups)]
            turn += 1
            ident, text = rng.choice(pools[part][group])
            if any(c["document"] == ident for c in chosen):
                continue
            found = list(sentences(text))
            if not found:
                continue
            start, end = rng.choice(found)
            digest = hashlib.sha256(text[start:end].encode()).hexdigest()
            chosen.append({"part": part, "document": ident, "start": start, "end": end, "sha256": digest})
            taken += 1
    rng.shuffle(chosen)
    return chosen


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--data", type=Path, required=True)
    ap.add_argument("--out", type=Path, required=True)
    a = ap.parse_args()
    rows = choose(a.data)
    a.out.write_text("".join(json.dumps(r) + "\n" for r in rows), "utf-8")


if __name__ == "__main__":
    main()
