"""The daily seal, one root over the heads of all chains, and the ways to it (`docs/ledger.md`)."""

from django.contrib.postgres.functions import TransactionNow
from django.db import models
from django.utils.translation import gettext

from claims.models.triggers import kept, never_emptied


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
        return gettext("Seal of %(day)s") % {"day": f"{self.day:%Y-%m-%d}"}


class Proof(models.Model):
    """Where the head of a chain stands under a seal: its leaf's index and the siblings up to the root.

    Written with the seal, for the chains whose acts the public gets receipts of, so that a receipt costs the
    same however much the newsroom has done. It follows from the record, and proves nothing by itself.
    ``path`` is [[side, hash in hex], …] from the leaf up.
    """

    seal = models.ForeignKey(Seal, models.PROTECT, related_name="proofs")
    chain = models.CharField(max_length=40, db_collation="C")
    index = models.PositiveIntegerField()
    path = models.JSONField()

    class Meta:
        ordering = ["seal", "chain"]
        constraints = [models.UniqueConstraint(fields=["seal", "chain"], name="one_proof_a_chain_and_seal")]
        triggers = [
            kept("proof_is_append_only", "A proof stays as it was made", also_updates=True),
            never_emptied("proof_is_never_emptied", "A proof stays as it was made"),
        ]

    def __str__(self) -> str:
        return gettext("Proof of %(chain)s") % {"chain": self.chain}
