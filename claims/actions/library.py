"""Put passages on the library's shelves: their terms first, then their vectors, in batches.

Idempotent and resumable: each batch is a transaction, and what is on the shelves is never asked again.
"""

from collections import Counter
from collections.abc import Iterable, Iterator

from django.db import connection, transaction
from django.db.models import Exists, OuterRef, QuerySet

from claims.actions.jobs import enqueue
from claims.actions.vectors import EF_CONSTRUCTION, Embedded, M
from claims.models import (
    Capture,
    EmbeddingModel,
    Evidence,
    Job,
    JobKind,
    KnownPassage,
    Passage,
    PassageVector,
)
from claims.nlp.paragraphs import paragraphs
from claims.nlp.passages import TARGET
from claims.nlp.records import Span
from claims.nlp.sentences import split_sentences
from claims.nlp.terms import array, sparse, weights
from claims.nlp.vectors import Encoder, as_text

SHELVERS = 7_403_118  # the advisory lock's number: one writer of counts at a time
BATCH = 500
NEWEST = 20  # passages that are looked at to tell whether any wait for their vectors
STORE_TERMS = """
    UPDATE claims_passage p SET terms = t.terms::int[], weights = t.weights::sparsevec
    FROM unnest(%s::bigint[], %s::text[], %s::text[]) AS t(id, terms, weights) WHERE p.id = t.id
"""
COUNT = """
    INSERT INTO claims_knownterm (id, heads, bodies, captured)
    SELECT id, 0, 0, captured FROM unnest(%s::int[], %s::int[]) AS t(id, captured) ORDER BY 1
    ON CONFLICT (id) DO UPDATE SET captured = claims_knownterm.captured + excluded.captured
"""
MISSING = """
    SELECT p.id, p.text FROM {table} p
    WHERE {part} AND p.id > %s AND NOT EXISTS (
        SELECT FROM claims_passagevector v WHERE v.{owner} = p.id AND v.model_id = %s
    )
    ORDER BY p.id LIMIT %s FOR UPDATE OF p SKIP LOCKED
"""
STORE_VECTORS = """
    INSERT INTO claims_passagevector ({owner}, model_id, vector)
    SELECT p, %s, v::halfvec FROM unnest(%s::bigint[], %s::text[]) AS t(p, v) ON CONFLICT DO NOTHING
"""
INDEX = """
    CREATE INDEX IF NOT EXISTS passage_vector_{model} ON claims_passagevector
    USING hnsw ((vector::halfvec({dimensions})) halfvec_ip_ops) WITH (m = {m}, ef_construction = {ef})
    WHERE model_id = {model}
"""
PARTS = {
    "passage_id": ("claims_passage", "p.terms IS NOT NULL"),
    "known_id": ("claims_knownpassage", "p.kind = 'body'"),
}
"""What has vectors here: passages of captures, and pieces of checks' bodies."""


def uncut() -> QuerySet[Capture]:
    """Copies of evidence that have no passages. An article's are cut when it is searched for claims."""
    evidence = Evidence.objects.filter(capture=OuterRef("pk"))
    return Capture.objects.filter(Exists(evidence), passages=None)


def shelve_later() -> Job | None:
    """Ask for what is not on the shelves; None where all is there. The clock asks, so it costs little."""
    waiting = Passage.objects.filter(terms=None).exists() or uncut().exists() or _newest_have_none()
    return enqueue(JobKind.SHELVE, key="library", by=None) if waiting else None


def _newest_have_none() -> bool:
    """Whether the newest passages lack vectors of the model that answers: they are made in order of age."""
    model = EmbeddingModel.objects.filter(state=EmbeddingModel.State.ACTIVE).first()
    if model is None:
        return False
    vectors = PassageVector.objects.filter(model=model)
    passages = Passage.objects.order_by("-pk").values_list("pk", flat=True)[:NEWEST]
    bodies = KnownPassage.objects.filter(kind=KnownPassage.Kind.BODY).order_by("-pk")
    known = bodies.values_list("pk", flat=True)[:NEWEST]
    return any(
        vectors.filter(**{f"{owner}__in": list(ids)}).count() < len(ids)
        for owner, ids in (("passage", passages), ("known", known))
    )


@transaction.atomic
def cut(capture: Capture) -> int:
    """Cut a copy of evidence into passages; one that is cut already stays as it is. How many it has."""
    locked = Capture.objects.select_for_update().only("pk", "text").get(pk=capture.pk)
    if not locked.passages.exists():
        spans = enumerate(pieces_of(locked.text))
        rows = [
            Passage(capture=locked, position=n, start=one.start, end=one.end, text=one.of(locked.text))
            for n, one in spans
        ]
        Passage.objects.bulk_create(rows, batch_size=500)
    return locked.passages.count()


def pieces_of(text: str) -> Iterator[Span]:
    """Consecutive sentences of one paragraph or of several, joined until they are about ``TARGET`` long."""
    start = end = -1
    for own in split_sentences(text, paragraphs(text)):
        for line in own:
            if start >= 0 and line.end - start > TARGET:
                yield Span(start, end)
                start = -1
            start, end = (line.start if start < 0 else start), line.end
    if start >= 0:
        yield Span(start, end)


@transaction.atomic
def shelve_batch(captures: Iterable[int] | None = None, size: int = BATCH) -> int:
    """Store the terms of the next passages without (of these captures only, where given). How many."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [SHELVERS])
    waiting = Passage.objects.filter(terms=None)
    if captures is not None:
        waiting = waiting.filter(capture__in=list(captures))
    rows = list(waiting.order_by("pk").values_list("pk", "text")[:size])
    if not rows:
        return 0
    weighted = [weights(text, "body") for _, text in rows]
    counted = Counter(term for own in weighted for term in (0, *own))
    terms = sorted(counted)
    with connection.cursor() as cursor:
        cursor.execute(
            STORE_TERMS,
            [[pk for pk, _ in rows], [array(own) for own in weighted], list(map(sparse, weighted))],
        )
        cursor.execute(COUNT, [terms, [counted[term] for term in terms]])
    return len(rows)


@transaction.atomic
def embed_passages(model: EmbeddingModel, encoder: Encoder, *, owner: str, after: int, size: int) -> Embedded:
    """Give the next ``size`` passages of a part (a key of ``PARTS``) their vectors."""
    table, part = PARTS[owner]
    with connection.cursor() as cursor:
        cursor.execute(MISSING.format(table=table, part=part, owner=owner), [after, model.pk, size])
        rows = cursor.fetchall()
        if not rows:
            return Embedded(after, 0)
        vectors = as_text(encoder([text for _, text in rows]))
        cursor.execute(STORE_VECTORS.format(owner=owner), [model.pk, [pk for pk, _ in rows], vectors])
    return Embedded(rows[-1][0], len(rows))


def make_index(model: EmbeddingModel) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            INDEX.format(model=int(model.pk), dimensions=int(model.dimensions), m=M, ef=EF_CONSTRUCTION)
        )


def drop_other_vectors(model: EmbeddingModel) -> int:
    """Take out what other models have made: how many vectors."""
    others = PassageVector.objects.exclude(model=model)
    with connection.cursor() as cursor:
        for pk in others.order_by().values_list("model", flat=True).distinct():
            cursor.execute(f"DROP INDEX IF EXISTS passage_vector_{int(pk)}")
    return others.delete()[0]
