"""The newsroom's roles, and who may do whose work.

A publisher may do what an editor may, an editor what a researcher may. An operator keeps the
machines running and the people's accounts, and has no say in any verdict.
"""

from enum import StrEnum
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Role(StrEnum):
    RESEARCHER = "researcher"
    EDITOR = "editor"
    PUBLISHER = "publisher"
    OPERATOR = "operator"


NAMES: dict[Role, Promise] = {
    Role.RESEARCHER: _("Researcher"),
    Role.EDITOR: _("Editor"),
    Role.PUBLISHER: _("Publisher"),
    Role.OPERATOR: _("Operator"),
}

INCLUDES: dict[Role, frozenset[Role]] = {
    Role.RESEARCHER: frozenset({Role.RESEARCHER}),
    Role.EDITOR: frozenset({Role.RESEARCHER, Role.EDITOR}),
    Role.PUBLISHER: frozenset({Role.RESEARCHER, Role.EDITOR, Role.PUBLISHER}),
    Role.OPERATOR: frozenset({Role.OPERATOR}),
}


def roles_of(user: Any) -> frozenset[Role]:
    """Every role that the person holds, included ones counted; none when inactive or signed out.

    Read once for each user object: a request asks many times.
    """
    if not (user.is_authenticated and user.is_active):
        return frozenset()
    if not hasattr(user, "_roles"):
        held = {Role(name) for name in user.groups.values_list("name", flat=True) if name in set(Role)}
        user._roles = frozenset().union(*(INCLUDES[role] for role in held))
    return frozenset(user._roles)
