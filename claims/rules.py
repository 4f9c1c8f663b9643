"""Who may do what: each rule answers yes, or no with a sentence for the person.

A rule reads the claim as it is handed in; `workflow.move()` asks again on the locked row.
"""

from collections.abc import Callable

from django.utils.translation import gettext, pgettext_lazy

from accounts.roles import Role, roles_of
from claims import review_rules, states
from claims.answers import YES, Answer, Person, denied, refused, role_needed
from claims.models import Claim, SavedView
from claims.people_rules import may_handle_tips, operates
from claims.states import Status

__all__ = ["YES", "Answer", "Person", "denied", "may_handle_tips", "refused"]


def may_read(user: Person) -> Answer:
    """The newsroom is open to everybody who holds a role in it."""
    return (
        YES if roles_of(user) else denied(gettext("You have no role in this newsroom yet. Ask an operator."))
    )


def may_add_article(user: Person) -> Answer:
    return role_needed(user, Role.RESEARCHER, gettext("add articles"))


def may_edit_speakers(user: Person) -> Answer:
    return role_needed(user, Role.EDITOR, gettext("put speakers right"))


def may_merge_speakers(user: Person) -> Answer:
    return role_needed(user, Role.EDITOR, gettext("merge speakers"))


def may_save_view(user: Person, shared: bool = False) -> Answer:
    """One's own ways of looking are one's own; the desk's are an editor's."""
    return role_needed(user, Role.EDITOR, gettext("save a view for the desk")) if shared else may_read(user)


def may_share_view(user: Person) -> Answer:
    return may_save_view(user, shared=True)


def may_remove_view(user: Person, view: SavedView) -> Answer:
    if view.owner_id is None:
        return role_needed(user, Role.EDITOR, gettext("remove a view of the desk"))
    return YES if view.owner_id == user.pk else denied(gettext("This view is somebody else's."))


def may_add_claim(user: Person) -> Answer:
    return role_needed(user, Role.RESEARCHER, gettext("add claims"))


def may_edit(user: Person, claim: Claim) -> Answer:
    """The statement may be worded anew until the work is submitted."""
    answer = role_needed(user, Role.RESEARCHER, gettext("edit claims"))
    if answer and claim.status not in {Status.CANDIDATE, Status.QUEUED, Status.RESEARCHING}:
        return refused(
            gettext("The claim is %(status)s: its wording is settled.")
            % {"status": claim.get_status_display().lower()}
        )
    return answer


def may_verify(user: Person, claim: Claim) -> Answer:
    return role_needed(user, Role.RESEARCHER, gettext("start a run"))


def may_see_jobs(user: Person) -> Answer:
    return may_read(user)


def may_keep_sources(user: Person) -> Answer:
    return role_needed(user, Role.EDITOR, gettext("look after sources and their feeds"))


def may_see_board(user: Person) -> Answer:
    """How the work stands is everybody's business: it names no verdict that is not settled."""
    return may_read(user)


def may_retry_job(user: Person) -> Answer:
    if roles_of(user) & {Role.RESEARCHER, Role.OPERATOR}:
        return YES
    return denied(gettext("Only researchers and operators can start a job again."))


def may_settle_looks(user: Person) -> Answer:
    """Say what becomes of a page that changed, and of words that are no longer in it."""
    return role_needed(user, Role.RESEARCHER, gettext("settle what changed on a page"))


def may_ask_snapshot(user: Person) -> Answer:
    """It tells an outside archive what the newsroom looks at."""
    return role_needed(user, Role.RESEARCHER, gettext("ask for a snapshot"))


def may_set_weights(user: Person) -> Answer:
    """What is worth the newsroom's time is an editor's call; an operator has no say in it."""
    return role_needed(user, Role.EDITOR, gettext("change the weights"))


def may_change_scale(user: Person) -> Answer:
    """The words of the house's verdicts are a publisher's."""
    return role_needed(user, Role.PUBLISHER, gettext("change the rating scale"))


def may_export(user: Person) -> Answer:
    """Take away what one may see, as files."""
    return role_needed(user, Role.EDITOR, gettext("export the newsroom"))


def may_restore(user: Person) -> Answer:
    """Bring an export back into an empty newsroom."""
    return YES if operates(user) else denied(gettext("Only an operator can bring an export back."))


def may_accept(user: Person, claim: Claim) -> Answer:
    return role_needed(user, Role.RESEARCHER, gettext("accept claims"))


def may_decline(user: Person, claim: Claim) -> Answer:
    return role_needed(user, Role.RESEARCHER, gettext("decline claims"))


def may_reopen(user: Person, claim: Claim) -> Answer:
    return role_needed(user, Role.RESEARCHER, gettext("reopen claims"))


def may_take(user: Person, claim: Claim) -> Answer:
    return role_needed(user, Role.RESEARCHER, gettext("take claims"))


def may_assign(user: Person, claim: Claim) -> Answer:
    return role_needed(user, Role.EDITOR, gettext("assign claims"))


def may_release(user: Person, claim: Claim) -> Answer:
    """The holder or an editor; and once the holder has left, whoever could take it or keeps the house."""
    if claim.assignee_id == user.pk and Role.RESEARCHER in roles_of(user):
        return YES
    if Role.EDITOR in roles_of(user) or (_left_behind(claim) and _could_take_over(user)):
        return YES
    return denied(gettext("Only the person who holds the claim, or an editor, can release it."))


def _left_behind(claim: Claim) -> bool:
    return claim.assignee is not None and not claim.assignee.is_active


def _could_take_over(user: Person) -> bool:
    return operates(user) or Role.RESEARCHER in roles_of(user)


MOVES: dict[str, Callable[[Person, Claim], Answer]] = {
    "accept": may_accept,
    "decline": may_decline,
    "reopen": may_reopen,
    "take": may_take,
    "assign": may_assign,
    "release": may_release,
    "submit": review_rules.may_submit,
    "return": review_rules.may_return,
    "approve": review_rules.may_review,
    "conflict": review_rules.may_review,
    "resolve": review_rules.may_vote,
    "publish": review_rules.may_publish,
    "revisit": review_rules.may_revisit,
    "withdraw": review_rules.may_withdraw,
}


DONE = {  # how a sentence about the claim has the action
    "accept": pgettext_lazy("it cannot be", "accepted"),
    "decline": pgettext_lazy("it cannot be", "declined"),
    "reopen": pgettext_lazy("it cannot be", "reopened"),
    "take": pgettext_lazy("it cannot be", "taken"),
    "assign": pgettext_lazy("it cannot be", "assigned"),
    "release": pgettext_lazy("it cannot be", "released"),
    "submit": pgettext_lazy("it cannot be", "submitted"),
    "return": pgettext_lazy("it cannot be", "returned"),
    "approve": pgettext_lazy("it cannot be", "approved"),
    "conflict": pgettext_lazy("it cannot be", "reviewed"),
    "resolve": pgettext_lazy("it cannot be", "voted on"),
    "publish": pgettext_lazy("it cannot be", "published"),
    "revisit": pgettext_lazy("it cannot be", "revisited"),
    "withdraw": pgettext_lazy("it cannot be", "withdrawn"),
}


def may_move(user: Person, action: str, claim: Claim) -> Answer:
    """Role first, then the table: a stranger learns nothing of the claim's state."""
    answer = MOVES[action](user, claim)
    if not answer or states.transition(action, claim.status):
        return answer
    return refused(
        gettext("The claim is %(status)s: it cannot be %(done)s now.")
        % {"status": claim.get_status_display().lower(), "done": DONE[action]}
    )
