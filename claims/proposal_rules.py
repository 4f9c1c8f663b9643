"""Who may ask a language model, and who may use what it proposed."""

from django.utils.translation import gettext, gettext_noop

from accounts.roles import Role
from claims import review_rules
from claims.answers import Answer, Person, refused, role_needed
from claims.models import Claim, Proposal, Suggestion

SETTLED = gettext_noop("The draft is submitted: what a language model proposes is for the work before that.")


def may_ask(user: Person, claim: Claim) -> Answer:
    answer = role_needed(user, Role.RESEARCHER, gettext("ask the language model"))
    if answer and claim.status not in review_rules.DRAFTING:
        return refused(gettext(SETTLED))
    return answer


def may_decide(user: Person, proposal: Proposal) -> Answer:
    """Use or reject it, once, while the work is open."""
    answer = may_ask(user, proposal.claim)
    if answer and not proposal.is_open:
        return refused(
            gettext("It was %(state)s by %(decided_by)s already.")
            % {"state": proposal.get_state_display().lower(), "decided_by": proposal.decided_by}
        )
    return answer


def may_decide_suggestion(user: Person, suggestion: Suggestion) -> Answer:
    """Use or reject what a run suggests, once, while the work is open."""
    answer = role_needed(user, Role.RESEARCHER, gettext("use what a run suggests"))
    if answer and suggestion.claim.status not in review_rules.DRAFTING:
        return refused(gettext("The draft is submitted: what a run suggests is for the work before that."))
    if answer and not suggestion.is_open:
        return refused(
            gettext("It was %(state)s by %(decided_by)s already.")
            % {"state": suggestion.get_state_display().lower(), "decided_by": suggestion.decided_by}
        )
    return answer
