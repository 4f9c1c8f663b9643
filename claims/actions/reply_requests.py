"""Ask the person concerned for a reply, and look after what was asked."""

from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext

from accounts.models import User
from accounts.roles import roles_of
from claims import people_rules
from claims.actions.jobs import enqueue
from claims.actions.reply_links import mint
from claims.actions.words import checked_words
from claims.errors import Refused
from claims.models import QUESTION_MAX, Claim, JobKind, ReplyLink, ReplyRequest
from claims.wording import line
from claims.workflow import record

NAME_MAX = 200
SHORTEST, LONGEST = timedelta(hours=1), timedelta(days=90)
Outcome, Purpose = ReplyRequest.Outcome, ReplyLink.Purpose


@transaction.atomic
def ask(
    claim: Claim, *, by: User, addressee: str, email: str, question: str, deadline: datetime
) -> tuple[ReplyRequest, str]:
    """The request and the token of a link to hand over, shown this once. The letter goes by a job.

    Asking the very same again gives back the request that is there, with one more link.
    """
    name, address = _addressee(addressee, email)
    words = checked_words(
        question,
        longest=QUESTION_MAX,
        empty=gettext("Write what you want to know."),
        what=gettext("A question"),
    )
    locked = Claim.objects.select_for_update().get(pk=claim.pk)
    people_rules.may_ask_for_reply(by, locked).check()
    there = ReplyRequest.objects.filter(claim=locked, email__iexact=address, outcome=Outcome.PENDING).first()
    if there is not None:
        return _the_same(there, words, deadline, by)
    request = _create(locked, by, name, address, words, deadline)
    record("reply asked", by=by, claim=locked, request=request.pk, deadline=deadline.isoformat())
    _send(request, by)
    return request, mint(request, Purpose.HANDED)[1]


def _addressee(name: str, email: str) -> tuple[str, str]:
    name, email = line(name, NAME_MAX), email.strip()
    if not name:
        raise Refused(gettext("Say whom you ask."))
    try:
        validate_email(email)
    except ValidationError as error:
        raise Refused(gettext("This is no e-mail address.")) from error
    return name, email


def _the_same(there: ReplyRequest, words: str, deadline: datetime, by: User) -> tuple[ReplyRequest, str]:
    if (there.question, there.deadline, there.made_by_id) != (words, deadline, by.pk):
        raise Refused(
            gettext("This address is being asked about this claim already. Revoke that request first.")
        )
    return there, mint(there, Purpose.HANDED)[1]


def _create(claim: Claim, by: User, name: str, email: str, question: str, deadline: datetime) -> ReplyRequest:
    left = deadline - timezone.now()
    if not SHORTEST <= left <= LONGEST:
        raise Refused(gettext("Give at least an hour and at most 90 days to answer."))
    return ReplyRequest.objects.create(
        claim=claim,
        addressee=name,
        email=email,
        question=question,
        deadline=deadline,
        remind_at=deadline - min(timedelta(hours=24), left / 2),
        made_by=by,
        kept_by=by,
    )


def _send(request: ReplyRequest, by: User) -> None:
    enqueue(
        JobKind.MAIL,
        key=f"reply:{request.pk}:letter",
        by=by,
        claim=request.claim,
        payload={"reply": request.pk, "letter": Purpose.LETTER},
    )


def locked_request(request: ReplyRequest) -> ReplyRequest:
    """The request's row, locked after its claim's: everybody who writes one locks in this order."""
    claim = Claim.objects.select_for_update().get(pk=request.claim_id)
    locked = ReplyRequest.objects.select_for_update().get(pk=request.pk)
    locked.claim = claim
    return locked


def _kept(request: ReplyRequest, by: User) -> ReplyRequest:
    locked = locked_request(request)
    people_rules.may_keep_reply(by, locked).check()
    return locked


@transaction.atomic
def send_again(request: ReplyRequest, *, by: User) -> ReplyRequest:
    """Mail the letter once more, when a person finds that it did not arrive. Earlier links stay."""
    locked = _kept(request, by)
    _still_open(locked)
    ReplyLink.objects.filter(request=locked, purpose=Purpose.LETTER).update(purpose=Purpose.HANDED)
    ReplyRequest.objects.filter(pk=locked.pk).update(sent_at=None)
    record("reply sent again", by=by, claim=locked.claim, request=locked.pk)
    _send(locked, by)
    return _fresh(request)


@transaction.atomic
def revoke(request: ReplyRequest, *, by: User, reason: str = "") -> ReplyRequest:
    """Take the question back: every link of it answers that it was. Repeating it changes nothing."""
    locked = _kept(request, by)
    if locked.outcome != Outcome.WITHDRAWN:
        _still_open(locked)
        ReplyRequest.objects.filter(pk=locked.pk).update(outcome=Outcome.WITHDRAWN, revoked_at=Now())
        record("reply revoked", by=by, claim=locked.claim, reason=reason.strip(), request=locked.pk)
    return _fresh(request)


@transaction.atomic
def pass_on(request: ReplyRequest, *, by: User, to: User) -> ReplyRequest:
    """Let somebody else look after the request."""
    locked = _kept(request, by)
    if not roles_of(to):
        raise Refused(
            gettext("%(to)s cannot look after it: they have no role in this newsroom.") % {"to": to}
        )
    if locked.kept_by_id != to.pk:
        before = locked.kept_by_id
        ReplyRequest.objects.filter(pk=locked.pk).update(kept_by=to)
        record("reply passed on", by=by, claim=locked.claim, request=locked.pk, before=before, to=to.pk)
    return _fresh(request)


def _still_open(request: ReplyRequest) -> None:
    if not request.is_open:
        raise Refused(
            gettext("This request is closed: %(outcome)s.")
            % {"outcome": request.get_outcome_display().lower()}
        )


def _fresh(request: ReplyRequest) -> ReplyRequest:
    request.refresh_from_db()
    return request
