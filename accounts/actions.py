"""What can be done with people: invite, accept, revoke, give roles. Each act is on the house's record, by
numbers: who somebody is can be erased.

Switching an account off is the newsroom's (`claims.actions.departure`): the person's work has to go
on with somebody else.
"""

import hashlib
import secrets
from collections.abc import Iterable
from datetime import timedelta

from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from accounts.models import Invitation, User
from accounts.roles import Role, roles_of
from claims.workflow import record

LASTS = timedelta(days=7)
STAFF = {Role.OPERATOR, Role.EDITOR, Role.PUBLISHER}  # those who may open the admin panel


def digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _only_operators(by: User) -> None:
    if Role.OPERATOR not in roles_of(by) and not by.is_superuser:
        raise PermissionDenied(gettext("Only an operator can do this."))


@transaction.atomic
def set_roles(user: User, roles: Iterable[Role]) -> User:
    """Give exactly these roles; the admin panel opens to those whose roles need it."""
    wanted = {Role(role) for role in roles}
    user.groups.set(Group.objects.filter(name__in=[role.value for role in wanted]))
    user.is_staff = user.is_superuser or bool(wanted & STAFF)
    user.save(update_fields=["is_staff"])
    user.__dict__.pop("_roles", None)
    return user


def set_language(user: User, *, language: str, time_zone: str) -> User:
    """One's own language and time zone, "" for the browser's and the newsroom's."""
    user.language, user.time_zone = language, time_zone
    user.save(update_fields=["language", "time_zone"])
    return user


@transaction.atomic
def invite(email: str, roles: Iterable[Role], *, by: User) -> tuple[Invitation, str]:
    """An invitation and its token, which is shown once and kept only as a digest."""
    _only_operators(by)
    address = email.strip().lower()
    for earlier in Invitation.objects.open().filter(email=address):
        revoke_invitation(earlier, by=by)
    token = secrets.token_urlsafe(32)
    invitation = Invitation.objects.create(
        email=address,
        roles=sorted(Role(role).value for role in roles),
        token_digest=digest(token),
        invited_by=by,
        expires_at=timezone.now() + LASTS,
    )
    record("invited", by=by, invitation=invitation.pk, roles=invitation.roles)
    return invitation, token


@transaction.atomic
def accept_invitation(token: str, *, name: str, password: str) -> User | None:
    """The new person, or None when the invitation is unknown, used, revoked or expired."""
    invitation = Invitation.objects.select_for_update().open().filter(token_digest=digest(token)).first()
    if invitation is None or User.objects.filter(email=invitation.email).exists():
        return None
    user = User.objects.create_user(invitation.email, password, name=name.strip())
    set_roles(user, [Role(role) for role in invitation.roles])
    invitation.accepted_at, invitation.accepted_by = timezone.now(), user
    invitation.save(update_fields=["accepted_at", "accepted_by"])
    record("invitation accepted", by=user, invitation=invitation.pk, person=user.pk, roles=invitation.roles)
    return user


@transaction.atomic
def revoke_invitation(invitation: Invitation, *, by: User) -> None:
    _only_operators(by)
    if Invitation.objects.open().filter(pk=invitation.pk).update(revoked_at=timezone.now()):
        record("invitation revoked", by=by, invitation=invitation.pk)


@transaction.atomic
def change_roles(user: User, roles: Iterable[Role], *, by: User) -> User:
    """Give exactly these roles. Nobody takes the operator's role from themselves: one always stays.

    Giving what is there already changes and records nothing.
    """
    _only_operators(by)
    wanted = {Role(role) for role in roles}
    locked = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    before = sorted(locked.groups.values_list("name", flat=True))
    if user.pk == by.pk and Role.OPERATOR in roles_of(by) and Role.OPERATOR not in wanted:
        raise PermissionDenied(gettext("You cannot give up your own operator role. Ask another operator."))
    after = sorted(role.value for role in wanted)
    if after != before:
        record("roles changed", by=by, person=user.pk, before=before, after=after)
    return set_roles(user, wanted)


def set_shortcuts(user: User, on: bool) -> User:
    """One's own keyboard: whether keys do something beyond moving and typing."""
    User.objects.filter(pk=user.pk).update(shortcuts=on)
    user.shortcuts = on
    return user
