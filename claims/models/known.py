"""What was checked before, by others and by us, and how it is searched."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Greatest, Lower
from django.utils.translation import gettext_lazy as _
from pgvector.django import HalfVectorField, SparseVectorField

from claims.models.article import ADDRESS_MAX
from claims.models.claim import Claim
from claims.nlp.terms import TERM_SPACE

SITE = r"^[A-Za-z][A-Za-z0-9+.-]*://(?:[^/?#@]*@)?(?:[wW]{3}\.)?([^/?#:]+)"


class KnownCheck(models.Model):
    """A fact-check that somebody published: a claim, what was said of it, by whom, when and where.

    ``external_id`` is the publisher's own and unique within its ``feed``. Two rows may have one
    address: a page may check several claims. ``digest`` is SHA-256 over the canonical JSON of what
    was imported. ``rating_words`` are the publisher's, ``rating_value`` (1 worst to 5 best) is what
    our crosswalk makes of them, None where it knows nothing. ``own_claim`` is set where we are the
    publisher. ``made_on`` is when the claim was made, ``reviewed_on`` when the check came out.
    """

    feed = models.CharField(max_length=200, blank=True)
    external_id = models.CharField(max_length=2200)
    publisher = models.CharField(max_length=200, blank=True)
    claim = models.TextField(blank=True)
    title = models.TextField(blank=True)
    subtitle = models.TextField(blank=True)
    speaker = models.CharField(max_length=300, blank=True)
    rating_words = models.CharField(max_length=300, blank=True)
    rating_value = models.PositiveSmallIntegerField(null=True, blank=True)
    made_on = models.DateField(null=True, blank=True)
    reviewed_on = models.DateField(null=True, blank=True)
    address = models.CharField(max_length=ADDRESS_MAX, blank=True)
    language = models.CharField(max_length=12, blank=True)
    own_claim = models.OneToOneField(Claim, models.PROTECT, null=True, blank=True, related_name="known_check")
    digest = models.CharField(max_length=64)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    # The address's host without "www.": `known_queries.site_of` says the same.
    site = models.GeneratedField(
        expression=Lower(Func(F("address"), Value(SITE), function="substring")),
        output_field=models.CharField(max_length=ADDRESS_MAX, null=True),
        db_persist=True,
    )

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["feed", "external_id"], name="one_check_an_id"),
            models.CheckConstraint(
                condition=Q(rating_value=None) | Q(rating_value__gte=1) & Q(rating_value__lte=5),
                name="known_rating_1_to_5",
            ),
            models.CheckConstraint(condition=~Q(claim="") | ~Q(title=""), name="known_check_says_something"),
        ]
        indexes = [
            models.Index(fields=["address"], name="known_check_address", condition=~Q(address="")),
            models.Index(fields=["site", "-id"], name="known_check_site"),  # known_queries.of_site
            # known_queries.narrowed: those of the last days
            models.Index(Greatest("reviewed_on", "made_on"), name="known_check_newer"),
        ]

    def __str__(self) -> str:
        return self.claim or self.title


class KnownPassage(models.Model):
    """A piece of a known check, or the words of a claim of ours, as the search reads it.

    ``terms`` are the different terms of ``text`` as numbers (`claims.nlp.terms`), ascending.
    ``weights`` holds for each the part of BM25 that is the document's: saturated frequency,
    normalised by length. Position 0 is the claim, 1 title and subtitle, from 2 on the body.
    """

    class Kind(models.TextChoices):
        CLAIM = "claim", _("Claim")
        TITLE = "title", _("Title")
        BODY = "body", _("Body")

    known = models.ForeignKey(KnownCheck, models.CASCADE, null=True, related_name="passages")
    claim = models.ForeignKey(Claim, models.PROTECT, null=True, related_name="known_passages")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=5, choices=Kind.choices)
    text = models.TextField()
    terms = ArrayField(models.IntegerField())
    weights = SparseVectorField(dimensions=TERM_SPACE)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["known", "position"], name="one_known_passage_a_position"),
            models.UniqueConstraint(fields=["claim", "position"], name="one_claim_passage_a_position"),
            models.CheckConstraint(
                condition=Q(known__isnull=True, claim__isnull=False)
                | Q(known__isnull=False, claim__isnull=True),
                name="known_passage_is_of_one",
            ),
        ]
        # search: candidates by their rare terms; apart, so that what is few is not lost among what is many
        indexes = [
            GinIndex(
                fields=["terms"], name="known_head_terms", condition=Q(known__isnull=False) & ~Q(kind="body")
            ),
            GinIndex(
                fields=["terms"], name="known_body_terms", condition=Q(known__isnull=False, kind="body")
            ),
            GinIndex(fields=["terms"], name="known_claim_terms", condition=Q(claim__isnull=False)),
        ]

    def __str__(self) -> str:
        return self.text


class KnownTerm(models.Model):
    """In how many passages a term stands: document frequencies, apart for heads, bodies and captures.

    Heads are claims and titles, ``captured`` counts passages of captures. Row 0 is no term: it counts the
    passages themselves.
    """

    id = models.IntegerField(primary_key=True)
    heads = models.PositiveIntegerField(default=0)
    bodies = models.PositiveIntegerField(default=0)
    captured = models.PositiveIntegerField(default=0, db_default=0)

    def __str__(self) -> str:
        return f"Term {self.pk}"


class EmbeddingModel(models.Model):
    """A version of a sentence encoder, known by the digest of its weights.

    One is active and answers searches. A new one is filling until every head has its vector by it;
    then the two change places in one transaction, and the vectors of the retired one are dropped.
    """

    class State(models.TextChoices):
        FILLING = "filling", _("Filling")
        ACTIVE = "active", _("Active")
        RETIRED = "retired", _("Retired")

    name = models.CharField(max_length=100)
    digest = models.CharField(max_length=64, unique=True)
    dimensions = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.FILLING)
    created_at = models.DateTimeField(auto_now_add=True)
    activated_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["state"], condition=Q(state="active"), name="one_active_embedding_model"
            ),
            models.UniqueConstraint(
                fields=["state"], condition=Q(state="filling"), name="one_filling_embedding_model"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.digest[:12]}"


class KnownVector(models.Model):
    """The vector of one passage by one model, of length 1, in half precision.

    ``ours`` tells the claims of this newsroom from known checks. Each model has HNSW indexes of its own
    over its rows, one for either (`claims.actions.vectors.make_indexes`), so that an old and a new
    model stand side by side.
    """

    passage = models.ForeignKey(KnownPassage, models.CASCADE, related_name="vectors", db_index=False)
    model = models.ForeignKey(EmbeddingModel, models.CASCADE, related_name="+", db_index=False)
    ours = models.BooleanField(default=False)
    vector = HalfVectorField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["passage", "model"], name="one_vector_a_model")]

    def __str__(self) -> str:
        return f"Vector of passage {self.passage_id}"


class Import(models.Model):
    """One reading of a file of known checks; ``cursor`` is how many of its rows are in for good.

    ``sha256`` is the digest of the file's bytes: the same file goes on where it was left.
    """

    filename = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    feed = models.CharField(max_length=200, blank=True)
    cursor = models.PositiveIntegerField(default=0)
    added = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    bad = models.PositiveIntegerField(default=0)
    started_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["sha256"], name="import_by_digest")]

    def __str__(self) -> str:
        return self.filename


class ImportProblem(models.Model):
    """A row that did not go in: where it stands in the file, why, and what it says (cut short)."""

    of = models.ForeignKey(Import, models.CASCADE, related_name="problems")
    row = models.PositiveIntegerField()
    reason = models.CharField(max_length=300)
    raw = models.TextField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["of", "row"]
        constraints = [models.UniqueConstraint(fields=["of", "row"], name="one_problem_a_row")]

    def __str__(self) -> str:
        return self.reason
