"""What becomes of a person's work when they leave."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext

from accounts.models import User
from claims import people_rules
from claims.actions.notify import notify
from claims.errors import Refused
from claims.models import Claim, NotificationKind, ReplyRequest
from claims.states import Status
from claims.workflow import move, record

LEFT = "Its holder left the newsroom."


@dataclass(frozen=True, slots=True)
class HandedBack:
    """Ids of the claims that returned to the queue, and of the requests that changed hands."""

    claims: list[int]
    requests: list[int]


@transaction.atomic
def deactivate(user: User, *, by: User) -> HandedBack:
    """Switch an account off and hand its work back, both or neither. Repeating it changes nothing.

    The person's row is locked first, so that nobody gives them a claim meanwhile; NO KEY, so that
    acts of theirs that are under way can still end.
    """
    people_rules.may_deactivate(by, user).check()
    locked = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    if locked.is_active:
        User.objects.filter(pk=user.pk).update(is_active=False)
        record("deactivated", by=by, person=user.pk)
    user.refresh_from_db()
    return hand_back_work(user, by=by)


@transaction.atomic
def reactivate(user: User, *, by: User) -> User:
    people_rules.may_deactivate(by, user).check()
    if User.objects.filter(pk=user.pk, is_active=False).update(is_active=True):
        record("reactivated", by=by, person=user.pk)
    user.refresh_from_db()
    return user


@transaction.atomic
def hand_back_work(user: User, *, by: User) -> HandedBack:
    """Claims that the person researches return to the queue; their open requests pass to ``by``.

    What they hold beyond research (in review, approved …) stays: nobody has to work on it. When it
    comes back to research, `hand_back_if_left` takes it on to the queue.
    """
    people_rules.may_deactivate(by, user).check()
    if user.is_active:
        raise Refused(gettext("%(user)s is still here: switch the account off first.") % {"user": user})
    held = Claim.objects.filter(assignee=user, status=Status.RESEARCHING).order_by("pk")
    return HandedBack([claim.pk for claim in held if hand_back_if_left(claim, by=by)], _pass_on(user, by=by))


@transaction.atomic
def hand_back_if_left(claim: Claim, *, by: User) -> bool:
    """Take a claim under research on to the queue if its holder has left; the editors are told."""
    locked = Claim.objects.select_for_update().get(pk=claim.pk)
    if locked.status != Status.RESEARCHING or locked.assignee is None or locked.assignee.is_active:
        return False
    move(claim, "release", by=by, reason=LEFT, assignee=None)
    notify(NotificationKind.HANDED_BACK, claim=claim, by=by)
    return True


def _pass_on(user: User, *, by: User) -> list[int]:
    """Lock the claims first, as everybody does who writes a request."""
    pending = ReplyRequest.objects.filter(kept_by=user, outcome=ReplyRequest.Outcome.PENDING)
    claims = Claim.objects.filter(reply_requests__in=pending).order_by("pk")
    list(Claim.objects.select_for_update().filter(pk__in=claims.values("pk")).order_by("pk"))
    passed = list(pending.select_for_update(of=("self",)).select_related("claim").order_by("pk"))
    ReplyRequest.objects.filter(pk__in=[request.pk for request in passed]).update(kept_by=by)
    for request in passed:
        record("reply passed on", by=by, claim=request.claim, reason=LEFT, request=request.pk, before=user.pk)
    return [request.pk for request in passed]
