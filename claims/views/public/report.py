"""Report an error in a check: an anonymous form, without a cookie, that becomes an editor's item."""

from uuid import UUID

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from claims import public_queries
from claims.actions.tips import leave_tip, sender_of
from claims.errors import Refused
from claims.models import TIP_MAX, Publication, Tip
from claims.views.public.access import public, show


class ReportForm(forms.Form):
    """``website`` is a field that people do not see: who fills it in is a program."""

    text = forms.CharField(
        label=_("What is wrong?"),
        max_length=TIP_MAX,
        widget=forms.Textarea(attrs={"rows": 6, "dir": "auto"}),
        help_text=_("Quote the words that you mean, and say what is right."),
        error_messages={"required": _("Say what is wrong.")},
    )
    address = forms.URLField(
        label=_("Where can we see it? (optional)"),
        required=False,
        max_length=2000,
        assume_scheme="https",
        widget=forms.URLInput(attrs={"placeholder": "https://"}),
        error_messages={"invalid": _("This is no web address.")},
    )
    contact = forms.EmailField(
        label=_("Your mail address, if you want an answer (optional)"),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=_("Only editors see it."),
        error_messages={"invalid": _("This is no mail address.")},
    )
    website = forms.CharField(
        required=False, widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"})
    )


@public(max_age=300, post=True)
def report(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The form; once it is sent, a page that says thank you. What is refused stays in its fields."""
    found = get_object_or_404(public_queries.check_shown(public_id))
    form = ReportForm(request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        return _page(request, found, form, 422 if form.errors else 200)
    given = form.cleaned_data
    try:
        if not given.pop("website"):  # a program is thanked, too, and nothing is kept
            leave_tip(
                kind=Tip.Kind.ERROR, publication=found, sender=sender_of(address_of_client(request)), **given
            )
    except Refused as why:
        form.add_error(None, str(why))
        return _page(request, found, form, 429)
    return show(
        request, "public/reported.html", {"content": found.content, "publication": found, "noindex": True}
    )


def _page(request: HttpRequest, found: Publication, form: ReportForm, status: int) -> HttpResponse:
    context = {"content": found.content, "publication": found, "form": form, "noindex": True}
    return show(request, "public/report.html", context, status=status)


def address_of_client(request: HttpRequest) -> str:
    """Behind a proxy of ours, what it saw last: anything before that is the client's own word."""
    seen = request.META.get("HTTP_X_FORWARDED_FOR", "") if settings.SECURE_PROXY_SSL_HEADER else ""
    return seen.rpartition(",")[2].strip() or request.META.get("REMOTE_ADDR", "")
