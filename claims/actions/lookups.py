"""Take turns at a search provider, keep what it answered, and find it again."""

import hashlib
from datetime import date, timedelta

from django.db import connection, transaction
from django.db.models.functions import Now

from claims.integrations.errors import FetchFailed
from claims.integrations.providers import Answer, Hit, Provider, by_name
from claims.models import Claim, Lookup
from claims.said import said

DAY = 86_400  # seconds
# One statement, on the database's clock, so that workers queue up instead of asking at once. A turn is
# booked ahead when it comes within %(patience)s seconds; what is gone beyond that waits as a job.
TAKE = """
INSERT INTO claims_lookupturn AS turn (provider, free_at, day, used)
VALUES (
    %(provider)s, clock_timestamp() + %(every)s * interval '1 second', (now() AT TIME ZONE 'UTC')::date, 1
)
ON CONFLICT (provider) DO UPDATE SET
    free_at = greatest(turn.free_at, clock_timestamp()) + %(every)s * interval '1 second',
    used = CASE WHEN turn.day = excluded.day THEN turn.used + 1 ELSE 1 END,
    day = excluded.day
WHERE turn.free_at <= clock_timestamp() + %(patience)s * interval '1 second'
  AND (turn.day <> excluded.day OR %(a_day)s IS NULL OR turn.used < %(a_day)s)
RETURNING extract(epoch FROM free_at - clock_timestamp()) - %(every)s
"""
STANDS = """
SELECT extract(epoch FROM free_at - clock_timestamp()),
       day = (now() AT TIME ZONE 'UTC')::date AND used >= %(a_day)s,
       extract(epoch FROM (day + 1)::timestamp AT TIME ZONE 'UTC' - clock_timestamp())
FROM claims_lookupturn WHERE provider = %(provider)s
"""


def take_turn(provider: Provider, *, patience: float = 5.0) -> float:
    """Book a request: the seconds to wait before it. FetchFailed, transient, where it would be too long.

    ``retry_after`` says when to come again: tomorrow, once the day's requests are used up.
    """
    given: dict[str, str | float | None] = {
        "provider": provider.name,
        "every": provider.every,
        "patience": patience,
        "a_day": provider.a_day,
    }
    with connection.cursor() as cursor:
        cursor.execute(TAKE, given)
        booked = cursor.fetchone()
        if booked is not None:
            return max(0.0, float(booked[0]))
        cursor.execute(STANDS, given)
        wait, used_up, tomorrow = cursor.fetchone() or (0, False, 0)
    if used_up:
        told = said(
            "%(label)s was asked %(a_day)s times today, which is the limit.",
            label=provider.label,
            a_day=provider.a_day,
        )
        raise FetchFailed("daily-limit", told, transient=True, retry_after=float(tomorrow))
    told = said(
        "%(label)s is asked no faster than every %(every)s seconds.",
        label=provider.label,
        every=f"{provider.every:g}",
    )
    raise FetchFailed("rate-limit", told, transient=True, retry_after=float(wait))


@transaction.atomic
def keep_answer(
    provider: Provider, answer: Answer, *, query: str, before: date | None, limit: int, claim: Claim | None
) -> Lookup:
    return Lookup.objects.create(
        provider=provider.name,
        query=query,
        before=before,
        most=limit,
        address=answer.address,
        body=answer.body,
        sha256=hashlib.sha256(answer.body).hexdigest(),
        media_type=answer.media_type[:100],
        claim=claim,
        retrieved_at=answer.retrieved_at,
    )


def kept_answer(provider: Provider, address: str, *, within: timedelta) -> Lookup | None:
    """The newest answer to this very request, if it is not older than ``within``."""
    newest = Lookup.objects.filter(provider=provider.name, retrieved_at__gte=Now() - within)
    return newest.filter(address=address).order_by("-retrieved_at", "-pk").first()


def hits_of(lookup: Lookup) -> list[Hit]:
    """Replay: the hits of a kept answer, read from its bytes; the provider need not be on any more."""
    return by_name(lookup.provider).read(bytes(lookup.body), before=lookup.before, limit=lookup.most)
