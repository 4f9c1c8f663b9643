"""Claims that say the same become one, and two again; a published check is cited."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router, Status

from claims import review_rules, rules
from claims.actions import merge as actions
from claims.api.access import WRITE, asker
from claims.api.claims import answered, claim_of
from claims.api.evidence import evidence_of
from claims.api.matches import match_of
from claims.api.problems import Problem
from claims.api.shapes import making
from claims.api.shapes.given import Cited, Merged, MergedMatch, Reason
from claims.api.shapes.shown import Claim as Shown
from claims.api.shapes.shown import Evidence as ShownEvidence
from claims.api.types import Pk
from claims.models import Claim
from claims.visibility import sight_of

router = Router(tags=["merges"], auth=WRITE)


@router.post("/claims/{pk}/merge", response=Shown)
def merge_claims(request: HttpRequest, pk: Pk, response: HttpResponse, given: Merged) -> Any:
    """The others repeat this one: they are declined as its duplicates, all or none."""
    stays, by = claim_of(pk), asker(request)
    rules.may_decline(by, stays).check()
    repeats = list(Claim.objects.defer("search").filter(pk__in=given.repeats))
    if len(repeats) < len(set(given.repeats)):
        raise Problem(404, "Not all of these claims are there.")
    actions.merge_into(stays, repeats, by=by, note=given.note)
    return answered(stays, response)


@router.post("/claims/{pk}/split", response=Shown)
def split_claim(request: HttpRequest, pk: Pk, response: HttpResponse, given: Reason) -> Any:
    """Two claims again: this one was merged, and is back in the queue with its appearances."""
    return answered(actions.split(claim_of(pk), by=asker(request), reason=given.reason), response)


@router.post("/matches/{pk}/merge", response=Shown)
def merge_match(request: HttpRequest, pk: Pk, response: HttpResponse, given: MergedMatch) -> Any:
    """One of the pair repeats the other. A suggestion is confirmed by it."""
    claim = claim_of(given.claim)
    done = actions.merge(match_of(pk), claim=claim, by=asker(request), note=given.note)
    return answered(done, response)


@router.post("/matches/{pk}/cite", response={201: ShownEvidence})
def cite_match(request: HttpRequest, pk: Pk, given: Cited) -> Any:
    """The published check as evidence of the match's claim. Citing it again is once."""
    match, by = match_of(pk), asker(request)
    review_rules.may_add_evidence(by, match.claim).check()
    made = actions.cite(match, by=by, stance=given.stance)
    return Status(201, making.evidence(evidence_of(made.pk), sight_of(by, match.claim)))
