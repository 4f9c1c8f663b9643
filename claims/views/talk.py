"""Comments beside a claim."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from claims import queries
from claims.actions.comments import comment, withdraw_comment
from claims.errors import Denied, Refused
from claims.models import Comment
from claims.people_forms import CommentForm
from claims.views.access import Request, newsroom, only_posted
from claims.views.claims import show


@only_posted("claim")
@newsroom
def add(request: Request, pk: int) -> HttpResponse:
    claim = get_object_or_404(queries.claim_shown(pk))
    form = CommentForm(request.POST)
    if not form.is_valid():
        return show(request, claim, 422, comment=form)
    try:
        said = comment(claim, by=request.user, **form.cleaned_data)
    except Denied:
        raise
    except Refused as why:
        form.add_error("body", str(why))
        return show(request, claim, 422, comment=form)
    return redirect(reverse("claim", args=[pk]) + f"#comment-{said.pk}")


@require_POST
@newsroom
def withdraw(request: Request, pk: int) -> HttpResponse:
    said = withdraw_comment(
        get_object_or_404(Comment.objects.select_related("claim"), pk=pk), by=request.user
    )
    messages.success(request, gettext("The comment is withdrawn."))
    return redirect(reverse("claim", args=[said.claim_id]) + f"#comment-{said.pk}")
