"""Claims: read, found in a text, worded anew, and what was done with them."""

from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Query, Router, Status

from accounts.models import User
from claims import queries, rules
from claims.actions.claims import add_claim, edit_claim
from claims.actions.describe import describe_claim
from claims.api.access import READ, WRITE, asker
from claims.api.etags import etag, known_version, tag
from claims.api.pages import listed
from claims.api.problems import Problem
from claims.api.shapes import making
from claims.api.shapes.given import ClaimChange, ClaimFilters, NewClaim, Paged
from claims.api.shapes.shown import Acts, Claims
from claims.api.shapes.shown import Claim as Shown
from claims.api.types import Pk
from claims.filters import QueueFilter
from claims.models import Capture, Claim, Topic
from claims.visibility import sight_of

router = Router(tags=["claims"])


def claim_of(pk: int) -> Claim:
    """The claim with everything that its shape shows, or 404."""
    return get_object_or_404(queries.claim_shown(pk).prefetch_related("topics"))


def answered(claim: Claim, response: HttpResponse) -> dict[str, Any]:
    """The claim as it is now, with its version as ETag."""
    now = claim_of(claim.pk)
    tag(response, "claim", now.pk, now.version)
    return making.claim(now)


@router.get("/claims", response=Claims, auth=READ)
def list_claims(request: HttpRequest, asked: Query[ClaimFilters]) -> Any:
    """The queue: by urgency, then by worth. Without a status, what waits for triage."""
    rows = QueueFilter(asked.chosen()).rows(asker(request)).prefetch_related("topics")
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
def change_claim(request: HttpRequest, pk: Pk, response: HttpResponse, given: ClaimChange) -> Any:
    """Word it anew, say who said it, when, and what it is about, drawn from the version If-Match names."""
    found, by = claim_of(pk), asker(request)
    rules.may_edit(by, found).check()
    known_version(request, etag("claim", found.pk, found.version))
    with transaction.atomic():
        if "text" in given.model_fields_set:
            edit_claim(found, by=by, text=given.text, version=found.version)
        if facts := given.model_fields_set - {"text"}:
            _describe(found, by, given, facts)
    return answered(found, response)


def _describe(claim: Claim, by: User, given: ClaimChange, facts: set[str]) -> None:
    """What is not among ``facts`` stays as it is."""
    names = [row.name for row in claim.speakers.order_by("said__position", "said__pk")]
    describe_claim(
        claim,
        by=by,
        speakers=given.speakers if "speakers" in facts else names,
        made_on=given.made_on if "made_on" in facts else claim.made_on,
        topics=_topics(given.topics) if "topics" in facts else list(claim.topics.all()),
        version=claim.version,
    )


def _topics(ids: list[int]) -> list[Topic]:
    found = list(Topic.objects.filter(pk__in=ids))
    if len(found) < len(set(ids)):
        raise Problem(404, "Not all of these topics are there.")
    return found


@router.get("/claims/{pk}/record", response=Acts, auth=READ)
def list_acts(request: HttpRequest, pk: Pk, asked: Query[Paged]) -> Any:
    """Every act on the claim, the newest first. Reasons are hidden from whoever still judges it blind."""
    found = claim_of(pk)
    hears = sight_of(asker(request), found).talk
    rows = found.activities.select_related("actor")
    return listed(request, rows, asked, order=("-pk",), shown=lambda act: making.act(act, hears=hears))
