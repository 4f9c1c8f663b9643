"""What Celery calls: ids in, nothing out."""

from celery import Task, shared_task
from django.utils import timezone

from claims.actions.jobs import sweep as sweep_jobs
from claims.actions.seal import seal_day
from claims.jobs import runner
from claims.models import WorkerSeen


@shared_task(bind=True, name="claims.tasks.run_job")
def run_job(self: "Task[[int], None]", job_id: int) -> None:
    runner.run(job_id, worker=self.request.hostname or "unknown")


@shared_task(bind=True, name="claims.tasks.sweep")
def sweep(self: "Task[[], None]") -> None:
    """Bring back lost jobs; and be seen: broker, beat and worker work together."""
    WorkerSeen.objects.update_or_create(
        name=self.request.hostname or "unknown", defaults={"seen_at": timezone.now()}
    )
    sweep_jobs()


@shared_task(name="claims.tasks.seal")
def seal() -> None:
    """Close yesterday, unless it is closed. A try that fails is no loss: the next comes in an hour."""
    seal_day()
