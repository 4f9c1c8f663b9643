"""Send a mail: a notification, somebody's daily digest, or a letter to an addressee.

A person of the newsroom is written to in their own language and time.

Each goes out at most once. An attempt first takes what it mails, in a transaction of its own, then
mails it, then says so. When the worker is lost in between, nobody knows whether the mail went: the
job then fails visibly instead of mailing again.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage

from accounts.own import in_own_words
from claims.actions import mailing, reply_letters
from claims.actions.reply import bounced
from claims.errors import Permanent
from claims.jobs import letters, post
from claims.jobs.progress import Progress
from claims.models import Job, Notification, NotificationQuerySet, ReplyLink, ReplyRequest

Result = dict[str, Any]


def send_mail(job: Job, progress: Progress) -> Result:
    kinds: dict[str, Callable[[dict[str, Any]], Result]] = {
        "notification": _notification,
        "digest": _digest,
        "reply": _letter,
    }
    return next((send(job.payload) for name, send in kinds.items() if name in job.payload), {})


def _notification(payload: dict[str, Any]) -> Result:
    rows = Notification.objects.filter(pk=payload["notification"])
    return _mail_rows(rows, lambda taken: _one(taken[0]))


def _one(row: Notification) -> EmailMessage:
    with in_own_words(row.user) as language:
        subject, body = letters.subject_of(row), letters.body_of(row)
    return post.message(subject, body, row.user.email, f"notification.{row.pk}", language)


def _digest(payload: dict[str, Any]) -> Result:
    """What waits from before ``until``; in a second attempt, also what the first one took."""
    until = datetime.fromisoformat(payload["until"])
    rows = Notification.objects.filter(user=payload["digest"], mail="digest", created_at__lt=until)
    return _mail_rows(rows.filter(read_at=None), _many)


def _many(rows: list[Notification]) -> EmailMessage:
    user = rows[0].user
    with in_own_words(user) as language:
        subject, body = letters.digest_subject(rows), letters.digest_body(rows)
    return post.message(subject, body, user.email, f"digest.{rows[0].pk}.{rows[-1].pk}", language)


def _mail_rows(rows: NotificationQuerySet, written: Callable[[list[Notification]], EmailMessage]) -> Result:
    taken = mailing.take(rows)
    if not taken:
        if rows.filter(mailing_at__isnull=False, mailed_at=None).exists():
            raise Permanent(post.UNSURE)
        return {"mailed": 0}
    try:
        post.deliver(written(taken))
    except post.NotTaken as refusal:
        mailing.give_up(taken)
        raise refusal.error from refusal
    mailing.mailed(taken)
    return {"mailed": len(taken)}


def _letter(payload: dict[str, Any]) -> Result:
    """Nothing, when the request was answered or closed meanwhile."""
    request = ReplyRequest.objects.select_related("claim").filter(pk=payload["reply"]).first()
    purpose = payload["letter"]
    if request is None or not request.is_open:
        return {"mailed": 0}
    begun = reply_letters.begin_letter(request, purpose)
    if begun is None:
        if purpose == ReplyLink.Purpose.LETTER and request.sent_at is None:
            raise Permanent(post.UNSURE)
        return {"mailed": 0}
    link, token = begun
    _post_letter(request, link, token)
    return {"mailed": 1}


def _post_letter(request: ReplyRequest, link: ReplyLink, token: str) -> None:
    """In the newsroom's own language, in which its worker runs: nobody knows the addressee's."""
    subject = letters.reply_subject(request, link.purpose)
    body = letters.reply_body(request, link.purpose, token)
    try:
        post.deliver(post.message(subject, body, request.email, f"reply.{link.pk}", settings.LANGUAGE_CODE))
    except post.NotTaken as refusal:
        reply_letters.letter_did_not_go(link)
        if refusal.bounced:
            bounced(request)
        raise refusal.error from refusal
    reply_letters.letter_went(link)
