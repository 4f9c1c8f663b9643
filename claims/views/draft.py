"""The draft: write a version, look at it before it is saved, see the versions that were."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext

from claims import queries, review_queries, review_rules
from claims.actions.assess import DraftOvertaken, missing, open_draft, save_draft
from claims.errors import Denied, Refused
from claims.models import AssessmentVersion, Claim
from claims.review_forms import DraftForm
from claims.views.access import Request, newsroom, only_posted
from claims.views.sight import sight_of

SHOWN = 30  # versions that the page lists


@newsroom
def draft(request: Request, pk: int) -> HttpResponse:
    """The editor. Who has not opened the draft is not shown it by trying to write one either."""
    claim = get_object_or_404(queries.claim_shown(pk))
    versions = list(review_queries.versions_of(review_queries.assessment_of(claim))[:SHOWN])
    if versions and not sight_of(request.user, claim).draft:
        messages.warning(request, gettext("The draft is not open to you."))
        return redirect(reverse("claim", args=[pk]) + "#verdict")
    if request.method != "POST":
        return show(request, claim, versions, drawn(versions))
    form = DraftForm(request.POST, ratings=queries.current_ratings())
    if not form.is_valid():
        return show(request, claim, versions, form, 422)
    if "preview" in request.POST:
        return show(request, claim, versions, form)
    return _save(request, claim, versions, form)


def show(
    request: Request,
    claim: Claim,
    versions: list[AssessmentVersion],
    form: DraftForm,
    status: int = 200,
    overtaken: DraftOvertaken | None = None,
) -> HttpResponse:
    context: dict[str, Any] = {
        "claim": claim,
        "form": form,
        "versions": versions,
        "items": missing(claim),
        "may_assess": review_rules.may_assess(request.user, claim),
        "overtaken": overtaken,
        "reasoning": form["reasoning"].value() or "",
    }
    return render(request, "claims/draft.html", context, status=status)


def drawn(versions: list[AssessmentVersion]) -> DraftForm:
    """The form with the newest version's words in it. A rating of an older scale is chosen anew."""
    newest = versions[0] if versions else None
    start: dict[str, Any] = {"version": newest.number if newest else 0}
    if newest:
        start |= {"rating": newest.rating_id, "summary": newest.summary, "reasoning": newest.reasoning}
        start |= newest.checklist | {f"media_{name}": value for name, value in newest.media.items()}
    return DraftForm(initial=start, ratings=queries.current_ratings())


def _save(request: Request, claim: Claim, versions: list[AssessmentVersion], form: DraftForm) -> HttpResponse:
    try:
        saved = save_draft(claim, by=request.user, **form.cleaned_data)
    except DraftOvertaken as newer:
        return _both(request, claim, form, newer)
    except Denied:
        raise
    except Refused as why:
        form.add_error(None, str(why))
        return show(request, claim, versions, form, 409)
    messages.success(request, gettext("Version %(number)s is saved.") % {"number": saved.number})
    return redirect(reverse("claim", args=[claim.pk]) + "#verdict")


def _both(request: Request, claim: Claim, form: DraftForm, newer: DraftOvertaken) -> HttpResponse:
    """Theirs and yours side by side. Whoever sees theirs has opened the draft, which is recorded."""
    if not sight_of(request.user, claim).draft:
        open_draft(claim, by=request.user)
    form.data = form.data.copy()  # type: ignore[attr-defined]
    form.data["version"] = newer.theirs.number if newer.theirs else 0  # type: ignore[index]
    versions = list(review_queries.versions_of(review_queries.assessment_of(claim))[:SHOWN])
    return show(request, claim, versions, form, 409, newer)


@only_posted("draft")
@newsroom
def preview(request: Request, pk: int) -> HttpResponse:
    """What is being written, as it will be read; nothing is saved."""
    return render(request, "claims/_preview.html", {"reasoning": request.POST.get("reasoning", "")})


@only_posted("claim")
@newsroom
def opened(request: Request, pk: int) -> HttpResponse:
    """Look into a draft, and be no blind reviewer of it any more."""
    claim = get_object_or_404(queries.claim_shown(pk))
    open_draft(claim, by=request.user)
    messages.info(request, gettext("The draft is open to you. You cannot review it blind any more."))
    return redirect(reverse("claim", args=[pk]) + "#verdict")
