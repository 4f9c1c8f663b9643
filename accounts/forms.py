"""What operators and invited people fill in."""

import zoneinfo
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import Scope, User
from accounts.roles import NAMES
from accounts.tokens import LONGEST

PLACES = ("Africa/", "America/", "Asia/", "Atlantic/", "Australia/", "Europe/", "Indian/", "Pacific/", "UTC")
ROLES = [(role.value, name) for role, name in NAMES.items()]


class InviteForm(forms.Form):
    email = forms.EmailField(
        label=_("E-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "off"})
    )
    roles = forms.MultipleChoiceField(
        choices=ROLES,
        label=_("Roles"),
        label_suffix="",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Give a role.")},
    )

    def clean_email(self) -> str:
        email = str(self.cleaned_data["email"]).lower()
        if User.objects.filter(email=email).exists():
            raise forms.ValidationError(gettext("This person has an account already."))
        return email


class RolesForm(forms.Form):
    roles = forms.MultipleChoiceField(
        choices=ROLES,
        label=_("Roles"),
        label_suffix="",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


class LanguageForm(forms.Form):
    """What a person reads the newsroom in, and what its times are told in."""

    language = forms.ChoiceField(label=_("Language"), required=False)
    time_zone = forms.ChoiceField(label=_("Time zone"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        languages, zones = self.fields["language"], self.fields["time_zone"]
        assert isinstance(languages, forms.ChoiceField)
        assert isinstance(zones, forms.ChoiceField)
        languages.choices = [("", gettext("What the browser asks for")), *settings.LANGUAGES]
        house = gettext("The newsroom’s own (%(zone)s)") % {"zone": settings.TIME_ZONE}
        zones.choices = [("", house), *((name, name.replace("_", " ")) for name in _zones())]


def _zones() -> list[str]:
    """Cities, without the old names and the technical ones."""
    return sorted(name for name in zoneinfo.available_timezones() if name.startswith(PLACES))


class WelcomeForm(forms.Form):
    """The invited person's name and first password, held to the same rules as every later one."""

    name = forms.CharField(
        max_length=120, label=_("Your name"), widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    password = forms.CharField(
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("At least 12 characters, and none of the well-known ones."),
    )

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.email = email

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "password" in cleaned:
            try:
                validate_password(cleaned["password"], User(email=self.email, name=cleaned.get("name", "")))
            except forms.ValidationError as weak:
                self.add_error("password", weak)
        return cleaned


class TokenForm(forms.Form):
    """A key to the API: what for, and how long."""

    name = forms.CharField(
        max_length=80,
        label=_("Name"),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("So that you know later what it is for."),
    )
    scopes = forms.MultipleChoiceField(
        choices=Scope.choices,
        label=_("It may"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Say what the token may be used for.")},
    )
    days = forms.IntegerField(
        min_value=1, max_value=LONGEST.days, initial=90, label=_("Days until it expires")
    )
