"""Keys to the API: made and revoked by their owner, known by a digest, counted in PostgreSQL."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db import connection, transaction
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext

from accounts.actions import digest
from accounts.models import ApiToken, Scope, User

PREFIX = "fcn_"
"""So that a person, and whoever scans repositories for lost keys, knows one by its looks."""
LONGEST = timedelta(days=366)
MOST = 20  # live ones of one person
WINDOW = 60  # seconds that a limit counts over


class TokenRefused(Exception):
    """A sentence for whoever asked for a token."""


@transaction.atomic
def make_token(by: User, *, name: str, scopes: Iterable[str], days: int) -> tuple[ApiToken, str]:
    """A token of one's own, and its secret, which is shown once and kept only as a digest."""
    wanted = sorted({Scope(scope).value for scope in scopes})
    if not wanted:
        raise TokenRefused(gettext("Say what the token may be used for."))
    if not 1 <= days <= LONGEST.days:
        raise TokenRefused(gettext("A token lasts from 1 to %(days)s days.") % {"days": LONGEST.days})
    User.objects.select_for_update(no_key=True).get(pk=by.pk)  # two forms at once count each other
    if ApiToken.objects.live().filter(owner=by).count() >= MOST:
        raise TokenRefused(
            gettext("You have %(number)s tokens. Revoke one that you do not need.") % {"number": MOST}
        )
    secret = PREFIX + secrets.token_urlsafe(32)
    token = ApiToken.objects.create(
        owner=by,
        name=" ".join(name.split())[:80] or "Token",
        start=secret[:8],
        digest=digest(secret),
        scopes=wanted,
        expires_at=timezone.now() + timedelta(days=days),
    )
    return token, secret


@transaction.atomic
def revoke_token(token: ApiToken, *, by: User) -> None:
    """At once and for good. Only its owner's; twice is once."""
    ApiToken.objects.filter(pk=token.pk, owner=by, revoked_at=None).update(revoked_at=Now())


def revoke_all(owner: User) -> int:
    """Every key of somebody who leaves."""
    return ApiToken.objects.filter(owner=owner, revoked_at=None).update(revoked_at=Now())


def token_of(secret: str) -> ApiToken | None:
    """The live token of this secret, with its owner."""
    if not secret.startswith(PREFIX) or len(secret) > 100:
        return None
    rows = ApiToken.objects.live().select_related("owner")
    return rows.filter(digest=digest(secret)).first()


@dataclass(frozen=True, slots=True)
class Spent:
    """What one request left of the window: ``left`` is negative where it was one too many."""

    limit: int
    left: int
    reset: int

    @property
    def over(self) -> bool:
        return self.left < 0


# One statement, so that requests at once are each counted once, whichever process answers them.
SPEND = """
    UPDATE accounts_apitoken SET
        window_used = CASE WHEN window_at > now() - %(window)s::interval
            THEN least(window_used, %(most)s) + 1 ELSE 1 END,
        window_at = CASE WHEN window_at > now() - %(window)s::interval THEN window_at ELSE now() END,
        last_used_at = CASE WHEN last_used_at > now() - interval '1 minute' THEN last_used_at ELSE now() END
    WHERE id = %(id)s
    RETURNING window_used, ceil(extract(epoch FROM window_at + %(window)s::interval - now()))::int
"""


def spend(token: ApiToken) -> Spent:
    """Count one request of the token's window, and say that it was used."""
    limit = settings.API_REQUESTS_A_MINUTE
    with connection.cursor() as cursor:
        cursor.execute(SPEND, {"window": f"{WINDOW} seconds", "most": limit, "id": token.pk})
        used, reset = cursor.fetchone() or (1, WINDOW)
    return Spent(limit, limit - used, max(0, reset))
