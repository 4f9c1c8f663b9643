"""The system's state in the admin panel, and what the machine rests on: seals, encoders."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext

from claims import system
from claims.models import EmbeddingModel, Seal, WorkerSeen
from claims.records_admin import Records


@admin.register(WorkerSeen)
class SystemAdmin(Records):
    """Its list is a page of its own: workers, queues, storage, versions, models, the last seal."""

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": gettext("System state"),
            "opts": self.opts,
            "sections": system.state(),
        }
        return TemplateResponse(request, "claims/admin/system.html", context)


@admin.register(Seal)
class SealAdmin(Records):
    list_display = ("day", "made_at", "activities", "chains", "root")
    readonly_fields = ("made_at", "previous", "hash")


@admin.register(EmbeddingModel)
class EmbeddingModelAdmin(Records):
    list_display = ("name", "state", "digest")
