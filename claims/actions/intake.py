"""Take in what is handed over. Reading it is a job; what was handed in is kept whatever happens."""

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext

from accounts.models import User
from claims import rules
from claims.actions.jobs import enqueue
from claims.errors import Refused
from claims.integrations.errors import FetchRefused, in_units
from claims.integrations.urls import checked_url
from claims.models import ADDRESS_MAX, Intake, Job, JobKind, Source
from claims.retold import retold
from claims.wording import LONE_SURROGATES, line

TITLE_MAX, FILENAME_MAX, MEDIA_TYPE_MAX = 500, 255, 100


def add_text(
    text: str, *, by: User | None, title: str = "", source: Source | None = None, token: str = ""
) -> Intake:
    """Pasted text. Lone surrogates, which no UTF-8 can hold, become U+FFFD."""
    if not text.strip():
        raise Refused(gettext("There is no text. Paste the article's words."))
    raw = LONE_SURROGATES.sub("\ufffd", text).encode()
    intake = Intake(kind=Intake.Kind.PASTE, raw=raw, title=line(title, TITLE_MAX), source=source)
    return _take_in(by, intake, token)


def add_file(
    body: bytes,
    *,
    by: User | None,
    filename: str,
    media_type: str = "",
    source: Source | None = None,
    token: str = "",
) -> Intake:
    name = line(filename, 10_000)[-FILENAME_MAX:]
    if not body.strip():
        raise Refused(gettext("%(value)s is empty.") % {"value": name or gettext("The file")})
    media_type = line(media_type, MEDIA_TYPE_MAX)
    intake = Intake(kind=Intake.Kind.FILE, raw=body, filename=name, media_type=media_type, source=source)
    return _take_in(by, intake, token)


def add_address(address: str, *, by: User | None, source: Source | None = None, token: str = "") -> Intake:
    """A web address, fetched by a worker through the guarded client."""
    try:
        url = str(checked_url(address))
    except FetchRefused as error:
        raise Refused(retold(str(error))) from error
    if len(url) > ADDRESS_MAX:
        raise Refused(
            gettext("The address has %(number)s characters; the limit is %(address_max)s.")
            % {"number": f"{len(url):,}", "address_max": f"{ADDRESS_MAX:,}"}
        )
    return _take_in(by, Intake(kind=Intake.Kind.ADDRESS, address=url, source=source), token)


def _take_in(by: User | None, intake: Intake, token: str) -> Intake:
    """Save it with its job. A form that is sent again (same token) gives back what it made at first.

    ``by`` is None for the command line, whose user has the machine and so every right on it.
    """
    if by is not None:
        rules.may_add_article(by).check()
    if intake.raw is not None:
        check_size(len(intake.raw))
    intake.added_by, intake.token = by, token[:64] or None
    try:
        with transaction.atomic():
            intake.save()
            enqueue(JobKind.READ, key=f"intake:{intake.pk}", by=by, intake=intake)
    except IntegrityError:
        first = Intake.objects.filter(token=intake.token, added_by=by).first() if intake.token else None
        if first is None:
            raise
        return first
    return intake


def check_size(size: int) -> None:
    """Refused, with both numbers, above INTAKE_MAX_BYTES."""
    limit = settings.INTAKE_MAX_BYTES
    if size <= limit:
        return
    shown, most = in_units(size), in_units(limit)
    if shown == most:  # a little over
        shown, most = f"{size:,} bytes", f"{limit:,}"
    raise Refused(gettext("This is %(shown)s; the limit is %(most)s.") % {"shown": shown, "most": most})


def job_of(intake: Intake) -> Job:
    """The job that reads it."""
    return intake.jobs.filter(kind=JobKind.READ).latest("pk")
