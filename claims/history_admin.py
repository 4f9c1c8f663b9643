"""The history of what people edit, to look at: who changed what, and when. Nobody changes it."""

from typing import Any

from django.contrib import admin
from django.db.models import BigIntegerField, Model, OuterRef, QuerySet, Subquery
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from claims import rules
from claims.light_admin import Light
from claims.models import HISTORIES


class ShowsHistory:
    """Its "History" button leads to the history that PostgreSQL keeps, where there is one."""

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        model: Any = self.model  # type: ignore[attr-defined]
        if hasattr(model, "history") and self.has_view_permission(request):  # type: ignore[attr-defined]
            kept = model.history.rel.related_model._meta
            listed = reverse(f"admin:{kept.app_label}_{kept.model_name}_changelist")
            return redirect(f"{listed}?pgh_obj__id__exact={object_id}")
        answer: HttpResponse = super().history_view(request, object_id, extra_context)  # type: ignore[misc]
        return answer


class HistoryAdmin(Light):
    """Newest first, with the name of who did it; ids where a row points to another."""

    list_filter = ("pgh_label",)
    list_per_page = 50
    show_full_result_count = False
    ordering = ("-pgh_id",)
    exclude = ("pgh_obj", "pgh_context")

    def get_list_display(self, request: HttpRequest) -> Any:
        aside = {"pgh_id", "pgh_created_at", "pgh_label", "pgh_context", "pgh_obj", "id"}
        kept = [field.attname for field in self.model._meta.fields if field.name not in aside]
        return ["pgh_created_at", "pgh_label", "who", "id", *kept]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        number = Cast(KeyTextTransform("user", OuterRef("pgh_context")), BigIntegerField())
        who = User.objects.filter(pk=number).values("name")
        rows: QuerySet[Any] = super().get_queryset(request)
        named: QuerySet[Any] = rows.annotate(person=Subquery(who))
        return named

    @admin.display(description=_("who"))
    def who(self, row: Any) -> str:
        return row.person or "–"

    def has_module_permission(self, request: HttpRequest) -> bool:
        return bool(rules.may_read(request.user))

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return bool(rules.may_read(request.user))

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    has_change_permission = has_delete_permission = has_add_permission


for kept in HISTORIES:
    admin.site.register(kept, HistoryAdmin)
