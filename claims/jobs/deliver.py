"""Tell an endpoint of an event, signed as Standard Webhooks has it."""

import time
from typing import Any

from django.conf import settings

from claims.actions import webhooks
from claims.errors import Permanent, Transient
from claims.integrations.errors import FetchFailed, FetchRefused
from claims.integrations.http import Answered, Fetcher, FetchPolicy
from claims.integrations.signing import headers_for
from claims.jobs.progress import Progress
from claims.models import EXCERPT, Job, WebhookAttempt, WebhookDelivery
from claims.said import said
from claims.schemas import webhook_body

State = WebhookDelivery.State
FIRST_WAIT = 10  # seconds, doubled at each attempt
UNSIGNED = said(
    "The secrets of this endpoint were sealed with another SECRET_KEY and cannot be read: "
    "set SECRET_KEY_FALLBACKS, or make a new secret."
)
SECONDS = 15  # a receiver answers at once and works afterwards


def deliver(job: Job, progress: Progress) -> dict[str, Any]:
    """One attempt. What was delivered or given up already is left alone.

    Transient until the last attempt of about three days; then the delivery is dead, and so is the job.
    """
    rows = WebhookDelivery.objects.select_related("event", "endpoint")
    delivery = rows.filter(pk=job.payload.get("delivery")).first()
    if delivery is None or delivery.state != State.WAITING:
        return {}
    if delivery.endpoint.disabled_at is not None:
        webhooks.end(delivery, State.DEAD)
        raise Permanent(said("The endpoint is disabled."))
    if not delivery.endpoint.secrets:
        return _judge(job, delivery, _unsigned())
    return _judge(job, delivery, _sent(delivery))


def _sent(delivery: WebhookDelivery) -> tuple[WebhookAttempt, Answered | FetchFailed | FetchRefused]:
    """The attempt as the log will have it, and what came of it."""
    event, endpoint = delivery.event, delivery.endpoint
    body = webhook_body(event)
    headers = headers_for(event.message_id, int(time.time()), body, endpoint.secrets)
    began = time.monotonic()
    outcome: Answered | FetchFailed | FetchRefused
    try:
        outcome = Fetcher(policy()).tell(endpoint.address, body, headers=headers, excerpt=EXCERPT)
    except (FetchFailed, FetchRefused) as error:
        outcome = error
    took = round((time.monotonic() - began) * 1000)
    return _written(outcome, took), outcome


def _unsigned() -> tuple[WebhookAttempt, FetchFailed]:
    """Nothing goes out without a signature: an operator brings the key back, or makes a new secret."""
    failed = FetchFailed("unsigned", UNSIGNED, transient=True)
    return _written(failed, 0), failed


def policy() -> FetchPolicy:
    """A public https address, or a host of the house; one short wait, nothing followed."""
    return FetchPolicy(
        allowed_hosts=frozenset(settings.FETCH_ALLOWED_HOSTS),
        contact=settings.FETCH_CONTACT,
        connect_seconds=SECONDS,
        read_seconds=SECONDS,
        total_seconds=SECONDS,
    )


def _written(outcome: Answered | FetchFailed | FetchRefused, took: int) -> WebhookAttempt:
    if isinstance(outcome, Answered):
        text = outcome.excerpt.decode(errors="replace").replace("\0", "\ufffd")[:EXCERPT]
        return WebhookAttempt(status=outcome.status, excerpt=text, took_ms=took)
    return WebhookAttempt(error=str(outcome)[:300], took_ms=took)


def _judge(
    job: Job,
    delivery: WebhookDelivery,
    sent: tuple[WebhookAttempt, Answered | FetchFailed | FetchRefused],
) -> dict[str, Any]:
    attempt, outcome = sent
    if isinstance(outcome, Answered) and 200 <= outcome.status < 300:
        webhooks.write_attempt(delivery, attempt, state=State.DELIVERED)
        return {"status": outcome.status}
    told = _told(outcome)
    if isinstance(outcome, Answered) and outcome.status == 410:
        webhooks.gone(delivery.endpoint)
    over = job.attempts >= job.max_attempts or isinstance(outcome, FetchRefused) or _is_gone(outcome)
    webhooks.write_attempt(delivery, attempt, state=State.DEAD if over else State.WAITING)
    if over:
        raise Permanent(told)
    asked = outcome.retry_after if isinstance(outcome, Answered) else None
    raise Transient(told, after=max(FIRST_WAIT * 2 ** (job.attempts - 1), asked or 0))


def _is_gone(outcome: object) -> bool:
    return isinstance(outcome, Answered) and outcome.status == 410


def _told(outcome: Answered | FetchFailed | FetchRefused) -> str:
    if isinstance(outcome, Answered):
        return said("The endpoint answered %(status)s.", status=outcome.status)
    return str(outcome)
