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
from claims.said import said
from claims.search.encoders import newest
from claims.search.find import Engine, engine, find_many
from claims.search.found import Found

Gold = dict[str, set[str]]
DEPTH = 5
THRESHOLDS = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95)


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


@dataclass(frozen=True, slots=True)
class Best:
    """The first match of a question that has one: its calibrated probability, and whether it is right."""

    probability: float
    right: bool


def figures(data: Path) -> list[Figure]:
    best: list[Best] = []
    found = [figure for which in SETS for figure in _measured(data, which, best)]
    return found + list(_precisions(best))


def _precisions(best: Sequence[Best]) -> Iterator[Figure]:
    """What a threshold buys: of the first matches at least so probable, the share that is right; nothing
    of thresholds that none reaches."""
    for bound in THRESHOLDS:
        over = [one for one in best if one.probability >= bound]
        if not over:
            return
        share = sum(one.right for one in over) / len(over)
        note = said(
            "First matches; %(many)s of %(all)s questions, each of which has a match.",
            many=len(over),
            all=len(best),
        )
        yield Figure(f"all parts, from {bound:.2f}", "precision", share, note=note)


def engine_name() -> str:
    return f"{newest().name} {newest().version[:12]}, {trained().name}"


def _measured(data: Path, which: Set, best: list[Best]) -> Iterator[Figure]:
    """The set's figures; what its trained ranking puts first is added to ``best``."""
    folder = data / which.folder
    texts = queries(folder, which)
    with scratch(which, folder):
        for part, asked, baseline in which.parts:
            gold = relevant(folder / f"qrels_{part}.tsv")
            for ranking, label in ((trained(), "trained"), (ZERO_SHOT, "zero-shot"), (WORDS, "words only")):
                answers = _answers(texts, gold, ranking)
                value = mean_average_precision(answers, gold)
                if ranking is trained():
                    best += _first(answers, gold)
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


def _answers(texts: dict[str, str], gold: Gold, ranking: Ranking) -> dict[str, list[Found]]:
    """By question of ``gold``; the engine is the product's, with this ranking in it."""
    base = engine()
    using = Engine(base.model, base.encoder, ranking)
    found = find_many([texts[query] for query in gold], k=DEPTH, using=using)
    return dict(zip(gold, found, strict=True))


def mean_average_precision(answers: dict[str, list[Found]], gold: Gold) -> float:
    rows = {
        query: [match.check.external_id for match in found if match.check] for query, found in answers.items()
    }
    return sum(average_precision(rows[query], gold[query]) for query in gold) / len(gold)


def _first(answers: dict[str, list[Found]], gold: Gold) -> list[Best]:
    firsts = ((query, found[0]) for query, found in answers.items() if found)
    return [
        Best(one.probability, one.check is not None and one.check.external_id in gold[query])
        for query, one in firsts
    ]


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
