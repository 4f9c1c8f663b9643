"""Who may decide on a match, take a decision back, and set what counts as one."""

from django.utils import timezone

from accounts.roles import Role, roles_of
from claims.answers import YES, Answer, Person, denied, refused, role_needed
from claims.models import TAKE_BACK, Match


def may_decide_match(user: Person, match: Match) -> Answer:
    answer = role_needed(user, Role.RESEARCHER, "decide on matches")
    if answer and not match.is_open:
        return refused(f"{match.decided_by} {match.get_state_display().lower()} it already.")
    return answer


def may_take_back_match(user: Person, match: Match) -> Answer:
    """Whoever decided, within five minutes; an editor at any time, or a wrong no would stand for ever."""
    answer = role_needed(user, Role.RESEARCHER, "take a decision back")
    if not answer or match.is_open or match.decided_at is None:
        return answer if not answer else refused("Nobody has decided on this match.")
    if _merged(match):
        return refused("One of the claims is merged into the other. Split them first.")
    if Role.EDITOR in roles_of(user):
        return YES
    if match.decided_by_id != user.pk:
        return denied("Only the person who decided, or an editor, can take it back.")
    if timezone.now() - match.decided_at > TAKE_BACK:
        return refused("A decision can be undone within five minutes. Ask an editor.")
    return YES


def _merged(match: Match) -> bool:
    one, two = match.claim, match.other
    return two is not None and (one.merged_into_id == two.pk or two.merged_into_id == one.pk)


def may_set_thresholds(user: Person) -> Answer:
    if roles_of(user) & {Role.EDITOR, Role.OPERATOR}:
        return YES
    return denied("Only editors and operators can say what counts as a match.")
