"""Background work: the row is the truth, Celery only drains it."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from claims.models.article import Article, Intake
from claims.models.claim import Claim


class JobKind(models.TextChoices):
    READ = "read", _("Read an article")
    EXTRACT = "extract", _("Find claims")
    VERIFY = "verify", _("Look for what is known")
    CAPTURE = "capture", _("Keep a copy of evidence")
    MAIL = "mail", _("Send a mail")
    RESCORE = "rescore", _("Score the queue anew")
    EMBED = "embed", _("Make claims and known checks searchable")
    MATCH = "match", _("Look for earlier checks")
    ALERT = "alert", _("Tell of a claim that came back")
    PROPOSE = "propose", _("Ask the language model")
    FEED = "feed", _("Look into a feed")
    SUBSCRIBE = "subscribe", _("Read another publisher's fact-checks")
    SHELVE = "shelve", _("Put passages into the library")
    REPLAY = "replay", _("Run a verification anew")
    DELIVER = "deliver", _("Tell a program")
    LOOK = "look", _("Look at a page again")
    SNAPSHOT = "snapshot", _("Have the Internet Archive keep a page")


QUEUES: dict[str, str] = {
    JobKind.READ: "fetch",
    JobKind.EXTRACT: "cpu",
    JobKind.VERIFY: "cpu",
    JobKind.CAPTURE: "fetch",
    JobKind.MAIL: "fetch",
    JobKind.RESCORE: "cpu",
    JobKind.EMBED: "cpu",
    JobKind.MATCH: "cpu",
    JobKind.ALERT: "fetch",
    JobKind.PROPOSE: "fetch",
    JobKind.FEED: "fetch",
    JobKind.SUBSCRIBE: "fetch",
    JobKind.SHELVE: "cpu",
    JobKind.REPLAY: "cpu",
    JobKind.DELIVER: "fetch",
    JobKind.LOOK: "fetch",
    JobKind.SNAPSHOT: "fetch",
}


class Job(models.Model):
    """One piece of background work.

    A worker claims it by a conditional update with a lease on the database's clock, and keeps the
    lease alive while it works; ``attempts`` is the fence: only the attempt that holds the lease may
    finish it. ``key`` is unique among unfinished jobs of a kind, so asking twice is one job.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        RUNNING = "running", _("Running")
        DONE = "done", _("Done")
        DEAD = "dead", _("Failed")
        CANCELLED = "cancelled", _("Cancelled")

    kind = models.CharField(max_length=20, choices=JobKind.choices)
    key = models.CharField(max_length=200)
    queue = models.CharField(max_length=20)
    payload = models.JSONField(default=dict, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    max_attempts = models.PositiveSmallIntegerField(default=5)
    run_after = models.DateTimeField()
    dispatched_at = models.DateTimeField(null=True, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    worker = models.CharField(max_length=200, blank=True)
    done_units = models.PositiveIntegerField(default=0)
    total_units = models.PositiveIntegerField(default=0)
    progress_note = models.CharField(max_length=300, blank=True)
    error = models.TextField(blank=True)
    error_detail = models.TextField(blank=True)
    result = models.JSONField(default=dict, blank=True)
    article = models.ForeignKey(Article, models.PROTECT, null=True, blank=True, related_name="jobs")
    claim = models.ForeignKey(Claim, models.PROTECT, null=True, blank=True, related_name="jobs")
    intake = models.ForeignKey(Intake, models.PROTECT, null=True, blank=True, related_name="jobs")
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "key"],
                condition=Q(state__in=["waiting", "running"]),
                name="one_unfinished_job_a_key",
            ),
            models.CheckConstraint(
                condition=Q(state="running", lease_until__isnull=False)
                | ~Q(state="running") & Q(lease_until=None),
                name="job_running_has_a_lease",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["done", "dead", "cancelled"], finished_at__isnull=False)
                | Q(state__in=["waiting", "running"], finished_at=None),
                name="job_finished_when_it_ended",
            ),
        ]
        indexes = [
            # jobs.sweep: what should have been sent, and what lost its worker
            models.Index(F("run_after"), name="job_waiting", condition=Q(state="waiting")),
            models.Index(F("lease_until"), name="job_leases", condition=Q(state="running")),
            models.Index(fields=["state", "-id"], name="job_by_state"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} ({self.get_state_display().lower()})"

    @property
    def is_open(self) -> bool:
        return self.state in {self.State.WAITING, self.State.RUNNING}


class WorkerSeen(models.Model):
    """When a worker last ran the sweep: proof that broker, beat and worker are alive together."""

    name = models.CharField(max_length=200, unique=True)
    seen_at = models.DateTimeField()

    class Meta:
        verbose_name, verbose_name_plural = "system state", "system state"

    def __str__(self) -> str:
        return self.name
