"""Progress of a job, written to its row, and the lease that is kept alive meanwhile."""

import threading
from datetime import timedelta
from types import TracebackType

import structlog
from django.conf import settings
from django.db import Error, connection
from django.db.models.functions import Now

from claims.models import Job

log = structlog.get_logger(__name__)


class LostLease(Exception):
    """Another worker has the job; this attempt must leave no trace."""


def lease() -> timedelta:
    return timedelta(seconds=settings.JOB_LEASE_SECONDS)


class Progress:
    """Tell how far the work is. Call it outside transactions, or nobody sees it until the commit."""

    def __init__(self, job: Job) -> None:
        self._held = Job.objects.filter(pk=job.pk, state=Job.State.RUNNING, attempts=job.attempts)

    def __call__(self, done: int, total: int, note: str = "") -> None:
        """Raises LostLease when this attempt is no longer the one that counts."""
        if not self._held.update(
            done_units=done, total_units=total, progress_note=note[:300], lease_until=Now() + lease()
        ):
            raise LostLease


class Heartbeat:
    """Keeps the lease of a running job from a thread of its own, for work that reports nothing."""

    def __init__(self, job: Job) -> None:
        self._held = Job.objects.filter(pk=job.pk, state=Job.State.RUNNING, attempts=job.attempts)
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._beat, name=f"lease-{job.pk}", daemon=True)

    def __enter__(self) -> "Heartbeat":
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop.set()
        self._thread.join(timeout=5)

    def _beat(self) -> None:
        try:
            while not self._stop.wait(settings.JOB_LEASE_SECONDS / 3):
                self._renew()
        finally:
            connection.close()

    def _renew(self) -> None:
        """A database that is away for a moment costs a beat, not the job."""
        try:
            self._held.update(lease_until=Now() + lease())
        except Error as error:
            log.warning("job.lease_not_renewed", error=type(error).__name__)
            connection.close()
