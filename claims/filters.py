"""Filters of the queue and of the jobs, as the address bar carries them."""

from typing import Any

from django import forms
from django.contrib.postgres.search import SearchQuery
from django.db.models import Q, QuerySet

from accounts.models import User
from claims import queries
from claims.models import Claim, Source
from claims.states import Status

TO_TRIAGE = (Status.CANDIDATE, Status.QUEUED)
SCORES = [("", "Any"), ("0.4", "Fair and above"), ("0.7", "High only")]


class QueueFilter(forms.Form):
    """Every field may be left out; one that makes no sense is ignored and named in ``errors``."""

    status = forms.ChoiceField(
        choices=[("", "To triage"), *Status.choices, ("all", "All")], required=False, widget=forms.RadioSelect
    )
    q = forms.CharField(
        label="Words",
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search", "placeholder": "Words or #number"}),
    )
    source = forms.ModelChoiceField(
        Source.objects.all(), label="Outlet", required=False, empty_label="Any outlet"
    )
    speaker = forms.CharField(
        required=False, max_length=200, widget=forms.TextInput(attrs={"placeholder": "Anybody"})
    )
    type = forms.ChoiceField(choices=[("", "Any type"), *Claim.Type.choices], required=False)
    score = forms.TypedChoiceField(
        label="Worth checking", choices=SCORES, required=False, coerce=float, empty_value=None
    )
    repeated = forms.BooleanField(label="Said more than once", required=False)
    mine = forms.BooleanField(label="Held by me", required=False)
    holder = forms.IntegerField(required=False, min_value=1, max_value=2**62, widget=forms.HiddenInput)

    def rows(self, person: User) -> QuerySet[Claim]:
        """The claims that the filter lets through."""
        self.is_valid()
        chosen = self.cleaned_data
        holder = person.pk if chosen.get("mine") else chosen.get("holder")
        status = chosen.get("status")
        rows = queries.with_demand(queries.claims_listed())
        if status != "all":
            # "Held by me" alone means what I hold, and that is never what waits for triage.
            wanted = [status] if status else [Status.RESEARCHING] if holder else TO_TRIAGE
            rows = rows.filter(status__in=wanted)
        return rows.filter(_narrowed(chosen, holder))

    @property
    def is_narrow(self) -> bool:
        """Whether anything but the state is asked for."""
        return any(self.cleaned_data.get(name) for name in self.fields if name != "status")


def _narrowed(chosen: dict[str, Any], holder: int | None) -> Q:
    wanted = _about(chosen.get("q") or "")
    if holder:
        wanted &= Q(assignee=holder)
    if chosen.get("source"):
        wanted &= Q(pk__in=queries.claims_of_source(chosen["source"]))
    if chosen.get("speaker"):
        wanted &= Q(pk__in=queries.claims_by_speaker(chosen["speaker"]))
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
