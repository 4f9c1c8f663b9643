"""Outlets with their feeds, and the people they quote: what editors look after in the admin panel."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin, messages
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from claims import rules
from claims.actions.feeds import look_now
from claims.actions.speakers import merge_speakers
from claims.errors import Sentence
from claims.integrations.errors import FetchRefused
from claims.integrations.urls import checked_url
from claims.models import Feed, Source, Speaker
from claims.records_admin import EditedByEditors, TabularInline, retold_field
from claims.retold import retold

if TYPE_CHECKING:
    ModelForm = forms.ModelForm[Feed]
else:
    ModelForm = forms.ModelForm

TROUBLE = retold_field("trouble")


class FeedForm(ModelForm):
    """Holds an address to the same rules as whoever will fetch it."""

    address = forms.URLField(max_length=2000, assume_scheme="https")

    class Meta:
        model = Feed
        fields = ("source", "address", "every_minutes", "active")

    def clean_address(self) -> str:
        try:
            return str(checked_url(self.cleaned_data["address"]))
        except FetchRefused as why:
            raise forms.ValidationError(retold(str(why))) from why

    def clean_every_minutes(self) -> int:
        minutes = int(self.cleaned_data["every_minutes"])
        if not 5 <= minutes <= 1440:
            raise forms.ValidationError(gettext("Write a number of minutes from 5 to 1440, which is a day."))
        return minutes


class FeedsOfSource(TabularInline):
    model = Feed
    form = FeedForm
    extra = 0
    fields = ("address", "every_minutes", "active", "looked_at", TROUBLE)
    readonly_fields = ("looked_at", TROUBLE)

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return bool(rules.may_keep_sources(request.user))

    has_add_permission = has_change_permission

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return bool(rules.may_read(request.user))

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


@admin.register(Source)
class SourceAdmin(EditedByEditors):
    list_display = ("name", "domain", "language")
    search_fields = ("name", "domain")
    fields = ("name", "domain", "language")
    inlines = (FeedsOfSource,)


@admin.register(Feed)
class FeedAdmin(EditedByEditors):
    """Switched off, never deleted: what came from it stays known."""

    form = FeedForm
    list_display = ("address", "source", "active", "every_minutes", "looked_at", "next_at", TROUBLE)
    list_select_related = ("source",)
    list_filter = ("active",)
    search_fields = ("address", "source__name")
    readonly_fields = ("looked_at", "next_at", TROUBLE)
    actions = ("look",)

    def get_fields(self, request: HttpRequest, obj: Feed | None = None) -> list[Any]:
        """What looking found, once there is a feed that was looked into."""
        return [*FeedForm.Meta.fields, *(self.readonly_fields if obj else ())]

    def has_look_permission(self, request: HttpRequest) -> bool:
        return bool(rules.may_keep_sources(request.user))

    @admin.action(description=_("Look into them now"), permissions=["look"])
    def look(self, request: HttpRequest, feeds: QuerySet[Feed]) -> None:
        """Each by itself; what cannot be looked into says why."""
        if not request.user.is_authenticated:
            return
        for feed in feeds:
            try:
                look_now(feed, by=request.user)
            except Sentence as why:
                self.message_user(request, f"{feed}: {why}", messages.WARNING)
            else:
                done = gettext("%(feed)s: a worker looks into it.") % {"feed": feed}
                self.message_user(request, done, messages.SUCCESS)


@admin.register(Speaker)
class SpeakerAdmin(EditedByEditors):
    list_display = ("name", "role", "affiliation", "confirmed")
    list_filter = ("confirmed",)
    search_fields = ("name", "affiliation")
    actions = ("merge",)

    def has_merge_permission(self, request: HttpRequest) -> bool:
        return bool(rules.may_merge_speakers(request.user))

    @admin.action(description=_("These are one: merge into the first confirmed, else the oldest"),
                  permissions=["merge"])  # fmt: skip
    def merge(self, request: HttpRequest, speakers: QuerySet[Speaker]) -> None:
        """The others' names become aliases."""
        if not request.user.is_authenticated:
            return
        kept, *others = speakers.order_by("-confirmed", "pk")
        if not others:
            self.message_user(request, gettext("Choose two speakers or more."), messages.WARNING)
        for other in others:
            try:
                kept = merge_speakers(kept, other, by=request.user)
            except Sentence as why:
                self.message_user(request, f"{other}: {why}", messages.WARNING)
            else:
                done = gettext("%(other)s is now known as %(kept)s.") % {"other": other, "kept": kept}
                self.message_user(request, done, messages.SUCCESS)
