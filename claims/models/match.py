"""What may be the same as a claim of ours, and what people said of it."""

from datetime import timedelta

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from claims.models.claim import Claim
from claims.models.known import KnownCheck
from claims.models.policy import Topic
from claims.models.triggers import kept, never_emptied

KEPT = "A match is kept, a rejected one too: it cannot be deleted."
TAKE_BACK = timedelta(minutes=5)


class Match(models.Model):
    """A claim and a known check, or two claims of ours, that may say the same: one row a pair.

    Of two claims ``other`` is the older one. ``score`` orders what one search found, ``probability``
    is calibrated and in [0, 1], ``why`` are sentences for and against. The machine only suggests: it
    writes no other state, and leaves alone what a person confirmed or rejected. Every change of
    ``state`` stands in the record, written in the same transaction by whoever decided.
    """

    class State(models.TextChoices):
        SUGGESTED = "suggested", _("Suggested")
        CONFIRMED = "confirmed", _("Confirmed")
        REJECTED = "rejected", _("Rejected")

    class Strength(models.TextChoices):
        """Where the probability lies among the desk's thresholds (`MatchThresholds`)."""

        STRONG = "strong", _("Strong")
        LIKELY = "likely", _("Likely")
        WEAK = "weak", _("Weak")

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="matches")
    known = models.ForeignKey(KnownCheck, models.PROTECT, null=True, blank=True, related_name="matches")
    other = models.ForeignKey(Claim, models.PROTECT, null=True, blank=True, related_name="later_matches")
    state = models.CharField(max_length=9, choices=State.choices, default=State.SUGGESTED)
    strength = models.CharField(max_length=6, choices=Strength.choices)
    score = models.FloatField()
    probability = models.FloatField()
    same_claim = models.BooleanField()
    why = ArrayField(models.TextField(), default=list, blank=True)
    passage = models.TextField(blank=True)
    method = models.CharField(max_length=40)
    model_version = models.CharField(max_length=200, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    alerted_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    found_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["-probability", "pk"]
        verbose_name_plural = "matches"
        constraints = [
            models.UniqueConstraint(fields=["claim", "known"], name="one_match_a_check"),
            models.UniqueConstraint(fields=["claim", "other"], name="one_match_a_pair"),
            models.CheckConstraint(
                condition=Q(known=None, other__isnull=False) | Q(known__isnull=False, other=None),
                name="match_is_with_one",
            ),
            models.CheckConstraint(
                condition=Q(other=None) | Q(other__lt=F("claim")), name="match_is_with_an_older_claim"
            ),
            models.CheckConstraint(
                condition=Q(probability__gte=0) & Q(probability__lte=1), name="match_probability_is_a_share"
            ),
            # A machine is nobody, so what it writes can only be a suggestion.
            models.CheckConstraint(
                condition=Q(state="suggested", decided_by=None, decided_at=None)
                | Q(state__in=["confirmed", "rejected"], decided_by__isnull=False, decided_at__isnull=False),
                name="match_is_decided_by_someone",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="match_begins_as_a_suggestion",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                condition=pgtrigger.Condition("NEW.state <> 'suggested'"),
                func="RAISE EXCEPTION 'A match begins as a suggestion: a person decides on it.';",
            ),
            pgtrigger.Trigger(
                name="match_stays_with_its_pair",
                when=pgtrigger.Before,
                operation=pgtrigger.UpdateOf("claim_id", "known_id", "other_id"),
                condition=pgtrigger.Condition(
                    "((OLD.claim_id, OLD.known_id, OLD.other_id)"
                    " IS DISTINCT FROM (NEW.claim_id, NEW.known_id, NEW.other_id))"
                ),
                func="RAISE EXCEPTION 'A match stays with its pair.';",
            ),
            pgtrigger.Trigger(
                name="match_is_decided_on_the_record",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "((OLD.state, OLD.decided_by_id) IS DISTINCT FROM (NEW.state, NEW.decided_by_id))"
                ),
                declare=[("act", "text")],
                func="""
                    act := CASE NEW.state WHEN 'confirmed' THEN 'match confirmed'
                        WHEN 'rejected' THEN 'match rejected' ELSE 'match undone' END;
                    IF NOT EXISTS (
                        SELECT 1 FROM claims_activity
                        WHERE claim_id = NEW.claim_id AND at = transaction_timestamp() AND verb = act
                        AND actor_id = coalesce(NEW.decided_by_id, actor_id)
                    ) THEN
                        RAISE EXCEPTION 'No match is decided off the record: a person writes the act down.';
                    END IF;
                    RETURN NEW;
                """,
            ),
            kept("match_is_kept", KEPT),
            never_emptied("matches_are_never_emptied", KEPT),
        ]

    def __str__(self) -> str:
        return f"{self.get_state_display()}: {self.known or self.other}"

    @property
    def is_open(self) -> bool:
        return self.state == self.State.SUGGESTED


class MatchThresholds(models.Model):
    """From which probability a match is suggested, and from which it is strong; one row a desk.

    A desk is a topic; the row without one holds for every claim. A claim with topics is held to the
    highest number of each row that applies to it.
    """

    topic = models.ForeignKey(Topic, models.CASCADE, null=True, blank=True, related_name="match_thresholds")
    suggest = models.FloatField()
    strong = models.FloatField()

    class Meta:
        verbose_name_plural = "match thresholds"
        constraints = [
            models.UniqueConstraint(fields=["topic"], nulls_distinct=False, name="one_thresholds_a_topic"),
            models.CheckConstraint(
                condition=Q(suggest__gt=0) & Q(suggest__lte=F("strong")) & Q(strong__lte=1),
                name="thresholds_are_in_order",
            ),
        ]

    def __str__(self) -> str:
        whose = self.topic or gettext("House")
        return f"{whose}: {self.suggest:.2f}, {self.strong:.2f}"
