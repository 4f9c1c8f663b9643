"""Make claims and known checks findable: words first, then sentence vectors, in batches.

Idempotent and resumable: each batch is a transaction, and what has its vector is never asked again. What
answers searches is filled first; a model that is to follow it is filled by jobs of its own, turn by turn,
so that a new claim never waits for it.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import structlog

from claims.actions.jobs import enqueue
from claims.actions.matches import look_for_matches
from claims.actions.mirror import mirror_publications
from claims.actions.searchable import index_claims
from claims.actions.vectors import drop_retired, embed_batch, model_of, switch
from claims.jobs.progress import Progress
from claims.models import EmbeddingModel, Job, JobKind, KnownPassage
from claims.nlp.vectors import Encoder, WeightsBroken
from claims.said import said
from claims.search.encoders import answering, encoders, newest

log = structlog.get_logger(__name__)
BATCH = 512  # passages a transaction: eight seconds of one core, far below the lease
TURN = 600  # seconds of filling in one job: Celery ends a task after 840
Tell = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class Filled:
    """``many`` vectors were made; ``complete`` when none was missing at the end."""

    many: int
    complete: bool


def embed(job: Job, progress: Progress) -> dict[str, Any]:
    """Without the encoder's files, words alone are searched, and the result says so."""
    if job.payload.get("model"):
        return _turn(job, progress)
    progress(0, 0, said("Reading new claims and checks"))
    asked = job.payload.get("claims")
    words = index_claims(asked) + mirror_publications(asked)
    done = {"passages": words, **_vectors(progress)}
    look_for_matches(asked or [])  # only now: of two new claims, the one that is ready later finds the other
    return done


def _vectors(tell: Tell) -> dict[str, Any]:
    """Vectors of the model that answers; what is left over, and a model to come, go to later jobs."""
    try:
        coming = model_of(newest())
    except WeightsBroken as error:
        log.error("vectors.away", reason=str(error))
        return _old_ones(tell, str(error))
    now = answering()
    filled = _fill(*now, tell, TURN) if now else Filled(0, complete=True)
    later = [] if filled.complete or not now else [now[0]]
    later += [coming] if coming.state == EmbeddingModel.State.FILLING else []
    if not later:
        drop_retired()
    return {"vectors": filled.many, **_then([_go_on(model, 1) for model in later])}


def _old_ones(tell: Tell, broken: str) -> dict[str, Any]:
    """The newest encoder is broken: what answers goes on answering, if anything does."""
    now = answering()
    if now is None:
        return {"vectors": 0, "note": said("Words only: %(broken)s", broken=broken)}
    filled = _fill(*now, tell, TURN)
    later = [] if filled.complete else [_go_on(now[0], 1)]
    return {
        "vectors": filled.many,
        "note": said("The earlier vectors answer: %(broken)s", broken=broken),
        **_then(later),
    }


def _go_on(model: EmbeddingModel, turn: int) -> Job:
    """Asked for by every job that comes by, it is one job."""
    payload = {"model": model.digest, "turn": turn}
    return enqueue(JobKind.EMBED, key=f"model:{model.pk}:{turn}", by=None, payload=payload)


def _then(later: list[Job]) -> dict[str, Any]:
    return {"then": [job.pk for job in later]} if later else {}


def _turn(job: Job, tell: Tell) -> dict[str, Any]:
    """Fill a model for a while, ask for the next turn, or let it answer when it is complete."""
    digest, turn = job.payload["model"], job.payload.get("turn", 1)
    model = EmbeddingModel.objects.filter(digest=digest).exclude(state=EmbeddingModel.State.RETIRED).first()
    encoder = next((one for one in encoders() if one.version == digest), None)
    if model is None or encoder is None:
        return {
            "vectors": 0,
            "note": said("Overtaken by another model.") if encoder else said("Its files are away."),
        }
    filled = _fill(model, encoder, tell, TURN)
    if not filled.complete:
        return {"vectors": filled.many, **_then([_go_on(model, turn + 1)])}
    return {"vectors": filled.many + _take_over(model, encoder, tell)}


def fill(coming: Encoder, tell: Tell = lambda *_: None) -> int:
    """Make every missing vector at once, and let a new model answer when it has all of them. How many."""
    model, now = model_of(coming), answering()
    done = 0
    if now is not None and now[0].pk != model.pk:
        done += _fill(*now, tell).many  # it answers until the other one is complete
    done += _fill(model, coming, tell).many + _take_over(model, coming, tell)
    drop_retired()
    return done


def _take_over(model: EmbeddingModel, encoder: Encoder, tell: Tell) -> int:
    """What came in between the last look and the switch got vectors of the old model only: look again."""
    return _fill(model, encoder, tell).many if switch(model) else 0


def _fill(model: EmbeddingModel, ready: Encoder, tell: Tell, seconds: float = float("inf")) -> Filled:
    """Make the vectors that are missing, for so long."""
    total = KnownPassage.objects.exclude(kind=KnownPassage.Kind.BODY).count()
    until, done, last = time.monotonic() + seconds, 0, 0
    while (found := embed_batch(model, ready, after=last, size=BATCH)).many:
        last, done = found.last, done + found.many
        tell(
            done,
            max(done, total),
            said("%(many)s sentence vectors made (%(model)s)", many=f"{done:,}", model=model.name),
        )
        if time.monotonic() >= until:
            return Filled(done, complete=found.many < BATCH)
    return Filled(done, complete=True)
