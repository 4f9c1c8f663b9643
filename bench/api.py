"""How fast ``claims:search`` answers, and how many requests a second it takes.

    python -m bench.api --checks 100000 --seconds 20 --workers 1 4 [--keep FOLDER]

Fills a database of its own with made-up checks, says what the parts of a search take inside of it, then asks
the real web server (gunicorn) over HTTP: p50 and p95 of one question after another, and requests a second of
eight clients at once, with as many web workers as ``--workers`` says in turn. One check in a thousand is of a
rare site. ``--keep`` names a folder for the database, to go on from.
"""

import argparse
import random
import statistics
import time
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

from bench.newsroom import newsroom, served

CLIENTS = 8
MANY = 10_000  # vectors, from which one by one into the index would take longer than all of it anew
RARE = "rare.example.org"
PLACES = "Marlow Ashby Corsham Dunmore Elstow Fairford Garway Hexton Ilford Kelso Ludlow Norwood".split()
THINGS = "bridges schools taxes hospitals jobs vaccines wages rents crimes forests trains prices".split()
VERBS = "doubled fell rose vanished tripled halved stalled shrank soared closed reopened changed".split()


def statement(seed: random.Random) -> str:
    """A made-up claim; a few numbers make most of them differ."""
    what = f"{seed.choice(THINGS).capitalize()} in {seed.choice(PLACES)} {seed.choice(VERBS)}"
    since, until = seed.randrange(1950, 2020), seed.randrange(2020, 2027)
    return f"{what} by {seed.randrange(2, 99)} percent between {since} and {until}"


def fill(wanted: int) -> None:
    """Known checks with their passages, in transactions of a thousand."""
    from django.db import transaction

    from claims.actions.searchable import pieces_of, write_passages
    from claims.models import KnownCheck

    seed, there = random.Random(7), KnownCheck.objects.count()
    numbers = iter(range(there, wanted))
    while part := list(islice(numbers, 1000)):
        with transaction.atomic():
            rows = KnownCheck.objects.bulk_create(_check(number, statement(seed)) for number in part)
            for row in rows:
                write_passages(pieces_of(row, ""))
        print(f"{part[-1] + 1:,} checks", flush=True)


def _check(number: int, claim: str) -> Any:
    from claims.models import KnownCheck

    return KnownCheck(
        feed="bench",
        external_id=f"bench-{number}",
        publisher="Bench",
        claim=claim,
        title=f"Fact check: {claim}",
        rating_words="False",
        address=f"https://{RARE if number % 1000 == 0 else 'bench.example.org'}/{number}",
        reviewed_on=date(2026, 1, 1) - timedelta(days=number % 3000),
        language="en",
        digest="0" * 64,
    )


def questions() -> Iterator[str]:
    seed = random.Random(11)
    while True:
        yield statement(seed)


def asks(base: str, secret: str, seconds: float) -> list[float]:
    """Seconds that each question took, one after the other, for so long."""
    took: list[float] = []
    end = time.perf_counter() + seconds
    for question in questions():
        began = time.perf_counter()
        if began > end:
            break
        asked = urllib.parse.urlencode({"query": question, "key": secret})
        with urllib.request.urlopen(f"{base}/v1alpha1/claims:search?{asked}") as answer:
            answer.read()
        took.append(time.perf_counter() - began)
    return took


def together(base: str, secret: str, seconds: float) -> float:
    """Requests a second of `CLIENTS` at once."""
    with ThreadPoolExecutor(CLIENTS) as pool:
        parts = list(pool.map(lambda _: asks(base, secret, seconds), range(CLIENTS)))
    return sum(len(part) for part in parts) / seconds


def token() -> str:
    from accounts.actions import set_roles
    from accounts.models import User
    from accounts.roles import Role
    from accounts.tokens import make_token

    person = User.objects.create_user(f"bench{time.time()}@example.org", None, name="Bench")
    set_roles(person, [Role.RESEARCHER])
    return make_token(person, name="Bench", scopes=["search"], days=1)[1]


