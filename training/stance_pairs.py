"""More pairs for the stance reader: python training/stance_pairs.py --data DIR --out extra.jsonl.

Supported pairs turned round by one word (opposites of direction, years, months), with the word changed in the
claim alone (refutes) and on both sides (supports), so that no word by itself tells the label; and COVID-Fact's pairs.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
from pathlib import Path

SETS = ("fever", "snli", "mnli", "ling", "semi", "cad")
WORDS = """rose fell|rise fall|rises falls|rising falling|increase decrease|increased decreased|increases decreases
increasing decreasing|grew shrank|more fewer|more less|higher lower|highest lowest|largest smallest|most least|before after
first last|won lost|win lose|wins loses|up down|above below|over under|north south|northern southern|east west
eastern western|old young|older younger|early late|earlier later|best worst|better worse|male female|man woman|men women
always never|all none|allowed banned|legal illegal|approved rejected|accepted refused|guilty innocent|gained lost
opened closed|started ended|began ended|born died|alive dead|safe dangerous|success failure|successful unsuccessful
supported opposed|supports opposes|support oppose|for against|agreed disagreed|improved worsened|strengthened weakened
raised cut|raise cut|with without|inside outside|hot cold|large small|big small|long short|fast slow|strong weak
many few|true false|possible impossible|likely unlikely|able unable|only never|husband wife|father mother|son daughter
brother sister|king queen|actor actress|positive negative|proven disproven|effective ineffective|causes prevents""".replace("\n", "|").split("|")
MONTHS = "January February March April May June July August September October November December".split()


def swaps():
    out: dict[str, list[str]] = {}
    for couple in WORDS:
        a, b = couple.split()
        out.setdefault(a, []).append(b)
        out.setdefault(b, []).append(a)
    return out


OTHER = swaps()


def change(word: str, rng: random.Random) -> str | None:
    low = word.lower()
    if low in OTHER:
        new = rng.choice(OTHER[low])
        return new.capitalize() if word[0].isupper() else new
    if word in MONTHS and word != "May":
        return rng.choice([m for m in MONTHS if m != word])
    if re.fullmatch(r"1[5-9]\d\d|20[0-2]\d", word):
        return str(int(word) + rng.choice([-30, -7, -3, -2, -1, 1, 2, 3, 5, 9]))
    return None


def turned(row, rng):
    """The pair with one word of the claim changed, and the pair with it changed on both sides."""
    found = [(m.group(), new) for m in re.finditer(r"\w+", row["claim"]) if (new := change(m.group(), rng))]
    if not found:
        return
    old, new = rng.choice(found)
    claim = re.sub(rf"\b{re.escape(old)}\b", new, row["claim"])
    shared = re.search(rf"\b{re.escape(old)}\b", row["passage"])
    known = old.lower() in OTHER or shared
    if not known:
        return
    yield {"claim": claim, "passage": row["passage"], "label": "refutes", "set": "turned", "weight": 1.0 if shared else 0.6}
    if shared:
        passage = re.sub(rf"\b{re.escape(old)}\b", new, row["passage"])
        yield {"claim": claim, "passage": passage, "label": "supports", "set": "turned", "weight": 0.8}
        yield {"claim": row["claim"], "passage": passage, "label": "refutes", "set": "turned", "weight": 0.8}


def covid(path: Path):
    for line in path.open():
        r = json.loads(line)
        label = {"SUPPORTED": "supports", "REFUTED": "refutes"}[r["label"]]
        for passage in [" ".join(r["evidence"])] if r["evidence"] else []:
            yield {"claim": r["claim"], "passage": passage, "label": label, "set": "covid", "weight": 0.6}


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--data", type=Path, required=True)
    ap.add_argument("--out", type=Path, required=True)
    a = ap.parse_args()
    rng = random.Random(5)
    with gzip.open(a.data / "nli/train.jsonl.gz", "rt") as file:
        rows = [json.loads(line) for line in file]
    made = [p for r in rows if r["set"] in SETS and r["label"] == "supports" for p in turned(r, rng)]
    kept = rng.sample(made, min(16000, len(made))) + list(covid(a.data / "covidfact/COVIDFACT_dataset.jsonl"))
    a.out.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in kept))
    print(len(made), "turned,", len(kept), "kept")


if __name__ == "__main__":
    main()
