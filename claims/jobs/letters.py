"""The words of mails, in the language and time in force. None takes a verdict, a note or a comment."""

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext, gettext_noop, ngettext

from claims.models import Claim, Notification, NotificationKind, ReplyLink, ReplyRequest
from claims.wording import line

SIGNATURE = "-- "  # RFC 3676, 4.3: with its blank
SHOWN = 200  # code points of a claim in a list
ASKED = gettext_noop("Before anything is published, we ask you for your view.")
STATEMENT, QUESTION = gettext_noop("The statement:"), gettext_noop("Our question:")
UNTIL = gettext_noop("You can answer until %(date)s here, without an account:")
TELL_WHEN = {NotificationKind.SCHEDULED, NotificationKind.DUE_SOON, NotificationKind.OVERDUE}


def subject_of(notification: Notification) -> str:
    return notification.words


def body_of(notification: Notification) -> str:
    return f"{_item(notification)}\n\n{_foot()}"


def digest_subject(rows: Sequence[Notification]) -> str:
    number = len(rows)
    return ngettext("%(number)s thing happened", "%(number)s things happened", number) % {"number": number}


def digest_body(rows: Sequence[Notification]) -> str:
    return "\n\n".join([*(f"{_item(row)}\n{_date(row.created_at)}" for row in rows), _foot()])


def _item(notification: Notification) -> str:
    """What happened, with what, until when it is due where that is the point, and the claim's page."""
    claim = notification.claim
    said = [f"{notification.words}."]
    if claim is not None:
        said.append(f"“{line(claim.text, SHOWN)}”")
        if notification.kind in TELL_WHEN and claim.due_at:
            said.append(gettext("Due on %(date)s.") % {"date": _date(claim.due_at)})
        said.append(_page_of(claim))
    return "\n".join(said)


def _page_of(claim: Claim) -> str:
    return f"{settings.PUBLIC_URL}{reverse('claim', args=[claim.pk])}"


def _foot() -> str:
    told = gettext("%(newsroom)s. You choose in the newsroom which mails you get.")
    return f"{SIGNATURE}\n{told % {'newsroom': settings.NEWSROOM_NAME}}"


def reply_subject(request: ReplyRequest, purpose: str) -> str:
    if purpose == ReplyLink.Purpose.REMINDER:
        told = gettext("Reminder: a question to you, open until %(date)s")
    else:
        told = gettext("A question to you, open until %(date)s")
    return told % {"date": _date(request.deadline)}


def reply_body(request: ReplyRequest, purpose: str, token: str) -> str:
    """The question, the statement it is about, until when, and the link."""
    again = purpose == ReplyLink.Purpose.REMINDER
    wrote = gettext("we wrote to you and have no answer yet.")
    checking = gettext("we are checking a statement.")
    parts = [
        gettext("Dear %(name)s,") % {"name": request.addressee},
        f"{wrote if again else checking} {gettext(ASKED)}",
        f"{gettext(STATEMENT)}\n“{request.claim.text}”",
        f"{gettext(QUESTION)}\n{request.question}",
        f"{gettext(UNTIL) % {'date': _date(request.deadline)}}\n"
        f"{settings.PUBLIC_URL}{reverse('reply', args=[token])}",
        gettext("This link is yours alone: whoever has it can answer in your name."),
        f"{SIGNATURE}\n{settings.NEWSROOM_NAME}\n",
    ]
    return "\n\n".join(parts)


def _date(when: datetime) -> str:
    return date_format(timezone.localtime(when), "j F Y, H:i T")
