"""The house's rating scale, versioned: old verdicts keep the scale they were given under."""

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext

IMMUTABLE = "RAISE EXCEPTION 'A rating scale is never changed: make a new version of it.';"

# The colours of css/tokens.css by name, and the marks that tell verdicts apart without them.
COLOURS = (
    "true",
    "mostly-true",
    "half-true",
    "misleading",
    "mostly-false",
    "false",
    "unproven",
    "satire",
)
MARKS = tuple("✓◕◐△◔✕?☺≈∅□◇★⚑")


class Scale(models.Model):
    """One version of the house's scale. The newest is the one that drafts use."""

    version = models.PositiveIntegerField(unique=True)
    note = models.TextField(blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-version"]
        triggers = [
            pgtrigger.Trigger(
                name="scale_is_immutable",
                when=pgtrigger.Before,
                operation=pgtrigger.Update | pgtrigger.Delete,
                func=IMMUTABLE,
            )
        ]

    def __str__(self) -> str:
        return gettext("Scale %(version)s") % {"version": self.version}


class Rating(models.Model):
    """One verdict of a scale.

    ``value`` is schema.org's ``ratingValue`` between 1 (worst) and 5 (best); None for a verdict that
    has no place between false and true. ``mark`` is the sign that speaks where colour does not.
    ``equivalents`` are other publishers' words for it, in lower case: the crosswalk.
    """

    scale = models.ForeignKey(Scale, models.PROTECT, related_name="ratings")
    key = models.SlugField(max_length=40)
    label = models.CharField(max_length=60)
    explanation = models.CharField(max_length=300)
    value = models.PositiveSmallIntegerField(null=True, blank=True)
    colour = models.CharField(max_length=20)
    mark = models.CharField(max_length=4)
    position = models.PositiveSmallIntegerField()
    equivalents = ArrayField(models.CharField(max_length=80), default=list, blank=True)

    class Meta:
        ordering = ["scale", "position"]
        constraints = [
            models.UniqueConstraint(fields=["scale", "key"], name="one_rating_a_key"),
            models.UniqueConstraint(fields=["scale", "position"], name="one_rating_a_position"),
            models.CheckConstraint(
                condition=Q(value=None) | Q(value__gte=1) & Q(value__lte=5), name="rating_value_1_to_5"
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="rating_is_immutable",
                when=pgtrigger.Before,
                operation=pgtrigger.Update | pgtrigger.Delete,
                func=IMMUTABLE,
            )
        ]

    def __str__(self) -> str:
        return self.label
