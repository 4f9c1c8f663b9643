"""Claims to the world's fact-checks: CheckThat!'22 tasks 2A (tweets) and 2B (debate lines), MAP@5.

Everything goes through the product: import, vectors and search, in a scratch database of its own for
each set, which is kept for the next time. The ranking was fitted on the train queries only.
"""

import csv
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.db import connection

from claims.actions.known_checks import import_file
from claims.evaluation.figure import Figure
from claims.jobs.embed import fill
from claims.nlp.ranking import WORDS, ZERO_SHOT, Ranking, trained
from claims.search.encoders import newest
from claims.search.find import Engine, engine, find_many

Gold = dict[str, set[str]]
DEPTH = 5


@dataclass(frozen=True, slots=True)
class Set:
    """A set: its folder and files, and for each part what is asked and what BM25 reaches."""

    name: str
    folder: str
    checks: str
    queries: tuple[str, ...]
    parts: tuple[tuple[str, str, str], ...]


SETS = (
    Set(
        "CheckThat!'22 2A",
        "checkthat22_task2a",
        "vclaims_2021.jsonl",
        ("queries_train_dev.tsv", "queries_dev_test.tsv"),
        (("dev", "≥ .92", "BM25 .862"), ("dev_test", "≥ .89", "BM25 .824")),
    ),
    Set(
        "CheckThat!'22 2B",
        "checkthat22_task2b",
        "vclaims.jsonl.gz",
        ("queries_train_dev.tsv",),
        (("dev", "≥ .48", "BM25 .396"),),
    ),
)


def figures(data: Path) -> list[Figure]:
    return [figure for which in SETS for figure in _measured(data, which)]


def engine_name() -> str:
    return f"{newest().name} {newest().version[:12]}, {trained().name}"


def _measured(data: Path, which: Set) -> Iterator[Figure]:
    folder = data / which.folder
    texts = queries(folder, which)
    with scratch(which, folder):
        for part, asked, baseline in which.parts:
            gold = relevant(folder / f"qrels_{part}.tsv")
            for ranking, label in ((trained(), "trained"), (ZERO_SHOT, "zero-shot"), (WORDS, "words only")):
                value = mean_average_precision(texts, gold, ranking)
                note = f"{label}; {len(gold)} queries"
                bound = asked if ranking is trained() else ""
                yield Figure(f"{which.name} {part.replace('_', '-')}", "MAP@5", value, bound, baseline, note)


def queries(folder: Path, which: Set) -> dict[str, str]:
    texts: dict[str, str] = {}
    for name in which.queries:
        with (folder / name).open(newline="", encoding="utf-8") as file:
            texts |= {row[0]: row[1] for row in csv.reader(file, delimiter="\t") if len(row) > 1}
    return texts


def relevant(path: Path) -> Gold:
    gold: Gold = {}
    for line in path.read_text("utf-8").splitlines():
        query, _, check, *_ = line.split()
        gold.setdefault(query, set()).add(check)
    return gold


def mean_average_precision(texts: dict[str, str], gold: Gold, ranking: Ranking) -> float:
    """Over the queries of ``gold``; the engine is the product's, with this ranking in it."""
    ids = list(gold)
    base = engine()
    using = Engine(base.model, base.encoder, ranking)
    answers = find_many([texts[query] for query in ids], k=DEPTH, using=using)
    found = [[match.check.external_id for match in answer if match.check] for answer in answers]
    return sum(average_precision(row, gold[query]) for query, row in zip(ids, found, strict=True)) / len(ids)


def average_precision(found: Sequence[str], gold: set[str]) -> float:
    """AP@5 as the task's scorer has it: divided by what could be found in five places."""
    hits = total = 0.0
    for place, check in enumerate(found[:DEPTH], start=1):
        if check in gold:
            hits += 1
            total += hits / place
    return total / min(len(gold), DEPTH)


@contextmanager
def scratch(which: Set, folder: Path) -> Iterator[None]:
    """The set's checks, searchable, in a database of their own beside the newsroom's."""
    settings = connection.settings_dict
    before, tests = settings["NAME"], settings["TEST"]["NAME"]
    settings["TEST"]["NAME"] = f"{before}_{which.folder}"
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False, keepdb=True)
    try:
        import_file(folder / which.checks)
        fill(newest())
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE claims_knownpassage, claims_knownvector, claims_knowncheck")
        yield
    finally:
        settings["TEST"]["NAME"] = tests
        connection.creation.destroy_test_db(before, verbosity=0, keepdb=True)
