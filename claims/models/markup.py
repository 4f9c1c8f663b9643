"""Pages of claim reviews that a program writes, as the Fact Check Markup Tool has them."""

import secrets

from django.conf import settings
from django.db import models
from django.db.models import Q

from claims.models.article import ADDRESS_MAX
from claims.models.claim import Claim
from claims.models.triggers import kept


def new_name() -> str:
    return secrets.token_urlsafe(12)


class MarkupPage(models.Model):
    """A page that was written through ``pages`` of the Fact Check Tools API: drafts, never publications.

    ``body`` is the page as it was sent last; what is shown of it is read from its claims and their
    drafts, which people may have changed since. ``version`` counts what was sent.
    """

    name = models.CharField(max_length=40, unique=True, default=new_name, editable=False)
    address = models.URLField(max_length=ADDRESS_MAX)
    body = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=1)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    deleted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["address"], condition=Q(deleted_at=None), name="one_markup_page_an_address"
            ),
        ]
        triggers = [kept("markup_page_is_kept", "A page of markup is kept: it is only marked as deleted.")]

    def __str__(self) -> str:
        return f"pages/{self.name}"


class MarkupClaim(models.Model):
    """One claim review of a page, in its place; the work on it is the claim's."""

    page = models.ForeignKey(MarkupPage, models.PROTECT, related_name="reviews")
    position = models.PositiveSmallIntegerField()
    claim = models.OneToOneField(Claim, models.PROTECT, related_name="markup")
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["page", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["page", "position"], condition=Q(removed_at=None), name="one_review_a_position"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.page}, {self.position}"
