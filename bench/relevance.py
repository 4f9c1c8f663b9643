"""From where a check has something to do with a question: what `search.candidates` holds against it.

    python -m bench.relevance --data DIR [--checks 3000] [--keep FOLDER]

The debate lines of CheckThat!'22 2B and the checks that people found for them, among ``--checks``
others, in a database of its own. For pairs of the two bounds it prints how many of the true pairs they
keep, and how many other checks of those that a search weighs.
"""

import argparse
import gzip
import json
import os
import random
import statistics
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

SHARED = (0.02, 0.03, 0.05, 0.08, 0.12, 0.16, 0.2)
ALIKE = (0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5)
FOLDER = "checkthat22_task2b"


def sample(data: Path, wanted: int, gold: set[str], to: Path) -> Path:
    """The checks that are right for some question, and so many others."""
    seed = random.Random(7)
    with gzip.open(data / FOLDER / "vclaims.jsonl.gz", "rt", encoding="utf-8") as file:
        rows = [line for line in file if line.strip()]
    right = [row for row in rows if json.loads(row)["vclaim_id"] in gold]
    others = seed.sample([row for row in rows if json.loads(row)["vclaim_id"] not in gold], wanted)
    chosen = to / "vclaims.jsonl"
    chosen.write_text("".join([*right, *others]), encoding="utf-8")
    return chosen


def pairs(data: Path) -> tuple[dict[str, str], dict[str, set[str]]]:
    from claims.evaluation.matching import SETS, queries, relevant

    which = next(one for one in SETS if one.folder == FOLDER)
    texts = queries(data / FOLDER, which)
    gold = {**relevant(data / FOLDER / "qrels_train.tsv"), **relevant(data / FOLDER / "qrels_dev.tsv")}
    return texts, gold


def weighed(texts: dict[str, str], gold: dict[str, set[str]]) -> Iterator[tuple[bool, float, float]]:
    """(right, shared words, likeness) of what each search weighs, and of what it should have found."""
    from claims.models import KnownCheck
    from claims.nlp.vectors import as_text
    from claims.search.candidates import Scope, candidates, evidence
    from claims.search.find import engine
    from claims.search.question import questions

    ready, ids = engine(), dict(KnownCheck.objects.values_list("external_id", "pk"))
    assert ready.encoder
    asked = [query for query in gold if query in texts]
    vectors = as_text(ready.encoder([texts[query] for query in asked]))
    for query, question in zip(asked, questions([texts[query] for query in asked], vectors), strict=True):
        right = {ids[name] for name in gold[query] if name in ids}
        near = set(candidates(question, Scope(), ready.model)) | right
        for pk, of in evidence(question, sorted(near), Scope(), ready.model, ready.encoder.floor).items():
            words = max(of.claim, of.title, *of.bodies, 0.0)
            yield pk in right, words, max(of.near_claim, of.near_title)


def told(found: list[tuple[bool, float, float]], questions: int) -> None:
    right = [(words, near) for is_right, words, near in found if is_right]
    others = [(words, near) for is_right, words, near in found if not is_right]
    for name, values in (("words", [row[0] for row in right]), ("likeness", [row[1] for row in right])):
        cuts = statistics.quantiles(values, n=100)
        print(f"{name} of {len(right)} true pairs: 1 % {cuts[0]:.3f}, 5 % {cuts[4]:.3f}, half {cuts[49]:.3f}")
    print("from words, likeness: true pairs kept, others kept a question")
    for shared in SHARED:
        for alike in ALIKE:
            kept = [sum(words >= shared or near >= alike for words, near in rows) for rows in (right, others)]
            share, rest = kept[0] / len(right), kept[1] / questions
            print(f"  {shared:.2f} {alike:.2f}: {share:.3f}, {rest:.1f} of {len(others) / questions:.1f}")


def measured(options: Any, folder: Path) -> None:
    from claims.actions.known_checks import import_file
    from claims.jobs.embed import fill
    from claims.search.encoders import newest

    texts, gold = pairs(options.data)
    right = {name for names in gold.values() for name in names}
    import_file(sample(options.data, options.checks, right, folder))
    fill(newest())
    told(list(weighed(texts, gold)), len(gold))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--checks", type=int, default=3_000)
    parser.add_argument("--keep", type=Path, help="a folder for the database, to go on from")
    options = parser.parse_args()
    from factcheck import embedded

    with ExitStack() as stack:
        folder = options.keep or Path(stack.enter_context(TemporaryDirectory(prefix="bench-relevance-")))
        folder.mkdir(parents=True, exist_ok=True)
        servers, _ = stack.enter_context(embedded.servers_for(folder))
        os.environ.update(
            FACTCHECK_MODE="test",
            FACTCHECK_DATA_DIR=str(folder),
            DJANGO_SETTINGS_MODULE="factcheck.settings",
            DATABASE_URL=servers.database_url,
            REDIS_URL=servers.redis_url,
            LOG_LEVEL="WARNING",
        )
        import django
        from django.core.management import call_command

        django.setup()
        call_command("migrate", verbosity=0)
        print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores when it began")
        measured(options, folder)


if __name__ == "__main__":
    main()
