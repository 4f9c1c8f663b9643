"""What operators and invited people fill in."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password

from accounts.models import User
from accounts.roles import Role

ROLES = [(role.value, role.value.capitalize()) for role in Role]


class InviteForm(forms.Form):
    email = forms.EmailField(label="E-mail address", widget=forms.EmailInput(attrs={"autocomplete": "off"}))
    roles = forms.MultipleChoiceField(
        choices=ROLES, widget=forms.CheckboxSelectMultiple, error_messages={"required": "Give a role."}
    )

    def clean_email(self) -> str:
        email = str(self.cleaned_data["email"]).lower()
        if User.objects.filter(email=email).exists():
            raise forms.ValidationError("This person has an account already.")
        return email


class RolesForm(forms.Form):
    roles = forms.MultipleChoiceField(
        choices=ROLES, widget=forms.CheckboxSelectMultiple, required=False, label="Roles"
    )


class WelcomeForm(forms.Form):
    """The invited person's name and first password, held to the same rules as every later one."""

    name = forms.CharField(
        max_length=120, label="Your name", widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    password = forms.CharField(
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text="At least 12 characters, and none of the well-known ones.",
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
