"""What a language model proposes on a claim, where one is set up, and a person's word on it."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Router, Status

from claims import queries, review_rules
from claims.actions.proposals import reject, request_proposal, use
from claims.api.access import READ, WRITE, asker
from claims.api.claims import claim_of
from claims.api.shapes import machine, making
from claims.api.shapes.given_people import NewProposal
from claims.api.shapes.machine import Proposal as Shown
from claims.api.shapes.machine import Proposals
from claims.api.shapes.shown import Job as ShownJob
from claims.api.types import Pk
from claims.models import Claim, Proposal
from claims.proposal_rules import SETTLED

router = Router(tags=["proposals"])
NONE = "No language model is set up here."


@router.get("/claims/{pk}/proposals", response=Proposals, auth=READ)
def list_proposals(request: HttpRequest, pk: Pk) -> Any:
    """The newest first, rejected ones too; only while the work is open."""
    claim = claim_of(pk)
    if hidden := _hidden(claim):
        return {"items": [], "hidden": hidden}
    rows = claim.proposals.select_related("call", "decided_by").order_by("-pk")[:100]
    return {"items": [machine.proposal(row) for row in rows], "hidden": ""}


def _hidden(claim: Claim) -> str:
    if not settings.LLM_BASE_URL:
        return NONE
    return "" if claim.status in review_rules.DRAFTING else SETTLED


@router.post("/claims/{pk}/proposals", response={202: ShownJob}, auth=WRITE)
def ask_for_proposal(request: HttpRequest, pk: Pk, given: NewProposal) -> Any:
    """Have a worker ask the language model. Asking while one asks is the same job."""
    job = request_proposal(claim_of(pk), by=asker(request), purpose=given.purpose)
    return Status(202, making.job(queries.jobs_listed().get(pk=job.pk), sees_detail=False))


def proposal_of(pk: int) -> Proposal:
    rows = Proposal.objects.select_related("claim", "call", "decided_by").defer("claim__search")
    return get_object_or_404(rows, pk=pk)


@router.post("/proposals/{pk}/use", response=Shown, auth=WRITE)
def use_proposal(request: HttpRequest, pk: Pk) -> Any:
    """Take it over as one's own act: a wording becomes the statement, the rest a comment."""
    use(proposal_of(pk), by=asker(request))
    return machine.proposal(proposal_of(pk))


@router.post("/proposals/{pk}/reject", response=Shown, auth=WRITE)
def reject_proposal(request: HttpRequest, pk: Pk) -> Any:
    """Remembered: the same content is not proposed for this claim again."""
    reject(proposal_of(pk), by=asker(request))
    return machine.proposal(proposal_of(pk))
