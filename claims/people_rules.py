"""Who may talk beside a claim, set its time, ask for a reply, and switch an account off."""

from django.utils.translation import gettext

from accounts.models import User
from accounts.roles import Role, roles_of
from claims.answers import YES, Answer, Person, denied, refused, role_needed
from claims.models import Claim, Comment, ReplyRequest
from claims.states import Status
from claims.visibility import may_see_talk, standing_of

ENDED = {Status.PUBLISHED, Status.DECLINED, Status.WITHDRAWN}


def operates(user: Person) -> bool:
    """Whether the person looks after the house: an operator, or who has the superuser's account."""
    return Role.OPERATOR in roles_of(user) or (user.is_active and user.is_superuser)


def may_comment(user: Person, claim: Claim) -> Answer:
    return role_needed(user, Role.RESEARCHER, gettext("comment on claims"))


def may_read_comments(user: Person, claim: Claim) -> Answer:
    """What others say may tell their verdict: a blind reviewer reads it after their own is in."""
    if not roles_of(user):
        return denied(gettext("You have no role in this newsroom yet. Ask an operator."))
    if not may_see_talk(claim.status, standing_of(user.pk, claim)):
        return refused(gettext("Comments are shown to you once your own review is in."))
    return YES


def may_withdraw_comment(user: Person, comment: Comment) -> Answer:
    if Role.EDITOR in roles_of(user) or (roles_of(user) and comment.author_id == user.pk):
        return YES
    return denied(gettext("Only its author, or an editor, can withdraw a comment."))


def may_schedule(user: Person, claim: Claim) -> Answer:
    """Say when the work is due and how urgent it is."""
    answer = role_needed(user, Role.EDITOR, gettext("set due dates and priorities"))
    if answer and claim.status in ENDED:
        return refused(
            gettext("The claim is %(status)s: no work on it is due.")
            % {"status": claim.get_status_display().lower()}
        )
    return answer


def may_ask_for_reply(user: Person, claim: Claim) -> Answer:
    answer = role_needed(user, Role.RESEARCHER, gettext("ask for a reply"))
    if answer and claim.status != Status.RESEARCHING:
        return refused(gettext("A reply is asked for while the claim is being researched: take it first."))
    return answer


def may_keep_reply(user: Person, request: ReplyRequest) -> Answer:
    """Send again, revoke, close or pass on: who looks after the request, or an editor."""
    if Role.EDITOR in roles_of(user) or (roles_of(user) and request.kept_by_id == user.pk):
        return YES
    return denied(gettext("Only the person who looks after this request, or an editor, can do this."))


def may_handle_tips(user: Person) -> Answer:
    """Readers' words, and where they may be answered, are an editor's to keep."""
    return role_needed(user, Role.EDITOR, gettext("see to what readers send"))


def may_deactivate(user: Person, person: User) -> Answer:
    if not operates(user):
        return denied(gettext("Only an operator can switch an account off or on."))
    if user.pk == person.pk:
        return refused(gettext("Nobody switches off their own account: ask another operator."))
    return YES
