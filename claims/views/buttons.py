"""The buttons of a claim: whether each is shown, whether it works, and why not."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from claims import review_rules, rules, states
from claims.answers import Answer, Person
from claims.models import Claim
from claims.states import Status

LABELS = {
    "accept": _("Accept"),
    "take": _("Take"),
    "assign": _("Assign"),
    "release": _("Release"),
    "decline": _("Decline"),
    "reopen": _("Reopen"),
}

# What moves a claim on after triage; each needs words that a form asks for.
STEPS = {"return": _("Return"), "revisit": _("Revisit"), "withdraw": _("Withdraw")}
# The screen that each state's work is done on: its name, its button, who may.
SCREENS: dict[str, tuple[str, str | Promise, Callable[[Person, Claim], Answer]]] = {
    Status.RESEARCHING: ("draft", _("Write the draft"), review_rules.may_assess),
    Status.IN_REVIEW: ("review", _("Give your review"), review_rules.may_give_review),
    Status.CONFLICTED: ("panel", _("Open the panel"), lambda user, claim: rules.may_read(user)),
    Status.APPROVED: ("publish", _("Publish"), review_rules.may_publish),
    Status.PUBLISHED: ("correct", _("Correct"), review_rules.may_correct),
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


def steps(user: User, claim: Claim) -> dict[str, Button]:
    """The steps of review and publication that the claim's state has a use for."""
    return {
        action: Button(action, str(label), rules.may_move(user, action, claim).reason)
        for action, label in STEPS.items()
        if states.transition(action, claim.status)
    }


def screen(user: User, claim: Claim) -> Button | None:
    """The screen on which the claim's next step is done; ``action`` is its name."""
    if claim.status not in SCREENS:
        return None
    name, label, rule = SCREENS[claim.status]
    return Button(name, str(label), rule(user, claim).reason)


def _of_use(action: str, claim: Claim) -> bool:
    return states.transition(action, claim.status) is not None or _hands_over(action, claim)


def _hands_over(action: str, claim: Claim) -> bool:
    """A claim that is held can be given to somebody else, which moves nothing in the table."""
    return action == "assign" and claim.status == Status.RESEARCHING


def _label(action: str, claim: Claim) -> str:
    return gettext("Hand over") if _hands_over(action, claim) else str(LABELS[action])


def _answer(user: User, action: str, claim: Claim) -> rules.Answer:
    if _hands_over(action, claim):
        return rules.may_assign(user, claim)
    return rules.may_move(user, action, claim)
