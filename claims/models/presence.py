"""Who is at a claim at this moment."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext

from claims.models.claim import Claim


class Presence(models.Model):
    """When a person's open page of a claim last said so. It locks nothing and outlives nothing."""

    claim = models.ForeignKey(Claim, models.CASCADE, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    seen_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "presences"
        constraints = [models.UniqueConstraint(fields=["claim", "user"], name="one_presence_a_person")]
        indexes = [models.Index(fields=["seen_at"], name="presence_by_age")]  # presence.forget

    def __str__(self) -> str:
        return gettext("%(who)s at claim %(claim)s") % {"who": self.user, "claim": self.claim_id}
