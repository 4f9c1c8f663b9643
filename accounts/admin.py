"""People in the admin panel: to look at, by operators. They are changed on the people's own page."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Model, Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.actions import revoke_invitation
from accounts.models import ApiToken, Invitation, User
from accounts.roles import Role, roles_of
from claims.actions import departure
from claims.errors import Sentence
from claims.light_admin import Light

admin.site.unregister(Group)  # Django's own lets people change it: ours is seeded by migration


class ForOperators(Light):
    """Seen by operators, changed by nobody here."""

    show_full_result_count = False
    list_per_page = 50

    def has_module_permission(self, request: HttpRequest) -> bool:
        return Role.OPERATOR in roles_of(request.user)

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return Role.OPERATOR in roles_of(request.user)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def each(self, request: HttpRequest, rows: QuerySet[Any], act: Callable[..., Any], said: Any) -> None:
        """Each by itself, through its action; one that cannot be helped says why."""
        for row in rows:
            try:
                act(row, by=request.user)
            except (PermissionDenied, Sentence) as why:
                self.message_user(request, f"{row}: {why}", messages.WARNING)
            else:
                self.message_user(request, str(said) % {"one": row}, messages.SUCCESS)


@admin.register(Group)
class RoleAdmin(ForOperators):
    """The roles and how many hold each. They are given on a person's own page."""

    list_display = ("name", "people")
    fields = ("name",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Group]:
        groups: QuerySet[Group] = super().get_queryset(request)
        return groups.annotate(held=Count("user", filter=Q(user__is_active=True)))

    @admin.display(description=_("people"), ordering="held")
    def people(self, obj: Any) -> int:
        return int(obj.held)


@admin.register(User)
class UserAdmin(ForOperators):
    list_display = ("name", "email", "roles", "is_active", "is_staff", "last_login")
    list_filter = ("is_active", "groups", "is_staff")
    actions = ("switch_off", "switch_on")
    search_fields = ("name", "email")
    fields = ("name", "email", "groups", "is_active", "is_staff", "is_superuser", "last_login", "date_joined")

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        people: QuerySet[User] = super().get_queryset(request)
        return people.prefetch_related("groups")

    @admin.display(description=_("roles"))
    def roles(self, obj: User) -> str:
        return ", ".join(group.name for group in obj.groups.all()) or "–"

    def view_on_site(self, obj: User) -> str:
        return reverse("person", args=[obj.pk])

    def has_switch_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    @admin.action(description=_("Shut them out; what they held goes back"), permissions=["switch"])
    def switch_off(self, request: HttpRequest, people: QuerySet[User]) -> None:
        self.each(request, people, departure.deactivate, _("%(one)s is shut out."))

    @admin.action(description=_("Let them sign in again"), permissions=["switch"])
    def switch_on(self, request: HttpRequest, people: QuerySet[User]) -> None:
        self.each(request, people, departure.reactivate, _("%(one)s may sign in again."))


@admin.register(Invitation)
class InvitationAdmin(ForOperators):
    list_display = ("email", "roles", "invited_by", "created_at", "expires_at", "accepted_at", "revoked_at")
    list_select_related = ("invited_by",)
    actions = ("revoke",)

    def has_revoke_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    @admin.action(description=_("Revoke those that are open"), permissions=["revoke"])
    def revoke(self, request: HttpRequest, invitations: QuerySet[Invitation]) -> None:
        self.each(request, invitations.open(), revoke_invitation, _("The invitation of %(one)s is revoked."))  # type: ignore[attr-defined]

    fields = ("email", "roles", "invited_by", "expires_at", "revoked_at", "accepted_at", "accepted_by")


@admin.register(ApiToken)
class ApiTokenAdmin(ForOperators):
    """Whose keys there are, and when they were used; never a secret."""

    list_display = ("name", "owner", "scopes", "created_at", "expires_at", "last_used_at", "revoked_at")
    list_select_related = ("owner",)
    fields = ("name", "owner", "start", "scopes", "created_at", "expires_at", "last_used_at", "revoked_at")
