"""How a rule answers: yes, or no with a sentence for the person and the error that says it."""

from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.roles import Role, roles_of
from claims.errors import Denied, Refused, Sentence


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
Person = User | AnonymousUser


def denied(reason: str) -> Answer:
    return Answer(False, reason, Denied)


def refused(reason: str) -> Answer:
    return Answer(False, reason, Refused)


ONE = {
    Role.RESEARCHER: _("a researcher"),
    Role.EDITOR: _("an editor"),
    Role.PUBLISHER: _("a publisher"),
    Role.OPERATOR: _("an operator"),
}


def role_needed(user: Person, role: Role, doing: str) -> Answer:
    """``doing`` as it stands after "can", translated: "accept claims"."""
    if role in roles_of(user):
        return YES
    return denied(gettext("Only %(role)s can %(doing)s.") % {"role": ONE[role], "doing": doing})
