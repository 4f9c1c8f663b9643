"""What each criterion of check-worthiness counts for in this newsroom, versioned."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext

from claims.models.triggers import never_emptied

IMMUTABLE = "Weights are never changed: make a new version of them."


class Weights(models.Model):
    """One version of the desk's weights; the newest is in force. While there is none, the engine's own are.

    ``values`` holds a finite number for each criterion that the engine knew when the version was
    made (`nlp.worth.DEFAULT_WEIGHTS`); one that came later has the engine's weight until the next
    version.
    """

    version = models.PositiveIntegerField(unique=True)
    values = models.JSONField()
    reason = models.TextField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-version"]
        verbose_name = verbose_name_plural = "check-worthiness weights"
        constraints = [
            models.CheckConstraint(condition=Q(version__gte=1), name="weights_start_at_version_1"),
            models.CheckConstraint(condition=~Q(reason=""), name="weights_have_a_reason"),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="weights_are_immutable",
                when=pgtrigger.Before,
                operation=pgtrigger.Update | pgtrigger.Delete,
                func=f"RAISE EXCEPTION '{IMMUTABLE}';",
            ),
            never_emptied("weights_are_never_emptied", IMMUTABLE),
        ]

    def __str__(self) -> str:
        return gettext("Weights, version %(version)s") % {"version": self.version}
