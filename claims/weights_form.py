"""The form in which an editor weighs the criteria. Limits that must hold live in the action."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from claims.actions.weights import WEIGHT_MAX
from claims.criteria import criterion
from claims.models import Weights
from claims.nlp.worth import DEFAULT_WEIGHTS
from claims.worth_queries import values_of

PREFIX = "weight-"
RANGE = format_lazy(
    _("Write a number from {least} to {most}."), least=f"\u2212{WEIGHT_MAX:g}", most=f"{WEIGHT_MAX:g}"
)
MISTAKES = {
    "required": _("Write a number, or 0 if this is not to count."),
    "invalid": _("Write a number such as 0.8."),
    "min_value": RANGE,
    "max_value": RANGE,
    "step_size": _("Two digits after the point are enough."),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One criterion: its words, the engine's weight, the one in force, and the field."""

    label: str
    explanation: str
    default: float
    present: float
    field: forms.BoundField
    changed: bool

    @property
    def mistake(self) -> str:
        """The first thing that is wrong with what was typed: one sentence is enough at a number."""
        return str(self.field.errors[0]) if self.field.errors else ""


@dataclass(frozen=True, slots=True)
class Group:
    title: str
    lines: list[Line]


class WeightsForm(forms.Form):
    """``version`` is the one that the form was drawn from, 0 for the engine's own weights.

    A preview needs no reason, saving does (``saving``).
    """

    reason = forms.CharField(
        label=_("Why you change them"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        help_text=_("It goes on the record with your name."),
        error_messages={"required": _("Say why: whoever looks at the queue later will want to know.")},
    )
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, *args: Any, newest: Weights | None, saving: bool = False, **kwargs: Any) -> None:
        present = values_of(newest)
        initial = {f"{PREFIX}{name}": round(present[name], 2) for name in DEFAULT_WEIGHTS}
        initial["version"] = newest.version if newest else 0
        drawn = {"initial": initial, "label_suffix": "", "use_required_attribute": False}
        super().__init__(*args, **kwargs | drawn)
        self.present = present
        for name in DEFAULT_WEIGHTS:
            self.fields[f"{PREFIX}{name}"] = _weight(name)
        self.fields["reason"].required = saving

    @property
    def values(self) -> dict[str, float]:
        """The weights of a valid form, by criterion."""
        return {name: self.cleaned_data[f"{PREFIX}{name}"] for name in DEFAULT_WEIGHTS}

    def draw_from(self, newest: Weights) -> None:
        """Take the newest version as the one that was looked at: it is shown beside what was typed."""
        self.data = self.data.copy()  # type: ignore[attr-defined]
        self.data["version"] = newest.version  # type: ignore[index]
        self.present = values_of(newest)

    def groups(self) -> list[Group]:
        """The lines for a person: where every sentence starts, what speaks for it, what against."""
        lines = list(self._lines())
        return [
            Group(gettext("The start"), [line for name, line in lines if name == "bias"]),
            Group(
                gettext("Speaks for checking"),
                [row for name, row in lines if name != "bias" and row.default >= 0],
            ),
            Group(
                gettext("Speaks against"), [row for name, row in lines if name != "bias" and row.default < 0]
            ),
        ]

    def _lines(self) -> Iterator[tuple[str, Line]]:
        for name, default in DEFAULT_WEIGHTS.items():
            field = self[f"{PREFIX}{name}"]
            if field.errors:  # a number field shows nothing of what is no number
                field.field.widget.input_type = "text"
            words, present = criterion(name), self.present[name]
            yield name, Line(*words, default, present, field, _differs(field.value(), present))


def _weight(name: str) -> forms.FloatField:
    return forms.FloatField(
        label=criterion(name).label,
        help_text=criterion(name).explanation,
        min_value=-WEIGHT_MAX,
        max_value=WEIGHT_MAX,
        step_size=0.01,
        error_messages=MISTAKES,
        widget=forms.NumberInput(attrs={"inputmode": "decimal", "class": "weight"}),
    )


def _differs(typed: Any, present: float) -> bool:
    try:
        return float(typed) != round(present, 2)
    except (TypeError, ValueError):
        return True
