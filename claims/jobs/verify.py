"""Look for what is known of a claim, step by step. It suggests; it never moves the claim nor rates it."""

from collections.abc import Callable
from datetime import date
from typing import Any

import structlog
from celery.exceptions import SoftTimeLimitExceeded
from django.db import InterfaceError, OperationalError
from django.utils import timezone

from claims.actions.runs import close_run, machine, open_run, record_step
from claims.errors import JobError, Sentence
from claims.jobs.progress import LostLease, Progress
from claims.jobs.steps import STEPS, Context, Inputs, Outputs, Step
from claims.models import Job, Run
from claims.said import said

log = structlog.get_logger(__name__)
WRONG = said("This step went wrong in the program; the others went on.")
NOT_OURS = (LostLease, SoftTimeLimitExceeded, OperationalError, InterfaceError)
"""What ends the attempt and no step: the job is run again, or is over."""


def verify(job: Job, progress: Progress) -> dict[str, Any]:
    """Run each step that no earlier attempt has stored. One that fails is stored with its error."""
    if job.claim is None:
        return {}
    run = open_run(job)
    with machine(run):
        walk(run, _before(job, run), progress)
        close_run(run)
    progress(len(STEPS), len(STEPS))
    return {"run": run.pk}


def _before(job: Job, run: Run) -> date | None:
    """The claim's own day, where only what was out by then is asked for."""
    return run.claim.made_on if job.payload.get("before") else None


def walk(run: Run, before: date | None, tell: Callable[[int, int, str], None]) -> None:
    context = Context(run, before)
    stored = {step.position: step for step in run.steps.all()}
    for position, step in enumerate(STEPS):
        tell(position, len(STEPS), step.label)
        known = stored.get(position)
        context.outputs[step.name] = known.outputs if known else _take(run, position, step, context)
        if context.outputs[step.name]:
            step.after(context, context.outputs[step.name])


def _take(run: Run, position: int, step: Step, context: Context) -> Outputs:
    started = timezone.now()
    inputs: Inputs = dict(context.said)
    outputs: Outputs = {}
    error = ""
    try:
        inputs = step.gather(context)
        outputs = step.answer(inputs)
    except NOT_OURS:
        raise
    except Exception as wrong:
        log.exception("step.failed", run=run.pk, step=step.name)
        outputs = {}
        error = str(wrong) if isinstance(wrong, JobError | Sentence) else WRONG
    kept = record_step(
        run,
        position,
        step.name,
        inputs=inputs,
        outputs=outputs,
        model=step.model,
        model_version=step.version()[:100],
        started_at=started,
        error=error,
    )
    return dict(kept.outputs)
