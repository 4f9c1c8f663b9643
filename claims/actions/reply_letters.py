"""Letters to addressees: each goes out once; and what the clock does with requests."""

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.db.models.functions import Now

from claims.actions.jobs import enqueue
from claims.actions.reply import run_out
from claims.actions.reply_links import mint
from claims.actions.reply_requests import locked_request
from claims.models import JobKind, ReplyLink, ReplyRequest
from claims.workflow import record

AT_ONCE = 200  # requests in one beat; the next beat takes the next ones
Purpose = ReplyLink.Purpose


def begin_letter(request: ReplyRequest, purpose: str) -> tuple[ReplyLink, str] | None:
    """The link to put into this letter, for the one attempt that may mail it; None for all others."""
    try:
        with transaction.atomic():
            return mint(request, purpose)
    except IntegrityError:
        return None


@transaction.atomic
def letter_went(link: ReplyLink) -> None:
    if link.purpose == Purpose.LETTER:
        ReplyRequest.objects.filter(pk=link.request_id, sent_at=None).update(sent_at=Now())


@transaction.atomic
def letter_did_not_go(link: ReplyLink) -> None:
    """The server surely did not take it: the next attempt may mail it, with a link of its own."""
    link.delete()


def remind_addressees() -> int:
    """Ask for the reminders that are to go out now. Any number of beats may do this at once."""
    waiting = _open().filter(remind_at__lte=Now(), reminded_at=None, sent_at__isnull=False)
    return sum(_remind(request) for request in waiting.order_by("remind_at", "pk")[:AT_ONCE])


@transaction.atomic
def _remind(request: ReplyRequest) -> bool:
    locked = locked_request(request)
    if not locked.is_open or locked.reminded_at is not None:
        return False
    ReplyRequest.objects.filter(pk=locked.pk).update(reminded_at=Now())
    record("reply reminded", by=None, claim=locked.claim, request=locked.pk)
    enqueue(
        JobKind.MAIL,
        key=f"reply:{locked.pk}:reminder",
        by=None,
        claim=locked.claim,
        payload={"reply": locked.pk, "letter": Purpose.REMINDER},
    )
    return True


def close_silent_requests() -> int:
    """End the requests whose deadline has passed. Any number of beats may do this at once."""
    late = ReplyRequest.objects.filter(outcome=ReplyRequest.Outcome.PENDING, deadline__lte=Now())
    return sum(run_out(request) for request in late.order_by("deadline", "pk")[:AT_ONCE])


def _open() -> QuerySet[ReplyRequest]:
    return ReplyRequest.objects.filter(outcome=ReplyRequest.Outcome.PENDING, deadline__gt=Now())
