"""Wait for a job to end; do it here when there is no worker to do it."""

import os
import time
from collections.abc import Callable
from datetime import timedelta

from django.db.models.functions import Now

from claims.actions.jobs import free_expired
from claims.jobs import runner
from claims.models import Job, WorkerSeen

ALIVE = timedelta(seconds=30)  # a worker that lives is seen every ten
PAUSE = 0.2


def wait_for(job: Job, *, seconds: float, tell: Callable[[Job], None] = lambda job: None) -> Job:
    """The job as it ended, or as it stands when the time is up. ``tell`` hears of each look.

    Whoever does it claims it by the same conditional update, so a worker that starts meanwhile and
    this process never both do it. A job that a lost worker left behind is brought back first: where
    no worker lives, nobody else sweeps.
    """
    until = time.monotonic() + seconds
    while job.is_open and time.monotonic() < until:
        if not _done_here(job):
            time.sleep(PAUSE)
        job.refresh_from_db()
        tell(job)
    return job


def wait_for_all(job: Job, *, seconds: float) -> list[Job]:
    """The job and those that went on with its work (``then`` in its result), each as it ended."""
    until = time.monotonic() + seconds
    ended = [wait_for(job, seconds=seconds)]
    for one in ended:  # it grows meanwhile
        rows = Job.objects.filter(pk__in=one.result.get("then", [])).order_by("pk")
        ended += [wait_for(later, seconds=max(0.0, until - time.monotonic())) for later in rows]
    return ended


def _done_here(job: Job) -> bool:
    """Whether this process had a go at it."""
    if worker_seen():
        return False
    free_expired()
    return runner.run(job.pk, worker=f"command {os.getpid()}")


def worker_seen() -> bool:
    return WorkerSeen.objects.filter(seen_at__gt=Now() - ALIVE).exists()
