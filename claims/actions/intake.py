"""Take in what is handed over. Reading it is a job; what was handed in is kept whatever happens."""

import re

from django.conf import settings
from django.db import IntegrityError, transaction

from accounts.models import User
from claims import rules
from claims.actions.jobs import enqueue
from claims.errors import Refused
from claims.integrations.reading import canonicalise
from claims.models import Intake, Job, JobKind, Source

LONE_SURROGATES = re.compile("[\ud800-\udfff]")


def add_text(
    text: str, *, by: User | None, title: str = "", source: Source | None = None, token: str = ""
) -> Intake:
    """Pasted text. Lone surrogates, which no UTF-8 can hold, become U+FFFD."""
    if not text.strip():
        raise Refused("There is no text. Paste the article's words.")
    raw = LONE_SURROGATES.sub("\ufffd", text).encode()
    return _take_in(by, Intake(kind=Intake.Kind.PASTE, raw=raw, title=title, source=source), token)


def add_file(
    body: bytes,
    *,
    by: User | None,
    filename: str,
    media_type: str = "",
    source: Source | None = None,
    token: str = "",
) -> Intake:
    if not body.strip():
        raise Refused(f"{filename or 'The file'} is empty.")
    intake = Intake(
        kind=Intake.Kind.FILE, raw=body, filename=filename[-255:], media_type=media_type[:100], source=source
    )
    return _take_in(by, intake, token)


def add_address(address: str, *, by: User | None, source: Source | None = None, token: str = "") -> Intake:
    """A web address, fetched by a worker through the guarded client."""
    if not address.strip().lower().startswith(("http://", "https://")):
        raise Refused("The address must begin with http:// or https://.")
    return _take_in(
        by, Intake(kind=Intake.Kind.ADDRESS, address=canonicalise(address.strip()), source=source), token
    )


def _take_in(by: User | None, intake: Intake, token: str) -> Intake:
    """Save it with its job. A form that is sent again (same token) gives back what it made at first.

    ``by`` is None for the command line, whose user has the machine and so every right on it.
    """
    if by is not None:
        rules.may_add_article(by).check()
    if intake.raw is not None and len(intake.raw) > settings.INTAKE_MAX_BYTES:
        raise Refused(
            f"This is {_megabytes(len(intake.raw))}; the limit is {_megabytes(settings.INTAKE_MAX_BYTES)}."
        )
    intake.added_by, intake.token = by, token or None
    try:
        with transaction.atomic():
            intake.save()
            enqueue(JobKind.READ, key=f"intake:{intake.pk}", by=by, intake=intake)
    except IntegrityError:
        return Intake.objects.get(token=token)
    return intake


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:.1f} MB".replace(".0 ", " ")


def job_of(intake: Intake) -> Job:
    """The job that reads it."""
    return intake.jobs.filter(kind=JobKind.READ).latest("pk")
