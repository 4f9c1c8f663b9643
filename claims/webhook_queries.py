"""Reads of webhooks: endpoints with how they fare, deliveries with their last attempt."""

from django.db.models import Count, Prefetch, Q, QuerySet

from claims.models import WebhookAttempt, WebhookDelivery, WebhookEndpoint

State = WebhookDelivery.State


def endpoints() -> QuerySet[WebhookEndpoint]:
    """Each with ``waiting`` and ``dead``: how many of its deliveries stand so."""
    return (
        WebhookEndpoint.objects.select_related("made_by")
        .annotate(
            waiting=Count("deliveries", filter=Q(deliveries__state=State.WAITING)),
            dead=Count("deliveries", filter=Q(deliveries__state=State.DEAD)),
        )
        .order_by("disabled_at", "pk")
    )


def deliveries(endpoint: WebhookEndpoint, state: str = "") -> QuerySet[WebhookDelivery]:
    """Those of the endpoint, in one state or all, with every attempt, the newest first."""
    attempts = Prefetch("attempts", WebhookAttempt.objects.order_by("-pk"))
    rows = WebhookDelivery.objects.filter(endpoint=endpoint).select_related("event")
    return (rows.filter(state=state) if state in State.values else rows).prefetch_related(attempts)
