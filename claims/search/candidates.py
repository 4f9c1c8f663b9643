"""Candidates for a question, and what speaks for each, out of PostgreSQL."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import connection

from claims.models import EmbeddingModel
from claims.nlp.terms import sparse
from claims.search.around import look_around
from claims.search.question import Question, Side

NEAR, HEADS, BODIES = 80, 60, 40
"""How many candidates each direction brings."""
BUDGET = {"heads": 3_000, "bodies": 2_000}
"""Passages that are weighed for a question; the rarest terms choose them."""
SHARED, ALIKE = 0.07, 0.3
"""From where shared words, or likeness of meaning, make a check relevant to a question.

bench/relevance.py: of the debate lines of CheckThat!'22 2B with the check that people found, 91.6 % reach
one of the two, and of pairs by chance 15.2 %; what is further away comes last.
"""
TELLING, FURTHER = 24, 50_000
"""Terms of a question that lead on beyond its candidates, and the passages that may hold one of them."""

NEAREST = """
    SELECT {owner}, max(near) FROM (
        SELECT passage_id, -(vector::halfvec({dimensions}) <#> %(vector)s::halfvec({dimensions})) AS near
        FROM claims_knownvector v WHERE model_id = {model} AND {ours} ours {fits}
        ORDER BY vector::halfvec({dimensions}) <#> %(vector)s::halfvec({dimensions}) LIMIT %(limit)s
    ) v JOIN claims_knownpassage p ON p.id = v.passage_id
    GROUP BY 1
"""
SHARING = """
    SELECT {owner}, max(score) AS score FROM (
        SELECT {owner}, -(weights <#> %(weights)s::sparsevec) AS score FROM claims_knownpassage
        WHERE terms {operator} %(terms)s::int[] AND {part} {fits} LIMIT %(budget)s
    ) p GROUP BY 1 ORDER BY score DESC LIMIT %(limit)s
"""
NEXT = """
    SELECT DISTINCT known_id FROM claims_knownpassage
    WHERE terms && %(terms)s::int[] AND known_id IS NOT NULL AND NOT (kind = 'body') AND known_id < %(below)s
    AND NOT known_id = ANY(%(without)s) AND -(weights <#> %(weights)s::sparsevec) >= %(least)s
    AND known_id IN ({fits}) ORDER BY known_id DESC LIMIT %(limit)s
"""
SPEAKING = """
    SELECT p.{owner}, p.kind, p.id,
        -(p.weights <#> CASE p.kind WHEN 'body' THEN %(bodies)s::sparsevec ELSE %(heads)s::sparsevec END),
        {near}
    FROM claims_knownpassage p WHERE p.{owner} = ANY(%(ids)s)
"""
NEAR_OF = """CASE WHEN p.kind <> 'body' THEN (
    SELECT -(v.vector::halfvec({dimensions}) <#> %(vector)s::halfvec({dimensions})) FROM claims_knownvector v
    WHERE v.passage_id = p.id AND v.model_id = {model}) END"""
PARTS = {
    "heads": "known_id IS NOT NULL AND NOT (kind = 'body')",
    "bodies": "known_id IS NOT NULL AND kind = 'body'",
    "claims": "claim_id IS NOT NULL",
}
STANDING = """
    SELECT id FROM claims_knowncheck WHERE id = ANY(%(ids)s) AND withdrawn_at IS NULL
    AND (%(language)s::text IS NULL OR language IN ('', %(language)s))
    AND (%(day)s::date IS NULL OR reviewed_on <= %(day)s)
"""


@dataclass(slots=True)
class Evidence:
    """What speaks for one candidate: BM25 of claim, title and each body passage, cosines of the heads.

    ``best`` is the passage nearest to the question: (share of the best score possible, its id).
    """

    claim: float = 0.0
    title: float = 0.0
    bodies: list[float] = field(default_factory=list)
    near_claim: float = 0.0
    near_title: float = 0.0
    best: tuple[float, int] = (-1.0, 0)

    @property
    def speaks(self) -> bool:
        """Whether anything does: a telling word, or a likeness of meaning."""
        words = max(self.claim, self.title, *self.bodies, 0.0)
        return words >= SHARED or max(self.near_claim, self.near_title) >= ALIKE


@dataclass(frozen=True, slots=True)
class Scope:
    """Where to look: ``among`` "checks" or "claims", and which of them.

    ``only`` are the ids of checks to weigh, where they are few; ``fits`` is the SQL of a query for the ids
    of those that may be found, where they are many.
    """

    among: str = "checks"
    language: str | None = None
    as_of: date | None = None
    only: tuple[int, ...] | None = None
    fits: str = ""

    @property
    def owner(self) -> str:
        return "known_id" if self.among == "checks" else "claim_id"

    @property
    def narrow(self) -> bool:
        return self.among == "checks" and (self.language is not None or self.as_of is not None)

    def fitting(self, column: str) -> str:
        return f"AND {column} IN ({self.fits})" if self.fits else ""


def candidates(question: Question, scope: Scope, model: EmbeddingModel | None) -> list[int]:
    """Ids of checks (or claims) worth weighing, in no order. A narrowed search fetches more of them."""
    if scope.only is not None:
        return _standing(set(scope.only), scope)
    wide = 4 if scope.narrow else 1
    found: set[int] = set()
    parts = ("heads", "bodies") if scope.among == "checks" else ("claims",)
    for part in parts:
        asked = question.bodies if part == "bodies" else question.heads
        limit = (BODIES if part == "bodies" else HEADS) * wide
        found |= {owner for owner, _ in _sharing(asked, part, scope, limit)}
    if model is not None and question.vector:
        found |= {owner for owner, _ in _nearest(question, scope, model, NEAR * wide)}
    return _standing(found, scope)


def _sharing(asked: Side, part: str, scope: Scope, limit: int) -> list[Any]:
    """Passages with the rarest terms; where even the rarest is common, with the two rarest together."""
    if not asked.terms:
        return []
    budget = BUDGET["bodies" if part == "bodies" else "heads"]
    chosen = asked.rarest(budget)
    operator = "&&" if chosen else "@>"
    return _rows(
        SHARING.format(
            owner=scope.owner, operator=operator, part=PARTS[part], fits=scope.fitting("known_id")
        ),
        weights=asked.vector,
        terms=chosen or [term for term, _ in asked.terms[:2]],
        budget=budget,
        limit=limit,
    )


def _nearest(question: Question, scope: Scope, model: EmbeddingModel, limit: int) -> list[Any]:
    statement = NEAREST.format(
        owner=scope.owner,
        dimensions=int(model.dimensions),
        model=int(model.pk),
        ours="NOT" if scope.among == "checks" else "",
        fits=_passage_fits(scope),
    )
    look_around(limit, until_enough=bool(scope.fits))
    return _rows(statement, vector=question.vector, limit=limit)


def _passage_fits(scope: Scope) -> str:
    if not scope.fits:
        return ""
    return (
        "AND EXISTS (SELECT 1 FROM claims_knownpassage k WHERE k.id = v.passage_id "
        f"AND k.known_id IN ({scope.fits}))"
    )


@dataclass(frozen=True, slots=True)
class Telling:
    """The terms by which a walk goes on beyond the candidates, weighed once for the whole of it.

    Weights are in thousandths, and so is ``least``: what a check must reach to have words in common.
    """

    weights: tuple[tuple[int, int], ...] = ()
    least: int = 0


def telling(question: Question) -> Telling:
    """The question's rarest terms, as far as what holds them can be weighed on each page."""
    side = question.heads
    terms = side.rarest(FURTHER)[:TELLING]
    weights = tuple((term, max(1, round(side.weights[term] * 1000))) for term in terms)
    return Telling(weights, max(1, round(SHARED * side.best * 1000)))


def beyond(words: Telling, fits: str, *, below: int, without: list[int], limit: int) -> list[int]:
    """Ids of checks under ``below`` that share the words, the newest first; of those that ``fits`` names."""
    if not words.weights:
        return []
    weights = {term: weight / 1000 for term, weight in words.weights}
    rows = _rows(
        NEXT.format(fits=fits),
        terms=[term for term, _ in words.weights],
        weights=sparse(dict(sorted(weights.items()))),
        least=words.least / 1000,
        below=below,
        without=without,
        limit=limit,
    )
    return [pk for (pk,) in rows]


def _standing(ids: set[int], scope: Scope) -> list[int]:
    """Those that are not withdrawn, in the language and out by the day that was asked for."""
    if scope.among != "checks" or not ids:
        return sorted(ids)
    rows = _rows(STANDING, ids=sorted(ids), language=scope.language, day=scope.as_of)
    return sorted(pk for (pk,) in rows)


def evidence(
    question: Question, ids: list[int], scope: Scope, model: EmbeddingModel | None, floor: float = 0.0
) -> dict[int, Evidence]:
    """What speaks for each of these. ``floor`` is the likeness that the model gives to unrelated texts."""
    likeness = "NULL"
    if model is not None and question.vector:
        likeness = NEAR_OF.format(dimensions=int(model.dimensions), model=int(model.pk))
    found = {pk: Evidence() for pk in ids}
    rows = _rows(
        SPEAKING.format(owner=scope.owner, near=likeness),
        ids=ids,
        heads=question.heads.vector,
        bodies=question.bodies.vector,
        vector=question.vector or None,
    )
    for owner, kind, passage, score, cosine in rows:
        near = max(0.0, ((cosine or 0.0) - floor) / (1 - floor))
        _add(found[owner], question, kind, passage, score, near)
    return found


def _add(to: Evidence, question: Question, kind: str, passage: int, score: float, cosine: float) -> None:
    share = score / (question.bodies if kind == "body" else question.heads).best
    if kind == "claim":
        to.claim, to.near_claim = share, cosine
    elif kind == "title":
        to.title, to.near_title = share, cosine
    else:
        to.bodies.append(share)
    to.best = max(to.best, (max(share, cosine), passage))


def _rows(statement: str, **values: Any) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        rows: list[Any] = cursor.fetchall()
    return rows
