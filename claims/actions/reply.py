"""What the addressee answers, and how a request ends."""

from datetime import datetime

from django.db import transaction
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext, gettext_noop

from accounts.models import User
from claims import people_rules, review_rules
from claims.actions.notify import notify
from claims.actions.reply_links import request_of
from claims.actions.reply_requests import locked_request
from claims.actions.words import checked_words
from claims.errors import Refused
from claims.models import ANSWER_MAX, Evidence, NotificationKind, ReplyRequest, reply_title
from claims.workflow import record

Outcome = ReplyRequest.Outcome
EMPTY = gettext_noop("There is nothing in your answer. Write it, or decline to answer.")
UNKNOWN = gettext_noop("This link is not one of ours, or parts of it are missing.")
# By a person, from where to where. What was silent may still answer, late or by telephone.
CLOSES: dict[str, tuple[str, ...]] = {
    Outcome.ANSWERED: (Outcome.PENDING, Outcome.NO_ANSWER, Outcome.UNDELIVERABLE),
    Outcome.DECLINED: (Outcome.PENDING, Outcome.NO_ANSWER, Outcome.UNDELIVERABLE),
    Outcome.NO_ANSWER: (Outcome.PENDING,),
    Outcome.UNDELIVERABLE: (Outcome.PENDING,),
}


def _keep_as_evidence(request: ReplyRequest, *, by: User | None) -> None:
    """Once, in the answer's own transaction. ``by`` wrote it down; None when the addressee did."""
    kept = Evidence.objects.create(
        claim=request.claim,
        title=reply_title(request.addressee),
        publisher=request.addressee,
        excerpt=request.answer,
        stance=Evidence.Stance.CONTEXT,
        kind=Evidence.Kind.REPLY,
        added_by=by,
    )
    record("evidence added", by=by, claim=request.claim, evidence=kept.pk)


@transaction.atomic
def answer(token: str, *, text: str) -> ReplyRequest:
    """The addressee's answer. The same form again is the same answer; another one is refused."""
    request = _opened(token)
    words = checked_words(text, longest=ANSWER_MAX, empty=gettext(EMPTY), what=gettext("An answer"))
    locked = locked_request(request)
    if locked.outcome == Outcome.ANSWERED and locked.answer == words:
        return locked
    _may_answer(locked)
    _answered(locked, words, by=None)
    return _told(locked, NotificationKind.REPLY_ANSWERED, by=None)


@transaction.atomic
def decline_to_answer(token: str) -> ReplyRequest:
    """The addressee says that they will not answer. Repeating it changes nothing."""
    locked = locked_request(_opened(token))
    if locked.outcome == Outcome.DECLINED:
        return locked
    _may_answer(locked)
    _ended(locked, Outcome.DECLINED, by=None)
    return _told(locked, NotificationKind.REPLY_CLOSED, by=None)


@transaction.atomic
def close(request: ReplyRequest, *, by: User, outcome: str, answer: str = "") -> ReplyRequest:
    """A person writes down how it ended; an answer that came by other ways is handed in with it."""
    locked = locked_request(request)
    people_rules.may_keep_reply(by, locked).check()
    if locked.outcome != outcome:
        _may_close(locked, outcome)
        if outcome == Outcome.ANSWERED:
            review_rules.may_write_down_reply(by, locked.claim).check()
            empty = gettext("Write down what they answered.")
            _answered(
                locked,
                checked_words(answer, longest=ANSWER_MAX, empty=empty, what=gettext("An answer")),
                by=by,
            )
        else:
            _ended(locked, outcome, by=by)
    request.refresh_from_db()
    return request


@transaction.atomic
def run_out(request: ReplyRequest) -> bool:
    """The deadline has passed in silence: no answer, or undeliverable if no letter ever went out."""
    locked = locked_request(request)
    if not locked.is_open or not has_passed(locked.deadline):
        return False
    _ended(locked, Outcome.NO_ANSWER if locked.sent_at else Outcome.UNDELIVERABLE, by=None)
    _told(locked, NotificationKind.REPLY_CLOSED, by=None)
    return True


@transaction.atomic
def bounced(request: ReplyRequest) -> None:
    """The mail server knows no such mailbox."""
    locked = locked_request(request)
    if locked.is_open:
        _ended(locked, Outcome.UNDELIVERABLE, by=None)
        _told(locked, NotificationKind.REPLY_CLOSED, by=None)


def _opened(token: str) -> ReplyRequest:
    request = request_of(token)
    if request is None:
        raise Refused(gettext(UNKNOWN))
    return request


def has_passed(deadline: datetime) -> bool:
    return deadline <= timezone.now()


def closed_because(request: ReplyRequest) -> str:
    """Why the request takes no answer now, in a sentence for its addressee; "" when it does."""
    if request.outcome == Outcome.ANSWERED:
        return gettext("We have your answer. Thank you.")
    if request.outcome == Outcome.WITHDRAWN:
        return gettext("We have withdrawn this question. You need not answer it.")
    if request.outcome == Outcome.DECLINED:
        return gettext("You declined to answer. If you want to answer after all, write to us.")
    if not request.is_open or has_passed(request.deadline):
        return gettext("The time to answer has passed. If you still want to answer, write to us.")
    return ""


def _may_answer(request: ReplyRequest) -> None:
    if because := closed_because(request):
        raise Refused(because)


def _may_close(request: ReplyRequest, outcome: str) -> None:
    if outcome not in CLOSES:
        raise Refused(gettext("Choose how the request ended."))
    if request.outcome not in CLOSES[outcome]:
        raise Refused(
            gettext("This request is closed: %(outcome)s.")
            % {"outcome": request.get_outcome_display().lower()}
        )
    if outcome == Outcome.NO_ANSWER and not has_passed(request.deadline):
        raise Refused(gettext("They still have time to answer: the deadline has not passed."))


def _answered(request: ReplyRequest, words: str, *, by: User | None) -> None:
    ReplyRequest.objects.filter(pk=request.pk).update(
        outcome=Outcome.ANSWERED, answer=words, answered_at=Now()
    )
    record("reply answered", by=by, claim=request.claim, request=request.pk)
    request.refresh_from_db(fields=["outcome", "answer", "answered_at"])
    _keep_as_evidence(request, by=by)


def _ended(request: ReplyRequest, outcome: str, *, by: User | None) -> None:
    ReplyRequest.objects.filter(pk=request.pk).update(outcome=outcome)
    record("reply closed", by=by, claim=request.claim, request=request.pk, outcome=str(outcome))
    request.outcome = outcome


def _told(request: ReplyRequest, kind: str, *, by: User | None) -> ReplyRequest:
    """Who looks after the request, and who holds the claim."""
    people = [request.kept_by, *([request.claim.assignee] if request.claim.assignee else [])]
    notify(kind, claim=request.claim, by=by, to=people)
    return request
