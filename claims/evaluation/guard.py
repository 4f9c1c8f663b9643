"""Measures the truth-condition guard: what it blocks of changed pairs, and of true ones."""

from __future__ import annotations

import csv
import gzip
import json
import random
from collections.abc import Iterable
from itertools import islice
from pathlib import Path

from claims.evaluation.figure import Figure
from claims.evaluation.perturbations import CHANGES, names_in, words_of
from claims.evaluation.rewrites import REWRITES
from claims.nlp.guard import differences

SEED = 20
MOST = 150
"""Changed pairs of one kind at most, so that no kind outweighs the rest."""
Row = tuple[str, str]
Changed = tuple[str, str, str, str]
"""Kind of change, "itself" or "paraphrase", the side left as it is, the changed side."""


def true_pairs(data: Path) -> dict[str, list[Row]]:
    """Query and verified claim by set: tweets → Snopes (train, dev), debates → PolitiFact (train)."""
    tweets, debates = data / "checkthat22_task2a", data / "checkthat22_task2b"
    return {
        "2A": _rows(tweets, ("train", "dev"), _claims(tweets / "vclaims_2021.jsonl")),
        "2B": _rows(debates, ("train",), _claims(debates / "vclaims.jsonl.gz")),
    }


def _claims(path: Path) -> dict[str, str]:
    with gzip.open(path, "rb") if path.suffix == ".gz" else path.open("rb") as lines:
        rows = (json.loads(line) for line in lines)
        return {row["vclaim_id"]: row["vclaim"] for row in rows}


def _rows(folder: Path, parts: Iterable[str], claims: dict[str, str]) -> list[Row]:
    queries = dict(row[:2] for row in _table(folder / "queries_train_dev.tsv"))
    gold = [row for part in parts for row in _table(folder / f"qrels_{part}.tsv")]
    return [(queries[row[0]], claims[row[2]]) for row in gold if row[0] in queries and row[2] in claims]


def _table(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return [row for row in csv.reader(file, delimiter="\t") if row]


def halves(rows: list[Row]) -> tuple[list[Row], list[Row]]:
    """One half to develop on and one to report, the same on every machine; a claim is in one half only."""
    keys = sorted({claim for _, claim in rows})
    chosen = set(random.Random(SEED).sample(keys, len(keys) // 2))  # noqa: S311
    return [row for row in rows if row[1] in chosen], [row for row in rows if row[1] not in chosen]


def changed_pairs(data: Path, rows: list[Row], which: int) -> list[Changed]:
    """Changed pairs from one half (0 or 1): a claim beside itself changed, and beside its query."""
    chance = random.Random(SEED + which)  # noqa: S311
    alone = _more_claims(data)[which::2]
    names = names_in([claim for _, claim in rows] + alone)
    sources = [("paraphrase", query, claim) for query, claim in rows]
    sources += [("itself", claim, claim) for claim in dict.fromkeys([claim for _, claim in rows] + alone)]
    chance.shuffle(sources)
    found: list[Changed] = []
    for kind, change in CHANGES.items():
        for how in ("itself", "paraphrase"):
            made: list[Changed] = []
            for name, kept, claim in sources:
                if name == how and len(made) < MOST and (new := change(claim, words_of(kept), chance, names)):
                    made.append((kind, how, kept, new))
            found += made
    return found


def rewritten(rows: list[Row], which: int) -> list[Changed]:
    """Claims of one half beside themselves, changed by the other set of rules."""
    chance = random.Random(SEED + which)  # noqa: S311
    claims = sorted({claim for _, claim in rows})
    chance.shuffle(claims)
    found: list[Changed] = []
    for kind, rewrite in REWRITES.items():
        made = ((kind, "itself", claim, rewrite(claim, chance)) for claim in claims)
        fitting = ((kind, how, claim, new) for kind, how, claim, new in made if new and new != claim)
        found += islice(fitting, MOST)
    return found


def _more_claims(data: Path) -> list[str]:
    """Climate-FEVER's claims, which are in no matching set."""
    with (data / "climate_fever" / "climate-fever.jsonl").open(encoding="utf-8") as lines:
        return [json.loads(line)["claim"] for line in lines]


def figures(data: Path) -> list[Figure]:
    """Blocked share of changed and of true pairs, on the half that the guard was not developed on.

    Nobody looked at its pairs, but its totals were printed a few times while rules were taken or dropped.

    "Beside itself": a claim and the same claim changed. "Beside paraphrase": the tweet or debate line that
    the set matches with a claim, and that claim changed where both name the fact. Many of those two tell
    of one story without saying the same, so that a changed word need not contradict anything.
    """
    pairs = {name: halves(rows)[1] for name, rows in true_pairs(data).items()}
    return measure(data, pairs, 1)


def measure(data: Path, pairs: dict[str, list[Row]], which: int) -> list[Figure]:
    changed = changed_pairs(data, [row for rows in pairs.values() for row in rows], which)
    found: list[Figure] = []
    for how in ("itself", "paraphrase"):
        mine = [row for row in changed if row[1] == how]
        found.append(_blocked(f"changed pairs, beside {how}", mine, "≥ .97"))
        for kind in CHANGES:
            found.append(_blocked(f"{kind}, beside {how}", [row for row in mine if row[0] == kind]))
    everything = [row for rows in pairs.values() for row in rows]
    mine = rewritten(everything, which)
    found.append(_blocked("changed by other rules, beside itself", mine, "≥ .97"))
    for kind in REWRITES:
        found.append(
            _blocked(f"{kind}, by other rules, beside itself", [row for row in mine if row[0] == kind])
        )
    found.append(_false("true pairs", everything, "≤ .02"))
    found += [_false(f"true pairs of {name}", rows) for name, rows in pairs.items()]
    return found


def _blocked(part: str, rows: list[Changed], asked: str = "") -> Figure:
    hits = sum(bool(differences(kept, new)) for _, _, kept, new in rows)
    return Figure(part, "blocked", hits / max(1, len(rows)), asked, note=f"{hits} of {len(rows)}")


def _false(part: str, rows: list[Row], asked: str = "") -> Figure:
    hits = sum(bool(differences(query, claim)) for query, claim in rows)
    return Figure(part, "blocked", hits / max(1, len(rows)), asked, note=f"{hits} of {len(rows)}")


def engine() -> str:
    return "guard/3"
