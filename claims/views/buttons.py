"""The buttons of a claim: whether each is shown, whether it works, and why not."""

from dataclasses import dataclass

from accounts.models import User
from claims import rules, states
from claims.models import Claim
from claims.states import Status

LABELS = {
    "accept": "Accept",
    "take": "Take",
    "assign": "Assign",
    "release": "Release",
    "decline": "Decline",
    "reopen": "Reopen",
}


@dataclass(frozen=True, slots=True)
class Button:
    """``why_not`` is empty when the button works."""

    action: str
    label: str
    why_not: str


def buttons(user: User, claim: Claim) -> dict[str, Button]:
    """Those that the claim's state has a use for, by action."""
    return {
        action: Button(action, _label(action, claim), _answer(user, action, claim).reason)
        for action in LABELS
        if _of_use(action, claim)
    }


def _of_use(action: str, claim: Claim) -> bool:
    return states.transition(action, claim.status) is not None or _hands_over(action, claim)


def _hands_over(action: str, claim: Claim) -> bool:
    """A claim that is held can be given to somebody else, which moves nothing in the table."""
    return action == "assign" and claim.status == Status.RESEARCHING


def _label(action: str, claim: Claim) -> str:
    return "Hand over" if _hands_over(action, claim) else LABELS[action]


def _answer(user: User, action: str, claim: Claim) -> rules.Answer:
    if _hands_over(action, claim):
        return rules.may_assign(user, claim)
    return rules.may_move(user, action, claim)
