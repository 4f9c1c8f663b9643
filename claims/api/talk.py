"""Comments beside a claim, and when its work is due."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Query, Router, Status

from claims.actions.comments import comment, withdraw_comment
from claims.actions.schedule import schedule
from claims.api.access import READ, WRITE, asker
from claims.api.claims import answered, claim_of
from claims.api.pages import listed
from claims.api.shapes import people
from claims.api.shapes.given import Paged, Schedule
from claims.api.shapes.given_people import NewComment
from claims.api.shapes.people import Comment as Shown
from claims.api.shapes.people import Comments
from claims.api.shapes.shown import Claim as ShownClaim
from claims.api.types import Pk
from claims.models import Comment
from claims.visibility import comments_visible_to, sight_of

router = Router(tags=["people"])
HIDDEN = "Comments are shown to you once your own review is in."


def comment_of(pk: int) -> Comment:
    rows = Comment.objects.select_related("claim", "author").prefetch_related("mentioned__user")
    return get_object_or_404(rows.defer("claim__search"), pk=pk)


@router.get("/claims/{pk}/comments", response=Comments, auth=READ)
def list_comments(request: HttpRequest, pk: Pk, asked: Query[Paged]) -> Any:
    """The oldest first. Whoever still judges the claim blind is left with their own."""
    claim, by = claim_of(pk), asker(request)
    sight = sight_of(by, claim)
    rows = comments_visible_to(by, claim, sight.standing)
    found = listed(request, rows, asked, order=("pk",), shown=people.comment)
    return {**found, "hidden": "" if sight.talk else HIDDEN}


@router.post("/claims/{pk}/comments", response={201: Shown}, auth=WRITE)
def create_comment(request: HttpRequest, pk: Pk, given: NewComment) -> Any:
    """Say something; those whom it mentions, and who holds the claim, are told."""
    said = comment(claim_of(pk), by=asker(request), body=given.body)
    return Status(201, people.comment(comment_of(said.pk)))


@router.post("/comments/{pk}/withdraw", response=Shown, auth=WRITE)
def take_comment_back(request: HttpRequest, pk: Pk) -> Any:
    """Its place stays, its words are not shown. Its author, or an editor."""
    withdraw_comment(comment_of(pk), by=asker(request))
    return people.comment(comment_of(pk))


@router.post("/claims/{pk}/schedule", response=ShownClaim, auth=WRITE)
def schedule_claim(request: HttpRequest, pk: Pk, response: HttpResponse, given: Schedule) -> Any:
    """When the work is due, or that it has no date, and its lane."""
    claim = claim_of(pk)
    schedule(claim, by=asker(request), due_at=given.due_at, priority=given.priority)
    return answered(claim, response)
