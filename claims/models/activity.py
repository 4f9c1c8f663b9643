"""The record of acts: append-only."""

from django.conf import settings
from django.db import models

from claims.models.article import Article
from claims.models.claim import Claim
from claims.models.triggers import kept, never_emptied

ACTS = "The record of acts is append-only: nothing in it is changed, deleted or emptied."


class Activity(models.Model):
    """Who did what, when, from where to where, and why. ``actor`` is None for the machine."""

    at = models.DateTimeField(db_default=models.Func(function="transaction_timestamp"))
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    verb = models.CharField(max_length=40)
    claim = models.ForeignKey(Claim, models.PROTECT, null=True, related_name="activities")
    article = models.ForeignKey(Article, models.PROTECT, null=True, related_name="activities")
    from_status = models.CharField(max_length=12, blank=True)
    to_status = models.CharField(max_length=12, blank=True)
    reason = models.TextField(blank=True)
    detail = models.JSONField(default=dict)

    class Meta:
        ordering = ["-pk"]
        verbose_name_plural = "activities"
        indexes = [models.Index(fields=["claim", "-id"], name="activity_of_claim")]
        triggers = [
            kept("activity_is_append_only", ACTS, also_updates=True),
            never_emptied("activity_is_never_emptied", ACTS),
        ]

    def __str__(self) -> str:
        return self.verb