def vectors() -> None:
    """As the worker's job makes them, to the end; where many are missing, their index is made afterwards."""
    from django.db import connection

    from claims.actions.vectors import make_indexes, model_of
    from claims.jobs.embed import fill
    from claims.models import KnownPassage, KnownVector
    from claims.search.encoders import newest

    began, coming = time.perf_counter(), newest()
    model = model_of(coming)
    missing = KnownPassage.objects.count() - KnownVector.objects.filter(model=model).count()
    with connection.cursor() as cursor:
        if missing > MANY:
            cursor.execute("SELECT claims_drop_vector_indexes(%s)", [model.pk])
        fill(coming, _tell)
        cursor.execute("SET maintenance_work_mem = '1GB'")
        make_indexes(model)
        cursor.execute("RESET maintenance_work_mem")
    print(f"{missing:,} vectors and their index in {time.perf_counter() - began:.0f} s", flush=True)


def _tell(done: int, most: int, said: str) -> None:
    if done % 10_240 == 0:
        print(f"{done:,} vectors", flush=True)


def parts(times: int = 40) -> None:
    """p50 of each part of a search, so that what grows with the collection is seen."""
    from claims import known_queries
    from claims.nlp.vectors import as_text
    from claims.search.candidates import Scope, candidates, evidence, telling
    from claims.search.find import engine
    from claims.search.question import questions as read

    ready, asked = engine(), list(islice(questions(), times))
    assert ready.encoder
    encoder, took = ready.encoder, dict[str, list[float]]()

    def timed(name: str, act: Callable[[], Any]) -> Any:
        began = time.perf_counter()
        done = act()
        took.setdefault(name, []).append((time.perf_counter() - began) * 1000)
        return done

    for text in asked:
        vector = timed("vector", lambda text=text: as_text(encoder([text])))
        (question,) = timed("counts", lambda text=text, vector=vector: read([text], vector))
        ids = timed("candidates", lambda question=question: candidates(question, Scope(), ready.model))
        timed(
            "evidence",
            lambda question=question, ids=ids: evidence(question, ids, Scope(), ready.model, encoder.floor),
        )
        rows, words = known_queries.narrowed("", "", None), telling(question)
        timed(
            "beyond the best",
            lambda rows=rows, words=words, ids=ids: known_queries.further(
                words, rows, below=known_queries.newest_id(), without=ids, limit=11
            ),
        )
        timed("of a rare site", lambda text=text: known_queries.relevant(text, "", RARE, None))
        timed("of a year", lambda text=text: known_queries.relevant(text, "", "", date(2025, 1, 1)))
    for name, values in took.items():
        print(f"  {name}: p50 {statistics.median(values):.1f} ms, worst {max(values):.1f} ms", flush=True)


def measured(workers: int, secret: str, seconds: float) -> None:
    with served(workers) as port:
        base = f"http://127.0.0.1:{port}"
        asks(base, secret, 2)  # each worker loads the encoder at its first question
        took = asks(base, secret, seconds)
        p95 = statistics.quantiles(took, n=20)[-1]
        rate = together(base, secret, seconds)
    line = f"{workers} web workers: p50 {statistics.median(took) * 1000:.0f} ms, p95 {p95 * 1000:.0f} ms"
    print(f"{line}, {rate:.1f} requests a second of {CLIENTS} clients", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--checks", type=int, default=2_000)
    parser.add_argument("--seconds", type=float, default=5)
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 4])
    parser.add_argument("--keep", type=Path, help="a folder for the database, to go on from")
    options = parser.parse_args()
    with newsroom(options.keep, API_REQUESTS_A_MINUTE="100000000"):
        import django.db

        fill(options.checks)
        vectors()
        with django.db.connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        secret = token()
        parts()
        for workers in options.workers:
            measured(workers, secret, options.seconds)


if __name__ == "__main__":
    main()
