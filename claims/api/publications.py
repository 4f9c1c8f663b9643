"""Out of the door: what is public, publishing, correcting, withdrawing."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Query, Router, Status

from claims import queries, review_queries, review_rules
from claims.actions import publish as actions
from claims.api.access import PUBLISH, READ, asker
from claims.api.claims import claim_of
from claims.api.etags import etag, known_version, tag
from claims.api.pages import listed
from claims.api.problems import Problem
from claims.api.shapes import making
from claims.api.shapes.given import Correct, Hold, Paged, Publish, Withdraw
from claims.api.shapes.shown import Embargo, Publications, PublicationWhole
from claims.api.shapes.shown import Withdrawal as ShownWithdrawal
from claims.api.types import Pk
from claims.errors import Refused
from claims.models import Publication

router = Router(tags=["publications"])


@router.get("/publications", response=Publications, auth=READ)
def list_publications(request: HttpRequest, asked: Query[Paged]) -> Any:
    """The version that each public check shows now, the newest first."""
    order = ("-published_at", "-pk")
    return listed(request, queries.newest_publications(), asked, order=order, shown=making.publication)


@router.get("/publications/{public_id}", response=PublicationWhole, auth=READ)
def get_publication(request: HttpRequest, public_id: UUID, response: HttpResponse) -> Any:
    """The newest version, whole; 410 with its public notice once it is withdrawn."""
    rows = review_queries.check_shown(public_id).select_related("claim__withdrawal", "rating")
    found = get_object_or_404(rows)
    withdrawal = getattr(found.claim, "withdrawal", None)
    if withdrawal is not None:
        raise Problem(410, withdrawal.notice)
    return answered(found, response)


def answered(row: Publication, response: HttpResponse) -> dict[str, Any]:
    tag(response, "publication", row.public_id, row.version)
    return making.publication_whole(row)


@router.post("/claims/{pk}/publish", response={201: PublicationWhole}, auth=PUBLISH)
def publish_claim(request: HttpRequest, pk: Pk, response: HttpResponse, given: Publish) -> Any:
    """Publish an approved claim; after a revisit, with what changed and why."""
    correction = given.correction.model_dump() if given.correction else None
    made = actions.publish(claim_of(pk), by=asker(request), correction=correction)
    return Status(201, answered(made, response))


@router.post("/claims/{pk}/embargo", response={201: Embargo}, auth=PUBLISH)
def hold_claim(request: HttpRequest, pk: Pk, given: Hold) -> Any:
    """Publish an approved claim at that minute. A newer embargo takes an older one's place."""
    correction = given.correction.model_dump() if given.correction else None
    made = actions.hold_until(
        claim_of(pk), by=asker(request), publish_at=given.publish_at, correction=correction
    )
    return Status(201, {"claim": pk, "publish_at": made.publish_at})


@router.get("/claims/{pk}/embargo", response=Embargo, auth=READ)
def get_embargo(request: HttpRequest, pk: Pk) -> Any:
    """When an approved claim will be published; 404 where no such moment is set."""
    embargo = review_queries.open_embargo(claim_of(pk))
    if embargo is None:
        raise Problem(404, "No moment is set for the claim to be published.")
    return {"claim": pk, "publish_at": embargo.publish_at}


@router.post("/claims/{pk}/embargo/call-off", response={204: None}, auth=PUBLISH)
def call_off_embargo(request: HttpRequest, pk: Pk) -> Any:
    claim = claim_of(pk)
    review_rules.may_publish(asker(request), claim).check()
    embargo = review_queries.open_embargo(claim)
    if embargo is None:
        raise Refused("There is no embargo to call off.")
    actions.call_off(embargo, by=asker(request))
    return Status(204, None)


@router.post("/claims/{pk}/correct", response={201: PublicationWhole}, auth=PUBLISH)
def correct_claim(request: HttpRequest, pk: Pk, response: HttpResponse, given: Correct) -> Any:
    """Correct a published check's words, never its verdict, drawn from the version If-Match names."""
    claim = claim_of(pk)
    review_rules.may_correct(asker(request), claim).check()
    last = review_queries.newest_publication(claim)
    if last is None:
        raise Refused("Only a published check can be corrected.")
    known_version(request, etag("publication", last.public_id, last.version))
    made = actions.correct(claim, by=asker(request), version=last.version, **given.model_dump())
    return Status(201, answered(made, response))


@router.post("/claims/{pk}/withdraw", response={201: ShownWithdrawal}, auth=PUBLISH)
def withdraw_claim(request: HttpRequest, pk: Pk, given: Withdraw) -> Any:
    """The check no longer stands; its address answers with the notice for ever."""
    made = actions.withdraw(claim_of(pk), by=asker(request), reason=given.reason, notice=given.notice)
    return Status(201, {"claim": pk, "notice": made.notice, "created_at": made.created_at})
