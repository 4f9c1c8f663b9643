"""Blind reviews, the panel's votes, and the approval that they add up to."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from claims.models.assessment import Assessment, AssessmentVersion
from claims.models.rating import Rating
from claims.models.triggers import ALONE_WITH_THE_DRAFT, never_emptied

GIVEN = "What a reviewer gave is never changed."
NEVER_CHANGED = f"RAISE EXCEPTION '{GIVEN}';"

# Promise 3 at the depth of the database: whoever wrote a version, added or took out evidence is barred.
BARRED = """
    IF EXISTS (
        SELECT 1 FROM claims_assessmentversion v
        WHERE v.assessment_id = NEW.assessment_id AND v.contributor_id = NEW.{person}
    ) OR EXISTS (
        SELECT 1 FROM claims_evidence e JOIN claims_assessment a ON a.claim_id = e.claim_id
        WHERE a.id = NEW.assessment_id AND NEW.{person} IN (e.added_by_id, e.removed_by_id)
    ) THEN
        RAISE EXCEPTION 'Nobody approves their own work: a contributor cannot review it.';
    END IF;
"""
# The same, asked of everybody who judged the round: a reviewer may have become a contributor since.
JUDGES_ARE_IMPARTIAL = """
    IF EXISTS (
        SELECT 1 FROM (
            SELECT reviewer_id AS person FROM claims_review
            WHERE assessment_id = NEW.assessment_id AND round = NEW.round
            UNION SELECT voter_id FROM claims_panelvote
            WHERE assessment_id = NEW.assessment_id AND round = NEW.round
        ) judge
        WHERE person IN (
            SELECT contributor_id FROM claims_assessmentversion WHERE assessment_id = NEW.assessment_id
            UNION SELECT e.added_by_id FROM claims_evidence e
            JOIN claims_assessment a ON a.claim_id = e.claim_id WHERE a.id = NEW.assessment_id
            UNION SELECT e.removed_by_id FROM claims_evidence e
            JOIN claims_assessment a ON a.claim_id = e.claim_id WHERE a.id = NEW.assessment_id
        )
    ) THEN
        RAISE EXCEPTION 'Nobody approves their own work: a contributor judged this round.';
    END IF;
"""
# Who opened the draft has seen the verdict. The panel is not blind: it is asked of reviews alone.
BLIND = """
    IF EXISTS (
        SELECT 1 FROM claims_draftreader d JOIN claims_assessment a ON a.claim_id = d.claim_id
        WHERE a.id = NEW.assessment_id AND d.user_id = NEW.{person}
    ) THEN
        RAISE EXCEPTION 'A review is blind: this person has opened the draft.';
    END IF;
"""
STANDS_AT = """
    IF NOT EXISTS (
        SELECT 1 FROM claims_assessment a JOIN claims_claim c ON c.id = a.claim_id
        WHERE a.id = NEW.assessment_id AND c.status = '{status}' AND a.round = NEW.round
    ) THEN
        RAISE EXCEPTION '{message}';
    END IF;
"""


class Review(models.Model):
    """One person's own rating of a submitted draft, given before they saw any other."""

    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="reviews")
    round = models.PositiveIntegerField()
    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    rating = models.ForeignKey(Rating, models.PROTECT, related_name="+")
    notes = models.TextField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["assessment", "round", "reviewer"], name="one_review_a_person"),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="review_is_immutable",
                when=pgtrigger.Before,
                operation=pgtrigger.Update | pgtrigger.Delete,
                func=NEVER_CHANGED,
            ),
            pgtrigger.Trigger(
                name="review_is_not_by_a_contributor",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=ALONE_WITH_THE_DRAFT
                + STANDS_AT.format(status="in_review", message="Only a claim in review can be reviewed.")
                + BARRED.format(person="reviewer_id")
                + BLIND.format(person="reviewer_id")
                + "RETURN NEW;",
            ),
            never_emptied("reviews_are_never_emptied", GIVEN),
        ]

    def __str__(self) -> str:
        return gettext("Review by %(who)s") % {"who": self.reviewer}


