"""Verification runs: asked for by people, written down by workers."""

import hashlib
import json
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from claims import rules
from claims.actions.jobs import enqueue
from claims.models import Claim, Job, JobKind, Run, Step


@transaction.atomic
def request_run(claim: Claim, *, by: User) -> Job:
    """Have a worker look for what is known of the claim; asking while one looks is the same job."""
    rules.may_verify(by, claim).check()
    return enqueue(JobKind.VERIFY, key=f"claim:{claim.pk}", by=by, claim=claim)


@transaction.atomic
def open_run(job: Job) -> Run:
    """The job's run, begun now or in an attempt that was lost."""
    if job.claim is None:
        raise ValueError("a run is of a claim")
    run, _ = Run.objects.get_or_create(job=job, defaults={"claim": job.claim, "requested_by": job.created_by})
    return run


@transaction.atomic
def record_step(
    run: Run,
    position: int,
    name: str,
    *,
    inputs: dict[str, Any],
    outputs: dict[str, Any],
    model: str,
    model_version: str,
    started_at: datetime,
    error: str = "",
) -> Step:
    """Write a step down, once: a repeated attempt finds it there and changes nothing."""
    took = timezone.now() - started_at
    step, _ = Step.objects.get_or_create(
        run=run,
        position=position,
        defaults={
            "name": name,
            "inputs": inputs,
            "inputs_digest": digest(inputs),
            "outputs": outputs,
            "outputs_digest": digest(outputs),
            "model": model,
            "model_version": model_version,
            "started_at": started_at,
            "duration_ms": round(took.total_seconds() * 1000),
            "error": error,
        },
    )
    return step


@transaction.atomic
def close_run(run: Run) -> Run:
    Run.objects.filter(pk=run.pk, finished_at=None).update(finished_at=timezone.now())
    run.refresh_from_db()
    return run


def digest(value: dict[str, Any]) -> str:
    """SHA-256 over canonical JSON: sorted keys, no spaces, UTF-8 as it is."""
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
