"""What production refuses to start with, beyond what settings.py can see."""

import sys
from collections.abc import Sequence
from typing import Any

import structlog
from django.apps import AppConfig
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import DatabaseError, ProgrammingError
from django.db.models import Q

from accounts.demo import DEMO_PEOPLE

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


def refuse_demo_people() -> None:
    """Asked by web, worker and beat as they start; ends the process with the sentence.

    A database that does not answer is no reason to stay down: a restart of
    PostgreSQL must not take the web with it. /readyz says that it is missing.
    """
    try:
        errors = no_demo_people(None, databases=["default"])
    except DatabaseError as error:
        log.warning("demo_people.not_checked", reason=str(error).splitlines()[0])
        return
    if errors:
        sys.exit(f"{errors[0].msg} {errors[0].hint}")
