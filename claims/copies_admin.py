"""What was kept of pages and of search providers, to look at: archives, looks, snapshots, stored answers."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from claims.actions.lookups import hits_of
from claims.models import Archive, Look, Lookup, Snapshot
from claims.records_admin import Records


@admin.register(Archive)
class ArchiveAdmin(Records):
    """The file itself is on its capture's page."""

    list_display = ("capture", "status", "size", "sha256", "created_at")
    list_filter = ("status",)
    search_fields = ("=sha256", "capture__address")
    readonly_fields = ("created_at",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Archive]:
        rows = super().get_queryset(request).select_related("capture")
        return rows.defer("warc", "capture__raw", "capture__text")


@admin.register(Look)
class LookAdmin(Records):
    list_display = ("looked_at", "outcome", "asks", "article", "evidence", "told", "settled_by")
    list_filter = ("outcome", "asks")
    search_fields = ("address", "told")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Look]:
        rows = super().get_queryset(request).select_related("article", "evidence", "settled_by")
        return rows.select_related("before", "after").defer(
            "before__raw", "before__text", "after__raw", "after__text"
        )


@admin.register(Snapshot)
class SnapshotAdmin(Records):
    list_display = ("asked_at", "state", "evidence", "address", "kept", "told")
    list_filter = ("state",)
    list_select_related = ("evidence",)
    search_fields = ("address",)
    readonly_fields = ("asked_at",)


@admin.register(Lookup)
class LookupAdmin(Records):
    """``results`` are read from the stored bytes, as a run reads them again."""

    list_display = ("retrieved_at", "provider", "query", "claim", "media_type", "sha256")
    list_filter = ("provider",)
    search_fields = ("query", "=sha256")
    readonly_fields = ("results",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Lookup]:
        return super().get_queryset(request).select_related("claim").defer("body", "claim__search")

    @admin.display(description=_("Results"))
    def results(self, row: Lookup) -> SafeString:
        """Everything that came from outside is text here."""
        hits = [(hit.title, hit.publisher, hit.published_on or "", hit.address) for hit in hits_of(row)]
        return format_html_join("", "<p>{}<br>{} {}<br>{}</p>", hits)
