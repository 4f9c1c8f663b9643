"""Readers' tips: many make demand for one claim. What readers send is an editor's to keep."""

from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query, Router, Status

from claims import people_rules, review_queries
from claims.actions.tips import handle_tip, leave_tip, link_tip, sender_of
from claims.api.access import READ, TIPS, WRITE, asker
from claims.api.claims import claim_of
from claims.api.pages import listed
from claims.api.shapes import making
from claims.api.shapes.given import NewTip, Noted, TipClaim, TipFilters
from claims.api.shapes.shown import Tip as Shown
from claims.api.shapes.shown import Tips
from claims.api.types import Pk
from claims.models import Tip

router = Router(tags=["tips"])


@router.get("/tips", response=Tips, auth=READ)
def list_tips(request: HttpRequest, asked: Query[TipFilters]) -> Any:
    people_rules.may_handle_tips(asker(request)).check()
    rows = review_queries.tips(every=True)
    rows = rows.filter(state=asked.state) if asked.state else rows
    return listed(request, rows, asked, order=("-pk",), shown=making.tip)


@router.post("/tips", response={201: Shown}, auth=TIPS)
def create_tip(request: HttpRequest, given: NewTip) -> Any:
    """Hand in what a reader asks. Send nothing about who they are: nothing of it would be kept.

    Each request is a reader of its own: the limit of one sender does not hold, that of all does.
    """
    reader = sender_of(f"api {request.headers['Idempotency-Key']}")
    made = leave_tip(kind=Tip.Kind.REQUEST, text=given.text, address=given.address, sender=reader)
    return Status(201, making.tip(made))


@router.get("/tips/{pk}", response=Shown, auth=READ)
def get_tip(request: HttpRequest, pk: Pk) -> Any:
    return making.tip(tip_of(request, pk))


def tip_of(request: HttpRequest, pk: int) -> Tip:
    people_rules.may_handle_tips(asker(request)).check()
    return get_object_or_404(review_queries.tips(every=True), pk=pk)


@router.post("/tips/{pk}/link", response=Shown, auth=WRITE)
def link(request: HttpRequest, pk: Pk, given: TipClaim) -> Any:
    """It asks about this claim: one more voice of its demand."""
    link_tip(tip_of(request, pk), by=asker(request), claim=claim_of(given.claim))
    return making.tip(tip_of(request, pk))


@router.post("/tips/{pk}/accept", response=Shown, auth=WRITE)
def accept_tip(request: HttpRequest, pk: Pk, given: Noted) -> Any:
    """Taken up. A second word, by whomever, changes nothing."""
    handle_tip(tip_of(request, pk), by=asker(request), accept=True, note=given.note)
    return making.tip(tip_of(request, pk))


@router.post("/tips/{pk}/decline", response=Shown, auth=WRITE)
def decline_tip(request: HttpRequest, pk: Pk, given: Noted) -> Any:
    handle_tip(tip_of(request, pk), by=asker(request), accept=False, note=given.note)
    return making.tip(tip_of(request, pk))
