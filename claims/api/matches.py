"""Matches: what the machine suggests, and a person's word on it."""

from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Router

from claims import match_queries
from claims.actions.matches import confirm, reject, take_back
from claims.api.access import READ, WRITE, asker
from claims.api.claims import claim_of
from claims.api.shapes import making
from claims.api.shapes.given import Noted
from claims.api.shapes.shown import Match as Shown
from claims.api.shapes.shown import Matches
from claims.api.types import Pk
from claims.models import Match

router = Router(tags=["matches"])


def match_of(pk: int) -> Match:
    rows = Match.objects.select_related("claim", "known", "other", "decided_by")
    return get_object_or_404(rows.defer("claim__search", "other__search"), pk=pk)


@router.get("/claims/{pk}/matches", response=Matches, auth=READ)
def list_matches(request: HttpRequest, pk: Pk) -> Any:
    """What waits for a decision first, then what is linked, then what is not."""
    return {"items": [making.match(row) for row in match_queries.matches_of(claim_of(pk))]}


@router.get("/matches/{pk}", response=Shown, auth=READ)
def get_match(request: HttpRequest, pk: Pk) -> Any:
    return making.match(match_of(pk))


@router.post("/matches/{pk}/confirm", response=Shown, auth=WRITE)
def confirm_match(request: HttpRequest, pk: Pk, given: Noted) -> Any:
    """Both say the same. Nothing else changes: no rating, no state of the work."""
    return making.match(confirm(match_of(pk), by=asker(request), note=given.note))


@router.post("/matches/{pk}/reject", response=Shown, auth=WRITE)
def reject_match(request: HttpRequest, pk: Pk, given: Noted) -> Any:
    """They differ; remembered, so that the pair is not suggested again."""
    return making.match(reject(match_of(pk), by=asker(request), note=given.note))


@router.post("/matches/{pk}/take-back", response=Shown, auth=WRITE)
def take_match_back(request: HttpRequest, pk: Pk) -> Any:
    """A suggestion again: whoever decided within five minutes, an editor at any time."""
    return making.match(take_back(match_of(pk), by=asker(request)))
