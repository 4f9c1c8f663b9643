"""The house's rating scale in the admin panel: each version to look at, and the page that makes the next."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext

from accounts.models import User
from claims import rules
from claims.actions.scale import BadScale, NewerScale, new_scale, newest_scale, rows_of
from claims.errors import Refused
from claims.models import Rating, Scale
from claims.records_admin import LookedAt, Records, TabularInline
from claims.scale_form import Lines, NoteForm, ScaleLines, initial_lines


class RatingsOfScale(LookedAt, TabularInline):
    model = Rating
    extra = 0
    fields = readonly_fields = ("position", "mark", "label", "value", "colour", "explanation", "equivalents")


@admin.register(Scale)
class ScaleAdmin(Records):
    """A scale is never changed: the form makes a new version of it. Old verdicts keep theirs."""

    list_display = ("__str__", "note", "made_by", "created_at")
    list_select_related = ("made_by",)
    inlines = (RatingsOfScale,)

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return bool(rules.may_change_scale(request.user))

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The newest scale to change line by line. What was typed stays whatever happens."""
        rules.may_change_scale(request.user).check()
        if request.method != "POST":
            return self._fresh(request)
        note, lines = NoteForm(request.POST), ScaleLines(request.POST)
        if not all([note.is_valid(), lines.is_valid()]):
            return self._page(request, note, lines, status=422)
        return self._save(request, note, lines)

    def _fresh(self, request: HttpRequest) -> HttpResponse:
        newest = newest_scale()
        rows = rows_of(newest) if newest else []
        note = NoteForm(initial={"version": newest.version if newest else 0})
        return self._page(request, note, ScaleLines(initial=initial_lines(rows)))

    def _save(self, request: HttpRequest, note: NoteForm, lines: Lines) -> HttpResponse:
        assert isinstance(request.user, User)  # the admin lets nobody else in
        try:
            made = new_scale(lines.ratings(), by=request.user, **note.cleaned_data)
        except BadScale as bad:
            return self._page(request, note, lines, status=422, sentences=lines.show(bad.mistakes))
        except NewerScale as newer:
            note.draw_from(newer.theirs.version)
            theirs = newer.theirs.ratings.order_by("position")
            return self._page(request, note, lines, status=409, overtaken=newer, theirs=theirs)
        except Refused as why:
            return self._page(request, note, lines, status=409, sentences=[str(why)])
        messages.success(
            request,
            gettext("Version %(version)s is in force for every new draft.") % {"version": made.version},
        )
        return redirect("admin:claims_scale_changelist")

    def _page(
        self, request: HttpRequest, note: NoteForm, lines: Lines, status: int = 200, **more: Any
    ) -> TemplateResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": gettext("Make a new version of the rating scale"),
            "opts": self.opts,
            "note": note,
            "lines": lines,
            "sentences": [],
            "overtaken": None,
            "theirs": [],
            "wrong": note.is_bound and status == 422,
            **more,
        }
        return TemplateResponse(request, "claims/admin/scale.html", context, status=status)
