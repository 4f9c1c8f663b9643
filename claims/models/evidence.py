"""What speaks for or against a claim."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from claims.models.article import Capture
from claims.models.claim import Claim
from claims.models.triggers import never_emptied, stays

FOUND = "Whoever added evidence has added it: it stays with its claim and its finder."


class Evidence(models.Model):
    """A source for or against a claim, with an excerpt anchored in its capture where it has one.

    ``publisher`` says whose it is: two pieces of one publisher are one independent source.
    ``removed_at`` takes it out of the draft; the row stays, since adding it was a contribution.
    """

    class Stance(models.TextChoices):
        SUPPORTS = "supports", _("Supports")
        REFUTES = "refutes", _("Refutes")
        CONTEXT = "context", _("Context")

    class Kind(models.TextChoices):
        PRIMARY = "primary", _("Primary source")
        SECONDARY = "secondary", _("Secondary source")
        REPLY = "reply", _("Reply of the person concerned")

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="evidence")
    capture = models.ForeignKey(Capture, models.PROTECT, null=True, blank=True, related_name="evidence")
    title = models.CharField(max_length=300)
    publisher = models.CharField(max_length=200)
    address = models.URLField(max_length=2000, blank=True)
    excerpt = models.TextField(blank=True)
    start = models.PositiveIntegerField(null=True, blank=True)
    end = models.PositiveIntegerField(null=True, blank=True)
    stance = models.CharField(max_length=10, choices=Stance.choices)
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.SECONDARY)
    note = models.TextField(blank=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "evidence"
        constraints = [
            models.CheckConstraint(
                condition=Q(start=None, end=None)
                | Q(start__isnull=False, end__gt=F("start"), capture__isnull=False),
                name="evidence_excerpt_has_a_place",
            ),
            models.CheckConstraint(
                condition=Q(kind="reply") | Q(added_by__isnull=False), name="evidence_added_by_someone"
            ),
            models.CheckConstraint(
                condition=Q(removed_at=None, removed_by=None)
                | Q(removed_at__isnull=False, removed_by__isnull=False),
                name="evidence_removed_by_someone",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="evidence_is_kept", operation=pgtrigger.Delete),
            never_emptied("evidence_is_never_emptied", "Evidence is kept: take it out of the draft instead."),
            # Else a contributor could be made to look like none.
            stays("evidence_stays_with_its_finder", FOUND, "claim_id", "added_by_id", "created_at"),
            pgtrigger.Trigger(
                name="evidence_taken_out_stays_out",
                when=pgtrigger.Before,
                operation=pgtrigger.UpdateOf("removed_at", "removed_by_id"),
                condition=pgtrigger.Condition(
                    "(OLD.removed_at IS NOT NULL AND (OLD.removed_at, OLD.removed_by_id)"
                    " IS DISTINCT FROM (NEW.removed_at, NEW.removed_by_id))"
                ),
                func="RAISE EXCEPTION 'Who took evidence out has taken it out: add it anew.';",
            ),
            # A draft under review stands still, also for a reviewer who would become a contributor.
            pgtrigger.Trigger(
                name="evidence_stands_still_in_review",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                declare=[("claim_status", "text")],
                func="""
                    SELECT status INTO claim_status FROM claims_claim WHERE id = NEW.claim_id
                    FOR NO KEY UPDATE;
                    IF claim_status IN ('candidate', 'queued', 'researching') THEN
                        RETURN NEW;
                    END IF;
                    -- A reply comes when it comes, and loses its name with its author: no more than that.
                    IF NEW.kind <> 'reply' OR (TG_OP = 'UPDATE' AND
                        (to_jsonb(OLD) - '{title,publisher}'::text[])
                        <> (to_jsonb(NEW) - '{title,publisher}'::text[]))
                    THEN
                        RAISE EXCEPTION 'Evidence stands still once a draft is submitted.';
                    END IF;
                    IF TG_OP = 'INSERT' AND claim_status IN ('in_review', 'conflicted', 'approved')
                        AND EXISTS (
                            SELECT 1 FROM claims_assessment a
                            LEFT JOIN claims_review r ON r.assessment_id = a.id AND r.round = a.round
                            LEFT JOIN claims_panelvote v ON v.assessment_id = a.id AND v.round = a.round
                            WHERE a.claim_id = NEW.claim_id AND NEW.added_by_id IN (r.reviewer_id, v.voter_id)
                        )
                    THEN
                        RAISE EXCEPTION 'Nobody approves their own work: a reviewer adds nothing to it.';
                    END IF;
                    RETURN NEW;
                """,
            ),
            pgtrigger.Trigger(
                name="evidence_says_what_the_capture_says",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("capture_id", "start", "end", "excerpt"),
                condition=pgtrigger.Condition("NEW.start IS NOT NULL"),
                func="""
                    IF NEW.excerpt IS DISTINCT FROM (
                        SELECT substr(text, NEW.start + 1, NEW."end" - NEW.start)
                        FROM claims_capture WHERE id = NEW.capture_id
                    ) THEN
                        RAISE EXCEPTION 'The excerpt is not in the capture at % to %.', NEW.start, NEW."end";
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_archived(self) -> bool:
        """Whether its copy has a web archive."""
        return getattr(self.capture, "archive", None) is not None

    @property
    def filename(self) -> str:
        """The name of the file that was handed in; "file" where it bore none, "" where there was none."""
        file = getattr(self, "file", None)
        return (file.name or "file") if file else ""
