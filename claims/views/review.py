"""Reviews: those that wait for me, a blind one, and all of them side by side afterwards."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from claims import queries, review_queries, review_rules
from claims.actions.review import give_review
from claims.models import Claim
from claims.review_forms import ReasonForm, ReviewForm
from claims.views.access import Request, newsroom
from claims.views.agreement import agreement
from claims.views.parts import judged
from claims.views.sight import Sight, sight_of


@require_GET
@newsroom
def reviews(request: Request) -> HttpResponse:
    claims = list(queries.waiting_for_review(request.user)[:100])
    return render(request, "claims/reviews.html", {"claims": claims})


@newsroom
def review(request: Request, pk: int) -> HttpResponse:
    """Blind by construction: before one's own review is in, nothing of the draft is even read."""
    claim = get_object_or_404(queries.claim_shown(pk))
    sight = sight_of(request.user, claim)
    if request.method != "POST" and sight.reviews:
        return _side_by_side(request, claim, sight)
    drawn = {"round": review_queries.round_of(claim)}
    form = ReviewForm(request.POST or None, ratings=review_queries.ratings_to_judge(claim), initial=drawn)
    if request.method != "POST" or not form.is_valid():
        review_rules.may_give_review(request.user, claim).check()
        return _blind(request, claim, form, 422 if form.errors else 200)
    give_review(claim, by=request.user, **form.cleaned_data)
    messages.success(request, gettext("Your review is in. Here is what the others said."))
    return redirect("review", pk)


def _blind(request: Request, claim: Claim, form: ReviewForm, status: int) -> HttpResponse:
    context = {
        "claim": claim,
        "form": form,
        "places": review_queries.quotes_in_context(claim),
        "evidence": review_queries.evidence_of(claim),
        "may_return": review_rules.may_return(request.user, claim),
        "return_form": ReasonForm(prefix="return"),
    }
    return render(request, "claims/review.html", context, status=status)


def _side_by_side(request: Request, claim: Claim, sight: Sight) -> HttpResponse:
    assessment = review_queries.assessment_of(claim)
    draft = assessment.current if assessment else None
    given = judged(assessment, sight)
    scale = review_queries.ratings_to_judge(claim)
    context = {
        "claim": claim,
        "assessment": assessment,
        "draft": draft,
        "agreement": agreement(scale, draft, given["reviews"], given["votes"]),
        **given,
    }
    return render(request, "claims/reviewed.html", context)
