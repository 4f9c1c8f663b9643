"""Wait for a job to end; do it here when there is no worker to do it."""

import os
import time
from collections.abc import Callable
from datetime import timedelta

from django.db.models.functions import Now

from claims.jobs import runner
from claims.models import Job, WorkerSeen

ALIVE = timedelta(seconds=30)  # a worker that lives is seen every ten
PAUSE = 0.2


def wait_for(job: Job, *, seconds: float, tell: Callable[[Job], None] = lambda job: None) -> Job:
    """The job as it ended, or as it stands when the time is up. ``tell`` hears of each look.

    Whoever does it claims it by the same conditional update, so a worker that starts meanwhile and
    this process never both do it.
    """
    until = time.monotonic() + seconds
    while job.is_open and time.monotonic() < until:
        if not (not worker_seen() and runner.run(job.pk, worker=f"command {os.getpid()}")):
            time.sleep(PAUSE)
        job.refresh_from_db()
        tell(job)
    return job


def worker_seen() -> bool:
    return WorkerSeen.objects.filter(seen_at__gt=Now() - ALIVE).exists()
