"""What may speak of a claim: passages of everything captured, of published checks and of imported ones.

Candidates come by rare terms (GIN) and by meaning (HNSW), bounded in number each, so that the work does not
grow with the library; `claims.nlp.fusing` puts them in order.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from claims.models import EmbeddingModel, KnownTerm
from claims.nlp.fusing import Shelved, fused
from claims.nlp.terms import counts
from claims.nlp.vectors import Encoder, as_text
from claims.search.around import look_around
from claims.search.encoders import answering
from claims.search.question import LONGEST, Side, side
from claims.wording import clean

POOL = 60
"""Candidates that each direction brings, and as many at most are put in order."""
BUDGET = 4_000
"""Passages that are weighed by words; the rarest terms choose them."""
CAPTURED = """
    SELECT id FROM (
        SELECT p.id, -(p.weights <#> %(weights)s::sparsevec) AS score FROM claims_passage p
        WHERE p.terms {operator} %(terms)s::int[] LIMIT %(budget)s
    ) s ORDER BY score DESC, id LIMIT %(limit)s
"""
CHECKED = """
    SELECT id FROM (
        SELECT p.id, -(p.weights <#> %(weights)s::sparsevec) AS score FROM claims_knownpassage p
        WHERE p.terms {operator} %(terms)s::int[] AND p.known_id IS NOT NULL AND {part} LIMIT %(budget)s
    ) s ORDER BY score DESC, id LIMIT %(limit)s
"""
NEAREST = """
    SELECT passage_id, known_id FROM claims_passagevector WHERE model_id = {model}
    ORDER BY vector::halfvec({dimensions}) <#> %(vector)s::halfvec({dimensions}) LIMIT %(limit)s
"""
NEAREST_HEADS = """
    SELECT passage_id FROM claims_knownvector WHERE model_id = {model} AND NOT ours
    ORDER BY vector::halfvec({dimensions}) <#> %(vector)s::halfvec({dimensions}) LIMIT %(limit)s
"""
COSINE = "-(v.vector::halfvec({dimensions}) <#> %(vector)s::halfvec({dimensions}))"
OF_CAPTURES = """
    SELECT p.id, p.text, p.start, p."end", c.id, c.address, c.sha256, a.id, coalesce(a.title, e.title, ''),
        coalesce(s.name, e.publisher, ''), coalesce(a.published_on, c.retrieved_at::date),
        -(p.weights <#> %(weights)s::sparsevec), {near}
    FROM claims_passage p JOIN claims_capture c ON c.id = p.capture_id
    LEFT JOIN claims_article a ON a.id = c.article_id LEFT JOIN claims_source s ON s.id = a.source_id
    LEFT JOIN LATERAL (
        SELECT title, publisher FROM claims_evidence WHERE capture_id = c.id ORDER BY id LIMIT 1
    ) e ON true
    WHERE p.id = ANY(%(ids)s) AND p.terms IS NOT NULL
    AND (a.id IS NULL OR NOT a.id = ANY(%(without)s))
    AND (%(before)s::date IS NULL OR coalesce(a.published_on, c.retrieved_at::date) <= %(before)s)
"""
OF_CHECKS = """
    SELECT p.id, p.text, k.id, k.address, coalesce(nullif(k.title, ''), k.claim), k.publisher, k.reviewed_on,
        k.rating_words, -(p.weights <#> %(weights)s::sparsevec), {near}
    FROM claims_knownpassage p JOIN claims_knowncheck k ON k.id = p.known_id
    WHERE p.id = ANY(%(ids)s) AND k.withdrawn_at IS NULL
    AND (k.own_claim_id IS NULL OR k.own_claim_id <> %(claim)s)
    AND (%(before)s::date IS NULL OR k.reviewed_on <= %(before)s)
"""
NEAR_CAPTURE = """(SELECT {cosine} FROM claims_passagevector v
    WHERE v.passage_id = p.id AND v.model_id = {model})"""
NEAR_CHECK = """coalesce(
    (SELECT {cosine} FROM claims_passagevector v WHERE v.known_id = p.id AND v.model_id = {model}),
    (SELECT {cosine} FROM claims_knownvector v WHERE v.passage_id = p.id AND v.model_id = {model}))"""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question to the library: its terms' weights, its vector ("" while those are away), what is barred."""

    terms: Side
    vector: str
    model: EmbeddingModel | None
    floor: float
    before: date | None = None
    without: tuple[int, ...] = ()
    claim: int = 0

    @property
    def values(self) -> dict[str, Any]:
        return {
            "weights": self.terms.vector,
            "vector": self.vector or None,
            "before": self.before,
            "without": list(self.without),
            "claim": self.claim,
        }


def asked(text: str, *, before: date | None = None, without: Sequence[int] = (), claim: int = 0) -> Asked:
    """The question of a text. ``before`` keeps to what was out by that day, ``without`` leaves out articles
    by id, ``claim`` what we published on that claim ourselves."""
    ready = answering()
    return of_terms(text, _vector(ready, text), ready, before=before, without=tuple(without), claim=claim)


def of_terms(text: str, vector: str, ready: tuple[EmbeddingModel, Encoder] | None, **barred: Any) -> Asked:
    bag = counts(clean(text)[:LONGEST])
    rows = KnownTerm.objects.filter(pk__in={*bag, 0}).values_list("pk", "bodies", "captured", "heads")
    standing = {pk: (bodies + captured + heads, 0) for pk, bodies, captured, heads in rows}
    model, floor = (ready[0], ready[1].floor) if ready else (None, 0.0)
    return Asked(side(bag, standing, 0), vector, model, floor, **barred)


def _vector(ready: tuple[EmbeddingModel, Encoder] | None, text: str) -> str:
    return as_text(ready[1]([text]))[0] if ready and any(map(str.isalnum, text)) else ""


def candidates(question: Asked, pool: int = POOL) -> list[dict[str, Any]]:
    """The passages worth weighing with what speaks for each, as plain JSON; the best ``pool`` of them."""
    passages, known = _ids(question, 4 * pool if question.before else pool)
    rows = [*_of_captures(question, passages), *_of_checks(question, known)]
    best = {one.key for _, one in fused([shelved(row) for row in rows])[:pool]}
    return sorted((row for row in rows if row["key"] in best), key=lambda row: str(row["key"]))


def shelved(row: dict[str, Any]) -> Shelved:
    """A stored candidate as the order needs it."""
    return Shelved(row["key"], row["document"], row["words"], row["near"])


def _ids(question: Asked, limit: int) -> tuple[list[int], list[int]]:
    """Ids of captured passages and of checks' passages."""
    passages: set[int] = set()
    known: set[int] = set()
    if question.terms.terms:
        chosen = question.terms.rarest(BUDGET)
        operator = "&&" if chosen else "@>"
        values = {
            "weights": question.terms.vector,
            "terms": chosen or [term for term, _ in question.terms.terms[:2]],
            "budget": BUDGET,
            "limit": limit,
        }
        passages |= {pk for (pk,) in _rows(CAPTURED.format(operator=operator), values)}
        for part in ("p.kind = 'body'", "NOT (p.kind = 'body')"):
            known |= {pk for (pk,) in _rows(CHECKED.format(operator=operator, part=part), values)}
    if question.model is not None and question.vector:
        look_around(limit)
        form = {"model": int(question.model.pk), "dimensions": int(question.model.dimensions)}
        values = {"vector": question.vector, "limit": limit}
        near = _rows(NEAREST.format(**form), values)
        passages |= {pk for pk, _ in near if pk}
        known |= {pk for _, pk in near if pk}
        known |= {pk for (pk,) in _rows(NEAREST_HEADS.format(**form), values)}
    return sorted(passages), sorted(known)


def _of_captures(question: Asked, ids: list[int]) -> list[dict[str, Any]]:
    rows = _rows(OF_CAPTURES.format(near=_near(question, NEAR_CAPTURE)), question.values | {"ids": ids})
    return [
        {
            "key": f"passage {pk}",
            "document": f"capture {capture}",
            "text": text,
            "capture": capture,
            "sha256": sha256,
            "start": start,
            "end": end,
            "article": article,
            "check": None,
            "title": title,
            "publisher": publisher,
            "address": address,
            "dated": day.isoformat() if day else None,
            **_weighed(question, *weighed),
        }
        for pk, text, start, end, capture, address, sha256, article, title, publisher, day, *weighed in rows
    ]


def _of_checks(question: Asked, ids: list[int]) -> list[dict[str, Any]]:
    rows = _rows(OF_CHECKS.format(near=_near(question, NEAR_CHECK)), question.values | {"ids": ids})
    return [
        {
            "key": f"known passage {pk}",
            "document": f"check {check}",
            "text": text,
            "capture": None,
            "article": None,
            "check": check,
            "title": title,
            "publisher": publisher,
            "address": address,
            "rating": rating,
            "dated": day.isoformat() if day else None,
            **_weighed(question, words, near),
        }
        for pk, text, check, address, title, publisher, day, rating, words, near in rows
    ]


def _weighed(question: Asked, words: float, near: float | None) -> dict[str, Any]:
    """Rounded, so that what is stored is what is put in order."""
    likeness = None if near is None else max(0.0, (near - question.floor) / (1 - question.floor))
    return {
        "words": round(words / question.terms.best, 5),
        "near": None if likeness is None else round(likeness, 5),
    }


def _near(question: Asked, form: str) -> str:
    if question.model is None or not question.vector:
        return "NULL"
    cosine = COSINE.format(dimensions=int(question.model.dimensions))
    return form.format(cosine=cosine, model=int(question.model.pk))


def _rows(statement: str, values: dict[str, Any]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        rows: list[Any] = cursor.fetchall()
    return rows
