"""What the house asks of a check before it goes to review and out of the door."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext


class Topic(models.Model):
    name = models.CharField(max_length=80, unique=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Policy(models.Model):
    """The house's demands; the one without a topic holds for every claim.

    A claim with topics is held to the strictest number of each row that applies to it.
    """

    topic = models.ForeignKey(Topic, models.CASCADE, null=True, blank=True, related_name="policies")
    reviews_required = models.PositiveSmallIntegerField(default=1)
    sources_required = models.PositiveSmallIntegerField(default=2)
    primary_required = models.PositiveSmallIntegerField(default=1)
    reply_required = models.BooleanField(default=True)
    captures_required = models.BooleanField(default=True)
    suggest_from = models.FloatField(default=0.8)
    """Calibrated confidence from which a verification run suggests a rating."""

    class Meta:
        verbose_name_plural = "policies"
        constraints = [
            models.UniqueConstraint(fields=["topic"], nulls_distinct=False, name="one_policy_a_topic"),
            models.CheckConstraint(
                condition=Q(suggest_from__gte=0.5) & Q(suggest_from__lte=1), name="policy_suggests_when_sure"
            ),
            models.CheckConstraint(
                condition=Q(reviews_required__in=[1, 2]), name="policy_one_or_two_reviews"
            ),
        ]

    def __str__(self) -> str:
        if self.topic is None:
            return gettext("House policy")
        return gettext("Policy for %(topic)s") % {"topic": self.topic}
