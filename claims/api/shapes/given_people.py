"""What a request about talk, replies, speakers and machines' proposals may hold."""

from typing import Annotated, Literal

from ninja import Field
from pydantic import StringConstraints

from claims.api.shapes.given import TEXT, Day, Given, Id, Moment, Paged
from claims.models import ANSWER_MAX, COMMENT_MAX, QUESTION_MAX, TEXT_MAX

Name = Annotated[str, StringConstraints(max_length=200, pattern=TEXT)]


class NewComment(Given):
    """``@name`` in it tells somebody of it."""

    body: Annotated[str, StringConstraints(min_length=1, max_length=COMMENT_MAX, pattern=TEXT)]


class NewReplyRequest(Given):
    """A question to the person concerned; ``deadline`` leaves an hour at least and 90 days at most."""

    addressee: Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=TEXT)]
    email: Annotated[str, StringConstraints(min_length=3, max_length=254, pattern=TEXT)]
    question: Annotated[str, StringConstraints(min_length=1, max_length=QUESTION_MAX, pattern=TEXT)]
    deadline: Moment


class ReplyEnded(Given):
    """How it ended; ``answer`` is what they said where they answered by another way."""

    outcome: Literal["answered", "declined", "no_answer", "undeliverable"]
    answer: Annotated[str, StringConstraints(max_length=ANSWER_MAX, pattern=TEXT)] = ""


class PassedOn(Given):
    """Who looks after the request from now on, by id."""

    to: Id


class SpeakerFacts(Given):
    """All of it: what is left out is empty."""

    name: Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=TEXT)]
    aliases: Annotated[list[Name], Field(max_length=50)] = []
    role: Name = ""
    affiliation: Name = ""
    same_as: Name = ""


class MergedSpeaker(Given):
    """The speaker whose names and claims go over, by id; its record is gone then."""

    other: Id


class NewProposal(Given):
    purpose: Literal["statement", "questions", "summary"]


class SpeakerFilters(Paged):
    """``q``: letters of a name, or a whole other name."""

    q: Name = ""
    confirmed: bool | None = None


class LibraryAsked(Given):
    """``q`` is a claim or a question; ``before`` keeps to what was out by that day."""

    q: Annotated[str, StringConstraints(min_length=1, max_length=TEXT_MAX, pattern=TEXT)]
    before: Day | None = None
    size: Annotated[int, Field(ge=1, le=50, strict=False)] = 12


class AlreadyAsked(Given):
    """``among``: what was published, by us and others, or what this newsroom works on."""

    q: Annotated[str, StringConstraints(min_length=1, max_length=TEXT_MAX, pattern=TEXT)]
    among: Literal["checks", "claims"] = "checks"
    language: Annotated[str, StringConstraints(max_length=12, pattern="^[A-Za-z-]*$")] = ""
    before: Day | None = None
    size: Annotated[int, Field(ge=1, le=20, strict=False)] = 5
