"""Who may decide on a match, take a decision back, and set what counts as one."""

from django.utils import timezone
from django.utils.translation import gettext

from accounts.roles import Role, roles_of
from claims.answers import YES, Answer, Person, denied, refused, role_needed
from claims.models import TAKE_BACK, Match


def may_decide_match(user: Person, match: Match) -> Answer:
    answer = role_needed(user, Role.RESEARCHER, gettext("decide on matches"))
    if answer and not match.is_open:
        return refused(
            gettext("%(decided_by)s %(state)s it already.")
            % {"decided_by": match.decided_by, "state": match.get_state_display().lower()}
        )
    return answer


def may_take_back_match(user: Person, match: Match) -> Answer:
    """Whoever decided, within five minutes; an editor at any time, or a wrong no would stand for ever."""
    answer = role_needed(user, Role.RESEARCHER, gettext("take a decision back"))
    if not answer or match.is_open or match.decided_at is None:
        return answer if not answer else refused(gettext("Nobody has decided on this match."))
    if _merged(match):
        return refused(gettext("One of the claims is merged into the other. Split them first."))
    if Role.EDITOR in roles_of(user):
        return YES
    if match.decided_by_id != user.pk:
        return denied(gettext("Only the person who decided, or an editor, can take it back."))
    if timezone.now() - match.decided_at > TAKE_BACK:
        return refused(gettext("A decision can be undone within five minutes. Ask an editor."))
    return YES


def _merged(match: Match) -> bool:
    one, two = match.claim, match.other
    return two is not None and (one.merged_into_id == two.pk or two.merged_into_id == one.pk)


def may_set_thresholds(user: Person) -> Answer:
    if roles_of(user) & {Role.EDITOR, Role.OPERATOR}:
        return YES
    return denied(gettext("Only editors and operators can say what counts as a match."))
