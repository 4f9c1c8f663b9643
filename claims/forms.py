"""What people fill in. Rules and limits that must hold always live in the actions."""

import secrets
from typing import Any

from django import forms
from django.core.validators import ProhibitNullCharactersValidator
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from claims import queries
from claims.models import TEXT_MAX, Claim, Intake, Topic
from claims.states import DeclineReason


class RawText(forms.CharField):
    """Text exactly as it was typed: neither stripped nor refused for a NUL, which reading deals with."""

    def __init__(self, **options: Any) -> None:
        super().__init__(strip=False, **options)
        self.validators = [v for v in self.validators if not isinstance(v, ProhibitNullCharactersValidator)]


class DeclineForm(forms.Form):
    reason = forms.ChoiceField(
        label=_("Why it is declined"), choices=[("", _("Choose a reason")), *DeclineReason.choices]
    )
    note = forms.CharField(label=_("Note"), required=False, max_length=500)
    duplicate_of = forms.ModelChoiceField(
        Claim.objects.none(),
        label=_("Repeats claim number"),
        required=False,
        widget=forms.NumberInput(attrs={"min": 1, "inputmode": "numeric"}),
        help_text=_("For a duplicate: the number of the claim that stays."),
        error_messages={"invalid_choice": _("There is no claim with this number.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["duplicate_of"].queryset = Claim.objects.defer("search")  # type: ignore[attr-defined]


class BulkDeclineForm(forms.Form):
    reason = forms.ChoiceField(choices=DeclineReason.choices)
    note = forms.CharField(required=False, max_length=500)


class ReopenForm(forms.Form):
    reason = forms.CharField(label=_("Why it is reopened"), max_length=500)


class ReleaseForm(forms.Form):
    reason = forms.CharField(label=_("Why (optional)"), max_length=500, required=False)


class AssignForm(forms.Form):
    to = forms.ModelChoiceField(User.objects.none(), label=_("To"), empty_label=_("Choose a person"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = queries.researchers()  # type: ignore[attr-defined]


class PriorityForm(forms.Form):
    """Nothing is chosen beforehand: a lane that many claims go to is meant."""

    priority = forms.TypedChoiceField(
        label=_("Priority"), choices=[("", _("Choose a priority")), *Claim.Priority.choices], coerce=int
    )


class EditForm(forms.Form):
    """``version`` is that of the claim which the form was drawn from."""

    text = forms.CharField(
        label=_("Statement"), widget=forms.Textarea(attrs={"rows": 3, "maxlength": TEXT_MAX, "dir": "auto"})
    )
    version = forms.IntegerField(widget=forms.HiddenInput(attrs={"id": "edit-version"}))


class FactsForm(forms.Form):
    """Who said it, when, about what; ``version`` is that of the claim which the form was drawn from."""

    speakers = forms.CharField(
        label=_("Speakers"),
        required=False,
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
        help_text=_("One name a line, in the order of the text. Left empty: unknown."),
    )
    made_on = forms.DateField(
        label=_("Said on"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    topics = forms.ModelMultipleChoiceField(
        Topic.objects.all(),
        required=False,
        label=_("Topics"),
        label_suffix="",
        widget=forms.CheckboxSelectMultiple,
    )
    version = forms.IntegerField(widget=forms.HiddenInput(attrs={"id": "facts-version"}))

    def clean_speakers(self) -> list[str]:
        return str(self.cleaned_data["speakers"]).splitlines()


class AddClaimForm(forms.Form):
    quote = RawText(
        label=_("Words of the text"),
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        help_text=_("Select them in the text, or paste them here letter for letter."),
    )
    text = forms.CharField(
        label=_("Statement (optional)"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "maxlength": TEXT_MAX, "dir": "auto"}),
        help_text=_("The claim in words that stand on their own."),
    )
    start = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    capture = forms.IntegerField(widget=forms.HiddenInput)

    def clean_quote(self) -> str:
        """Browsers send line ends as CR LF; stored texts have LF."""
        return str(self.cleaned_data["quote"]).replace("\r\n", "\n")


class AddArticleForm(forms.Form):
    """One of three ways in. ``token`` is made once for each drawn form, so a replay changes nothing."""

    way = forms.ChoiceField(choices=Intake.Kind.choices, widget=forms.RadioSelect)
    text = RawText(
        label=_("The article's text"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 14, "dir": "auto", "class": "reading"}),
    )
    title = forms.CharField(
        label=_("Headline"),
        required=False,
        max_length=500,
        help_text=_("Left empty, it is taken from the text."),
    )
    upload = forms.FileField(label=_("File"), required=False, allow_empty_file=True)
    address = forms.CharField(
        label=_("Web address"),
        required=False,
        max_length=2000,
        widget=forms.URLInput(attrs={"placeholder": "https://"}),
    )
    outlet = forms.CharField(
        label=_("Outlet"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"list": "outlets", "autocomplete": "off"}),
        help_text=_("Who published it. A new name makes a new outlet."),
    )
    token = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        needed = {"paste": "text", "file": "upload", "address": "address"}.get(cleaned.get("way", ""), "way")
        if needed in cleaned and not cleaned[needed]:
            self.add_error(needed, str(MISSING[needed]))
        return cleaned


MISSING = {
    "text": _("There is no text. Paste the article's words."),
    "upload": _("Choose a file."),
    "address": _("Give the article's address."),
    "way": _("Choose how the article comes in."),
}


def new_token() -> str:
    return secrets.token_urlsafe(24)
