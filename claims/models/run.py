"""Verification runs: what the machine looked at, and what it found, kept to be replayed."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext

from claims.models.claim import Claim
from claims.models.job import Job
from claims.models.triggers import kept, never_emptied

STEPS = "A step is written once: it cannot be changed, deleted or emptied."


class Run(models.Model):
    """One verification of a claim. It never moves the claim nor rates it."""

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="runs")
    job = models.OneToOneField(Job, models.PROTECT, related_name="run", null=True)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    started_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        triggers = [kept("run_is_kept", "A run is kept: it cannot be deleted.")]

    def __str__(self) -> str:
        return gettext("Run %(number)s") % {"number": self.pk}


class Step(models.Model):
    """One step of a run. Digests are SHA-256 over the canonical JSON of inputs and outputs.

    Written once, when the step has ended; ``error`` is a sentence when it failed.
    """

    run = models.ForeignKey(Run, models.PROTECT, related_name="steps")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=40)
    inputs = models.JSONField()
    inputs_digest = models.CharField(max_length=64)
    outputs = models.JSONField()
    outputs_digest = models.CharField(max_length=64)
    model = models.CharField(max_length=100)
    model_version = models.CharField(max_length=100)
    started_at = models.DateTimeField()
    duration_ms = models.PositiveIntegerField()
    error = models.TextField(blank=True)

    class Meta:
        ordering = ["run", "position"]
        constraints = [models.UniqueConstraint(fields=["run", "position"], name="one_step_a_position")]
        triggers = [
            kept("step_is_kept", STEPS, also_updates=True),
            never_emptied("step_is_never_emptied", STEPS),
        ]

    def __str__(self) -> str:
        return self.name
