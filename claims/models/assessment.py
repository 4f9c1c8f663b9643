"""The draft verdict, every version of it, and everybody who had a hand in it."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext

from claims.models.claim import Claim
from claims.models.evidence import Evidence
from claims.models.guards import RATED_BY_NO_RUN
from claims.models.rating import Rating
from claims.models.triggers import ALONE_WITH_THE_DRAFT, kept, never_emptied

OPENED = "Who has opened a draft has opened it: this is kept."


class Assessment(models.Model):
    """The draft of one claim. ``version`` is the newest, ``round`` counts submissions to review.

    ``reviews_required`` is the policy's number, frozen when the draft was submitted.
    """

    claim = models.OneToOneField(Claim, models.PROTECT, related_name="assessment")
    version = models.PositiveIntegerField(default=0)
    round = models.PositiveIntegerField(default=0)
    reviews_required = models.PositiveSmallIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(reviews_required__in=[1, 2]), name="assessment_one_or_two_reviews"
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="assessment_is_kept", operation=pgtrigger.Delete),
            # Neither the round nor the number of reviews changes under a reviewer's hands.
            pgtrigger.Trigger(
                name="assessment_stands_still_in_review",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                func="""
                    IF EXISTS (
                        SELECT 1 FROM claims_claim WHERE id = NEW.claim_id AND status <> 'researching'
                    ) THEN
                        RAISE EXCEPTION 'A draft stands still once it is submitted.';
                    END IF;
                    -- Back in an earlier round the approval of that round would hold again.
                    IF NEW.claim_id <> OLD.claim_id OR NEW.round NOT IN (OLD.round, OLD.round + 1)
                        OR NEW.version NOT IN (OLD.version, OLD.version + 1) THEN
                        RAISE EXCEPTION 'Rounds and versions of a draft only go forward, one by one.';
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self) -> str:
        return gettext("Assessment of claim %(claim)s") % {"claim": self.claim_id}

    @property
    def current(self) -> "AssessmentVersion | None":
        return (
            self.versions.select_related("rating__scale", "contributor").filter(number=self.version).first()
        )


class AssessmentVersion(models.Model):
    """One save of the draft, by one person, never changed. ``evidence`` is what the verdict rests on.

    ``checklist`` holds what only a person can say: ``{"opposing": str, "reply_waived": str}``, how
    opposing evidence was considered and why no reply was sought, "" where nothing was said. ``media``
    is what a claim about a picture, video or sound is told of it (`actions/media.py`), {} otherwise.
    """

    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    rating = models.ForeignKey(Rating, models.PROTECT, null=True, blank=True, related_name="+")
    summary = models.TextField(blank=True)
    reasoning = models.TextField(blank=True)
    checklist = models.JSONField(default=dict)
    media = models.JSONField(default=dict, blank=True)
    evidence = models.ManyToManyField(Evidence, blank=True, related_name="+")
    contributor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["assessment", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["assessment", "number"], name="one_version_a_number"),
        ]
        triggers = [
            RATED_BY_NO_RUN,
            pgtrigger.Trigger(
                name="version_is_immutable",
                when=pgtrigger.Before,
                operation=pgtrigger.Update | pgtrigger.Delete,
                func="RAISE EXCEPTION 'A version of a draft is never changed.';",
            ),
            pgtrigger.Trigger(
                name="version_only_while_researching",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=ALONE_WITH_THE_DRAFT
                + """
                    IF NOT EXISTS (
                        SELECT 1 FROM claims_assessment a JOIN claims_claim c ON c.id = a.claim_id
                        WHERE a.id = NEW.assessment_id AND c.status = 'researching'
                    ) THEN
                        RAISE EXCEPTION 'A draft is written while its claim is researched.';
                    END IF;
                    IF NEW.number IS DISTINCT FROM (
                        SELECT version + 1 FROM claims_assessment WHERE id = NEW.assessment_id
                    ) THEN
                        RAISE EXCEPTION 'A version of a draft follows the one before it.';
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self) -> str:
        return gettext("Version %(number)s") % {"number": self.number}


class DraftReader(models.Model):
    """Somebody who opened a draft without working on it: who has seen a verdict cannot judge it blind."""

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="draft_readers")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["claim", "user"], name="one_reading_a_person")]
        triggers = [
            kept("reading_is_kept", OPENED, also_updates=True),
            never_emptied("readings_are_never_emptied", OPENED),
        ]

    def __str__(self) -> str:
        return gettext("%(who)s opened the draft") % {"who": self.user}


def contributors_to(claim: Claim) -> frozenset[int]:
    """Ids of everybody who wrote a version, added evidence or took it out, in any round."""
    wrote = AssessmentVersion.objects.filter(assessment__claim=claim).values_list("contributor_id")
    added = Evidence.objects.filter(claim=claim, added_by__isnull=False).values_list("added_by_id")
    removed = Evidence.objects.filter(claim=claim, removed_by__isnull=False).values_list("removed_by_id")
    return frozenset(pk for (pk,) in wrote.union(added, removed))
