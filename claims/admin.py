"""The admin panel: every record to look at, hardly anything to change. Acts go through actions."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.roles import Role, roles_of
from claims import rules, visibility
from claims.actions.jobs import cancel, retry
from claims.copies_admin import LookupAdmin
from claims.errors import Sentence
from claims.models import (
    Activity,
    Appearance,
    Approval,
    Article,
    AssessmentVersion,
    Capture,
    Claim,
    Correction,
    Embargo,
    Intake,
    Job,
    PanelVote,
    Policy,
    Publication,
    Review,
    Run,
    Step,
    Topic,
    Withdrawal,
)
from claims.public_admin import PublicPageAdmin, SubscriptionAdmin
from claims.records_admin import EditedByEditors, LookedAt, Records, TabularInline, retold_field
from claims.scale_admin import ScaleAdmin
from claims.sources_admin import SourceAdmin
from claims.system_admin import SystemAdmin
from claims.weights_admin import WeightsAdmin

__all__ = [
    "LookupAdmin",
    "PublicPageAdmin",
    "ScaleAdmin",
    "SourceAdmin",
    "SubscriptionAdmin",
    "SystemAdmin",
    "WeightsAdmin",
]  # registered where they are written

admin.site.site_header = admin.site.site_title = _("Factcheck records")
admin.site.index_title = _("Records")


class StepsOfRun(LookedAt, TabularInline):
    model = Step
    extra = 0
    fields = readonly_fields = (
        "position",
        "name",
        "model",
        "model_version",
        "duration_ms",
        retold_field("error"),
    )


class AppearancesOfClaim(LookedAt, TabularInline):
    model = Appearance
    extra = 0
    fields = readonly_fields = ("exact", "start", "end", "quotation", "attributed_to", "cue", "capture")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Appearance]:
        return super().get_queryset(request).select_related("capture").defer("capture__raw", "capture__text")


@admin.register(Article)
class ArticleAdmin(Records):
    list_display = ("__str__", "source", "published_on", "language", "added_by", "created_at")
    list_select_related = ("source", "added_by")
    search_fields = ("title", "address")
    readonly_fields = ("digest", "created_at")

    def view_on_site(self, obj: Article) -> str:
        return reverse("article", args=[obj.pk])


@admin.register(Capture)
class CaptureAdmin(Records):
    list_display = ("__str__", "article", "media_type", "retrieved_at", "extracted_at", "refused")
    list_select_related = ("article",)
    readonly_fields = ("sha256", "raw_sha256")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Capture]:
        return super().get_queryset(request).defer("raw", "text")


@admin.register(Intake)
class IntakeAdmin(Records):
    list_display = ("__str__", "kind", "outcome", "article", "added_by", "created_at")
    list_select_related = ("article", "added_by")
    list_filter = ("kind", "outcome")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Intake]:
        return super().get_queryset(request).defer("raw")

    def view_on_site(self, obj: Intake) -> str:
        return reverse("intake", args=[obj.pk])


@admin.register(Claim)
class ClaimAdmin(Records):
    list_display = ("text", "status", "type", "score", "assignee", "priority", "created_at")
    list_select_related = ("assignee",)
    list_filter = ("status", "type", "origin", "priority")
    search_fields = ("text",)
    readonly_fields = ("status", "status_since", "version", "created_at")
    inlines = (AppearancesOfClaim,)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Claim]:
        return super().get_queryset(request).defer("search")

    def view_on_site(self, obj: Claim) -> str:
        return reverse("claim", args=[obj.pk])


@admin.register(Run)
class RunAdmin(Records):
    list_display = ("__str__", "claim", "requested_by", "started_at", "finished_at")
    list_select_related = ("claim", "requested_by")
    inlines = (StepsOfRun,)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Run]:
        return super().get_queryset(request).defer("claim__search")


@admin.register(Job)
class JobAdmin(Records):
    list_display = ("__str__", "state", "kind", "attempts", "worker", retold_field("error"),
                    "created_at", "finished_at")  # fmt: skip
    list_filter = ("state", "kind", "queue")
    actions = ("try_again", "take_out")
    readonly_fields = ("created_at",)

    def get_exclude(self, request: HttpRequest, obj: Model | None = None) -> list[str]:
        """What a crash looked like inside is for operators."""
        return [] if Role.OPERATOR in roles_of(request.user) else ["error_detail"]

    def view_on_site(self, obj: Job) -> str:
        return reverse("job", args=[obj.pk])

    def has_retry_permission(self, request: HttpRequest) -> bool:
        return bool(rules.may_retry_job(request.user))

    @admin.action(description=_("Try the failed ones again"), permissions=["retry"])
    def try_again(self, request: HttpRequest, jobs: QuerySet[Job]) -> None:
        self._each(request, jobs, retry, _("Job %(job)s waits for a worker again."))

    @admin.action(description=_("Cancel those that wait"), permissions=["retry"])
    def take_out(self, request: HttpRequest, jobs: QuerySet[Job]) -> None:
        self._each(request, jobs, cancel, _("Job %(job)s is cancelled."))

    def _each(self, request: HttpRequest, jobs: QuerySet[Job], act: Callable[..., Job], said: Any) -> None:
        """Each by itself; one that cannot be helped says why."""
        if not request.user.is_authenticated:
            return
        for job in jobs:
            try:
                act(job, by=request.user)
            except Sentence as why:
                told = gettext("Job %(job)s: %(why)s") % {"job": job.pk, "why": why}
                self.message_user(request, told, messages.WARNING)
            else:
                self.message_user(request, str(said) % {"job": job.pk}, messages.SUCCESS)


@admin.register(Activity)
class ActivityAdmin(Records):
    """The record of acts. Words about a claim in review stay with those who may hear them."""

    list_display = ("at", "actor", "verb", "claim", "article", "from_status", "to_status")
    list_filter = ("verb",)
    fields = (
        "chain",
        "position",
        "at",
        "actor",
        "verb",
        "claim",
        "article",
        "from_status",
        "to_status",
        "hash",
    )
    readonly_fields = ("chain", "position", "at", "hash", "reason", "detail")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Activity]:
        acts = super().get_queryset(request)  # has its words joined, so list_select_related is passed over
        return acts.select_related("note", "actor", "claim", "article").defer("claim__search")

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        fields = tuple(super().get_fields(request, obj))
        return (*fields, "reason", "detail") if obj is not None and _hears(request, obj) else fields


def _hears(request: HttpRequest, act: Activity) -> bool:
    claim = act.claim
    return claim is None or visibility.may_see_talk(
        claim.status, visibility.standing_of(request.user.pk, claim)
    )


class ForKeepersOnly(Records):
    """Verdicts before they are public: for operators who review nothing, once reviewers are heard.

    Not earlier: an operator of today is a reviewer of tomorrow (docs/decisions/0002-blind-admin.md).
    """

    claim_at = "assessment__claim"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return visibility.settled(super().get_queryset(request), self.claim_at)

    def has_module_permission(self, request: HttpRequest) -> bool:
        roles = roles_of(request.user)
        return Role.OPERATOR in roles and Role.RESEARCHER not in roles

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self.has_module_permission(request)


@admin.register(AssessmentVersion)
class AssessmentVersionAdmin(ForKeepersOnly):
    list_display = ("assessment", "number", "rating", "contributor", "created_at")
    list_select_related = ("assessment", "rating", "contributor")


@admin.register(Review)
class ReviewAdmin(ForKeepersOnly):
    list_display = ("assessment", "round", "reviewer", "rating", "created_at")
    list_select_related = ("assessment", "reviewer", "rating")


@admin.register(PanelVote)
class PanelVoteAdmin(ForKeepersOnly):
    list_display = ("assessment", "round", "voter", "rating", "created_at")
    list_select_related = ("assessment", "voter", "rating")


@admin.register(Approval)
class ApprovalAdmin(ForKeepersOnly):
    list_display = ("assessment", "round", "version", "rating", "how", "created_at")
    list_select_related = ("assessment", "version", "rating")


@admin.register(Embargo)
class EmbargoAdmin(ForKeepersOnly):
    claim_at = "claim"
    list_display = ("claim", "publish_at", "made_by", "ended_at", "outcome")
    list_select_related = ("claim", "made_by")


@admin.register(Publication)
class PublicationAdmin(Records):
    """What the public has read: no secret from anybody."""

    list_display = ("claim", "version", "rating", "published_by", "published_at")
    list_select_related = ("claim", "rating", "published_by")
    exclude = ("approval",)

    def view_on_site(self, obj: Publication) -> str:
        return reverse("check", args=[obj.public_id])

    def get_queryset(self, request: HttpRequest) -> QuerySet[Publication]:
        return super().get_queryset(request).defer("claim__search")


@admin.register(Correction)
class CorrectionAdmin(Records):
    """The notice is public; what and why stay with the people who talk about the claim."""

    list_display = ("publication", "severity", "notice", "made_by", "created_at")
    list_select_related = ("publication", "made_by")
    fields = ("publication", "severity", "notice", "made_by", "created_at")
    readonly_fields = ("created_at",)


@admin.register(Withdrawal)
class WithdrawalAdmin(Records):
    list_display = ("claim", "notice", "made_by", "created_at")
    list_select_related = ("claim", "made_by")
    fields = ("claim", "publication", "notice", "made_by", "created_at")
    readonly_fields = ("created_at",)


@admin.register(Topic)
class TopicAdmin(EditedByEditors):
    search_fields = ("name",)


@admin.register(Policy)
class PolicyAdmin(EditedByEditors):
    list_display = ("__str__", "reviews_required", "sources_required", "primary_required", "reply_required")
    list_select_related = ("topic",)
