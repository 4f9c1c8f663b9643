"""The daily seal: one root over the heads of all chains (`docs/ledger.md`)."""

from django.contrib.postgres.functions import TransactionNow
from django.db import models


class Seal(models.Model):
    """What the record of acts was when a day (UTC) was closed. Append-only.

    Covers the ``activities`` acts of ``chains`` chains with an id up to ``upto``; ``root`` is the
    Merkle root (RFC 6962) over the chains' heads. ``previous``, ``made_at`` and ``hash`` are set by
    PostgreSQL: the seals are a chain of their own, in the order of their days.
    """

    day = models.DateField(unique=True)
    upto = models.BigIntegerField()
    chains = models.PositiveIntegerField()
    activities = models.PositiveBigIntegerField()
    root = models.CharField(max_length=64)
    previous = models.CharField(max_length=64, db_default="", editable=False)
    made_at = models.DateTimeField(db_default=TransactionNow(), editable=False)
    hash = models.CharField(max_length=64, db_default="", editable=False)

    class Meta:
        ordering = ["-day"]

    def __str__(self) -> str:
        return f"Seal of {self.day:%Y-%m-%d}"
