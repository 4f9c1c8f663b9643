"""People in the admin panel: to look at, by operators. They are changed on the people's own page."""

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.contrib.auth.models import Group
from django.db.models import Model
from django.http import HttpRequest
from django.urls import reverse

from accounts.models import Invitation, User
from accounts.roles import Role, roles_of

if TYPE_CHECKING:
    ModelAdmin = admin.ModelAdmin[Any]
else:
    ModelAdmin = admin.ModelAdmin

admin.site.unregister(Group)  # roles are given on the people's page, and seeded by migration


class ForOperators(ModelAdmin):
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


@admin.register(User)
class UserAdmin(ForOperators):
    list_display = ("name", "email", "is_active", "is_staff", "last_login")
    list_filter = ("is_active", "is_staff")
    search_fields = ("name", "email")
    fields = ("name", "email", "groups", "is_active", "is_staff", "is_superuser", "last_login", "date_joined")

    def view_on_site(self, obj: User) -> str:
        return reverse("person", args=[obj.pk])


@admin.register(Invitation)
class InvitationAdmin(ForOperators):
    list_display = ("email", "roles", "invited_by", "created_at", "expires_at", "accepted_at", "revoked_at")
    list_select_related = ("invited_by",)
    fields = ("email", "roles", "invited_by", "expires_at", "revoked_at", "accepted_at", "accepted_by")
