"""Outlets and the people they quote."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models.functions import Lower


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


class Speaker(models.Model):
    """Who said it (schema.org ``Claim.author``). ``confirmed`` once a person has looked at it.

    ``keys`` are the name and the aliases without case and accents, kept by PostgreSQL:
    `claims.wording.folded` computes the same.
    """

    name = models.CharField(max_length=200)
    aliases = ArrayField(models.CharField(max_length=200), default=list, blank=True)
    role = models.CharField(max_length=200, blank=True)
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
            # actions.extraction.speakers_named
            GinIndex(fields=["keys"], name="speaker_by_key"),
        ]

    def __str__(self) -> str:
        return self.name
