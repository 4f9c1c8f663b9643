"""Ask for background work, and have another go at what failed."""

from datetime import timedelta
from typing import Any

import structlog
from celery import current_app
from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext

from accounts.models import User
from claims import rules
from claims.errors import Refused
from claims.models import QUEUES, Article, Claim, Intake, Job, JobKind
from claims.said import said

log = structlog.get_logger(__name__)
FRESH = {
    "attempts": 0,
    "run_after": Now(),
    "dispatched_at": None,
    "finished_at": None,
    "error": "",
    "error_detail": "",
}
QUEUE_ROOM = 100  # messages that the sweep lets a queue hold


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
    max_attempts: int = 5,
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
            "max_attempts": max_attempts,
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
        raise Refused(gettext("Only a failed job can be started again."))
    try:
        with transaction.atomic():
            Job.objects.filter(pk=locked.pk).update(state=Job.State.WAITING, **FRESH)
    except IntegrityError as error:  # one_unfinished_job_a_key
        raise Refused(gettext("The same job is under way already.")) from error
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
        raise Refused(gettext("Only a waiting job can be cancelled."))
    return job


def sweep() -> dict[str, int]:
    """Bring back what was lost: expired leases to waiting, waiting jobs to the broker.

    Idempotent; any number of workers may sweep at once.
    """
    freed, dead = free_expired()
    sent = sum(_send_lost(queue) for queue in sorted(set(QUEUES.values())))
    return {"freed": freed, "dead": dead, "sent": sent}


def free_expired() -> tuple[int, int]:
    """Jobs whose worker was lost wait again, or are dead when they lost one each time: how many."""
    expired = Job.objects.filter(state=Job.State.RUNNING, lease_until__lt=Now())
    poisoned = expired.filter(attempts__gte=F("max_attempts")).update(
        state=Job.State.DEAD,
        lease_until=None,
        finished_at=Now(),
        error=said("The worker was lost each time this job ran."),
    )
    freed = expired.update(state=Job.State.WAITING, lease_until=None, run_after=Now(), dispatched_at=None)
    return freed, poisoned


def _send_lost(queue: str) -> int:
    """Send the queue's due jobs that no message speaks of, as many as it has room for.

    Whether a message was lost cannot be asked of the broker, so a job that was sent long ago is sent
    again; but only into a queue that is nearly empty. In a long one the message is most likely still
    there, and sending again at every sweep would bury the worker in copies.
    """
    due = Job.objects.filter(queue=queue, state=Job.State.WAITING, run_after__lte=Now())
    long_ago = Now() - timedelta(seconds=settings.JOB_SWEEP_SECONDS * 3)
    lost = due.filter(Q(dispatched_at=None) | Q(dispatched_at__lt=long_ago))
    if not lost.exists():
        return 0
    sent = 0
    for job in lost.order_by("run_after", "pk")[: _room(queue)]:
        if not dispatch(job):
            break
        sent += 1
    return sent


def _room(queue: str) -> int:
    """How many messages the queue may still be given; 0 when the broker is away."""
    try:
        with current_app.connection_for_write() as connection:
            channel: Any = connection.default_channel
            # Declaring is harmless, and gives the count also of a queue that is not there.
            waiting: int = channel.queue_declare(queue=queue, passive=False).message_count
    except Exception as error:  # as in dispatch
        log.warning("job.broker_away", error=type(error).__name__)
        return 0
    return max(0, QUEUE_ROOM - waiting)
