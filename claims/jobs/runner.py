"""Run one job: claim it, keep its lease, do it, write down how it ended."""

import random
import traceback
from datetime import timedelta

import structlog
from celery.exceptions import SoftTimeLimitExceeded
from django.db.models import F, QuerySet
from django.db.models.functions import Now

from claims.errors import Permanent, Sentence, Transient
from claims.jobs import HANDLERS
from claims.jobs.progress import Heartbeat, LostLease, Progress, lease
from claims.models import Job
from claims.said import said

log = structlog.get_logger(__name__)
BACK_OFF, BACK_OFF_MAX = 5, 3600  # seconds, doubled at each attempt
AFTER_MAX = 86_400  # nobody makes us wait longer than a day
UNEXPECTED = said("Something went wrong in the program. An operator can see the details on the job's page.")


def claim_job(job_id: int, worker: str) -> Job | None:
    """Take the job if it waits and is due, by one conditional update on the database's clock."""
    taken = Job.objects.filter(pk=job_id, state=Job.State.WAITING, run_after__lte=Now()).update(
        state=Job.State.RUNNING,
        attempts=F("attempts") + 1,
        lease_until=Now() + lease(),
        worker=worker[:200],
        started_at=Now(),
        error="",
    )
    return Job.objects.get(pk=job_id) if taken else None


def run(job_id: int, *, worker: str) -> bool:
    """Do the job if it is there to be done. Messages that come twice, or too late, end quietly."""
    job = claim_job(job_id, worker)
    if job is None:
        return False
    log.info("job.started", job=job.pk, kind=job.kind, attempt=job.attempts)
    try:
        with Heartbeat(job):
            result = HANDLERS[job.kind](job, Progress(job))
    except LostLease:
        log.warning("job.lost_lease", job=job.pk)
    except (Permanent, Sentence) as error:
        _bury(job, str(error))
    except SoftTimeLimitExceeded:
        _bury(job, said("This took longer than a job may take."))
    except Transient as error:
        _again(job, str(error), after=error.after)
    except Exception:
        log.exception("job.crashed", job=job.pk)
        _again(job, UNEXPECTED, traceback.format_exc())
    else:
        _end(job, Job.State.DONE, result=result, error="", error_detail="")
    return True


def _again(job: Job, error: str, detail: str = "", after: float | None = None) -> None:
    """Back to waiting, later and later, never before ``after`` seconds; dead after the last attempt."""
    if job.attempts >= job.max_attempts:
        _bury(job, error, detail)
        return
    delay = min(BACK_OFF * 2 ** (job.attempts - 1), BACK_OFF_MAX) * random.uniform(0.8, 1.2)  # noqa: S311
    delay = max(delay, min(after or 0, AFTER_MAX))
    _held(job).update(
        state=Job.State.WAITING,
        lease_until=None,
        dispatched_at=None,
        run_after=Now() + timedelta(seconds=delay),
        error=error,
        error_detail=detail,
    )


def _bury(job: Job, error: str, detail: str = "") -> None:
    _end(job, Job.State.DEAD, error=error, error_detail=detail)


def _end(job: Job, state: str, **fields: object) -> None:
    if _held(job).update(state=state, lease_until=None, finished_at=Now(), **fields):
        log.info("job.ended", job=job.pk, kind=job.kind, state=state)
    else:
        log.warning("job.lost_lease", job=job.pk)


def _held(job: Job) -> "QuerySet[Job]":
    """The row while this very attempt holds it: a slower twin finds nothing to write."""
    return Job.objects.filter(pk=job.pk, state=Job.State.RUNNING, attempts=job.attempts)
