"""Claims and their appearances in captures."""

import pgtrigger
from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.utils.translation import gettext_lazy as _

from claims.models.article import Capture
from claims.models.demand import DEMAND_OF_A_GROUP, DEMAND_OF_A_PLACE
from claims.models.guards import MOVED_BY_NO_RUN, STANDS_ON_ITS_GROUND, MovesByTheTable
from claims.models.person import GIVEN_TO_SOMEONE_HERE
from claims.models.policy import Topic
from claims.models.source import Speaker
from claims.models.triggers import kept, never_emptied
from claims.models.weights import Weights
from claims.states import HELD, DeclineReason, Status

TEXT_MIN, TEXT_MAX = 8, 2000
IN_REVIEW, DATED = Q(status="in_review"), Q(due_at__isnull=False)

models.TextField.register_lookup(Length)


class Claim(models.Model):
    """A self-contained, checkable statement. ``status`` says where the work stands, never a verdict.

    Only `workflow.move()` assigns ``status``; PostgreSQL refuses every edge that is not in
    `states.TRANSITIONS`. ``version`` counts edits: a form carries the one it was drawn from.
    """

    class Type(models.TextChoices):
        QUANTITY = "quantity", _("Quantity")
        QUOTATION = "quotation", _("Quotation")
        EVENT = "event", _("Event or past action")
        COMPARISON = "comparison", _("Comparison or ranking")
        LAW = "law", _("Law or rule")
        CAUSAL = "causal", _("Causal")
        PREDICTION = "prediction", _("Prediction")
        OPINION = "opinion", _("Opinion")
        OTHER = "other", _("Other")

    class Origin(models.TextChoices):
        MACHINE = "machine", _("Extracted")
        PERSON = "person", _("Added by a person")

    class Priority(models.IntegerChoices):
        NORMAL = 0, _("Normal")
        HIGH = 1, _("High")
        BREAKING = 2, _("Breaking")

    text = models.TextField()
    speakers = models.ManyToManyField(Speaker, through="SaidBy", blank=True, related_name="claims")
    topics = models.ManyToManyField(Topic, blank=True, related_name="claims")
    made_on = models.DateField(null=True, blank=True)
    language = models.CharField(max_length=12, blank=True)
    type = models.CharField(max_length=12, choices=Type.choices, default=Type.OTHER)
    score = models.FloatField(default=0)
    reasons = models.JSONField(default=list, blank=True)
    weights = models.ForeignKey(
        Weights,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("The version that the score stands under; empty for the engine's own."),
    )
    origin = models.CharField(max_length=10, choices=Origin.choices, default=Origin.MACHINE)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    status = models.CharField(max_length=12, choices=Status.choices, default=Status.CANDIDATE, editable=False)
    status_since = models.DateTimeField(auto_now_add=True)
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="held_claims"
    )
    decline_reason = models.CharField(max_length=15, choices=DeclineReason.choices, blank=True)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="duplicates")
    # The oldest of the claims that say the same, set by `actions.clusters`; None where it stands alone.
    cluster = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, editable=False, related_name="clustered"
    )
    # In how many articles it, or one that says the same, was met; 1 where somebody typed it. Kept by
    # PostgreSQL (`models.demand`), so that a list can be in its order.
    demand = models.PositiveIntegerField(default=1, db_default=1, editable=False)
    priority = models.SmallIntegerField(choices=Priority.choices, default=Priority.NORMAL)
    due_at = models.DateTimeField(null=True, blank=True)

    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)
    search = models.GeneratedField(
        expression=SearchVector("text", config="english"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    class Meta:
        ordering = ["-score", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(text__length__gte=TEXT_MIN) & Q(text__length__lte=TEXT_MAX),
                name="claim_text_has_a_length",
            ),
            models.CheckConstraint(
                condition=Q(score__gte=0) & Q(score__lte=1), name="claim_score_is_a_share"
            ),
            models.CheckConstraint(
                condition=~Q(status__in=sorted(HELD)) | Q(assignee__isnull=False),
                name="claim_researched_is_held",
            ),
            models.CheckConstraint(
                condition=Q(status="declined") & ~Q(decline_reason="")
                | ~Q(status="declined") & Q(decline_reason="", merged_into=None),
                name="claim_declined_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(merged_into=None) | Q(decline_reason="duplicate"),
                name="claim_merged_is_a_duplicate",
            ),
            models.CheckConstraint(
                condition=Q(merged_into=None) | ~Q(merged_into=F("pk")), name="claim_not_merged_into_itself"
            ),
            models.CheckConstraint(
                condition=~Q(origin="person") | Q(added_by__isnull=False), name="claim_added_by_someone"
            ),
        ]
        indexes = [
            # views.queue of one state, in queries.QUEUE_ORDER
            models.Index(
                F("status"), F("priority").desc(), F("score").desc(), F("id").desc(), name="claim_queue"
            ),
            # views.queue of all states, in the same order
            models.Index(F("priority").desc(), F("score").desc(), F("id").desc(), name="claim_worth"),
            # views.queue as it opens ("to triage"), in the same order; worth_queries.reordered
            models.Index(
                F("priority").desc(),
                F("score").desc(),
                F("id").desc(),
                condition=Q(status__in=["candidate", "queued"]),
                name="claim_triage",
            ),
            # actions.assign.take_next
            models.Index(
                F("priority").desc(),
                F("score").desc(),
                F("id").desc(),
                condition=Q(status="queued"),
                name="claim_next",
            ),
            # views.queue by demand; board_queries.most_demanded
            models.Index(
                F("demand").desc(),
                F("id").desc(),
                F("status"),
                name="claim_demand",
                condition=Q(demand__gt=1),
            ),
            # views.queue of what was said more than once
            models.Index(
                F("status"),
                F("priority").desc(),
                F("score").desc(),
                F("id").desc(),
                name="claim_repeated",
                condition=Q(cluster__isnull=False),
            ),
            # views.queue of one type: how many stand where; those of a rare one
            models.Index(fields=["type", "status"], name="claim_by_type"),
            # queries.waiting_for_review
            models.Index(
                F("priority").desc(), F("status_since"), F("id"), name="claim_to_review", condition=IN_REVIEW
            ),
            # queries.held_by; board_queries.workload
            models.Index(fields=["assignee", "status"], include=["due_at", "id"], name="claim_held_due"),
            # people_queries.overdue, due_soon; board_queries.late_by_state
            models.Index(fields=["due_at", "id"], include=["status"], name="claim_by_date", condition=DATED),
            GinIndex(fields=["search"], name="claim_search"),
        ]
        triggers = [
            MovesByTheTable(),
            STANDS_ON_ITS_GROUND,
            MOVED_BY_NO_RUN,
            pgtrigger.Trigger(
                name="claim_starts_at_the_start",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                condition=pgtrigger.Condition("NEW.status <> 'candidate' AND NEW.status <> 'queued'"),
                func="RAISE EXCEPTION 'A claim starts as a candidate or queued, not as %.', NEW.status;",
            ),
            GIVEN_TO_SOMEONE_HERE,
            DEMAND_OF_A_GROUP,
            # What was reviewed is what is published. (A check that is revisited is researched again.)
            pgtrigger.Trigger(
                name="claim_wording_is_settled",
                when=pgtrigger.Before,
                operation=pgtrigger.UpdateOf("text", "made_on"),
                condition=pgtrigger.Condition(
                    "(OLD.status NOT IN ('candidate', 'queued', 'researching', 'declined')"
                    " AND (OLD.text, OLD.made_on) IS DISTINCT FROM (NEW.text, NEW.made_on))"
                ),
                func="RAISE EXCEPTION 'The wording is settled once a draft is submitted: have it returned.';",
            ),
            kept("claim_is_kept", "A claim is kept: decline or withdraw it, it cannot be deleted."),
            # Promise 4, at the depth of the database: a claim that the machine took from a document
            # has its words there by the end of the transaction that saves it.
            pgtrigger.Trigger(
                name="claim_has_its_words",
                when=pgtrigger.After,
                operation=pgtrigger.Insert,
                timing=pgtrigger.Deferred,
                condition=pgtrigger.Condition("NEW.origin = 'machine'"),
                func="""
                    IF NOT EXISTS (SELECT 1 FROM claims_appearance WHERE claim_id = NEW.id) THEN
                        RAISE EXCEPTION 'No claim without its words: claim % has no appearance.', NEW.id;
                    END IF;
                    RETURN NULL;
                """,
            ),
        ]

    def __str__(self) -> str:
        return self.text


class SaidBy(models.Model):
    """A speaker of a claim; ``position`` is the article's order, where one sentence has several."""

    claim = models.ForeignKey(Claim, models.CASCADE, related_name="said_by")
    speaker = models.ForeignKey(Speaker, models.CASCADE, related_name="said", db_index=False)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        db_table = "claims_claim_speakers"
        verbose_name, verbose_name_plural = "speaker of a claim", "speakers of claims"
        ordering = ["position", "pk"]
        unique_together = (("claim", "speaker"),)  # as the table had it when Django made it
        indexes = [
            models.Index(fields=["speaker", "claim"], name="said_by_speaker")
        ]  # queries.claims_by_speaker

    def __str__(self) -> str:
        return f"{self.speaker_id} of {self.claim_id}"


class Appearance(models.Model):
    """A claim at a place in a capture (W3C Web Annotation selectors, code points of its text).

    ``exact == capture.text[start:end]``, held to that by PostgreSQL.
    """

    class Quotation(models.TextChoices):
        DIRECT = "direct", _("Quoted")
        INDIRECT = "indirect", _("Reported")
        MIXED = "mixed", _("Reported, partly quoted")
        OWN_VOICE = "own_voice", _("The outlet's own voice")

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="appearances")
    capture = models.ForeignKey(Capture, models.PROTECT, related_name="appearances")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    exact = models.TextField()
    prefix = models.CharField(max_length=64, blank=True)
    suffix = models.CharField(max_length=64, blank=True)
    quotation = models.CharField(max_length=10, choices=Quotation.choices, default=Quotation.OWN_VOICE)
    cue = models.CharField(max_length=200, blank=True)
    attributed_to = models.CharField(max_length=500, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["capture", "start", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["capture", "start", "end"], name="one_claim_a_place"),
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="appearance_is_not_empty"),
        ]
        triggers = [
            DEMAND_OF_A_PLACE,
            pgtrigger.Trigger(
                name="appearance_says_what_the_capture_says",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("capture_id", "start", "end", "exact"),
                func="""
                    IF NEW.exact IS DISTINCT FROM (
                        SELECT substr(text, NEW.start + 1, NEW."end" - NEW.start)
                        FROM claims_capture WHERE id = NEW.capture_id
                    ) THEN
                        RAISE EXCEPTION 'The quote is not in the capture at % to %.', NEW.start, NEW."end";
                    END IF;
                    RETURN NEW;
                """,
            ),
            # Else a claim could lose its words to another after the commit that asked for them.
            pgtrigger.Trigger(
                name="appearance_stays_with_its_claim",
                when=pgtrigger.Before,
                operation=pgtrigger.UpdateOf("claim_id"),
                condition=pgtrigger.Condition("OLD.claim_id IS DISTINCT FROM NEW.claim_id"),
                func="RAISE EXCEPTION 'No claim without its words: an appearance stays with its claim.';",
            ),
            kept("appearance_is_kept", "An appearance is kept: it cannot be deleted."),
            never_emptied("appearance_is_never_emptied", "Appearances are kept: they cannot be emptied."),
        ]

    def __str__(self) -> str:
        return self.exact
