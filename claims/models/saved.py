"""Filters of the queue that are worth a name."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Length, Lower

NAME_MAX, QUERY_MAX = 60, 600

models.CharField.register_lookup(Length)


class SavedView(models.Model):
    """``query`` is what the address bar carries after the question mark; the desk's has no ``owner``.

    It says how to look and never what is seen: "held by me" in one of the desk's is whoever looks.
    """

    name = models.CharField(max_length=NAME_MAX)
    query = models.CharField(max_length=QUERY_MAX, blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="saved_views"
    )
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                Lower("name"), "owner", nulls_distinct=False, name="one_saved_view_a_name"
            ),
            models.CheckConstraint(condition=Q(name__length__gte=1), name="saved_view_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name
