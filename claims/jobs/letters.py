"""The words of mails. None of them takes a verdict, a note or a comment."""

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from claims.models import Claim, Notification, ReplyLink, ReplyRequest
from claims.wording import line

SIGNATURE = "-- "  # RFC 3676, 4.3: with its blank
SHOWN = 200  # code points of a claim in a list


def subject_of(notification: Notification) -> str:
    return line(notification.words, SHOWN)


def body_of(notification: Notification) -> str:
    return f"{_item(notification)}\n\n{_foot()}"


def digest_subject(rows: Sequence[Notification]) -> str:
    return "1 thing happened" if len(rows) == 1 else f"{len(rows)} things happened"


def digest_body(rows: Sequence[Notification]) -> str:
    return "\n\n".join([*(_item(row) for row in rows), _foot()])


def _item(notification: Notification) -> str:
    said = f"{line(notification.words, SHOWN)}."
    if notification.claim is None:
        return said
    return f"{said}\n“{line(notification.claim.text, SHOWN)}”\n{_page_of(notification.claim)}"


def _page_of(claim: Claim) -> str:
    return f"{settings.PUBLIC_URL}{reverse('claim', args=[claim.pk])}"


def _foot() -> str:
    return f"{SIGNATURE}\n{settings.NEWSROOM_NAME}. You choose in the newsroom which mails you get."


def reply_subject(request: ReplyRequest, purpose: str) -> str:
    if purpose == ReplyLink.Purpose.REMINDER:
        return f"Reminder: a question to you, open until {_date(request.deadline)}"
    return f"A question to you, open until {_date(request.deadline)}"


def reply_body(request: ReplyRequest, purpose: str, token: str) -> str:
    """The question, the statement it is about, until when, and the link."""
    again = purpose == ReplyLink.Purpose.REMINDER
    opening = "we wrote to you and have no answer yet." if again else "we are checking a statement."
    return f"""\
Dear {request.addressee},

{opening} Before anything is published, we ask you for your view.

The statement:
“{request.claim.text}”

Our question:
{request.question}

You can answer until {_date(request.deadline)} here, without an account:
{settings.PUBLIC_URL}{reverse("reply", args=[token])}

This link is yours alone: whoever has it can answer in your name.

{SIGNATURE}
{settings.NEWSROOM_NAME}
"""


def _date(when: datetime) -> str:
    return f"{timezone.localtime(when):%-d %B %Y, %H:%M %Z}"
