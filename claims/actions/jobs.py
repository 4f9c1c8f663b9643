"""Ask for background work, and have another go at what failed."""

from datetime import timedelta
from typing import Any

import structlog
from celery import current_app
from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.db.models.functions import Now

from accounts.models import User
from claims import rules
from claims.errors import Refused
from claims.models import QUEUES, Article, Claim, Intake, Job, JobKind

log = structlog.get_logger(__name__)


@transaction.atomic
def enqueue(
    kind: JobKind,
    *,
    key: str,
    by: User | None,
    article: Article | None = None,
    claim: Claim | None = None,
    intake: Intake | None = None,
    payload: dict[str, Any] | None = None,
) -> Job:
    """The unfinished job of this kind and key, made now unless it is there already.

    The row belongs to the caller's transaction; Celery hears of it after the commit. When the broker
    is away nothing is lost: the sweep sends it later.
    """
    job, new = Job.objects.get_or_create(
        kind=kind,
        key=key,
        state__in=[Job.State.WAITING, Job.State.RUNNING],
        defaults={
            "queue": QUEUES[kind],
            "payload": payload or {},
            "run_after": Now(),
            "article": article,
            "claim": claim,
            "intake": intake,
            "created_by": by,
        },
    )
    if new:
        transaction.on_commit(lambda: dispatch(job))
    return job


def dispatch(job: Job) -> bool:
    """Tell a worker of the job. False when the broker is away."""
    try:
        current_app.send_task("claims.tasks.run_job", args=[job.pk], queue=job.queue)
    except Exception as error:  # kombu wraps some connection errors and lets others through
        log.warning("job.not_dispatched", job=job.pk, error=type(error).__name__)
        return False
    Job.objects.filter(pk=job.pk).update(dispatched_at=Now())
    return True


@transaction.atomic
def retry(job: Job, *, by: User) -> Job:
    """Another go at a failed job, with a fresh count of attempts. Repeating it changes nothing."""
    rules.may_retry_job(by).check()
    locked = Job.objects.select_for_update().get(pk=job.pk)
    if locked.is_open:
        return locked
    if locked.state != Job.State.DEAD:
        raise Refused("Only a failed job can be started again.")
    if Job.objects.filter(kind=locked.kind, key=locked.key, state__in=["waiting", "running"]).exists():
        raise Refused("The same job is under way already.")
    Job.objects.filter(pk=locked.pk).update(
        state=Job.State.WAITING, attempts=0, run_after=Now(), finished_at=None, error="", error_detail=""
    )
    locked.refresh_from_db()
    transaction.on_commit(lambda: dispatch(locked))
    return locked


@transaction.atomic
def cancel(job: Job, *, by: User) -> Job:
    """Take a waiting job out. A running one finishes: its work is one transaction."""
    rules.may_retry_job(by).check()
    taken = Job.objects.filter(pk=job.pk, state=Job.State.WAITING).update(
        state=Job.State.CANCELLED, finished_at=Now()
    )
    job.refresh_from_db()
    if not taken and job.state != Job.State.CANCELLED:
        raise Refused("Only a waiting job can be cancelled.")
    return job


def sweep() -> dict[str, int]:
    """Bring back what was lost: expired leases to waiting, waiting jobs to the broker.

    Idempotent; any number of workers may sweep at once.
    """
    expired = Job.objects.filter(state=Job.State.RUNNING, lease_until__lt=Now())
    poisoned = expired.filter(attempts__gte=F("max_attempts")).update(
        state=Job.State.DEAD,
        lease_until=None,
        finished_at=Now(),
        error="The worker was lost each time this job ran.",
    )
    freed = expired.update(state=Job.State.WAITING, lease_until=None, run_after=Now(), dispatched_at=None)
    due = Job.objects.filter(state=Job.State.WAITING, run_after__lte=Now())
    again = timedelta(seconds=settings.JOB_SWEEP_SECONDS * 3)
    lost = due.filter(dispatched_at=None) | due.filter(dispatched_at__lt=Now() - again)
    sent = 0
    for job in lost.order_by("run_after", "pk")[:100]:
        if not dispatch(job):
            break
        sent += 1
    return {"freed": freed, "dead": poisoned, "sent": sent}
