"""Copies that the Internet Archive was asked to keep, and whether it really has."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from claims.models.article import ADDRESS_MAX
from claims.models.evidence import Evidence
from claims.models.triggers import kept


class Snapshot(models.Model):
    """One request for a snapshot of the page of a piece of evidence.

    ``ticket`` is the archive's number for it. ``address`` is where the snapshot is, and it is verified
    when we fetched it there and it says what our own copy says; ``kept`` is the share of it.
    """

    class State(models.TextChoices):
        ASKED = "asked", _("Asked")
        VERIFIED = "verified", _("Verified")
        DIFFERS = "differs", _("Another page")
        FAILED = "failed", _("Not kept")

    evidence = models.ForeignKey(Evidence, models.PROTECT, related_name="snapshots")
    state = models.CharField(max_length=10, choices=State.choices, default=State.ASKED)
    ticket = models.CharField(max_length=100, blank=True)
    address = models.URLField(max_length=ADDRESS_MAX + 100, blank=True)
    kept = models.FloatField(null=True, blank=True)
    told = models.TextField(blank=True)
    asked_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["evidence"], condition=Q(state="asked"), name="one_open_snapshot_a_piece"
            ),
            models.CheckConstraint(
                condition=Q(state="asked", ended_at=None) | ~Q(state="asked") & Q(ended_at__isnull=False),
                name="snapshot_ended_when_it_did",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["verified", "differs"]) | ~Q(address=""),
                name="snapshot_seen_has_its_address",
            ),
        ]
        triggers = [kept("snapshot_is_kept", "A request for a snapshot is kept: it cannot be deleted.")]

    def __str__(self) -> str:
        return gettext("Snapshot (%(state)s)") % {"state": self.get_state_display().lower()}
