"""Answer each step of a run again from its stored inputs: the same comes out, or it is said why not."""

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

import structlog

from claims.actions.runs import digest
from claims.jobs.progress import Progress
from claims.jobs.steps import BY_NAME
from claims.models import Job, Run, Step
from claims.said import said

log = structlog.get_logger(__name__)


class Outcome(StrEnum):
    SAME = "same"
    OTHER = "other"
    MODEL_CHANGED = "model_changed"
    FAILED_THEN = "failed_then"
    UNKNOWN = "unknown"


SAID = {
    Outcome.SAME: said("The same outputs, the same digest."),
    Outcome.OTHER: said("Other outputs, though the model is the same."),
    Outcome.MODEL_CHANGED: said("Another model or version answers now, and it answers otherwise."),
    Outcome.FAILED_THEN: said("This step had failed: there is nothing to compare with."),
    Outcome.UNKNOWN: said("This step is of an older version of the program, which is gone."),
}


@dataclass(frozen=True, slots=True)
class Replayed:
    """One step again: ``then`` and ``now`` are the digests of its outputs, ``version`` what answers now."""

    step: str
    outcome: str
    then: str
    now: str
    version: str

    @property
    def sentence(self) -> str:
        return SAID[Outcome(self.outcome)]


def replay_run(run: Run) -> list[Replayed]:
    """Every step in its order. Writes nothing."""
    return [_again(step) for step in run.steps.order_by("position")]


def _again(step: Step) -> Replayed:
    known = BY_NAME.get(step.name)
    if known is None:
        return Replayed(step.name, Outcome.UNKNOWN, step.outputs_digest, "", "")
    version = known.version()[:100]
    if step.error:
        return Replayed(step.name, Outcome.FAILED_THEN, step.outputs_digest, "", version)
    try:
        now = digest(known.answer(step.inputs))
    except (KeyError, TypeError, ValueError):  # inputs of another version's shape
        log.exception("replay.failed", step=step.pk)
        return Replayed(step.name, Outcome.UNKNOWN, step.outputs_digest, "", version)
    if now == step.outputs_digest:
        outcome = Outcome.SAME
    else:
        outcome = Outcome.OTHER if version == step.model_version else Outcome.MODEL_CHANGED
    return Replayed(step.name, outcome, step.outputs_digest, now, version)


def replay(job: Job, progress: Progress) -> dict[str, Any]:
    """The result is the replay: a page reads it from the job. A run that is gone ends it quietly."""
    run = Run.objects.filter(pk=job.payload.get("run")).first()
    if run is None:
        return {}
    progress(0, 1, said("Running it again"))
    found = replay_run(run)
    progress(1, 1)
    return {"run": run.pk, "steps": [asdict(one) for one in found]}
