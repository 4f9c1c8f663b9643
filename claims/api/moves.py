"""The steps of a claim, each as its action has it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Router, Status

from accounts.models import User
from claims import queries, rules
from claims.actions.assess import submit
from claims.actions.assign import assign, release, take, take_next
from claims.actions.publish import revisit
from claims.actions.review import return_claim
from claims.actions.triage import accept, decline, reopen
from claims.actions.undo import undo
from claims.api.access import WRITE, asker
from claims.api.claims import answered, claim_of
from claims.api.problems import Problem
from claims.api.shapes.given import Assigned, Declined, MaybeReason, Reason, Submitted
from claims.api.shapes.shown import Claim as Shown
from claims.api.types import Pk
from claims.models import Claim

router = Router(tags=["claims"], auth=WRITE)


@router.post("/claims/{pk}/accept", response=Shown)
def accept_claim(request: HttpRequest, pk: Pk, response: HttpResponse) -> Any:
    """Into the queue; a worker begins to look for what is known of it."""
    return answered(accept(claim_of(pk), by=asker(request)), response)


@router.post("/claims/{pk}/decline", response=Shown)
def decline_claim(request: HttpRequest, pk: Pk, response: HttpResponse, given: Declined) -> Any:
    """Out of the queue, for a reason; a duplicate may name the claim that it repeats."""
    stays = _stays(given.duplicate_of)
    claim = decline(claim_of(pk), by=asker(request), reason=given.reason, note=given.note, duplicate_of=stays)
    return answered(claim, response)


def _stays(pk: int | None) -> Claim | None:
    if pk is None:
        return None
    found = Claim.objects.defer("search").filter(pk=pk).first()
    if found is None:
        raise Problem(404, "There is no claim with this number.")
    return found


@router.post("/claims/{pk}/reopen", response=Shown)
def reopen_claim(request: HttpRequest, pk: Pk, response: HttpResponse, given: Reason) -> Any:
    return answered(reopen(claim_of(pk), by=asker(request), reason=given.reason), response)


@router.post("/claims/{pk}/take", response=Shown)
def take_claim(request: HttpRequest, pk: Pk, response: HttpResponse) -> Any:
    return answered(take(claim_of(pk), by=asker(request)), response)


@router.post("/take-next", response={200: Shown, 204: None})
def take_next_claim(request: HttpRequest, response: HttpResponse) -> Any:
    """The most urgent claim that nobody else is taking; 204 where nothing waits."""
    claim = take_next(by=asker(request))
    return Status(200, answered(claim, response)) if claim else Status(204, None)


@router.post("/claims/{pk}/assign", response=Shown)
def assign_claim(request: HttpRequest, pk: Pk, response: HttpResponse, given: Assigned) -> Any:
    """Give the claim to a researcher."""
    claim = claim_of(pk)
    rules.may_assign(asker(request), claim).check()
    to = get_object_or_404(queries.researchers(), pk=given.to)
    return answered(assign(claim, by=asker(request), to=to), response)


@router.post("/claims/{pk}/release", response=Shown)
def release_claim(request: HttpRequest, pk: Pk, response: HttpResponse, given: MaybeReason) -> Any:
    return answered(release(claim_of(pk), by=asker(request), reason=given.reason), response)


@router.post("/claims/{pk}/submit", response=Shown)
def submit_claim(request: HttpRequest, pk: Pk, response: HttpResponse, given: Submitted) -> Any:
    """Hand the draft to its blind reviewers. Refused with everything that is missing."""
    people = User.objects.filter(pk__in=given.ask)
    return answered(submit(claim_of(pk), by=asker(request), ask=people), response)


@router.post("/claims/{pk}/return", response=Shown)
def return_to_research(request: HttpRequest, pk: Pk, response: HttpResponse, given: Reason) -> Any:
    return answered(return_claim(claim_of(pk), by=asker(request), reason=given.reason), response)


@router.post("/claims/{pk}/revisit", response=Shown)
def revisit_claim(request: HttpRequest, pk: Pk, response: HttpResponse, given: Reason) -> Any:
    """Research a published check anew. Its page stays, marked as under review."""
    return answered(revisit(claim_of(pk), by=asker(request), reason=given.reason), response)


@router.post("/claims/{pk}/undo", response=Shown)
def undo_step(request: HttpRequest, pk: Pk, response: HttpResponse) -> Any:
    """Take back one's own last step, within five minutes."""
    return answered(undo(claim_of(pk), by=asker(request)), response)
