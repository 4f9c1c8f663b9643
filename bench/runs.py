"""A whole verification run at scale: ``python -m bench.runs --data DIR [--passages N] [--claims N] [--keep FOLDER]``.

Takes in the Snopes checks through the product and cuts PolitiFact's articles into a library of N passages, with terms and
vectors; then runs all steps for claims of AVeriTeC, one after the other in this process, as a worker does
(no network, no provider configured). Prints p50 and p95 of a run, the mean of each step, and resident memory.
"""

# ruff: noqa: E501
import argparse
import gzip
import json
import resource
import statistics
import time
from collections import defaultdict
from pathlib import Path

from bench.newsroom import newsroom


def library(data, passages):
    """Captures of articles until there are so many passages."""
    from claims.actions.library import shelve_batch
    from claims.evaluation.retrieval import stored
    from claims.jobs.shelve import fill
    from claims.models import Passage

    with gzip.open(data / "checkthat22_task2b/vclaims.jsonl.gz", "rt") as file:
        for line in file:
            if Passage.objects.count() >= passages:
                break
            if text := json.loads(line).get("text"):
                stored(text)
    start = time.perf_counter()
    while shelve_batch():
        pass
    made = fill()
    print(
        f"library    {Passage.objects.count():,} passages, {made:,} vectors made in {time.perf_counter() - start:.0f} s",
        flush=True,
    )


def measure(data, many):
    from claims.jobs.verify import verify
    from claims.models import JobKind, Run
    from tests import factories

    claims = [row["claim"] for row in json.loads((data / "averitec/train.json").read_text())[: many + 3]]
    whole, steps = [], defaultdict(list)
    for number, text in enumerate(claims):
        job = factories.job(JobKind.VERIFY, claim=factories.claim(text))
        start = time.perf_counter()
        answer = verify(job, lambda *_: None)
        took = time.perf_counter() - start
        if number < 3:
            continue  # these load the models
        whole.append(took)
        for step in Run.objects.get(pk=answer["run"]).steps.all():
            steps[step.name].append(step.duration_ms / 1000)
            if step.error:
                print("error     ", step.name, step.error)
    print(
        f"run        p50 {statistics.median(whole):.2f} s, p95 {statistics.quantiles(whole, n=20)[-1]:.2f} s over {len(whole)} claims"
    )
    for name, own in steps.items():
        print(f"  {name:<10} mean {statistics.mean(own):.3f} s, largest {max(own):.3f} s")
    print(f"memory     {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB resident at most")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--passages", type=int, default=50_000)
    parser.add_argument("--claims", type=int, default=100)
    parser.add_argument("--keep", type=Path, help="a folder for the database, to go on from")
    options = parser.parse_args()
    with newsroom(options.keep):
        from claims.actions.known_checks import import_file
        from claims.actions.vectors import model_of
        from claims.jobs.embed import fill
        from claims.search.encoders import newest

        import_file(options.data / "checkthat22_task2a/vclaims_2021.jsonl")
        model_of(newest())
        fill(newest())
        library(options.data, options.passages)
        measure(options.data, options.claims)


if __name__ == "__main__":
    main()
