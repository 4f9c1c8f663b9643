"""The form in which a publisher makes the next version of the rating scale: one line a rating."""

from itertools import count
from typing import Any, cast

from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from claims.actions.scale import FIELDS
from claims.actions.scale_checks import Mistake, plain
from claims.models.rating import COLOURS, MARKS

EMPTY = 2  # lines for ratings that are new
ORDER_STEP = 10  # room to put one between two others without renumbering


class RatingForm(forms.Form):
    """One rating. ``key`` is what an existing one is known by; a new one gets it from its words.

    Limits that must hold live in `actions.scale_checks`: here is only what a form itself must read.
    """

    key = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    position = forms.IntegerField(
        label=_("Order"),
        required=False,
        min_value=0,
        max_value=9999,
        error_messages=dict.fromkeys(
            ("invalid", "min_value", "max_value"), _("Write a whole number from 0 to 9999.")
        ),
    )
    mark = forms.CharField(label=_("Mark"), required=False, widget=forms.Select)
    label = forms.CharField(label=_("Words of the verdict"), required=False)
    value = forms.IntegerField(
        label=_("Value, 1 to 5"),
        required=False,
        error_messages={"invalid": _("Write a whole number, or nothing.")},
    )
    colour = forms.CharField(label=_("Colour"), required=False, widget=forms.Select)
    explanation = forms.CharField(
        label=_("What it means"), required=False, widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"})
    )
    equivalents = forms.CharField(
        label=_("Other publishers’ words for it, one a line"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )
    gone = forms.BooleanField(label=_("Leave it out"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"label_suffix": ""})
        self.fields["mark"].widget.choices = [("", _("Choose")), *((mark, mark) for mark in MARKS)]
        names = ((name, name.replace("-", " ").capitalize()) for name in COLOURS)
        self.fields["colour"].widget.choices = [("", _("Choose")), *names]
        for name in ("position", "value"):
            if self.is_bound and self[name].errors:  # a number field shows nothing of what is no number
                self.fields[name].widget.input_type = "text"

    def clean_equivalents(self) -> list[str]:
        """As the crosswalk keeps them: lower case, each once."""
        lines = self.cleaned_data["equivalents"].splitlines()
        return list(dict.fromkeys(filter(None, map(plain, lines))))

    @property
    def is_meant(self) -> bool:
        """Whether the line makes a rating: it is not left out, and something is written in it."""
        asked = self.cleaned_data
        written = any(asked.get(name) not in (None, "", []) for name in self.fields if name != "gone")
        return not asked.get("gone") and (written or bool(self.errors))

    def rating(self) -> dict[str, Any]:
        """The rating as `new_scale` takes it, a new one without its key."""
        return {name: self.cleaned_data.get(name) for name in FIELDS}


class Lines(forms.BaseFormSet):  # type: ignore[type-arg]
    """The lines of a scale, in the order that their numbers say."""

    def clean(self) -> None:
        positions: dict[int | None, RatingForm] = {}
        for form in self.meant():
            place = form.cleaned_data.get("position")
            if place is None and not form.has_error("position"):
                form.add_error("position", gettext("Say where it stands, best first."))
            elif place is not None and positions.setdefault(place, form) is not form:
                form.add_error(
                    "position", gettext("Two ratings have the order %(place)s.") % {"place": place}
                )

    def meant(self) -> list[RatingForm]:
        return [form for form in self.forms if form.is_meant]

    def in_order(self) -> list[RatingForm]:
        return sorted(self.meant(), key=lambda form: form.cleaned_data["position"])

    def ratings(self) -> list[dict[str, Any]]:
        """In their order; a new one gets a key of its own from its words."""
        rows = [line.rating() for line in self.in_order()]
        taken = {row["key"] for row in rows}
        for row in rows:
            if not row["key"]:
                row["key"] = _free(slugify(row["label"], allow_unicode=True)[:36], taken)
                taken.add(row["key"])
        return rows

    def show(self, mistakes: list[Mistake]) -> list[str]:
        """Each mistake at its field; the sentences about the whole scale come back."""
        lines = self.in_order()
        for row, field, sentence in mistakes:
            if row is not None:
                lines[row].add_error(field, sentence)
        return [sentence for row, _, sentence in mistakes if row is None]


def _free(key: str, taken: set[str]) -> str:
    """``key``, or with the first number that makes it new; "" stays: `scale_checks` says so."""
    if not key:
        return ""
    return next(name for n in count(1) if (name := key if n == 1 else f"{key}-{n}") not in taken)


ScaleLines = cast(
    "type[Lines]",
    forms.formset_factory(RatingForm, formset=Lines, extra=EMPTY, max_num=40, absolute_max=60),
)


class NoteForm(forms.Form):
    """``version`` is that of the scale which the form was drawn from."""

    note = forms.CharField(
        label=_("Why the scale changes"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        help_text=_("It stands beside the version, and on the record with your name."),
        error_messages={"required": _("Say why: whoever reads an old verdict later will want to know.")},
    )
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"label_suffix": "", "use_required_attribute": False})

    def draw_from(self, version: int) -> None:
        self.data = self.data.copy()  # type: ignore[attr-defined]
        self.data["version"] = version  # type: ignore[index]


def initial_lines(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The scale in force as the form shows it."""
    return [
        {**row, "position": ORDER_STEP * place, "equivalents": "\n".join(row["equivalents"])}
        for place, row in enumerate(rows, start=1)
    ]
