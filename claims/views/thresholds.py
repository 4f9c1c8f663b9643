"""What counts as a match: for the house and each desk, with what was measured beside it."""

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from claims import match_queries, match_rules
from claims.actions.thresholds import set_thresholds
from claims.errors import Denied, Refused
from claims.models import MatchThresholds, Topic
from claims.views.access import Request, newsroom

FIGURES = Path(settings.BASE_DIR) / "docs" / "evaluation" / "matching.json"
SPAN = {"min": "0.05", "max": "1", "step": "0.01"}


class ThresholdsForm(forms.Form):
    suggest = forms.FloatField(label=_("Suggest from"), widget=forms.NumberInput(attrs=SPAN))
    strong = forms.FloatField(label=_("Strong from"), widget=forms.NumberInput(attrs=SPAN))


@dataclass(frozen=True, slots=True)
class Measured:
    """Of the pairs with at least this probability, the share that are matches (``precision``)."""

    threshold: float
    precision: float
    note: str


@dataclass(frozen=True, slots=True)
class Desk:
    """A row of the page; ``topic`` is None for the house, ``own`` False where the house's numbers hold."""

    topic: Topic | None
    own: bool
    form: ThresholdsForm
    suggest: Measured | None
    strong: Measured | None


@newsroom
def thresholds(request: Request, topic: int | None = None) -> HttpResponse:
    """The desks with their numbers; POST sets those of one of them."""
    desk = get_object_or_404(Topic, pk=topic) if topic is not None else None
    if request.method != "POST":
        return _draw(request)
    form = ThresholdsForm(request.POST, prefix=_prefix(desk))
    if not form.is_valid():
        return _draw(request, desk, form)
    try:
        set_thresholds(by=request.user, topic=desk, **form.cleaned_data)
    except Denied:
        raise
    except Refused as why:
        form.add_error("strong", str(why))
        return _draw(request, desk, form)
    messages.success(request, gettext("Saved. A worker grades anew what is suggested already."))
    return redirect("thresholds")


def _draw(request: Request, bad: Topic | None = None, form: ThresholdsForm | None = None) -> HttpResponse:
    """``form`` is the one of the desk ``bad`` that came back with something to mend."""
    measured = figures()
    rows = {row.topic_id: row for row in MatchThresholds.objects.all()}
    house = rows.get(None) or match_queries.house_thresholds()
    desks = [None, *Topic.objects.all()]
    context = {
        "desks": [_desk(desk, rows.get(desk.pk if desk else None), house, measured) for desk in desks],
        "measured": measured,
        "may_set": match_rules.may_set_thresholds(request.user),
        "bad": form,
    }
    if form is not None:
        context["desks"] = [
            Desk(row.topic, row.own, form, row.suggest, row.strong) if row.topic == bad else row
            for row in context["desks"]  # type: ignore[attr-defined]
        ]
    return render(request, "claims/thresholds.html", context, status=422 if form else 200)


def _desk(
    topic: Topic | None, row: MatchThresholds | None, house: MatchThresholds, measured: list[Measured]
) -> Desk:
    now = row or house
    given = {"suggest": now.suggest, "strong": now.strong}
    form = ThresholdsForm(initial=given, prefix=_prefix(topic))
    return Desk(topic, row is not None, form, at(measured, now.suggest), at(measured, now.strong))


def _prefix(topic: Topic | None) -> str:
    return f"desk{topic.pk}" if topic else "house"


def figures(path: Path | None = None) -> list[Measured]:
    """What `manage.py evaluate matching` measured, the lowest threshold first; [] where it did not.

    They are the figures whose metric is "precision"; their part ends in the threshold: "from 0.80".
    """
    try:
        report: dict[str, Any] = json.loads((path or FIGURES).read_text("utf-8"))
        found = [row for row in report["figures"] if row["metric"] == "precision"]
        rows = [(re.search(r"(\d?\.\d+|1)$", row["part"]), row) for row in found]
        measured = [
            Measured(float(at[1]), float(row["value"]), row.get("note", "")) for at, row in rows if at
        ]
    except (OSError, ValueError, KeyError, TypeError):
        return []
    return sorted(measured, key=lambda row: row.threshold)


def at(measured: list[Measured], value: float) -> Measured | None:
    """What was measured at the highest threshold that is not above ``value``: it promises no more."""
    below = [row for row in measured if row.threshold <= value]
    return below[-1] if below else None
