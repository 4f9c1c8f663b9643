"""What programs are told of: events in an outbox, endpoints, and each delivery with its attempts."""

import uuid
from contextlib import suppress

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from claims.models.article import ADDRESS_MAX
from claims.models.claim import Claim
from claims.models.triggers import kept
from claims.sealing import SEALED, Unreadable, unseal

EXCERPT = 2_000  # characters of an answer that the log keeps


class WebhookFamily(models.TextChoices):
    """What an endpoint may be told of; an event's type begins with the name of its family."""

    CLAIM = "claim", _("Claims: each step of the work")
    PUBLICATION = "publication", _("Publications: published, withdrawn")
    CORRECTION = "correction", _("Corrections: published")


class WebhookEndpoint(models.Model):
    """An address that wants to know. ``sealed`` are its secrets, one or two, the newest first: each signs.

    ``disabled_at`` ends its deliveries until somebody enables it again; ``disabled_why`` is a
    sentence where it was not a person who did it.
    """

    address = models.URLField(max_length=ADDRESS_MAX)
    families = ArrayField(models.CharField(max_length=12, choices=WebhookFamily.choices))
    sealed = ArrayField(models.CharField(max_length=300), editable=False)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    disabled_at = models.DateTimeField(null=True, blank=True)
    disabled_why = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(sealed__len__gte=1) & Q(sealed__len__lte=2),
                name="webhook_has_1_or_2_secrets",
            ),
            models.CheckConstraint(
                condition=Q(sealed__0__startswith=SEALED)
                & (Q(sealed__len=1) | Q(sealed__1__startswith=SEALED)),
                name="webhook_secrets_are_sealed",
            ),
            models.CheckConstraint(condition=Q(families__len__gte=1), name="webhook_wants_something"),
        ]
        triggers = [kept("webhook_endpoint_is_kept", "An endpoint is kept with its log: disable it.")]

    def __str__(self) -> str:
        return self.address

    @property
    def secrets(self) -> list[str]:
        """Those that can be read: none of what was sealed with a SECRET_KEY that is lost."""
        found = []
        for one in self.sealed:
            with suppress(Unreadable):
                found.append(unseal(one))
        return found


class WebhookEvent(models.Model):
    """Something that happened, written in the transaction in which it did: the outbox.

    ``uid`` is its name for ever, the same in every delivery and repeat. ``data`` holds nothing of a
    verdict that is not public. ``sent_out_at`` is when its deliveries were made.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    type = models.CharField(max_length=40)
    claim = models.ForeignKey(Claim, models.PROTECT, related_name="+")
    data = models.JSONField()
    created_at = models.DateTimeField(auto_now_add=True)
    sent_out_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["id"], name="webhook_outbox", condition=Q(sent_out_at=None))]

    def __str__(self) -> str:
        return self.type

    @property
    def message_id(self) -> str:
        return f"evt_{self.uid.hex}"

    @property
    def family(self) -> str:
        return self.type.partition(".")[0]


class WebhookDelivery(models.Model):
    """One event for one endpoint, until it was taken or is dead. ``round`` counts replays."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        DELIVERED = "delivered", _("Delivered")
        DEAD = "dead", _("Dead")

    event = models.ForeignKey(WebhookEvent, models.PROTECT, related_name="deliveries")
    endpoint = models.ForeignKey(WebhookEndpoint, models.PROTECT, related_name="deliveries")
    state = models.CharField(max_length=9, choices=State.choices, default=State.WAITING)
    round = models.PositiveSmallIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name_plural = "webhook deliveries"
        constraints = [
            models.UniqueConstraint(fields=["event", "endpoint"], name="one_delivery_an_endpoint"),
            models.CheckConstraint(
                condition=Q(state="waiting", ended_at=None) | ~Q(state="waiting") & Q(ended_at__isnull=False),
                name="delivery_ended_or_waits",
            ),
        ]
        indexes = [models.Index(fields=["endpoint", "-id"], name="delivery_of_endpoint")]

    def __str__(self) -> str:
        return f"{self.event} to {self.endpoint}"


class WebhookAttempt(models.Model):
    """One try: what the other side answered, its first characters, or why there was no answer."""

    delivery = models.ForeignKey(WebhookDelivery, models.PROTECT, related_name="attempts")
    at = models.DateTimeField(auto_now_add=True)
    status = models.PositiveSmallIntegerField(null=True, blank=True)
    excerpt = models.CharField(max_length=EXCERPT, blank=True)
    error = models.CharField(max_length=300, blank=True)
    took_ms = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return str(self.status or self.error)
