"""A minor correction of a published check: its words, never its verdict."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext

from claims import queries, review_queries, review_rules
from claims.actions import publish as actions
from claims.errors import Denied, Refused
from claims.models import Claim, Publication
from claims.review_forms import CorrectForm
from claims.views.access import Request, newsroom


@newsroom
def correct(request: Request, pk: int) -> HttpResponse:
    """What was typed stays when somebody was faster: the newest version is shown above it."""
    claim = get_object_or_404(queries.claim_shown(pk))
    review_rules.may_correct(request.user, claim).check()
    last = review_queries.newest_publication(claim)
    if last is None:
        raise Refused(gettext("Only a published check can be corrected."))
    if request.method != "POST":
        return _show(request, claim, last, CorrectForm(initial=_drawn(last)))
    form = CorrectForm(request.POST)
    if not form.is_valid():
        return _show(request, claim, last, form, 422)
    try:
        actions.correct(claim, by=request.user, **form.cleaned_data)
    except Denied:
        raise
    except Refused as why:
        form.add_error(None, str(why))
        return _show(request, claim, last, form, 409)
    messages.success(request, gettext("Corrected. The notice stands on the public page."))
    return redirect("claim", pk)


def _drawn(last: Publication) -> dict[str, object]:
    content = last.content
    return {"summary": content["summary"], "reasoning": content["reasoning"], "version": last.version}


def _show(
    request: Request, claim: Claim, last: Publication, form: CorrectForm, status: int = 200
) -> HttpResponse:
    if form.is_bound and status == 409:
        form.data = form.data.copy()  # type: ignore[attr-defined]
        form.data["version"] = last.version  # type: ignore[index]
    context = {"claim": claim, "form": form, "last": last, "content": last.content}
    return render(request, "claims/correct.html", context, status=status)
