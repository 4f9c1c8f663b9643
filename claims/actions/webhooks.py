"""Endpoints of programs: made, given new secrets, switched off and on; deliveries made and repeated."""

import base64
import secrets as randomness
from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import F, QuerySet
from django.db.models.functions import Now
from django.utils.translation import gettext

from accounts.models import User
from claims import webhook_rules
from claims.actions.jobs import enqueue
from claims.errors import Refused
from claims.integrations.errors import FetchRefused
from claims.integrations.urls import checked_url
from claims.models import (
    ADDRESS_MAX,
    Job,
    JobKind,
    WebhookAttempt,
    WebhookDelivery,
    WebhookEndpoint,
    WebhookEvent,
    WebhookFamily,
)
from claims.retold import retold
from claims.said import said
from claims.sealing import Unreadable, reseal, seal

State = WebhookDelivery.State
ATTEMPTS = 16
"""10 seconds, doubled each time up to a day: the last try is three days after the first."""
AT_ONCE = 500  # events whose deliveries are made in one transaction, and deliveries repeated at once
ENDPOINTS_MAX = 50


def new_secret() -> str:
    """32 random bytes, as Standard Webhooks writes them."""
    return "whsec_" + base64.b64encode(randomness.token_bytes(32)).decode()


@transaction.atomic
def add_endpoint(address: str, *, by: User, families: Iterable[str]) -> WebhookEndpoint:
    """The endpoint with its first secret."""
    webhook_rules.may_keep_webhooks(by).check()
    wanted = sorted({WebhookFamily(family).value for family in families})
    if not wanted:
        raise Refused(gettext("Say what the endpoint is told of."))
    if WebhookEndpoint.objects.filter(disabled_at=None).count() >= ENDPOINTS_MAX:
        raise Refused(
            gettext("There are %(endpoints_max)s endpoints: disable one first.")
            % {"endpoints_max": ENDPOINTS_MAX}
        )
    return WebhookEndpoint.objects.create(
        address=_checked(address), families=wanted, sealed=[seal(new_secret())], made_by=by
    )


def _checked(address: str) -> str:
    """An https address; plain http only to a host of the house, which FETCH_ALLOWED_HOSTS names."""
    try:
        url = checked_url(address.strip())
    except FetchRefused as error:
        raise Refused(retold(str(error))) from error
    hosts = settings.FETCH_ALLOWED_HOSTS
    ours = url.host in hosts or f"{url.host}:{url.port}" in hosts
    if url.scheme != "https" and not ours:
        raise Refused(gettext("Give an https address: what is sent is signed, not hidden."))
    if len(str(url)) > ADDRESS_MAX:
        raise Refused(
            gettext("The address has %(number)s characters; the limit is %(address_max)s.")
            % {"number": f"{len(str(url)):,}", "address_max": f"{ADDRESS_MAX:,}"}
        )
    return str(url)


@transaction.atomic
def rotate(endpoint: WebhookEndpoint, *, by: User) -> WebhookEndpoint:
    """A new secret beside the old one; both sign until the old one is retired."""
    locked = _locked(endpoint, by)
    if len(locked.sealed) > 1:
        raise Refused(gettext("Two secrets sign already. Retire the old one first."))
    return _set(locked, sealed=[seal(new_secret()), *locked.sealed])


@transaction.atomic
def retire(endpoint: WebhookEndpoint, *, by: User) -> WebhookEndpoint:
    """The newest secret signs alone. Twice is once."""
    locked = _locked(endpoint, by)
    return _set(locked, sealed=locked.sealed[:1])


@transaction.atomic
def reseal_all() -> tuple[int, int]:
    """Seal the secrets of every endpoint under the SECRET_KEY of today: how many, and how many not.

    For whoever has the machine; nothing that an endpoint is told changes by it.
    """
    done = lost = 0
    for endpoint in WebhookEndpoint.objects.select_for_update().order_by("pk"):
        try:
            sealed = [reseal(one) for one in endpoint.sealed]
        except Unreadable:
            lost += 1
            continue
        _set(endpoint, sealed=sealed)
        done += 1
    return done, lost


@transaction.atomic
def disable(endpoint: WebhookEndpoint, *, by: User) -> WebhookEndpoint:
    locked = _locked(endpoint, by)
    return _set(locked, disabled_at=locked.disabled_at or Now(), disabled_why="")


@transaction.atomic
def enable(endpoint: WebhookEndpoint, *, by: User) -> WebhookEndpoint:
    """It is told of what happens from now on; what it missed can be replayed."""
    return _set(_locked(endpoint, by), disabled_at=None, disabled_why="")


