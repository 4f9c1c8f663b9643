"""The record of acts: append-only, and chained by PostgreSQL (migrations `ledger` and
`kept_by_postgres`, `docs/ledger.md`)."""

import secrets
from typing import Any

from django.conf import settings
from django.contrib.postgres.functions import TransactionNow
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext

from claims.models.article import Article
from claims.models.claim import Claim


def new_salt() -> str:
    """16 random bytes in hex: without them a short word could be guessed from its digest."""
    return secrets.token_hex(16)


class Note(models.Model):
    """The free and personal words of an act, apart from the chain, so that they can be erased.

    The chain holds only `claims_note_digest`. PostgreSQL refuses every change but one: salt, reason
    and detail emptied together, in a transaction whose erasure is on the record.
    """

    salt = models.CharField(max_length=32, default=new_salt, editable=False)
    reason = models.TextField(blank=True)
    detail = models.JSONField(default=dict, blank=True)
    erased_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(erased_at=None, salt__regex="^[0-9a-f]{32}$")
                | Q(erased_at__isnull=False, salt="", reason="", detail={}),
                name="note_is_salted_or_erased",
            ),
        ]

    def __str__(self) -> str:
        return gettext("Erased") if self.erased_at else self.reason


class ActivityManager(models.Manager["Activity"]):
    """An act comes with its words, so that a list of acts is one query."""

    def get_queryset(self) -> models.QuerySet["Activity"]:
        return super().get_queryset().select_related("note")


class Activity(models.Model):
    """Who did what, when, from where to where. ``actor`` is None for the machine.

    ``chain``, ``position``, ``at``, ``note_digest``, ``previous`` and ``hash`` are PostgreSQL's:
    whatever is passed for them is overwritten, and what it wrote comes back with the insert.
    ``position`` orders a chain; ``at`` is when the transaction began.
    """

    chain = models.CharField(max_length=40, db_default="", db_collation="C", editable=False)
    position = models.PositiveIntegerField(db_default=0, editable=False)
    at = models.DateTimeField(db_default=TransactionNow(), editable=False)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    verb = models.CharField(max_length=40)
    claim = models.ForeignKey(Claim, models.PROTECT, null=True, related_name="activities")
    article = models.ForeignKey(Article, models.PROTECT, null=True, related_name="activities")
    from_status = models.CharField(max_length=12, blank=True)
    to_status = models.CharField(max_length=12, blank=True)
    note = models.OneToOneField(Note, models.PROTECT, null=True)
    note_digest = models.CharField(max_length=64, db_default="", editable=False)
    previous = models.CharField(max_length=64, db_default="", editable=False)
    hash = models.CharField(max_length=64, db_default="", editable=False)

    objects = ActivityManager()

    class Meta:
        ordering = ["-pk"]
        verbose_name_plural = "activities"
        constraints = [models.UniqueConstraint(fields=["chain", "position"], name="one_act_a_position")]
        indexes = [models.Index(fields=["claim", "-id"], name="activity_of_claim")]

    def __str__(self) -> str:
        return self.verb

    @property
    def reason(self) -> str:
        """Why, in the person's words; empty when there are none or they are erased."""
        return self.note.reason if self.note else ""

    @property
    def detail(self) -> dict[str, Any]:
        """Ids and plain values of the act; empty when there are none or they are erased."""
        return dict(self.note.detail) if self.note else {}


class ChainHead(models.Model):
    """The newest act of each chain, written by PostgreSQL with the act and by nobody else.

    The next act continues from here, so acts that are cut from the end of a chain leave a gap that
    no later act closes.
    """

    chain = models.CharField(max_length=40, primary_key=True, db_collation="C", editable=False)
    position = models.PositiveIntegerField(editable=False)
    hash = models.CharField(max_length=64, editable=False)

    def __str__(self) -> str:
        return gettext("%(chain)s, position %(position)s") % {"chain": self.chain, "position": self.position}
