"""What people fill in about time, talk and the right of reply."""

from django import forms
from django.utils.translation import gettext_lazy as _

from claims.forms import new_token
from claims.models import COMMENT_MAX, QUESTION_MAX, Claim, MailMode, ReplyRequest
from claims.review_forms import LocalMoment, words


class CommentForm(forms.Form):
    """``token`` is made once for each drawn form, so a form that is sent twice is one comment."""

    body = forms.CharField(
        label=_("Comment"),
        max_length=COMMENT_MAX,
        widget=words(3),
        help_text=_("@name tells somebody of it."),
    )
    token = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64, initial=new_token)


class ScheduleForm(forms.Form):
    due_at = LocalMoment(label=_("Due"), required=False)
    priority = forms.TypedChoiceField(label=_("Priority"), choices=Claim.Priority.choices, coerce=int)


class AskForm(forms.Form):
    addressee = forms.CharField(label=_("Who is asked"), max_length=200)
    email = forms.EmailField(label=_("E-mail address"))
    question = forms.CharField(label=_("Question"), max_length=QUESTION_MAX, widget=words(4))
    deadline = LocalMoment(label=_("Time to answer until"))


class CloseForm(forms.Form):
    """How a request ended that was not answered through its link."""

    outcome = forms.ChoiceField(
        label=_("How it ended"),
        choices=[
            row
            for row in ReplyRequest.Outcome.choices
            if row[0] not in {ReplyRequest.Outcome.PENDING, ReplyRequest.Outcome.WITHDRAWN}
        ],
    )
    answer = forms.CharField(
        label=_("Their words, if they answered by another way"), required=False, widget=words(3)
    )


class PreferenceForm(forms.Form):
    in_app = forms.BooleanField(label=_("In the newsroom"), required=False)
    mail = forms.ChoiceField(label=_("Mail"), choices=MailMode.choices)
