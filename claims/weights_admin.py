"""The desk's weights in the admin panel: each version to look at, and the page that makes the next."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from claims import rules
from claims.actions.weights import NewerWeights, set_weights
from claims.criteria import criterion
from claims.errors import Refused
from claims.models import Weights
from claims.records_admin import Records
from claims.templatetags.scoring import signed
from claims.weights_form import WeightsForm
from claims.worth_queries import newest_weights, reordered, values_of


@admin.register(Weights)
class WeightsAdmin(Records):
    """Never changed: the form makes a new version."""

    list_display = ("version", "made_by", "created_at", "reason")
    list_select_related = ("made_by",)
    fields = readonly_fields = ("version", "made_by", "created_at", "reason", "weights")

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return bool(rules.may_set_weights(request.user))

    @admin.display(description=_("weights"))
    def weights(self, obj: Weights) -> SafeString:
        rows = ((criterion(name).label, signed(value)) for name, value in values_of(obj).items())
        items = format_html_join("", "<tr><th scope='row'>{}</th><td>{}</td></tr>", rows)
        return format_html("<table>{}</table>", items)

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Weigh, look at the queue that would be, save. What was typed stays whatever happens."""
        rules.may_set_weights(request.user).check()
        newest = newest_weights()
        if request.method != "POST":
            return self._page(request, WeightsForm(newest=newest))
        form = WeightsForm(request.POST, newest=newest, saving="save" in request.POST)
        if not form.is_valid():
            return self._page(request, form, status=422)
        if "save" in request.POST:
            return self._save(request, form)
        if newest is not None and newest.version != form.cleaned_data["version"]:
            form.draw_from(newest)
            return self._page(request, form, overtaken=NewerWeights(newest), preview=reordered(form.values))
        return self._page(request, form, preview=reordered(form.values))

    def _save(self, request: HttpRequest, form: WeightsForm) -> HttpResponse:
        asked = form.cleaned_data
        try:
            made = set_weights(
                form.values, by=_person(request), reason=asked["reason"], version=asked["version"]
            )
        except NewerWeights as newer:
            form.draw_from(newer.theirs)
            return self._page(request, form, status=409, overtaken=newer)
        except Refused as why:
            form.add_error(None, str(why))
            return self._page(request, form, status=409)
        messages.success(
            request,
            gettext("Version %(version)s is in force. A worker scores the queue anew.")
            % {"version": made.version},
        )
        return redirect("admin:claims_weights_changelist")

    def _page(
        self, request: HttpRequest, form: WeightsForm, status: int = 200, **more: Any
    ) -> TemplateResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": gettext("Change the check-worthiness weights"),
            "opts": self.opts,
            "form": form,
            "preview": None,
            "overtaken": None,
            **more,
        }
        return TemplateResponse(request, "claims/admin/weights.html", context, status=status)


def _person(request: HttpRequest) -> User:
    assert isinstance(request.user, User)  # the admin lets nobody else in
    return request.user
