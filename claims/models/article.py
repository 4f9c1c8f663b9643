"""Articles, their immutable captures, and what was handed in."""

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from pgvector.django import SparseVectorField

from claims.models.source import Source
from claims.models.triggers import kept, never_emptied
from claims.nlp.terms import TERM_SPACE

ADDRESS_MAX = 2000


class Article(models.Model):
    """One piece, known by its canonical address and by the digest of its first text."""

    source = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, related_name="articles")
    address = models.URLField(max_length=ADDRESS_MAX, null=True, blank=True, unique=True)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    title = models.CharField(max_length=500, blank=True)
    byline = models.CharField(max_length=500, blank=True)
    published_on = models.DateField(null=True, blank=True)
    language = models.CharField(max_length=12, blank=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.title or self.address or gettext("Article %(number)s") % {"number": self.pk}


class Capture(models.Model):
    """An immutable stored version of a page: what was received, and the text that was read from it.

    Offsets everywhere count Unicode code points of ``text``. ``sha256`` is the digest of ``text``
    in UTF-8, ``raw_sha256`` that of ``raw``, the bytes as they came.
    """

    article = models.ForeignKey(Article, models.PROTECT, null=True, related_name="captures")
    text = models.TextField()
    sha256 = models.CharField(max_length=64, db_index=True)
    raw = models.BinaryField()
    raw_sha256 = models.CharField(max_length=64)
    media_type = models.CharField(max_length=100)
    address = models.URLField(max_length=ADDRESS_MAX, blank=True)
    notes = models.JSONField(default=list)
    retrieved_at = models.DateTimeField()
    extracted_at = models.DateTimeField(null=True, blank=True)
    engine = models.CharField(max_length=100, blank=True)
    refused = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["article", "sha256"], name="one_capture_a_text"),
            models.CheckConstraint(condition=~Q(text=""), name="capture_has_text"),
        ]
        triggers = [
            kept("capture_is_kept", "A capture is kept: it cannot be deleted."),
            never_emptied("capture_is_never_emptied", "Captures are kept: they cannot be emptied."),
            pgtrigger.Trigger(
                name="capture_is_immutable",
                when=pgtrigger.Before,
                operation=pgtrigger.UpdateOf(
                    "article_id",
                    "text",
                    "sha256",
                    "raw",
                    "raw_sha256",
                    "media_type",
                    "address",
                    "retrieved_at",
                ),
                func="RAISE EXCEPTION 'A capture is immutable: a changed page makes a new one.';",
            ),
        ]

    def __str__(self) -> str:
        return gettext("Capture %(number)s") % {"number": self.pk}


class Passage(models.Model):
    """A few sentences of a capture, the unit that searches find: ``text == capture.text[start:end]``.

    ``terms`` and ``weights`` are as those of a known check's passage; None until a worker has put
    the passage on the library's shelves.
    """

    capture = models.ForeignKey(Capture, models.CASCADE, related_name="passages")
    position = models.PositiveIntegerField()
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    text = models.TextField()
    terms = ArrayField(models.IntegerField(), null=True)
    weights = SparseVectorField(dimensions=TERM_SPACE, null=True)
    search = models.GeneratedField(
        expression=SearchVector("text", config="english"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    class Meta:
        ordering = ["capture", "position"]
        constraints = [
            models.UniqueConstraint(fields=["capture", "position"], name="one_passage_a_position"),
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="passage_is_not_empty"),
        ]
        indexes = [
            GinIndex(fields=["search"], name="passage_search"),  # queries.passages_about
            GinIndex(fields=["terms"], name="passage_terms"),  # search.library
            # actions.library: what is not on the shelves yet
            models.Index(fields=["id"], name="passage_to_shelve", condition=Q(terms=None)),
        ]

    def __str__(self) -> str:
        where = {"position": self.position, "capture": self.capture_id}
        return gettext("Passage %(position)s of capture %(capture)s") % where


class Intake(models.Model):
    """Something handed in: pasted text, a file or an address. It is kept whatever becomes of it."""

    class Kind(models.TextChoices):
        PASTE = "paste", _("Pasted text")
        FILE = "file", _("File")
        ADDRESS = "address", _("Address")

    class Outcome(models.TextChoices):
        PENDING = "pending", _("Being read")
        ADDED = "added", _("Added")
        CHANGED = "changed", _("New version of a known article")
        KNOWN = "known", _("Known already")

    kind = models.CharField(max_length=10, choices=Kind.choices)
    address = models.URLField(max_length=ADDRESS_MAX, blank=True)
    filename = models.CharField(max_length=255, blank=True)
    media_type = models.CharField(max_length=100, blank=True)
    title = models.CharField(max_length=500, blank=True)
    raw = models.BinaryField(null=True)
    source = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, related_name="+")
    article = models.ForeignKey(Article, models.PROTECT, null=True, blank=True, related_name="intakes")
    outcome = models.CharField(max_length=10, choices=Outcome.choices, default=Outcome.PENDING)
    token = models.CharField(max_length=64, unique=True, null=True, blank=True, editable=False)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="address") & ~Q(address="") | ~Q(kind="address") & Q(raw__isnull=False),
                name="intake_has_matter",
            ),
        ]

    def __str__(self) -> str:
        return self.address or self.filename or self.title or gettext("Text %(number)s") % {"number": self.pk}