class PanelVote(models.Model):
    """One of at most three votes on a claim whose reviews disagree."""

    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="votes")
    round = models.PositiveIntegerField()
    voter = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    rating = models.ForeignKey(Rating, models.PROTECT, related_name="+")
    note = models.TextField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["assessment", "round", "voter"], name="one_vote_a_person"),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="vote_is_immutable",
                when=pgtrigger.Before,
                operation=pgtrigger.Update | pgtrigger.Delete,
                func=NEVER_CHANGED,
            ),
            pgtrigger.Trigger(
                name="vote_is_not_by_a_contributor",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=ALONE_WITH_THE_DRAFT
                + STANDS_AT.format(status="conflicted", message="Only a conflicted claim goes to a panel.")
                + BARRED.format(person="voter_id")
                + """
                    IF (SELECT count(*) FROM claims_panelvote
                        WHERE assessment_id = NEW.assessment_id AND round = NEW.round) >= 3 THEN
                        RAISE EXCEPTION 'A panel has three votes.';
                    END IF;
                    RETURN NEW;
                """,
            ),
            never_emptied("votes_are_never_emptied", GIVEN),
        ]

    def __str__(self) -> str:
        return gettext("Vote by %(who)s") % {"who": self.voter}


class Approval(models.Model):
    """What was approved in a round: this version, with this rating. A publication rests on it.

    PostgreSQL counts for itself: enough reviews of this round, all with the draft's own rating, or
    two of the panel's votes for ``rating``.
    """

    class How(models.TextChoices):
        REVIEWS = "reviews", _("The reviews agree")
        PANEL = "panel", _("The panel's vote")

    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="approvals")
    round = models.PositiveIntegerField()
    version = models.ForeignKey(AssessmentVersion, models.PROTECT, related_name="+")
    rating = models.ForeignKey(Rating, models.PROTECT, related_name="+")
    how = models.CharField(max_length=10, choices=How.choices)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["assessment", "round"], name="one_approval_a_round"),
            models.CheckConstraint(condition=Q(round__gte=1), name="approval_of_a_round"),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="approval_is_immutable",
                when=pgtrigger.Before,
                operation=pgtrigger.Update | pgtrigger.Delete,
                func="RAISE EXCEPTION 'An approval is never changed.';",
            ),
            pgtrigger.Trigger(
                name="approval_rests_on_reviews",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=ALONE_WITH_THE_DRAFT
                + JUDGES_ARE_IMPARTIAL
                + """
                    IF NOT EXISTS (
                        SELECT 1 FROM claims_assessment a
                        JOIN claims_assessmentversion v ON v.assessment_id = a.id AND v.number = a.version
                        WHERE a.id = NEW.assessment_id AND a.round = NEW.round AND v.id = NEW.version_id
                    ) THEN
                        RAISE EXCEPTION 'An approval is of the version that was submitted.';
                    END IF;
                    IF NEW.how = 'reviews' AND NOT EXISTS (
                        SELECT 1 FROM claims_assessment a
                        JOIN claims_assessmentversion v ON v.id = NEW.version_id
                        JOIN claims_review r ON r.assessment_id = a.id AND r.round = NEW.round
                        WHERE a.id = NEW.assessment_id AND v.rating_id = NEW.rating_id
                        GROUP BY a.id, a.reviews_required, v.rating_id
                        HAVING count(*) >= a.reviews_required AND bool_and(r.rating_id = v.rating_id)
                    ) THEN
                        RAISE EXCEPTION 'Not approved: the blind reviews are too few or do not agree.';
                    END IF;
                    IF NEW.how = 'panel' AND (
                        SELECT count(*) FROM claims_panelvote
                        WHERE assessment_id = NEW.assessment_id AND round = NEW.round
                        AND rating_id = NEW.rating_id
                    ) < 2 THEN
                        RAISE EXCEPTION 'Not approved: a panel needs two votes of three for one rating.';
                    END IF;
                    IF NOT EXISTS (
                        SELECT 1 FROM claims_claim c JOIN claims_assessment a ON a.claim_id = c.id
                        WHERE a.id = NEW.assessment_id
                        AND c.status = CASE NEW.how WHEN 'panel' THEN 'conflicted' ELSE 'in_review' END
                    ) THEN
                        RAISE EXCEPTION 'Only what is in review, or before its panel, is approved.';
                    END IF;
                    RETURN NEW;
                """,
            ),
            never_emptied("approvals_are_never_emptied", "An approval is never changed."),
        ]

    def __str__(self) -> str:
        return gettext("Approval in round %(round)s") % {"round": self.round}