def gone(endpoint: WebhookEndpoint) -> None:
    """It answered 410: it wants no more (Standard Webhooks)."""
    WebhookEndpoint.objects.filter(pk=endpoint.pk, disabled_at=None).update(
        disabled_at=Now(), disabled_why=said("It answered 410 Gone: it wants no more.")
    )


def _locked(endpoint: WebhookEndpoint, by: User) -> WebhookEndpoint:
    webhook_rules.may_keep_webhooks(by).check()
    return WebhookEndpoint.objects.select_for_update().get(pk=endpoint.pk)


def _set(endpoint: WebhookEndpoint, **fields: object) -> WebhookEndpoint:
    WebhookEndpoint.objects.filter(pk=endpoint.pk).update(**fields)
    endpoint.refresh_from_db()
    return endpoint


# --- Deliveries ----------------------------------------------------------------------------------


def send_out() -> int:
    """Make the deliveries of what lies in the outbox, each with its job. How many events."""
    sent = 0
    while part := _send_some():
        sent += part
    return sent


@transaction.atomic
def _send_some() -> int:
    """Events that another sweep holds are skipped: each is sent out once."""
    waiting = WebhookEvent.objects.filter(sent_out_at=None).select_for_update(skip_locked=True)
    events = list(waiting.order_by("pk")[:AT_ONCE])
    endpoints = list(WebhookEndpoint.objects.filter(disabled_at=None))
    for event in events:
        for endpoint in endpoints:
            if event.family in endpoint.families:
                delivery, new = WebhookDelivery.objects.get_or_create(event=event, endpoint=endpoint)
                if new:
                    _try(delivery, None)
    WebhookEvent.objects.filter(pk__in=[event.pk for event in events]).update(sent_out_at=Now())
    return len(events)


def _try(delivery: WebhookDelivery, by: User | None) -> Job:
    key = f"delivery:{delivery.pk}:{delivery.round}"
    return enqueue(JobKind.DELIVER, key=key, by=by, payload={"delivery": delivery.pk}, max_attempts=ATTEMPTS)


@transaction.atomic
def replay(delivery: WebhookDelivery, *, by: User) -> WebhookDelivery:
    """Send it once more, under the same id. One that waits already is left alone."""
    webhook_rules.may_keep_webhooks(by).check()
    _again(WebhookDelivery.objects.filter(pk=delivery.pk), by)
    delivery.refresh_from_db()
    return delivery


@transaction.atomic
def replay_range(endpoint: WebhookEndpoint, *, by: User, since: datetime, until: datetime) -> int:
    """Send again what the endpoint was told, or missed, of the events of that time. How many."""
    webhook_rules.may_keep_webhooks(by).check()
    if since >= until:
        raise Refused(gettext("The range ends before it begins."))
    if endpoint.disabled_at is not None:
        raise Refused(gettext("The endpoint is disabled: enable it first."))
    events = WebhookEvent.objects.filter(created_at__gte=since, created_at__lt=until)
    if events.count() > AT_ONCE:
        raise Refused(
            gettext("More than %(at_once)s events lie in this range: choose a shorter one.")
            % {"at_once": AT_ONCE}
        )
    wanted = [event for event in events.order_by("pk") if event.family in endpoint.families]
    for event in wanted:
        WebhookDelivery.objects.get_or_create(
            event=event, endpoint=endpoint, defaults={"state": State.DEAD, "ended_at": Now()}
        )
    return _again(WebhookDelivery.objects.filter(endpoint=endpoint, event__in=wanted), by)


def _again(rows: QuerySet[WebhookDelivery], by: User) -> int:
    """Those of the rows that ended wait once more, each with a job of its own."""
    ended = list(rows.exclude(state=State.WAITING).select_for_update(of=("self",)).order_by("pk"))
    for delivery in ended:
        WebhookDelivery.objects.filter(pk=delivery.pk).update(
            state=State.WAITING, ended_at=None, round=F("round") + 1
        )
        delivery.refresh_from_db()
        _try(delivery, by)
    return len(ended)


@transaction.atomic
def write_attempt(delivery: WebhookDelivery, attempt: WebhookAttempt, *, state: str) -> None:
    """Into the log; and how the delivery stands after it."""
    attempt.delivery = delivery
    attempt.save()
    if state != State.WAITING:
        end(delivery, state)


def end(delivery: WebhookDelivery, state: str) -> None:
    WebhookDelivery.objects.filter(pk=delivery.pk, state=State.WAITING).update(state=state, ended_at=Now())
