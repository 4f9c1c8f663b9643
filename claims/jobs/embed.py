"""Make claims and known checks findable: words first, then sentence vectors, in batches.

Idempotent and resumable: each batch is a transaction, and what has its vector is never asked again.
"""

from collections.abc import Callable
from typing import Any

import structlog

from claims.actions.matches import look_for_matches
from claims.actions.mirror import mirror_publications
from claims.actions.searchable import index_claims
from claims.actions.vectors import drop_retired, embed_batch, model_of, switch
from claims.jobs.progress import Progress
from claims.models import EmbeddingModel, Job, KnownPassage
from claims.nlp.vectors import Encoder, WeightsBroken
from claims.search.encoders import answering, newest

log = structlog.get_logger(__name__)
BATCH = 512  # passages a transaction: eight seconds of one core, far below the lease


def embed(job: Job, progress: Progress) -> dict[str, Any]:
    """Without the encoder's files, words alone are searched, and the result says so."""
    progress(0, 0, "Reading new claims and checks")
    asked = job.payload.get("claims")
    words = index_claims(asked) + mirror_publications(asked)
    done = {"passages": words, **_vectors(progress)}
    look_for_matches(asked or [])  # only now: of two new claims, the one that is ready later finds the other
    return done


def _vectors(progress: Progress) -> dict[str, Any]:
    try:
        coming = newest()
    except WeightsBroken as error:
        log.error("vectors.away", reason=str(error))
        return {"vectors": 0, "note": f"Words only: {error}"}
    return {"vectors": fill(coming, progress)}


def fill(coming: Encoder, tell: Callable[[int, int, str], None] = lambda *_: None) -> int:
    """Make every missing vector, and let a new model answer when it has all of them. How many."""
    model = model_of(coming)
    now = answering()
    done = 0
    if now is not None and now[0].pk != model.pk:
        done += _fill(*now, tell)  # it answers until the other one is complete
    done += _fill(model, coming, tell)
    if model.state == EmbeddingModel.State.FILLING:
        switch(model)
    drop_retired()
    return done


def _fill(model: EmbeddingModel, ready: Encoder, tell: Callable[[int, int, str], None]) -> int:
    """Make the vectors that are missing; how many."""
    total = KnownPassage.objects.exclude(kind=KnownPassage.Kind.BODY).count()
    done = last = 0
    while (found := embed_batch(model, ready, after=last, size=BATCH)).many:
        last, done = found.last, done + found.many
        tell(done, max(done, total), f"{done:,} sentence vectors made")
    return done
