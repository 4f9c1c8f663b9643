"""The public site at scale: ``python -m bench.public [--rows N] [--seconds S] [--keep FOLDER]``, servers of its own.

Makes N publications straight in the database (their content is that of a real one, their words differ),
then asks gunicorn with 1 and with 4 workers for check pages, the list, a topic, a search and the feed over
loopback, from as many clients as there are workers and two more. Prints p50, p95 and requests a second: of
answers that have to be drawn ("cold", nothing kept: PUBLIC_KEEP_BYTES=0), and as it is run ("kept").
"""

# ruff: noqa: E501 - SQL
import argparse
import http.client
import os
import random
import statistics
import threading
import time
from contextlib import contextmanager
from pathlib import Path

from bench.newsroom import newsroom, served

TOPICS, SPEAKERS, OUTLETS = 40, 2000, 300
CLAIMS = """
    INSERT INTO claims_claim (text, made_on, language, type, score, reasons, origin, added_by_id, status,
        status_since, decline_reason, priority, version, created_at)
    SELECT 'Statement ' || n || ' says that the town has ' || n % 97 || ' bridges and ' || n % 89 || ' schools',
        '2026-01-01'::date + n % 300, 'en', 'quantity', 0.5, '[]', 'person', {user}, 'published', now(), '', 0, 1,
        now() FROM generate_series(1, {rows}) n
"""
PUBLICATIONS = """
    INSERT INTO claims_publication (claim_id, public_id, version, approval_id, rating_id, content, sha256,
        published_by_id, published_at)
    SELECT c.id, gen_random_uuid(), 1, p.approval_id, p.rating_id,
        jsonb_set(p.content, '{{claim}}', (p.content -> 'claim') || jsonb_build_object('text', c.text,
            'topics', jsonb_build_array('Topic ' || c.id % {topics}))),
        md5(c.id::text) || md5(c.id::text), p.published_by_id, now() - make_interval(mins => c.id::int)
    FROM claims_claim c, claims_publication p WHERE p.id = {model} AND c.id <> p.claim_id
"""
CHECKS = """
    INSERT INTO claims_publiccheck (public_id, publication_id, claim_id, text, summary, language, rating, topics,
        speakers, outlets, card, first_published_at, published_at, changed_at)
    SELECT u.public_id, u.id, u.claim_id, c.text, l.summary, 'en', l.rating, ARRAY['topic-' || c.id % {topics}],
        ARRAY['speaker-' || c.id % {speakers}], ARRAY['outlet-' || c.id % {outlets}],
        l.card || jsonb_build_object('claim', c.text), u.published_at, u.published_at, u.published_at
    FROM claims_publication u JOIN claims_claim c ON c.id = u.claim_id, claims_publiccheck l
    WHERE l.publication_id = {model} AND u.id <> {model}
"""
GIN = """
    SELECT indexname, indexdef FROM pg_indexes
    WHERE tablename IN ('claims_claim', 'claims_publiccheck') AND indexdef LIKE '%USING gin%'
"""
FACETS = """
    INSERT INTO claims_publicfacet (kind, slug, name, checks)
    SELECT kind, slug, slug, count(*) FROM (
        SELECT 'topic' AS kind, unnest(topics) AS slug FROM claims_publiccheck
        UNION ALL SELECT 'speaker', unnest(speakers) FROM claims_publiccheck
        UNION ALL SELECT 'outlet', unnest(outlets) FROM claims_publiccheck
    ) all_of GROUP BY 1, 2 ON CONFLICT (kind, slug) DO UPDATE SET checks = excluded.checks
"""


def execute(statement, **names):
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(statement.format(topics=TOPICS, speakers=SPEAKERS, outlets=OUTLETS, **names))
        cursor.execute("SET session_replication_role = DEFAULT")


@contextmanager
def without_gin():
    """An index of words is made ten times faster at once than row by row."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit = off")
        cursor.execute("SET maintenance_work_mem = '256MB'")
        cursor.execute(GIN)
        found = cursor.fetchall()
        for name, _ in found:
            cursor.execute(f"DROP INDEX {name}")
        yield cursor
        for _, definition in found:
            cursor.execute(definition)
        cursor.execute("ANALYZE")


def fill(rows):
    """One check through the product, the others after its likeness."""
    from claims.models import PublicCheck
    from tests import checks, factories

    if PublicCheck.objects.count() >= rows:
        return
    from accounts.roles import Role

    people = [factories.person(name, role) for name, role in
              (("Rita", Role.RESEARCHER), ("Edda", Role.EDITOR), ("Paul", Role.PUBLISHER))]  # fmt: skip
    model = checks.published(*people)
    start = time.perf_counter()
    with without_gin() as cursor:
        execute(CLAIMS, user=people[0].pk, rows=rows - 1)
        execute(PUBLICATIONS, model=model.pk)
        execute(CHECKS, model=model.pk)
        execute(FACETS)
        cursor.execute("VACUUM ANALYZE")
    print(
        f"{PublicCheck.objects.count():,} publications made in {time.perf_counter() - start:.0f} s",
        flush=True,
    )


def ask(connection, address):
    connection.request("GET", address)
    answer = connection.getresponse()
    body = answer.read()
    if answer.status != 200:
        raise RuntimeError(f"{address} answers {answer.status}")
    return len(body)


def measure(port, addresses, clients, seconds):
    times, until = [], time.perf_counter() + seconds

    def client():
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        while time.perf_counter() < until:
            start = time.perf_counter()
            ask(connection, random.choice(addresses))
            times.append((time.perf_counter() - start) * 1000)

    threads = [threading.Thread(target=client) for _ in range(clients)]
    start = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    took = time.perf_counter() - start
    cuts = statistics.quantiles(times, n=20) if len(times) > 1 else times * 20
    return len(times) / took, statistics.median(times), cuts[-1]


def questions():
    from claims.models import PublicCheck, PublicFacet

    ids = [str(one) for one in PublicCheck.objects.order_by("?").values_list("public_id", flat=True)[:2000]]

    def facets(kind):
        of_kind = PublicFacet.objects.filter(kind=kind).order_by("?").values_list("slug", flat=True)[:100]
        return [f"/checks/{kind}s/{slug}/" for slug in of_kind]

    return {
        "check": [f"/checks/{one}/" for one in ids],
        "list": ["/checks/"],
        "topic": facets("topic"),
        "speaker": facets("speaker"),
        "search": [f"/checks/search/?q={n}+bridges" for n in range(97)],
        "feed": ["/feeds/claimreview.json"],
    }


def print_all(port, workers, kept, seconds):
    for name, addresses in questions().items():
        measure(port, addresses, workers, 1)  # warm
        rate, median, worst = measure(port, addresses, workers + 2, seconds)
        figures = f"{rate:7.1f}/s  p50 {median:6.1f} ms  p95 {worst:6.1f} ms"
        print(f"{workers} workers  {kept}  {name:<8} {figures}", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--workers", type=int, nargs="*", default=[1, 4])
    parser.add_argument("--keep", type=Path, help="a folder for the database, to go on from")
    options = parser.parse_args()
    with newsroom(options.keep):
        fill(options.rows)
        for workers in options.workers:
            for kept, most in (("cold", "0"), ("kept", "32000000")):
                with served(workers, os.environ | {"PUBLIC_KEEP_BYTES": most}) as port:
                    print_all(port, workers, kept, options.seconds)


if __name__ == "__main__":
    main()
