"""Claims: read, found in a text, worded anew, looked into, and what was done with them."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Query, Router, Status

from claims import queries, rules
from claims.actions.claims import add_claim, edit_claim
from claims.actions.runs import request_run
from claims.api.access import READ, WRITE, asker
from claims.api.etags import etag, known_version, tag
from claims.api.pages import listed
from claims.api.shapes import making
from claims.api.shapes.given import ClaimFilters, NewClaim, Paged, Wording
from claims.api.shapes.shown import Acts, Claims
from claims.api.shapes.shown import Claim as Shown
from claims.api.shapes.shown import Job as ShownJob
from claims.api.types import Pk
from claims.filters import QueueFilter
from claims.models import Capture, Claim
from claims.visibility import sight_of

router = Router(tags=["claims"])


def claim_of(pk: int) -> Claim:
    """The claim with everything that its shape shows, or 404."""
    return get_object_or_404(queries.claim_shown(pk))


def answered(claim: Claim, response: HttpResponse) -> dict[str, Any]:
    """The claim as it is now, with its version as ETag."""
    now = claim_of(claim.pk)
    tag(response, "claim", now.pk, now.version)
    return making.claim(now)


@router.get("/claims", response=Claims, auth=READ)
def list_claims(request: HttpRequest, asked: Query[ClaimFilters]) -> Any:
    """The queue: by urgency, then by worth. Without a status, what waits for triage."""
    rows = QueueFilter(asked.chosen()).rows(asker(request))
    return listed(request, rows, asked, order=queries.QUEUE_ORDER, shown=making.claim)


@router.post("/claims", response={201: Shown}, auth=WRITE)
def create_claim(request: HttpRequest, response: HttpResponse, given: NewClaim) -> Any:
    """A claim that the machine missed. Its quote stands in the capture, letter for letter."""
    rules.may_add_claim(asker(request)).check()
    capture = get_object_or_404(Capture.objects.defer("raw"), pk=given.capture)
    made = add_claim(capture, by=asker(request), quote=given.quote, text=given.text, start=given.start)
    return Status(201, answered(made, response))


@router.get("/claims/{pk}", response=Shown, auth=READ)
def get_claim(request: HttpRequest, pk: Pk, response: HttpResponse) -> Any:
    found = claim_of(pk)
    tag(response, "claim", found.pk, found.version)
    return making.claim(found)


@router.patch("/claims/{pk}", response=Shown, auth=WRITE)
def word_claim(request: HttpRequest, pk: Pk, response: HttpResponse, given: Wording) -> Any:
    """Word the statement anew, drawn from the version that If-Match names."""
    found = claim_of(pk)
    known_version(request, etag("claim", found.pk, found.version))
    edit_claim(found, by=asker(request), text=given.text, version=found.version)
    return answered(found, response)


@router.post("/claims/{pk}/runs", response={202: ShownJob}, auth=WRITE)
def start_run(request: HttpRequest, pk: Pk) -> Any:
    """Have a worker look for what is known of the claim. Asking while one looks is the same job."""
    return Status(202, making.job(request_run(claim_of(pk), by=asker(request)), sees_detail=False))


@router.get("/claims/{pk}/record", response=Acts, auth=READ)
def list_acts(request: HttpRequest, pk: Pk, asked: Query[Paged]) -> Any:
    """Every act on the claim, the newest first. Reasons are hidden from whoever still judges it blind."""
    found = claim_of(pk)
    hears = sight_of(asker(request), found).talk
    rows = found.activities.select_related("actor")
    return listed(request, rows, asked, order=("-pk",), shown=lambda act: making.act(act, hears=hears))
