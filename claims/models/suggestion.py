"""What a verification run suggests, and what people made of it."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from claims.models.claim import Claim
from claims.models.rating import Rating
from claims.models.run import Run
from claims.models.triggers import kept, never_emptied

KEPT = "A suggestion is kept, a rejected one too: it cannot be deleted."


class Suggestion(models.Model):
    """A passage as evidence, or a rating, that a run suggests for its claim: one row a content.

    ``key`` names the content ("capture 3, 120 to 340"); the same is suggested once for a claim, also after
    it was rejected. ``content`` holds what it rests on, ``confidence`` is calibrated and in [0, 1]. The
    machine only suggests; a person uses or rejects it, and that act is theirs.
    """

    class Kind(models.TextChoices):
        EVIDENCE = "evidence", _("Evidence")
        RATING = "rating", _("Rating")

    class State(models.TextChoices):
        SUGGESTED = "suggested", _("Suggested")
        USED = "used", _("Used")
        REJECTED = "rejected", _("Rejected")

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="suggestions")
    run = models.ForeignKey(Run, models.PROTECT, related_name="suggestions")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    key = models.CharField(max_length=200)
    label = models.CharField(max_length=40)
    rating = models.ForeignKey(Rating, models.PROTECT, null=True, blank=True, related_name="+")
    confidence = models.FloatField()
    content = models.JSONField()
    state = models.CharField(max_length=9, choices=State.choices, default=State.SUGGESTED)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-confidence", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["claim", "kind", "key"], name="one_suggestion_a_content"),
            models.CheckConstraint(
                condition=Q(confidence__gte=0) & Q(confidence__lte=1), name="suggestion_confidence_is_a_share"
            ),
            models.CheckConstraint(
                condition=Q(kind="rating") | Q(rating=None), name="suggested_evidence_has_no_rating"
            ),
            models.CheckConstraint(
                condition=Q(state="suggested", decided_by=None, decided_at=None)
                | Q(state__in=["used", "rejected"], decided_by__isnull=False, decided_at__isnull=False),
                name="suggestion_is_decided_by_someone",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="run_suggestion_begins_open",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                condition=pgtrigger.Condition("NEW.state <> 'suggested'"),
                func="RAISE EXCEPTION 'A suggestion begins open: a person decides on it.';",
            ),
            pgtrigger.Trigger(
                name="suggestion_keeps_its_words",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "((OLD.claim_id, OLD.kind, OLD.key, OLD.label, OLD.rating_id, OLD.confidence,"
                    " OLD.content) IS DISTINCT FROM (NEW.claim_id, NEW.kind, NEW.key, NEW.label,"
                    " NEW.rating_id, NEW.confidence, NEW.content))"
                ),
                func="RAISE EXCEPTION 'A suggestion keeps the words that it was made with.';",
            ),
            pgtrigger.Trigger(
                name="suggestion_is_decided_on_the_record",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition("OLD.state IS DISTINCT FROM NEW.state"),
                func="""
                    IF OLD.state <> 'suggested' OR NOT EXISTS (
                        SELECT 1 FROM claims_activity
                        WHERE claim_id = NEW.claim_id AND at = transaction_timestamp()
                        AND verb = 'suggestion ' || NEW.state AND actor_id = NEW.decided_by_id
                    ) THEN
                        RAISE EXCEPTION 'No suggestion is decided off the record: a person writes it down.';
                    END IF;
                    RETURN NEW;
                """,
            ),
            kept("suggestion_is_kept", KEPT),
            never_emptied("suggestions_are_never_emptied", KEPT),
        ]
        indexes = [models.Index(F("run"), F("kind"), name="suggestions_of_a_run")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.label}"

    @property
    def is_open(self) -> bool:
        return self.state == self.State.SUGGESTED
