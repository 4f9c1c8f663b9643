"""Search at scale: ``python -m bench.matching --data DIR [--rows N] [--keep FOLDER]``, servers of its own.

Takes in the real checks through the product, then copies of them until there are ``--rows``: terms
replaced and vectors turned by a little, each copy in its own way. Prints the time of the index, disk,
p50 and p95 of a warm search with embedding the question, and recall@10 of HNSW against an exact search.
Run it with 100,000 and with 1,000,000 rows to see the growth.
"""

# ruff: noqa: E501 - SQL
import argparse
import statistics
import time
from pathlib import Path

from bench.newsroom import newsroom

QUESTIONS = 300
SAMPLE = 2048
TABLES = ("claims_knowncheck", "claims_knownpassage", "claims_knownvector", "claims_knownterm")
COPY_CHECKS = """
    INSERT INTO claims_knowncheck (feed, external_id, publisher, claim, title, subtitle, speaker, rating_words,
        rating_value, made_on, reviewed_on, address, language, digest, created_at, updated_at)
    SELECT 'copy {n}', external_id, publisher, claim, title, subtitle, speaker, rating_words, rating_value,
        made_on, reviewed_on, address, language, digest, now(), now()
    FROM claims_knowncheck WHERE feed NOT LIKE 'copy %%' ORDER BY id LIMIT {limit}
"""
# A seventh of the terms is another in each copy, so that the copies do not all answer alike and the
# vocabulary grows with the collection; weights go along.
COPY_PASSAGES = """
    INSERT INTO claims_knownpassage (known_id, position, kind, text, terms, weights)
    SELECT c.id, p.position, p.kind, p.text, t.terms, t.weights::sparsevec
    FROM claims_knowncheck c JOIN claims_knowncheck o
        ON o.external_id = c.external_id AND o.feed NOT LIKE 'copy %%'
    JOIN claims_knownpassage p ON p.known_id = o.id
    CROSS JOIN LATERAL (
        SELECT coalesce(array_agg(term ORDER BY term), '{{}}') AS terms,
            '{{' || coalesce(string_agg(term || ':' || weight, ',' ORDER BY term), '') || '}}/999999937' AS weights
        FROM (
            SELECT CASE WHEN (term + {n}) %% 7 = 0 THEN (term + {n} * 7919) %% 999999936 + 1 ELSE term END AS term,
                max(weight) AS weight
            FROM (
                SELECT split_part(pair, ':', 1)::int AS term, split_part(pair, ':', 2) AS weight
                FROM unnest(string_to_array(split_part(trim(leading '{{' from p.weights::text), '}}', 1), ',')) pair
                WHERE pair <> ''
            ) pairs GROUP BY 1
        ) changed
    ) t WHERE c.feed = 'copy {n}'
"""
COPY_VECTORS = """
    INSERT INTO claims_knownvector (passage_id, model_id, ours, vector)
    SELECT c.id, v.model_id, false,
        l2_normalize((v.vector::vector + noise.vector)::halfvec)
    FROM claims_knownpassage c
    JOIN claims_knowncheck k ON k.id = c.known_id AND k.feed = 'copy {n}'
    JOIN claims_knowncheck o ON o.external_id = k.external_id AND o.feed NOT LIKE 'copy %%'
    JOIN claims_knownpassage p ON p.known_id = o.id AND p.position = c.position
    JOIN claims_knownvector v ON v.passage_id = p.id
    CROSS JOIN LATERAL (
        SELECT array_agg(step)::vector AS vector
        FROM (SELECT (random() - 0.5) * 0.06 AS step FROM generate_series(1, 384) WHERE c.id > 0) steps
    ) noise
"""
COUNT = """
    TRUNCATE claims_knownterm;
    INSERT INTO claims_knownterm (id, heads, bodies)
    SELECT term, count(*) FILTER (WHERE kind <> 'body'), count(*) FILTER (WHERE kind = 'body')
    FROM claims_knownpassage, unnest(terms || 0) AS term GROUP BY 1
"""


def execute(statement, *values):
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(statement, values or None)
        return cursor.fetchall() if cursor.description else []


def took(label, work):
    start = time.perf_counter()
    result = work()
    print(f"{label:<11}{time.perf_counter() - start:,.1f} s", flush=True)
    return result


