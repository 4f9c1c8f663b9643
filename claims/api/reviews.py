"""Blind reviews and the panel's votes."""

from typing import Any

from django.http import HttpRequest
from ninja import Query, Router, Status

from claims import queries, review_queries
from claims.actions.review import give_review, give_vote
from claims.api.access import READ, WRITE, asker
from claims.api.claims import claim_of
from claims.api.pages import listed
from claims.api.problems import Problem
from claims.api.shapes import making
from claims.api.shapes.given import NewReview, NewVote, Paged
from claims.api.shapes.shown import Claims, Judgements
from claims.api.types import Pk
from claims.models import Claim, Rating
from claims.visibility import sight_of

router = Router(tags=["reviews"])
HIDDEN = "Reviews are shown to you once your own is in, or all are."


def shown(request: HttpRequest, claim: Claim) -> dict[str, Any]:
    """The round's reviews and votes, for those who may see them."""
    sees = sight_of(asker(request), claim).reviews
    given = review_queries.judgements_of(review_queries.assessment_of(claim) if sees else None)
    return {
        "claim": claim.pk,
        "reviews": [making.review(row) for row in given.reviews],
        "votes": [making.vote(row) for row in given.votes],
        "hidden": "" if sees else HIDDEN,
    }


@router.get("/reviews", response=Claims, auth=READ)
def list_waiting(request: HttpRequest, asked: Query[Paged]) -> Any:
    """Claims that wait for the asker's own blind review, the most urgent first."""
    rows = queries.waiting_for_review(asker(request)).prefetch_related("topics")
    return listed(request, rows, asked, order=("-priority", "status_since", "pk"), shown=making.claim)


@router.get("/claims/{pk}/reviews", response=Judgements, auth=READ)
def list_reviews(request: HttpRequest, pk: Pk) -> Any:
    return shown(request, claim_of(pk))


@router.post("/claims/{pk}/reviews", response={201: Judgements}, auth=WRITE)
def create_review(request: HttpRequest, pk: Pk, given: NewReview) -> Any:
    """One's own rating, before anything else is revealed. The last one needed decides the round."""
    claim = claim_of(pk)
    give_review(claim, by=asker(request), rating=_rating(given.rating), notes=given.notes)
    return Status(201, shown(request, claim_of(pk)))


@router.post("/claims/{pk}/votes", response={201: Judgements}, auth=WRITE)
def create_vote(request: HttpRequest, pk: Pk, given: NewVote) -> Any:
    """One of three votes on a conflicted claim."""
    claim = claim_of(pk)
    give_vote(claim, by=asker(request), rating=_rating(given.rating), note=given.note)
    return Status(201, shown(request, claim_of(pk)))


def _rating(pk: int) -> Rating:
    found = Rating.objects.filter(pk=pk).first()
    if found is None:
        raise Problem(404, "There is no such rating.")
    return found
