"""What people fill in from the draft to the correction. Limits that must hold live in the actions."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import lazy
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from claims import queries, review_queries
from claims.actions.assess import REASONING_MAX, SUMMARY_MAX
from claims.actions.media import CATEGORIES, CONTEXT_MAX, KINDS
from claims.forms import RawText
from claims.models import Capture, Correction, Evidence, Rating
from claims.retold import retold

LOCAL = "%Y-%m-%dT%H:%M"


def _retold(choices: dict[str, str]) -> list[tuple[str, Any]]:
    """What a machine keeps in English, as the form shows it."""
    return [(value, lazy(retold, str)(label)) for value, label in choices.items()]


def words(rows: int, **attrs: Any) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "dir": "auto", **attrs})


class LocalMoment(forms.DateTimeField):
    """A date and a minute in the house's own time zone, which the hint names."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("widget", forms.DateTimeInput(attrs={"type": "datetime-local"}, format=LOCAL))
        options.setdefault(
            "help_text", format_lazy(_("Time of {zone}."), zone=timezone.get_default_timezone_name())
        )
        super().__init__(**options)


class RatingField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """One verdict of a scale, as cards; nothing is chosen beforehand."""

    def __init__(self, **options: Any) -> None:
        super().__init__(Rating.objects.none(), widget=forms.RadioSelect, **options)


class Rated(forms.Form):
    """A form with a ``rating`` of the scale that it is handed."""

    def __init__(self, *args: Any, ratings: QuerySet[Rating], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["rating"].queryset = ratings  # type: ignore[attr-defined]


class MediaForm(forms.Form):
    """What a claim about a picture, video or sound is told of it; all empty for any other claim."""

    media_kind = forms.ChoiceField(
        label=_("What it is"), required=False, choices=[("", _("None of these")), *_retold(KINDS)]
    )
    media_link = forms.URLField(
        label=_("Where it was passed on"), required=False, max_length=2000, assume_scheme="https"
    )
    media_category = forms.ChoiceField(
        label=_("How authentic it is"), required=False, choices=[("", _("Choose")), *_retold(CATEGORIES)]
    )
    media_context = forms.CharField(
        label=_("What the original shows"), required=False, max_length=CONTEXT_MAX, widget=words(2)
    )
    media_original = forms.URLField(
        label=_("The original"), required=False, max_length=2000, assume_scheme="https"
    )

    def clean(self) -> dict[str, Any]:
        """The five as one dictionary, as `save_draft` takes it."""
        given: dict[str, Any] = super().clean() or {}
        names = [name for name in self.fields if name.startswith("media_")]
        return given | {"media": {name.removeprefix("media_"): given.pop(name, "") for name in names}}


class DraftForm(Rated, MediaForm):
    """``version`` is that of the draft which the form was drawn from, 0 for the first."""

    rating = RatingField(label=_("Rating"), required=False)
    summary = forms.CharField(
        label=_("Summary"),
        required=False,
        max_length=SUMMARY_MAX,
        widget=words(4),
        help_text=_("What was found, in a few sentences. It stands beside the verdict."),
    )
    reasoning = forms.CharField(
        label=_("Reasoning"),
        required=False,
        max_length=REASONING_MAX,
        widget=words(14),
        help_text=_("How it was found, in Markdown: **bold**, *italics*, > quotation, [words](https://…)."),
    )
    opposing = forms.CharField(
        label=_("Opposing evidence"),
        required=False,
        widget=words(2),
        help_text=_("How you looked for what speaks against this verdict, and what you found."),
    )
    reply_waived = forms.CharField(
        label=_("Why no reply was sought"),
        required=False,
        widget=words(2),
        help_text=_("Only when nobody is asked for a reply."),
    )
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)