def real_checks(data):
    from claims.actions.known_checks import import_file
    from claims.jobs.embed import fill
    from claims.search.encoders import newest

    for name in ("checkthat22_task2a/vclaims_2021.jsonl", "checkthat22_task2b/vclaims.jsonl.gz"):
        took("import", lambda name=name: import_file(data / name))
    throughput(fill, newest())


def throughput(fill, encoder):
    """Texts a second through the job, against the bare model on a sample of the same texts. Of a database that
    has most of its vectors nothing is said: the rest is too little, and the index is there already."""
    sample = (
        f"SELECT text FROM claims_knownpassage WHERE kind <> 'body' ORDER BY md5(id::text) LIMIT {SAMPLE}"
    )
    texts = [text for (text,) in execute(sample)]
    encoder(texts[:64])
    start = time.perf_counter()
    encoder(texts)
    bare = len(texts) / (time.perf_counter() - start)
    start = time.perf_counter()
    made = fill(encoder)
    if made > SAMPLE:
        ours = made / (time.perf_counter() - start)
        print(
            f"embedding  {ours:.0f} texts/s through the job, {bare:.0f} by the bare model: {ours / bare:.0%}"
        )


def copies(rows):
    from claims.actions.vectors import make_indexes
    from claims.models import EmbeddingModel, KnownCheck

    model = EmbeddingModel.objects.get(state="active")
    real = KnownCheck.objects.exclude(feed__startswith="copy ").count()
    missing = rows - KnownCheck.objects.count()
    for what in ("checks", "claims"):
        execute(f"DROP INDEX IF EXISTS known_vector_{model.pk}_{what}")
    n = KnownCheck.objects.filter(feed__startswith="copy ").values("feed").distinct().count()
    while missing > 0:
        n += 1
        for statement in (COPY_CHECKS, COPY_PASSAGES, COPY_VECTORS):
            execute(statement.format(n=n, limit=min(real, missing)).replace("%%", "%"))
        missing -= real
    took("count", lambda: execute(COUNT))
    execute("SET maintenance_work_mem = '4GB'")
    took("index", lambda: make_indexes(model))
    took("vacuum", lambda: execute(f"VACUUM ANALYZE {', '.join(TABLES)}"))
    for table in TABLES:
        ((size, indexes),) = execute(
            f"SELECT pg_size_pretty(pg_table_size('{table}')), pg_size_pretty(pg_indexes_size('{table}'))"
        )
        print(f"disk       {table}: {size}, indexes {indexes}")


def search(data):
    """Questions one by one, warm: a first round touches what the second one measures."""
    from claims.evaluation.matching import SETS, queries
    from claims.search import find

    texts = [
        text for one in SETS for text in list(queries(data / one.folder, one).values())[: QUESTIONS // 2]
    ]
    for text in texts:
        find(text)
    times = []
    for text in texts:
        start = time.perf_counter()
        find(text)
        times.append((time.perf_counter() - start) * 1000)
    print(
        f"search     p50 {statistics.median(times):.1f} ms, p95 {statistics.quantiles(times, n=20)[-1]:.1f} ms"
    )
    return texts


def recall(texts):
    """Share of the ten nearest that HNSW finds, at the product's own ef_search."""
    from claims.nlp.vectors import as_text
    from claims.search.around import EF_SEARCH
    from claims.search.encoders import answering

    model, encoder = answering()
    nearest = (
        f"SELECT passage_id FROM claims_knownvector WHERE model_id = {model.pk} AND NOT ours "
        f"ORDER BY vector::halfvec({model.dimensions}) <#> %s::halfvec({model.dimensions}) LIMIT 10"
    )
    execute(f"SET hnsw.ef_search = {EF_SEARCH}")
    shares = []
    for vector in as_text(encoder(texts[::6])):
        execute("SET enable_indexscan = on")
        found = {pk for (pk,) in execute(nearest, vector)}
        execute("SET enable_indexscan = off")
        shares.append(len(found & {pk for (pk,) in execute(nearest, vector)}) / 10)
    execute("SET enable_indexscan = on")
    print(f"recall@10  {statistics.mean(shares):.4f} over {len(shares)} questions, ef_search {EF_SEARCH}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--keep", type=Path, help="a folder for the database, to go on from")
    options = parser.parse_args()
    with newsroom(options.keep):
        real_checks(options.data)
        copies(options.rows)
        recall(search(options.data))


if __name__ == "__main__":
    main()
