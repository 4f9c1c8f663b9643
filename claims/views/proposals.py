"""What a language model proposes on a claim, and deciding on it. Without one set up there is nothing."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from accounts.models import User
from claims import proposal_rules, queries, review_rules
from claims.actions.proposals import reject, request_proposal, use
from claims.models import Claim, Job, JobKind, Proposal
from claims.views.access import Request, newsroom, wants_part

ACTS = {
    "use": (use, _("Used. It is yours now, and stands on the record.")),
    "reject": (reject, _("Rejected. It will not be proposed again.")),
}


def shown(user: User, claim: Claim) -> dict[str, Any]:
    """The claim's proposals; asks nothing of the database where no language model is set up.

    Only while the work is open: a blind reviewer is shown no machine's summary of it.
    """
    if not settings.LLM_BASE_URL or claim.status not in review_rules.DRAFTING:
        return {"proposals_on": False}
    rows = list(claim.proposals.select_related("call", "decided_by").order_by("-pk")[:20])
    looking = queries.jobs_listed().filter(claim=claim, kind=JobKind.PROPOSE).order_by("-pk")[:1]
    jobs = [job for job in looking if job.state not in {Job.State.DONE, Job.State.CANCELLED}]
    return {
        "claim": claim,
        "proposals_on": True,
        "proposals": [row for row in rows if row.state != Proposal.State.REJECTED],
        "proposals_rejected": [row for row in rows if row.state == Proposal.State.REJECTED],
        "proposal_job": jobs[0] if jobs else None,
        "purposes": Proposal.Purpose.choices,
        "may_propose": proposal_rules.may_ask(user, claim),
    }


@newsroom
def proposals(request: Request, pk: int) -> HttpResponse:
    """The part of the claim's page that looks again while a worker asks; POST asks for one."""
    claim = get_object_or_404(queries.claim_shown(pk))
    if request.method == "POST":
        request_proposal(claim, by=request.user, purpose=request.POST.get("purpose", ""))
        if not wants_part(request):
            messages.success(request, gettext("A worker asks the language model."))
    if not wants_part(request):
        return _there(pk)
    return render(request, "claims/_proposals.html", shown(request.user, claim))


@require_POST
@newsroom
def decide(request: Request, pk: int, action: str) -> HttpResponse:
    if action not in ACTS:
        raise Http404
    do, said = ACTS[action]
    decided = do(get_object_or_404(Proposal.objects.select_related("claim"), pk=pk), by=request.user)
    messages.success(request, str(said))
    return _there(decided.claim_id)


def _there(claim: int) -> HttpResponse:
    return redirect(reverse("claim", args=[claim]) + "#proposals")
