"""What every page of the admin panel begins with: rows to look at."""

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.db.models import Model, URLField
from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from accounts.roles import Role, roles_of
from claims import rules
from claims.history_admin import ShowsHistory
from claims.light_admin import Light
from claims.retold import retold

if TYPE_CHECKING:
    TabularInline = admin.TabularInline[Any, Any]
else:
    TabularInline = admin.TabularInline


def retold_field(name: str) -> Any:
    """A column or field that holds what a machine said, in the language of whoever looks."""

    @admin.display(description=gettext_lazy(name), ordering=name)
    def told(row: Any) -> str:
        return retold(getattr(row, name))

    told.__name__ = name  # the class of its column
    return told


class LookedAt:
    """Seen by those who hold a role, changed by nobody."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        return bool(rules.may_read(request.user))

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return bool(rules.may_read(request.user))

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


class Records(ShowsHistory, LookedAt, Light):
    show_full_result_count = False
    list_per_page = 50
    formfield_overrides = {URLField: {"assume_scheme": "https"}}


class EditedByEditors(Records):
    """Names, addresses and pages that carry no decision."""

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return Role.EDITOR in roles_of(request.user)

    has_add_permission = has_change_permission
