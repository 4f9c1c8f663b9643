"""The draft verdict: read where one may, written version by version."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router

from claims import queries, review_queries, review_rules
from claims.actions.assess import missing, open_draft, save_draft
from claims.api.access import READ, WRITE, asker
from claims.api.claims import claim_of
from claims.api.etags import etag, known_version, tag
from claims.api.problems import Problem
from claims.api.shapes import making
from claims.api.shapes.given import NewDraft
from claims.api.shapes.shown import Assessment as Shown
from claims.api.shapes.shown import Ratings
from claims.api.types import Pk
from claims.errors import Refused
from claims.models import Claim, Evidence, Rating
from claims.states import Status
from claims.visibility import Sight, sight_of

router = Router(tags=["assessments"])
HIDDEN = {
    True: "The draft is open to those who work on it. Looking at it bars you from reviewing it.",
    False: "The draft is hidden while its reviewers judge it: each of them rates the claim alone.",
}


def shown(request: HttpRequest, claim: Claim, response: HttpResponse) -> dict[str, Any]:
    """The draft as far as the person may see it; not even its version is told to a blind reviewer."""
    sight = sight_of(asker(request), claim)
    assessment = review_queries.assessment_of(claim)
    number = assessment.version if assessment else 0
    if not sight.draft and number:
        hidden = HIDDEN[claim.status in review_rules.DRAFTING]
        return {
            "claim": claim.pk,
            "version": None,
            "round": None,
            "draft": None,
            "demands": [],
            "hidden": hidden,
        }
    tag(response, "assessment", claim.pk, number)
    current = assessment.current if assessment and number else None
    return {
        "claim": claim.pk,
        "version": number,
        "round": assessment.round if assessment else 0,
        "draft": making.draft(current) if current else None,
        "demands": _demands(claim, sight),
        "hidden": "",
    }


def _demands(claim: Claim, sight: Sight) -> list[dict[str, Any]]:
    if not sight.draft or claim.status != Status.RESEARCHING:
        return []
    return [making.demand(item) for item in missing(claim)]


@router.get("/ratings", response=Ratings, auth=READ)
def list_ratings(request: HttpRequest) -> Any:
    """The newest scale's verdicts, the best first."""
    return {"items": [making.rating(row) for row in queries.current_ratings()]}


@router.get("/claims/{pk}/assessment", response=Shown, auth=READ)
def get_assessment(request: HttpRequest, pk: Pk, response: HttpResponse) -> Any:
    return shown(request, claim_of(pk), response)


@router.put("/claims/{pk}/assessment", response=Shown, auth=WRITE)
def write_draft(request: HttpRequest, pk: Pk, response: HttpResponse, given: NewDraft) -> Any:
    """A new version, drawn from the one that If-Match names. Its writer is a contributor from now on."""
    claim, by = claim_of(pk), asker(request)
    review_rules.may_assess(by, claim).check()
    assessment = review_queries.assessment_of(claim)
    number = assessment.version if assessment else 0
    if number and not sight_of(by, claim).draft:
        raise Refused("The draft is not open to you.")
    known_version(request, etag("assessment", claim.pk, number))
    save_draft(claim, by=by, version=number, **_fields(given, claim))
    return shown(request, claim_of(pk), response)


def _fields(given: NewDraft, claim: Claim) -> dict[str, Any]:
    fields = given.model_dump()
    rating, evidence = fields["rating"], fields["evidence"]
    fields["rating"] = _rating(rating) if rating else None
    if evidence is not None:
        fields["evidence"] = list(Evidence.objects.filter(claim=claim, removed_at=None, pk__in=evidence))
        if len(fields["evidence"]) < len(set(evidence)):
            raise Problem(404, "Not all of this evidence stands in the claim's draft.")
    return fields


def _rating(pk: int) -> Rating:
    found = queries.current_ratings().filter(pk=pk).first()
    if found is None:
        raise Problem(404, "The newest scale has no such rating.")
    return found


@router.post("/claims/{pk}/assessment/open", response=Shown, auth=WRITE)
def open_the_draft(request: HttpRequest, pk: Pk, response: HttpResponse) -> Any:
    """See a draft without working on it. It is recorded, and bars from reviewing it blind."""
    claim = claim_of(pk)
    open_draft(claim, by=asker(request))
    return shown(request, claim, response)