class SubmitForm(forms.Form):
    """``version`` is that of the draft beside it: a newer one is not submitted unseen."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    ask = forms.ModelMultipleChoiceField(
        User.objects.none(),
        label=_("Ask these people (optional)"),
        label_suffix="",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Others may review it as well."),
    )

    def __init__(self, *args: Any, people: QuerySet[User] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = queries.researchers() if people is None else people
        self.fields["ask"].queryset = chosen  # type: ignore[attr-defined]


class CaptureField(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, capture: Capture) -> str:
        named = str(capture.article) if capture.article else capture.address
        return f"{named[:80]} ({date_format(timezone.localtime(capture.retrieved_at), 'j M Y')})"


class EvidenceForm(forms.Form):
    title = forms.CharField(
        label=_("What it is"), max_length=300, widget=forms.TextInput(attrs={"dir": "auto"})
    )
    publisher = forms.CharField(
        label=_("Who published it"),
        max_length=200,
        help_text=_("Two pieces of one publisher are one source."),
    )
    stance = forms.ChoiceField(label=_("It"), choices=Evidence.Stance.choices, widget=forms.RadioSelect)
    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=[row for row in Evidence.Kind.choices if row[0] != Evidence.Kind.REPLY],
        initial=Evidence.Kind.SECONDARY,
    )
    address = forms.URLField(
        label=_("Web address"),
        required=False,
        max_length=2000,
        assume_scheme="https",
        widget=forms.URLInput(attrs={"placeholder": "https://"}),
        help_text=_("A worker keeps a copy of the page."),
    )
    capture = CaptureField(
        queryset=Capture.objects.none(),
        label=_("Or a stored copy"),
        required=False,
        empty_label=_("None of the stored copies"),
    )
    upload = forms.FileField(
        label=_("Or a file"),
        required=False,
        allow_empty_file=True,
        help_text=_("PDF, HTML or plain text. The copy is made of it, also when an address is given."),
    )
    excerpt = RawText(
        label=_("Excerpt"),
        required=False,
        widget=words(3),
        help_text=_("The words that matter. From a stored copy: letter for letter."),
    )
    note = forms.CharField(
        label=_("Note"),
        required=False,
        widget=words(2),
        help_text=_("Reviewers read it after their own review."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["capture"].queryset = review_queries.citable()  # type: ignore[attr-defined]

    def clean_excerpt(self) -> str:
        """Browsers send line ends as CR LF; stored texts have LF."""
        return str(self.cleaned_data["excerpt"]).replace("\r\n", "\n")


class SettleForm(forms.Form):
    note = forms.CharField(label=_("What you make of it (optional)"), required=False, widget=words(2))


class SettleWordsForm(forms.Form):
    """Either words of the new copy, or that they are gone."""

    what = forms.ChoiceField(choices=[("here", _("Anchor here")), ("gone", _("Gone"))])
    quote = RawText(label=_("Words of the new copy, letter for letter"), required=False, widget=words(2))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("what") == "here" and not self.given_quote():
            self.add_error("quote", _("Give the words as they stand in the new copy."))
        return cleaned

    def given_quote(self) -> str:
        """Browsers send line ends as CR LF; stored texts have LF. Empty: the words are gone."""
        given = self.cleaned_data
        return str(given.get("quote", "")).replace("\r\n", "\n") if given.get("what") == "here" else ""


class OfRound(Rated):
    """``round`` is the one that the form was drawn in."""

    round = forms.IntegerField(required=False, widget=forms.HiddenInput)


class ReviewForm(OfRound):
    rating = RatingField(label=_("Your own rating"), error_messages={"required": _("Choose a rating.")})
    notes = forms.CharField(
        label=_("Notes"),
        required=False,
        widget=words(5),
        help_text=_("What convinced you, what is missing. The others read them once your review is in."),
    )


class VoteForm(OfRound):
    rating = RatingField(label=_("Your vote"), error_messages={"required": _("Choose a rating.")})
    note = forms.CharField(label=_("Why"), required=False, widget=words(3))


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Why"), max_length=2000, widget=words(3))


class WithdrawForm(forms.Form):
    reason = forms.CharField(label=_("Why (for the record)"), max_length=2000, widget=words(2))
    notice = forms.CharField(
        label=_("What the public is told"),
        max_length=2000,
        widget=words(3),
        help_text=_("It stands at the check's address for ever."),
    )


class PublishForm(forms.Form):
    """``approval`` is the one that the preview beside it shows."""

    approval = forms.IntegerField(required=False, widget=forms.HiddenInput)
    publish_at = LocalMoment(label=_("Hold until"), required=False)


class RepublishForm(PublishForm):
    """After a revisit: what changed, why, and what the public is told of it."""

    severity = forms.ChoiceField(
        label=_("How grave is the change?"),
        choices=[("", _("Choose how grave it is")), *Correction.Severity.choices],
    )
    what = forms.CharField(label=_("What changes"), widget=words(2))
    why = forms.CharField(label=_("Why"), widget=words(2))
    notice = forms.CharField(label=_("What the public is told"), widget=words(3))


class CorrectForm(forms.Form):
    """``version`` is that of the publication which the form was drawn from."""

    summary = forms.CharField(label=_("Summary"), max_length=SUMMARY_MAX, widget=words(4))
    reasoning = forms.CharField(
        label=_("Reasoning"), required=False, max_length=REASONING_MAX, widget=words(12)
    )
    what = forms.CharField(label=_("What changes"), widget=words(2))
    why = forms.CharField(label=_("Why (for the record)"), widget=words(2))
    notice = forms.CharField(
        label=_("What the public is told"),
        widget=words(3),
        help_text=_("It stands on the page, with its date."),
    )
    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
