"""What Celery calls: ids in, nothing out."""

from datetime import timedelta

from celery import Task, shared_task
from django.utils import timezone

from claims.actions.jobs import sweep as sweep_jobs
from claims.actions.publish import publish_due as publish_embargoes
from claims.jobs import runner
from claims.models import WorkerSeen

FORGET = timedelta(days=1)  # containers come back under new names


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


@shared_task(name="claims.tasks.publish_due")
def publish_due() -> None:
    """Embargoes that have come to their minute."""
    publish_embargoes()
