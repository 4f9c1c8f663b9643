"""What operators fill in about webhooks."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from claims.models import ADDRESS_MAX, WebhookFamily
from claims.review_forms import LocalMoment


class EndpointForm(forms.Form):
    address = forms.CharField(
        label=_("Address"),
        max_length=ADDRESS_MAX,
        widget=forms.URLInput(attrs={"placeholder": "https://"}),
    )
    families = forms.MultipleChoiceField(
        label=_("It is told of"),
        choices=WebhookFamily.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Say what the endpoint is told of.")},
    )


class RangeForm(forms.Form):
    """Events from ``since`` up to, and without, ``until``."""

    since = LocalMoment(label=_("From"))
    until = LocalMoment(label=_("Until"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "since" in cleaned and "until" in cleaned and cleaned["since"] >= cleaned["until"]:
            self.add_error("until", str(_("The range ends before it begins.")))
        return cleaned
