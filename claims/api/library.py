"""Searching: passages that may speak of a claim, what was checked before, what providers answered."""

from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query, Router

from claims import queries, search
from claims.actions.lookups import hits_of
from claims.api.access import READ
from claims.api.claims import claim_of
from claims.api.pages import listed
from claims.api.shapes import machine
from claims.api.shapes.given import Paged
from claims.api.shapes.given_people import AlreadyAsked, LibraryAsked
from claims.api.shapes.machine import EarlierList, Lookups, LookupWhole, Passages
from claims.api.types import Pk
from claims.models import Lookup
from claims.nlp.fusing import fused
from claims.search.library import asked as question
from claims.search.library import candidates, shelved

router = Router(tags=["search"])


@router.get("/library", response=Passages, auth=READ)
def search_library(request: HttpRequest, asked: Query[LibraryAsked]) -> Any:
    """Passages of everything captured and of published checks, the likeliest to speak of it first."""
    found = candidates(question(asked.q, before=asked.before))
    rows = {row["key"]: row for row in found}
    ordered = fused([shelved(row) for row in found])[: asked.size]
    return {"items": [machine.passage(rows[one.key], score) for score, one in ordered]}


@router.get("/already", response=EarlierList, auth=READ)
def already_checked(request: HttpRequest, asked: Query[AlreadyAsked]) -> Any:
    """Has this been checked before? Any text gets an answer, the likeliest first; it changes nothing."""
    found = search.find(
        asked.q,
        k=asked.size,
        among=asked.among,
        language=asked.language.lower() or None,
        as_of=asked.before,
    )
    ids = [one.claim.pk for one in found if one.claim]
    whole = {row.pk: row for row in queries.claims_listed().prefetch_related("topics").filter(pk__in=ids)}
    return {"items": [machine.earlier(one, whole) for one in found if not one.claim or one.claim.pk in whole]}


@router.get("/claims/{pk}/lookups", response=Lookups, auth=READ)
def list_lookups(request: HttpRequest, pk: Pk, asked: Query[Paged]) -> Any:
    """What search providers answered when runs asked about the claim, the newest first."""
    rows = Lookup.objects.defer("body").filter(claim=claim_of(pk))
    return listed(request, rows, asked, order=("-pk",), shown=machine.lookup)


@router.get("/lookups/{pk}", response=LookupWhole, auth=READ)
def get_lookup(request: HttpRequest, pk: Pk) -> Any:
    """One stored answer with its results."""
    found = get_object_or_404(Lookup, pk=pk)
    return {**machine.lookup(found), "hits": [machine.hit(row) for row in hits_of(found)]}
