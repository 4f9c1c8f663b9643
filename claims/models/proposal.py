"""What a language model was asked, what it answered and cost, and what people made of it."""

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from claims.models.claim import Claim
from claims.models.job import Job
from claims.models.triggers import kept, never_emptied

KEPT = "What a language model was asked and answered is kept: it cannot be deleted."


class ModelCall(models.Model):
    """One question to a language model. ``reserved`` tokens count until the true number is known.

    Written before the question is sent and once more when it ended, so that a worker that is lost in
    between has spent its reserve and no more. ``cost`` is in the currency of the configured prices.
    """

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="model_calls")
    job = models.ForeignKey(Job, models.PROTECT, null=True, related_name="model_calls")
    purpose = models.CharField(max_length=20)
    model = models.CharField(max_length=200)
    request = models.JSONField()
    request_digest = models.CharField(max_length=64)
    reserved = models.PositiveIntegerField()
    answer = models.TextField(blank=True)
    tokens_in = models.PositiveIntegerField(null=True, blank=True)
    tokens_out = models.PositiveIntegerField(null=True, blank=True)
    cost = models.DecimalField(max_digits=12, decimal_places=6, null=True, blank=True)
    error = models.TextField(blank=True)
    asked_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        # actions.proposals.spent: what was asked today
        indexes = [models.Index(F("asked_at"), name="model_call_by_day")]
        triggers = [
            kept("model_call_is_kept", KEPT),
            never_emptied("model_calls_are_never_emptied", KEPT),
            pgtrigger.Trigger(
                name="model_call_ends_once",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition("OLD.ended_at IS NOT NULL"),
                func="RAISE EXCEPTION 'A question to a language model ends once: it cannot be changed.';",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.purpose}, {self.model}"


class Proposal(models.Model):
    """A language model's suggestion on a claim: people use or reject it, and either is remembered.

    ``content`` is one of the shapes of `claims.nlp.proposals`, ``dropped`` says what was taken out of
    the answer. The same content is proposed once for a claim, also after it was rejected.
    """

    class State(models.TextChoices):
        SUGGESTED = "suggested", _("Suggested")
        USED = "used", _("Used")
        REJECTED = "rejected", _("Rejected")

    class Purpose(models.TextChoices):
        STATEMENT = "statement", _("A wording that stands alone")
        QUESTIONS = "questions", _("Questions to ask")
        SUMMARY = "summary", _("A neutral summary")

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="proposals")
    call = models.ForeignKey(ModelCall, models.PROTECT, related_name="proposals")
    purpose = models.CharField(max_length=20, choices=Purpose.choices)
    content = models.JSONField()
    content_digest = models.CharField(max_length=64)
    dropped = ArrayField(models.TextField(), default=list, blank=True)
    state = models.CharField(max_length=9, choices=State.choices, default=State.SUGGESTED)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["claim", "purpose", "content_digest"], name="one_proposal_a_content"
            ),
            models.CheckConstraint(
                condition=Q(state="suggested", decided_by=None, decided_at=None)
                | Q(state__in=["used", "rejected"], decided_by__isnull=False, decided_at__isnull=False),
                name="proposal_is_decided_by_someone",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="proposal_begins_as_a_suggestion",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                condition=pgtrigger.Condition("NEW.state <> 'suggested'"),
                func="RAISE EXCEPTION 'A proposal begins as a suggestion: a person decides on it.';",
            ),
            pgtrigger.Trigger(
                name="proposal_keeps_its_words",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "((OLD.claim_id, OLD.purpose, OLD.content_digest, OLD.content)"
                    " IS DISTINCT FROM (NEW.claim_id, NEW.purpose, NEW.content_digest, NEW.content))"
                ),
                func="RAISE EXCEPTION 'A proposal keeps the words that it was made with.';",
            ),
            kept("proposal_is_kept", KEPT),
            never_emptied("proposals_are_never_emptied", KEPT),
        ]

    def __str__(self) -> str:
        return f"{self.get_purpose_display()} ({self.get_state_display().lower()})"

    @property
    def is_open(self) -> bool:
        return self.state == self.State.SUGGESTED
