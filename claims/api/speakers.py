"""Whom claims are said to be from, and what claims are about."""

from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Query, Router

from claims import rules
from claims.actions.speakers import edit_speaker, merge_speakers, version_of
from claims.api.access import READ, WRITE, asker
from claims.api.etags import known_version
from claims.api.pages import listed
from claims.api.shapes import people
from claims.api.shapes.given_people import MergedSpeaker, SpeakerFacts, SpeakerFilters
from claims.api.shapes.people import Speakers
from claims.api.shapes.people import SpeakerWhole as Shown
from claims.api.shapes.shown import Topics
from claims.api.types import Pk
from claims.models import Speaker, Topic
from claims.wording import folded

router = Router(tags=["speakers"])


@router.get("/topics", response=Topics, auth=READ)
def list_topics(request: HttpRequest) -> Any:
    """What claims can be about, by name."""
    return {"items": [{"id": row.pk, "name": row.name} for row in Topic.objects.all()]}


@router.get("/speakers", response=Speakers, auth=READ)
def list_speakers(request: HttpRequest, asked: Query[SpeakerFilters]) -> Any:
    """The newest first."""
    rows = Speaker.objects.all()
    if asked.q:
        rows = rows.filter(Q(name__icontains=asked.q) | Q(keys__contains=[folded(asked.q)]))
    if asked.confirmed is not None:
        rows = rows.filter(confirmed=asked.confirmed)
    return listed(request, rows, asked, order=("-pk",), shown=people.speaker)


@router.get("/speakers/{pk}", response=Shown, auth=READ)
def get_speaker(request: HttpRequest, pk: Pk, response: HttpResponse) -> Any:
    return answered(get_object_or_404(Speaker, pk=pk), response)


def answered(row: Speaker, response: HttpResponse) -> dict[str, Any]:
    response["ETag"] = people.speaker_version(row)
    return people.speaker(row)


@router.put("/speakers/{pk}", response=Shown, auth=WRITE)
def put_speaker_right(request: HttpRequest, pk: Pk, response: HttpResponse, given: SpeakerFacts) -> Any:
    """Names, role and page, drawn from the version that If-Match names. It is confirmed by it."""
    rules.may_edit_speakers(asker(request)).check()
    found = get_object_or_404(Speaker, pk=pk)
    known_version(request, people.speaker_version(found))
    done = edit_speaker(found, by=asker(request), version=version_of(found), **given.model_dump())
    return answered(done, response)


@router.post("/speakers/{pk}/merge", response=Shown, auth=WRITE)
def merge_speaker(request: HttpRequest, pk: Pk, response: HttpResponse, given: MergedSpeaker) -> Any:
    """Everything that the other said is said by this one, under whose aliases its names go on."""
    rules.may_merge_speakers(asker(request)).check()
    kept, other = get_object_or_404(Speaker, pk=pk), get_object_or_404(Speaker, pk=given.other)
    return answered(merge_speakers(kept, other, by=asker(request)), response)
