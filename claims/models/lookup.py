"""What search providers answered, kept so that a run can be replayed; and whose turn it is to ask."""

from django.db import models

from claims.models.claim import Claim
from claims.models.triggers import kept, never_emptied

LOOKUPS = "What a search provider answered is kept: it cannot be changed, deleted or emptied."


class Lookup(models.Model):
    """One answer of one provider. ``sha256`` is the digest of ``body``, the bytes as they came.

    ``address`` is the whole request: secrets go in headers, which are not kept.
    """

    provider = models.CharField(max_length=20)
    query = models.TextField()
    before = models.DateField(null=True, blank=True)
    most = models.PositiveSmallIntegerField()
    address = models.TextField()
    body = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    media_type = models.CharField(max_length=100, blank=True)
    claim = models.ForeignKey(Claim, models.PROTECT, null=True, blank=True, related_name="lookups")
    retrieved_at = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]
        triggers = [
            kept("lookup_is_kept", LOOKUPS, also_updates=True),
            never_emptied("lookup_is_never_emptied", LOOKUPS),
        ]
        indexes = [
            # actions.lookups.kept_answer
            models.Index(models.F("provider"), models.F("retrieved_at").desc(), name="lookup_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.provider}: {self.query[:80]}"


class LookupTurn(models.Model):
    """When a provider may be asked next, and how often it was asked on ``day`` (UTC)."""

    provider = models.CharField(max_length=20, unique=True)
    free_at = models.DateTimeField()
    day = models.DateField()
    used = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return self.provider
