"""Right of reply: ask the person concerned, and look after what was asked."""

from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from ninja import Router, Status

from accounts.models import User
from claims.actions import reply as ending
from claims.actions import reply_requests as actions
from claims.api.access import READ, WRITE, asker
from claims.api.claims import claim_of
from claims.api.shapes import people
from claims.api.shapes.given import MaybeReason
from claims.api.shapes.given_people import NewReplyRequest, PassedOn, ReplyEnded
from claims.api.shapes.people import ReplyAsked, ReplyRequests
from claims.api.shapes.people import ReplyRequest as Shown
from claims.api.types import Pk
from claims.models import ReplyRequest
from claims.visibility import sight_of

router = Router(tags=["replies"])


def request_of(pk: int) -> ReplyRequest:
    rows = ReplyRequest.objects.select_related("claim", "made_by", "kept_by").defer("claim__search")
    return get_object_or_404(rows, pk=pk)


def shown(request: HttpRequest, pk: int) -> dict[str, Any]:
    """The request as it is now."""
    found = request_of(pk)
    return people.reply(found, sight_of(asker(request), found.claim))


@router.get("/claims/{pk}/replies", response=ReplyRequests, auth=READ)
def list_replies(request: HttpRequest, pk: Pk) -> Any:
    """Who was asked about the claim, by when, and what came of it; the newest first."""
    claim = claim_of(pk)
    sight = sight_of(asker(request), claim)
    rows = claim.reply_requests.select_related("made_by", "kept_by")
    return {"items": [people.reply(row, sight) for row in rows]}


@router.post("/claims/{pk}/replies", response={201: ReplyAsked}, auth=WRITE)
def ask_for_reply(request: HttpRequest, pk: Pk, given: NewReplyRequest) -> Any:
    """Ask; the letter goes by a job. The link to hand over is in this answer and nowhere else."""
    made, token = actions.ask(claim_of(pk), by=asker(request), **given.model_dump())
    link = request.build_absolute_uri(reverse("reply", args=[token]))
    return Status(201, {**shown(request, made.pk), "link": link})


@router.get("/replies/{pk}", response=Shown, auth=READ)
def get_reply(request: HttpRequest, pk: Pk) -> Any:
    return shown(request, pk)


@router.post("/replies/{pk}/send-again", response=Shown, auth=WRITE)
def send_reply_again(request: HttpRequest, pk: Pk) -> Any:
    """The letter once more, where it did not arrive. Earlier links stay."""
    actions.send_again(request_of(pk), by=asker(request))
    return shown(request, pk)


@router.post("/replies/{pk}/revoke", response=Shown, auth=WRITE)
def revoke_reply(request: HttpRequest, pk: Pk, given: MaybeReason) -> Any:
    """Take the question back: every link of it says so."""
    actions.revoke(request_of(pk), by=asker(request), reason=given.reason)
    return shown(request, pk)


@router.post("/replies/{pk}/close", response=Shown, auth=WRITE)
def close_reply(request: HttpRequest, pk: Pk, given: ReplyEnded) -> Any:
    """Write down how it ended; an answer that came by another way becomes evidence."""
    ending.close(request_of(pk), by=asker(request), outcome=given.outcome, answer=given.answer)
    return shown(request, pk)


@router.post("/replies/{pk}/pass-on", response=Shown, auth=WRITE)
def pass_reply_on(request: HttpRequest, pk: Pk, given: PassedOn) -> Any:
    """Let somebody else look after the request."""
    to = get_object_or_404(User.objects.filter(is_active=True), pk=given.to)
    actions.pass_on(request_of(pk), by=asker(request), to=to)
    return shown(request, pk)
