"""Sentence vectors of what can be searched: models side by side, and the vectors of a batch."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta

from django.db import OperationalError, connection, transaction
from django.db.models.functions import Now

from claims.models import EmbeddingModel, KnownVector
from claims.nlp.vectors import Encoder, as_text

State = EmbeddingModel.State
M, EF_CONSTRUCTION = 24, 100
"""Links of a vector in the index. Many checks of one claim stand close together and, with 16, lead to one
another alone: of a million, copies among them, .73 of the ten nearest were found with 16 and .89 with 24
(bench/matching.py)."""
GRACE = timedelta(minutes=5)  # the longest batch of questions takes seconds
MISSING = """
    SELECT p.id, p.claim_id IS NOT NULL, p.text FROM claims_knownpassage p
    WHERE p.kind <> 'body' AND p.id > %s AND NOT EXISTS (
        SELECT FROM claims_knownvector v WHERE v.passage_id = p.id AND v.model_id = %s
    )
    ORDER BY p.id LIMIT %s FOR UPDATE OF p SKIP LOCKED
"""
STORE = """
    INSERT INTO claims_knownvector (passage_id, model_id, ours, vector)
    SELECT p, %s, o, v::halfvec FROM unnest(%s::bigint[], %s::bool[], %s::text[]) AS t(p, o, v)
    ON CONFLICT DO NOTHING
"""


@dataclass(frozen=True, slots=True)
class Embedded:
    """``last`` is where the next batch goes on; ``many`` passages got their vector."""

    last: int
    many: int


@transaction.atomic
def model_of(encoder: Encoder) -> EmbeddingModel:
    """The encoder's row: the first one ever is active at once, a later one is filling.

    A model that was filling and is overtaken by this one is retired: nobody waits for it any more.
    """
    known = EmbeddingModel.objects.filter(digest=encoder.version).first()
    if known is not None and known.state != State.RETIRED:
        return known
    first = not EmbeddingModel.objects.filter(state=State.ACTIVE).exists()
    EmbeddingModel.objects.filter(state=State.FILLING).update(state=State.RETIRED)
    row, _ = EmbeddingModel.objects.update_or_create(
        digest=encoder.version,
        defaults={
            "name": encoder.name,
            "dimensions": encoder.dimensions,
            "state": State.ACTIVE if first else State.FILLING,
        },
    )
    make_indexes(row)  # while it is empty: built over millions of rows it would outlast a job
    return row


def make_indexes(model: EmbeddingModel) -> None:
    """The model's two indexes, over known checks and over our claims. Searches go on meanwhile."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT claims_make_vector_indexes(%s, %s, %s, %s)",
            [model.pk, model.dimensions, M, EF_CONSTRUCTION],
        )


@transaction.atomic
def embed_batch(model: EmbeddingModel, encoder: Encoder, *, after: int, size: int) -> Embedded:
    """Give the next ``size`` heads their vectors. Rows that another worker has locked are its own."""
    with connection.cursor() as cursor:
        cursor.execute(MISSING, [after, model.pk, size])
        rows = cursor.fetchall()
        if not rows:
            return Embedded(after, 0)
        vectors = as_text(encoder([text for _, _, text in rows]))
        cursor.execute(STORE, [model.pk, [row[0] for row in rows], [row[1] for row in rows], vectors])
    return Embedded(rows[-1][0], len(rows))


@transaction.atomic
def switch(model: EmbeddingModel) -> bool:
    """Let a filled model answer searches in the place of the old one; False when it does already."""
    locked = EmbeddingModel.objects.select_for_update().get(pk=model.pk)
    if locked.state != State.FILLING:
        return False
    EmbeddingModel.objects.filter(state=State.ACTIVE).update(state=State.RETIRED)
    EmbeddingModel.objects.filter(pk=locked.pk).update(state=State.ACTIVE, activated_at=Now())
    return True


def drop_retired() -> int:
    """Delete the vectors of models that answer no more, with their indexes. How many models.

    Not right after a switch: a search that began before it still reads the old vectors.
    """
    active = EmbeddingModel.objects.filter(state=State.ACTIVE)
    if active.filter(activated_at__gt=Now() - GRACE).exists():
        return 0
    retired = EmbeddingModel.objects.filter(state=State.RETIRED).values_list("pk", flat=True)
    return sum([_drop(pk) for pk in retired])


def _drop(pk: int) -> bool:
    """Whether there was anything: the indexes go last, so that they tell.

    Waiting for the table to itself would make every search wait behind it, so PostgreSQL gives up after
    a moment, and the next call drops them. Only the tables' owner could drop them concurrently.
    """
    names = [f"known_vector_{int(pk)}_{what}" for what in ("checks", "claims")]
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(to_regclass(name)) FROM unnest(%s::text[]) AS name", [names])
        ((standing,),) = cursor.fetchall()
    if not standing:
        return False
    KnownVector.objects.filter(model=pk).delete()
    with suppress(OperationalError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT claims_drop_vector_indexes(%s)", [pk])
    return True
