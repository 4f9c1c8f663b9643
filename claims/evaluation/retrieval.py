"""The library's search: SciFact's abstracts for its claims (nDCG@10), AVeriTeC's answers for theirs (R@10).

Everything goes through the product: captures cut into passages, their terms and vectors, candidates out of
PostgreSQL and the order of `claims.nlp.fusing`; each set in a scratch database of its own, which is kept.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from django.db import connection
from django.utils import timezone

from claims.actions.library import cut, shelve_batch
from claims.actions.vectors import model_of
from claims.evaluation.figure import Figure
from claims.evaluation.scratch import database
from claims.evaluation.verdict import answers
from claims.jobs.shelve import fill
from claims.models import Capture
from claims.nlp.fusing import VERSION, Shelved, documents
from claims.nlp.terms import counts
from claims.nlp.vectors import as_text
from claims.search.encoders import answering, newest
from claims.search.library import POOL, candidates, of_terms, shelved

DEPTH = 10
AT_ONCE = 64
WIDE = 4 * POOL
"""Candidates that documents are made of: a document has several passages."""


def engine() -> str:
    return f"{newest().name} {newest().version[:12]}, {VERSION}"


def figures(data: Path) -> list[Figure]:
    return [*_scifact(data), *_averitec(data)]


def _scifact(data: Path) -> Iterator[Figure]:
    corpus = {r["doc_id"]: f"{r['title']}\n\n{' '.join(r['abstract'])}" for r in _lines(data, "corpus")}
    rows = [(r["claim"], {int(doc) for doc in r["cited_doc_ids"]}) for r in _lines(data, "claims_train")]
    with database("scifact"):
        place = _stored(corpus)
        found = _ranked([claim for claim, _ in rows])
        values = [ndcg([place[doc] for doc in own], gold) for own, (_, gold) in zip(found, rows, strict=True)]
    note = f"{len(rows)} claims of its train part, {len(corpus)} abstracts; nothing was trained on it"
    yield Figure("SciFact", "nDCG@10", sum(values) / len(values), "≥ .70", "BM25 .670", note)


def _lines(data: Path, name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (data / f"scifact/{name}.jsonl").read_text("utf-8").splitlines()]


def _averitec(data: Path) -> Iterator[Figure]:
    claims = json.loads((data / "averitec/train.json").read_text("utf-8"))
    texts: dict[str, int] = {}
    rows = []
    for claim in claims:
        own = {texts.setdefault(one, len(texts)) for one in answers(claim)}
        if own:
            rows.append((claim["claim"], own))
    with database("averitec"):
        place = _stored({number: text for text, number in texts.items()})
        found = _ranked([claim for claim, _ in rows])
        values = [
            len({place[doc] for doc in own[:DEPTH]} & gold) / min(len(gold), DEPTH)
            for own, (_, gold) in zip(found, rows, strict=True)
        ]
    note = f"{len(rows)} claims, {len(texts)} question-answer passages of all claims together"
    yield Figure("AVeriTeC train answers", "R@10", sum(values) / len(values), note=note)


def _stored(texts: dict[int, str]) -> dict[str, int]:
    """The texts as captures in the library; the document's name → its number. What is there stays."""
    digests = {hashlib.sha256(text.encode()).hexdigest(): number for number, text in texts.items()}
    known = dict(Capture.objects.filter(sha256__in=list(digests)).values_list("sha256", "pk"))
    for digest, number in digests.items():
        if digest not in known:
            known[digest] = stored(texts[number]).pk
    while shelve_batch():
        pass
    model_of(newest())
    fill()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE claims_passage, claims_passagevector")
    return {f"capture {pk}": digests[digest] for digest, pk in known.items()}


def stored(text: str) -> Capture:
    """The text as a capture, cut into passages."""
    raw = text.encode()
    digest = hashlib.sha256(raw).hexdigest()
    made = Capture.objects.create(
        text=text,
        sha256=digest,
        raw=raw,
        raw_sha256=digest,
        media_type="text/plain",
        retrieved_at=timezone.now(),
    )
    cut(made)
    return made


def _ranked(texts: Sequence[str]) -> list[list[str]]:
    """The documents for each text, best first."""
    ready = answering()
    found = []
    for start in range(0, len(texts), AT_ONCE):
        part = texts[start : start + AT_ONCE]
        vectors = as_text(ready[1](part)) if ready else [""] * len(part)
        for text, vector in zip(part, vectors, strict=True):
            pool: Iterable[Shelved] = map(shelved, candidates(of_terms(text, vector, ready), WIDE))
            found.append([document for _, document in documents(list(pool))] if counts(text) else [])
    return found


def ndcg(found: Sequence[int], gold: set[int]) -> float:
    """Of binary relevance, at ten."""
    got = sum(1 / math.log2(place + 2) for place, doc in enumerate(found[:DEPTH]) if doc in gold)
    best = sum(1 / math.log2(place + 2) for place in range(min(DEPTH, len(gold))))
    return got / best if best else 0.0
