"""The panel: reviews that disagree, side by side, and three votes to settle them."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext

from claims import queries, review_queries, review_rules
from claims.actions.review import give_vote
from claims.models import Assessment, Claim
from claims.review_forms import ReasonForm, VoteForm
from claims.states import Status
from claims.views.access import Request, newsroom
from claims.views.agreement import agreement
from claims.views.parts import judged
from claims.views.sight import sight_of


@newsroom
def panel(request: Request, pk: int) -> HttpResponse:
    claim = get_object_or_404(queries.claim_shown(pk))
    if request.method != "POST" and claim.status != Status.CONFLICTED:
        return redirect("claim", pk)
    assessment = review_queries.assessment_of(claim)
    drawn = {"round": assessment.round if assessment else None}
    form = VoteForm(request.POST or None, ratings=review_queries.ratings_to_judge(claim), initial=drawn)
    if request.method != "POST" or not form.is_valid():
        return _show(request, claim, form, assessment)
    give_vote(claim, by=request.user, **form.cleaned_data)
    settled = claim.status == Status.APPROVED
    messages.success(
        request, gettext("Settled: the check is approved.") if settled else gettext("Your vote is in.")
    )
    return redirect("claim" if settled else "panel", pk)


def _show(request: Request, claim: Claim, form: VoteForm, assessment: Assessment | None) -> HttpResponse:
    sight = sight_of(request.user, claim)
    draft = assessment.current if assessment and sight.draft else None
    given = judged(assessment, sight)
    scale = review_queries.ratings_to_judge(claim)
    context = {
        "claim": claim,
        "form": form,
        "assessment": assessment,
        "draft": draft,
        "agreement": agreement(scale, draft, given["reviews"], given["votes"]),
        "may_vote": review_rules.may_give_vote(request.user, claim),
        "may_return": review_rules.may_return(request.user, claim),
        "return_form": ReasonForm(prefix="return"),
        **given,
    }
    return render(request, "claims/panel.html", context, status=422 if form.errors else 200)
