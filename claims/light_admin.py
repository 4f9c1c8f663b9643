"""What a page of the admin panel has the browser fetch: no more than it uses."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin
from django.contrib.admin.options import IS_POPUP_VAR
from django.http import HttpRequest, HttpResponse

if TYPE_CHECKING:
    ModelAdmin = admin.ModelAdmin[Any]
else:
    ModelAdmin = admin.ModelAdmin

FOR_SLUGS = ("xregexp", "urlify.js", "prepopulate.js")  # 190 KB for forms that fill in a slug
OF_LISTS = forms.Media(js=["admin/js/core.js", "admin/js/actions.js"])  # neither asks for jQuery


class Light(ModelAdmin):
    """Django's scripts without those of slugs where none is made up, and without jQuery on lists.

    Its forms need jQuery for rows within rows and for related rows; a list needs it only as a pop-up.
    """

    @property
    def media(self) -> forms.Media:
        whole = super().media
        if self.prepopulated_fields:
            return whole
        used = [path for path in whole._js if not any(part in str(path) for part in FOR_SLUGS)]  # type: ignore[attr-defined]
        return forms.Media(css=whole._css, js=used)  # type: ignore[attr-defined]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        own = {} if IS_POPUP_VAR in request.GET else {"media": OF_LISTS}
        return super().changelist_view(request, own | (extra_context or {}))
