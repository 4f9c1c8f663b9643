"""Outlets, their feeds, and the people they quote."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower, Now, Upper


class Source(models.Model):
    """An outlet or site."""

    name = models.CharField(max_length=200)
    domain = models.CharField(max_length=253, unique=True, null=True, blank=True)
    language = models.CharField(max_length=12, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["name", "pk"]
        constraints = [models.UniqueConstraint(Lower("name"), name="one_source_a_name")]

    def __str__(self) -> str:
        return self.name


class Feed(models.Model):
    """An RSS or Atom feed of an outlet, asked every so many minutes for articles that are new in it.

    ``next_at`` is on the database's clock. ``etag`` and ``modified`` are what the site sent last, so
    that it need not send again what has not changed. ``trouble`` is the sentence of the last try that
    failed, "" once one succeeded.
    """

    source = models.ForeignKey(Source, models.PROTECT, related_name="feeds")
    address = models.URLField(max_length=2000, unique=True)
    every_minutes = models.PositiveSmallIntegerField("minutes between two looks", default=30)
    active = models.BooleanField("is read", default=True)
    etag = models.CharField(max_length=200, blank=True, editable=False)
    modified = models.CharField(max_length=100, blank=True, editable=False)
    next_at = models.DateTimeField("next look", db_default=Now(), editable=False)
    looked_at = models.DateTimeField("last look", null=True, blank=True, editable=False)
    trouble = models.TextField(blank=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["source", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(every_minutes__gte=5) & Q(every_minutes__lte=1440), name="feed_5_minutes_to_a_day"
            ),
        ]
        # actions.feeds.look_at_feeds
        indexes = [models.Index(F("next_at"), name="feed_due", condition=Q(active=True))]

    def __str__(self) -> str:
        return self.address


class Speaker(models.Model):
    """Who said it (schema.org ``Claim.author``). ``confirmed`` once a person has looked at it.

    ``keys`` are the name and the aliases without case and accents, kept by PostgreSQL:
    `claims.wording.folded` computes the same.
    """

    name = models.CharField(max_length=200)
    aliases = ArrayField(models.CharField(max_length=200), default=list, blank=True)
    role = models.CharField(max_length=200, blank=True)
    affiliation = models.CharField("party or organisation", max_length=200, blank=True)
    same_as = models.URLField(blank=True)
    confirmed = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)
    keys = models.GeneratedField(
        expression=models.Func("name", "aliases", function="claims_speaker_keys"),
        output_field=ArrayField(models.TextField()),
        db_persist=True,
    )

    class Meta:
        ordering = ["name", "pk"]
        constraints = [models.UniqueConstraint(Lower("name"), name="one_speaker_a_name")]
        indexes = [
            GinIndex(fields=["aliases"], name="speaker_by_alias"),
            # queries.claims_by_speaker
            GinIndex(OpClass(Upper("name"), "gin_trgm_ops"), name="speaker_by_letters"),
            # actions.extraction.speakers_named
            GinIndex(fields=["keys"], name="speaker_by_key"),
        ]

    def __str__(self) -> str:
        return self.name
