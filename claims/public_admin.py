"""What editors keep for the public: the house's own pages, and which publishers' checks are read."""

from django.contrib import admin
from django.urls import reverse

from claims.models import PublicPage, Subscription
from claims.records_admin import EditedByEditors, retold_field

ERROR = retold_field("error")


@admin.register(PublicPage)
class PublicPageAdmin(EditedByEditors):
    """Markdown; what is no Markdown is left out when it is shown."""

    list_display = ("title", "slug", "position", "updated_at")
    fields = ("title", "slug", "text", "position")
    prepopulated_fields = {"slug": ("title",)}

    def view_on_site(self, obj: PublicPage) -> str:
        return reverse("public_page", args=[obj.slug])


@admin.register(Subscription)
class SubscriptionAdmin(EditedByEditors):
    """Feeds of other publishers: ClaimReview or DataFeed, read again and again."""

    list_display = ("name", "address", "active", "read_at", ERROR)
    fields = ("name", "address", "every_minutes", "active", "read_at", "next_at", "last_import", ERROR)
    readonly_fields = ("read_at", "next_at", "last_import", ERROR)
