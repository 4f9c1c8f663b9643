"""Filters of the queue and of the jobs, as the address bar carries them."""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib.postgres.search import SearchQuery
from django.db.models import Q, QuerySet
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from claims import queries
from claims.models import Claim, SaidBy, Source
from claims.states import Status

TO_TRIAGE = (Status.CANDIDATE, Status.QUEUED)
SORTS = [
    ("", _("Priority")),
    ("demand", _("Demand (said more than once)")),
    ("age", _("Age, the oldest first")),
    ("due", _("Due date (where there is one)")),
]
ORDERS = {"": queries.QUEUE_ORDER, "demand": ("-demand", "-pk"), "age": ("pk",), "due": ("due_at", "pk")}
SCORES = [("", _("Any")), ("0.4", _("Fair and above")), ("0.7", _("High only"))]


class QueueFilter(forms.Form):
    """Every field may be left out; one that makes no sense is ignored and named in ``errors``."""

    status = forms.ChoiceField(
        choices=[("", _("To triage")), *Status.choices, ("all", _("All"))],
        required=False,
        widget=forms.RadioSelect,
    )
    q = forms.CharField(
        label=_("Words"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search", "placeholder": _("Words or #number")}),
    )
    source = forms.ModelChoiceField(
        Source.objects.all(), label=_("Outlet"), required=False, empty_label=_("Any outlet")
    )
    speaker = forms.CharField(
        required=False, max_length=200, widget=forms.TextInput(attrs={"placeholder": _("Anybody")})
    )
    type = forms.ChoiceField(choices=[("", _("Any type")), *Claim.Type.choices], required=False)
    score = forms.TypedChoiceField(
        label=_("Worth checking"), choices=SCORES, required=False, coerce=float, empty_value=None
    )
    repeated = forms.BooleanField(label=_("Said more than once"), required=False)
    mine = forms.BooleanField(label=_("Held by me"), required=False)
    sort = forms.ChoiceField(label=_("Sort by"), choices=SORTS, required=False)
    view = forms.ChoiceField(
        choices=[("", _("List")), ("board", _("Board"))], required=False, widget=forms.HiddenInput
    )
    holder = forms.IntegerField(required=False, min_value=1, max_value=2**62, widget=forms.HiddenInput)

    def rows(self, person: User) -> QuerySet[Claim]:
        """The claims that the filter lets through, to be paged in ``order``."""
        self.is_valid()
        chosen = self.cleaned_data
        status = chosen.get("status")
        rows = queries.claims_listed()
        if status != "all":
            # "Held by me" alone means what I hold, and that is never what waits for triage.
            wanted = [status] if status else [Status.RESEARCHING] if self._holder(person) else TO_TRIAGE
            rows = rows.filter(status__in=wanted)
        return rows.filter(self._wanted(person))

    def in_any_state(self, person: User) -> QuerySet[Claim]:
        """What the filter lets through but for the state: what is counted, and what the board shows."""
        self.is_valid()
        return Claim.objects.filter(self._wanted(person))

    @property
    def order(self) -> tuple[str, ...]:
        self.is_valid()
        return ORDERS[self.cleaned_data.get("sort") or ""]

    @property
    def address(self) -> str:
        """What the address bar carries of it, in the order of the fields: what a saved view keeps."""
        self.is_valid()
        return urlencode({name: self.data[name] for name in self.fields if self.cleaned_data.get(name)})

    @property
    def is_board(self) -> bool:
        self.is_valid()
        return self.cleaned_data.get("view") == "board"

    def _holder(self, person: User) -> int | None:
        return person.pk if self.cleaned_data.get("mine") else self.cleaned_data.get("holder")

    def _wanted(self, person: User) -> Q:
        wanted = _narrowed(self.cleaned_data, self._holder(person))
        if self.cleaned_data.get("speaker"):
            wanted &= Q(pk__in=self._said)
        if self.cleaned_data.get("sort") == "demand":
            wanted &= Q(demand__gt=1)
        if self.cleaned_data.get("sort") == "due":
            wanted &= Q(due_at__isnull=False)
        return wanted

    @cached_property
    def _said(self) -> QuerySet[SaidBy, int]:
        return queries.claims_by_speaker(self.cleaned_data["speaker"])

    @property
    def is_scattered(self) -> bool:
        """Whether it finds claims through something that has no order of states (`queue_queries.counts`)."""
        self.is_valid()
        return any(self.cleaned_data.get(name) for name in ("q", "source", "speaker"))

    @property
    def is_narrow(self) -> bool:
        """Whether anything but the state is asked for."""
        return any(self.cleaned_data.get(name) for name in self.fields if name not in {"status", "view"})


def _narrowed(chosen: dict[str, Any], holder: int | None) -> Q:
    wanted = _about(chosen.get("q") or "")
    if holder:
        wanted &= Q(assignee=holder)
    if chosen.get("source"):
        wanted &= Q(pk__in=queries.claims_of_source(chosen["source"]))
    if chosen.get("type"):
        wanted &= Q(type=chosen["type"])
    if chosen.get("repeated"):
        wanted &= Q(cluster__isnull=False)
    if chosen.get("score"):
        wanted &= Q(score__gte=chosen["score"])
    return wanted


def _about(words: str) -> Q:
    """Claims about the words, as people search the web; "#12" is the claim of that number."""
    number = words.removeprefix("#")
    if words.startswith("#") and number.isascii() and number.isdigit():
        return Q(pk=min(int(number), 2**62))
    return Q(search=SearchQuery(words, config="english", search_type="websearch")) if words else Q()
