"""Who may do what: each rule answers yes, or no with a sentence for the person.

A rule reads the claim as it is handed in; `workflow.move()` asks again on the locked row.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser

from accounts.models import User
from accounts.roles import Role, roles_of
from claims import states
from claims.errors import Denied, Refused, Sentence
from claims.models import Claim
from claims.states import Status

Person = User | AnonymousUser


@dataclass(frozen=True, slots=True)
class Answer:
    """Yes, or no with its reason and the error that says so."""

    ok: bool
    reason: str = ""
    error: type[Sentence] = Refused

    def __bool__(self) -> bool:
        return self.ok

    def check(self) -> None:
        """Raise the answer's own error unless it is yes."""
        if not self.ok:
            raise self.error(self.reason)


YES = Answer(True)


def denied(reason: str) -> Answer:
    return Answer(False, reason, Denied)


def refused(reason: str) -> Answer:
    return Answer(False, reason, Refused)


def _role(user: Person, role: Role, doing: str) -> Answer:
    if role in roles_of(user):
        return YES
    article = "an" if role is Role.EDITOR else "a"
    return denied(f"Only {article} {role.value} can {doing}.")


def may_read(user: Person) -> Answer:
    """The newsroom is open to everybody who holds a role in it."""
    return YES if roles_of(user) else denied("You have no role in this newsroom yet. Ask an operator.")


def may_add_article(user: Person) -> Answer:
    return _role(user, Role.RESEARCHER, "add articles")


def may_add_claim(user: Person) -> Answer:
    return _role(user, Role.RESEARCHER, "add claims")


def may_edit(user: Person, claim: Claim) -> Answer:
    """The statement may be worded anew until the work is submitted."""
    answer = _role(user, Role.RESEARCHER, "edit claims")
    if answer and claim.status not in {Status.CANDIDATE, Status.QUEUED, Status.RESEARCHING}:
        return refused(f"The claim is {claim.get_status_display().lower()}: its wording is settled.")
    return answer


def may_verify(user: Person, claim: Claim) -> Answer:
    return _role(user, Role.RESEARCHER, "start a run")


def may_see_jobs(user: Person) -> Answer:
    return may_read(user)


def may_retry_job(user: Person) -> Answer:
    if roles_of(user) & {Role.RESEARCHER, Role.OPERATOR}:
        return YES
    return denied("Only researchers and operators can start a job again.")


def may_accept(user: Person, claim: Claim) -> Answer:
    return _role(user, Role.RESEARCHER, "accept claims")


def may_decline(user: Person, claim: Claim) -> Answer:
    return _role(user, Role.RESEARCHER, "decline claims")


def may_reopen(user: Person, claim: Claim) -> Answer:
    return _role(user, Role.RESEARCHER, "reopen claims")


def may_take(user: Person, claim: Claim) -> Answer:
    return _role(user, Role.RESEARCHER, "take claims")


def may_assign(user: Person, claim: Claim) -> Answer:
    return _role(user, Role.EDITOR, "assign claims")


def may_release(user: Person, claim: Claim) -> Answer:
    if claim.assignee_id == user.pk and Role.RESEARCHER in roles_of(user):
        return YES
    if Role.EDITOR in roles_of(user):
        return YES
    return denied("Only the person who holds the claim, or an editor, can release it.")


MOVES: dict[str, Callable[[Person, Claim], Answer]] = {
    "accept": may_accept,
    "decline": may_decline,
    "reopen": may_reopen,
    "take": may_take,
    "assign": may_assign,
    "release": may_release,
}
DONE = {  # the action as a sentence about the claim has it
    "accept": "accepted",
    "decline": "declined",
    "reopen": "reopened",
    "take": "taken",
    "assign": "assigned",
    "release": "released",
}


def may_act(user: Person, action: str, claim: Claim) -> Answer:
    """Whether this person could do it at all, whatever the claim's state.

    An action of the table that nobody may do yet is refused like any other.
    """
    rule = MOVES.get(action)
    return rule(user, claim) if rule else refused("This step is not open yet.")


def may_move(user: Person, action: str, claim: Claim) -> Answer:
    """Role first, then the table: a stranger learns nothing of the claim's state."""
    answer = may_act(user, action, claim)
    if not answer or states.transition(action, claim.status):
        return answer
    return refused(f"The claim is {claim.get_status_display().lower()}: it cannot be {DONE[action]} now.")
