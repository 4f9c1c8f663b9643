"""What production refuses to start with, beyond what settings.py can see."""

import sys
from collections.abc import Sequence
from typing import Any

import structlog
from django.apps import AppConfig
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.db import DatabaseError, ProgrammingError, connection
from django.db.models import Q

from accounts.demo import DEMO_PEOPLE
from claims.ledger.rights import could_undo

log = structlog.get_logger(__name__)


@register(Tags.security, Tags.database)
def no_demo_people(
    app_configs: Sequence[AppConfig] | None, databases: Sequence[str] | None = None, **_: Any
) -> list[CheckMessage]:
    """Anybody can read the demo people's password in our repository."""
    if not settings.PRODUCTION or not databases:
        return []
    demo = [email for _, email, _ in DEMO_PEOPLE]
    people = get_user_model().objects.filter(Q(is_demo=True) | Q(email__in=demo))
    try:
        found = sorted(people.values_list("email", flat=True))
    except ProgrammingError:
        return []  # no tables yet: the first migration asks, too
    if not found:
        return []
    return [
        Error(
            f"Demo people are in the database: {', '.join(found)}. Their password is public.",
            hint="Start production on a database of its own, never on one that was a demo.",
            id="factcheck.E001",
        )
    ]


@register(Tags.security, Tags.database)
def role_cannot_undo_the_record(
    app_configs: Sequence[AppConfig] | None, databases: Sequence[str] | None = None, **_: Any
) -> list[CheckMessage]:
    """A warning: the triggers refuse every change all the same, and `verify_ledger` finds one.

    Not asked of the process that migrates: it signs in as the owner, and names the server's role.
    """
    if not settings.PRODUCTION or not databases or settings.DATABASE_APP_ROLE:
        return []
    with connection.cursor() as cursor:
        could = could_undo(cursor)
    if not could:
        return []
    hint = "Let the server sign in as a role that owns nothing: docs/runbook.md, Two roles."
    return [Warning(could, hint=hint, id="factcheck.W001")]


def before_serving() -> None:
    """Asked by web, worker and beat as they start; ends the process with the sentence.

    What is only unwise is written to the log: a role that could edit the record of acts.

    A database that does not answer is no reason to stay down: a restart of
    PostgreSQL must not take the web with it. /readyz says that it is missing.
    """
    try:
        errors = no_demo_people(None, databases=["default"])
        unwise = role_cannot_undo_the_record(None, databases=["default"])
    except DatabaseError as error:
        log.warning("database.not_checked", reason=str(error).splitlines()[0])
        return
    for warning in unwise:
        log.warning("database.role", sentence=warning.msg, hint=warning.hint)
    if errors:
        sys.exit(f"{errors[0].msg} {errors[0].hint}")
