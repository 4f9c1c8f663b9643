"""Verification runs: asked for by people, written down by workers."""

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import InterfaceError, connection, transaction
from django.utils import timezone

from accounts.models import User
from claims import rules
from claims.actions.jobs import enqueue
from claims.models import Claim, Job, JobKind, Run, Step


@transaction.atomic
def request_run(claim: Claim, *, by: User, before: bool = False) -> Job:
    """Have a worker look for what is known of the claim; asking while one looks is the same job.

    ``before`` leaves out what came out after the claim was made.
    """
    rules.may_verify(by, claim).check()
    payload = {"before": True} if before else {}
    return enqueue(JobKind.VERIFY, key=f"claim:{claim.pk}", by=by, claim=claim, payload=payload)


@transaction.atomic
def request_replay(run: Run, *, by: User) -> Job:
    """Have a worker answer the run's steps again from their stored inputs."""
    rules.may_verify(by, run.claim).check()
    return enqueue(JobKind.REPLAY, key=f"run:{run.pk}", by=by, claim=run.claim, payload={"run": run.pk})


@contextmanager
def machine(run: Run) -> Iterator[None]:
    """While this connection works for a run, PostgreSQL lets it move no claim and write no draft."""
    _say(str(run.pk))
    try:
        yield
    finally:
        if connection.connection is not None and not connection.needs_rollback:
            _say("")


def _say(run: str) -> None:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('newsroom.run', %s, false)", [run])
    except InterfaceError:  # the connection is gone, and with it what was said to it
        connection.close()


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
