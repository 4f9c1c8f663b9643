"""What Celery calls: ids in, nothing out."""

from collections.abc import Callable
from datetime import timedelta

import structlog
from celery import Task, shared_task
from django.utils import timezone

from claims.actions.answers import forget_answers
from claims.actions.feeds import look_at_feeds
from claims.actions.figures import count_figures as count_due_figures
from claims.actions.jobs import sweep as sweep_jobs
from claims.actions.library import shelve_later
from claims.actions.looks import start_looks
from claims.actions.mailing import start_digests
from claims.actions.presence import forget_presence
from claims.actions.publish import publish_due as publish_embargoes
from claims.actions.reminders import remind_of_dates
from claims.actions.reply_letters import close_silent_requests, remind_addressees
from claims.actions.seal import seal_day
from claims.actions.subscriptions import start_due_subscriptions
from claims.actions.webhooks import send_out
from claims.jobs import runner
from claims.models import WorkerSeen

log = structlog.get_logger(__name__)
FORGET = timedelta(days=1)  # containers come back under new names
BY_THE_CLOCK: tuple[Callable[[], object], ...] = (
    remind_of_dates,
    remind_addressees,
    close_silent_requests,
    start_digests,
    forget_presence,
    look_at_feeds,
    start_due_subscriptions,
    shelve_later,
    forget_answers,
    start_looks,
)


@shared_task(bind=True, name="claims.tasks.run_job")
def run_job(self: "Task[[int], None]", job_id: int) -> None:
    runner.run(job_id, worker=self.request.hostname or "unknown")


@shared_task(bind=True, name="claims.tasks.sweep")
def sweep(self: "Task[[], None]") -> None:
    """Bring back lost jobs; and be seen: broker, beat and worker work together."""
    WorkerSeen.objects.update_or_create(
        name=self.request.hostname or "unknown", defaults={"seen_at": timezone.now()}
    )
    WorkerSeen.objects.filter(seen_at__lt=timezone.now() - FORGET).delete()
    sweep_jobs()
    send_out()


@shared_task(name="claims.tasks.tick")
def tick() -> None:
    """What the clock brings to people. Each step stands alone: one that fails holds up no other."""
    for step in BY_THE_CLOCK:
        try:
            step()
        except Exception:
            log.exception("tick.failed", step=step.__name__)


@shared_task(name="claims.tasks.publish_due")
def publish_due() -> None:
    """Embargoes that have come to their minute."""
    publish_embargoes()


@shared_task(name="claims.tasks.seal")
def seal() -> None:
    """Close yesterday, unless it is closed. A try that fails is no loss: the next comes in an hour."""
    seal_day()


@shared_task(name="claims.tasks.count_figures")
def count_figures() -> None:
    """The dashboard's figures of the period that is due."""
    count_due_figures()
