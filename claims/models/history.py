"""What people edit, as it was: one row a change, written by PostgreSQL whoever makes the change.

Bulk and raw SQL writes are kept like any other. A status is not: `Activity` has it. Scales and
ratings are not either: they never change, a new version is made of them. ``pgh_label`` says what
happened, ``pgh_context`` who did it: ``{"user": id}``, None for the machine and for raw SQL.
Append-only (migration `kept_by_postgres`): only words can be taken out, by an erasure that is on the record.
"""

import pghistory
from django.db import models
from django.db.models.functions import Now

from claims.models.claim import Claim, SaidBy
from claims.models.policy import Policy, Topic
from claims.models.public import PublicPage
from claims.models.source import Feed, Source, Speaker


class TopicOfClaim(Claim.topics.through):  # type: ignore[misc, name-defined]
    """Only carries the triggers of the table in between: topics decide what the policy asks."""

    class Meta:
        proxy = True
        verbose_name, verbose_name_plural = "topic of a claim", "topics of claims"


def _history(of: type[models.Model], *fields: str, linked: bool = True) -> type[models.Model]:
    """The history of these columns; ``linked`` rows are their object's ``history``."""
    return pghistory.create_event_model(
        of,
        pghistory.InsertEvent("added"),
        pghistory.UpdateEvent("changed"),
        pghistory.DeleteEvent("removed"),
        fields=["id", *fields],
        model_name=f"{of.__name__}History",
        obj_field=pghistory.ObjForeignKey(related_name="history") if linked else None,  # type: ignore[arg-type]
        context_field=pghistory.ContextJSONField(),
        context_id_field=None,  # type: ignore[arg-type]
        append_only=False,
        attrs={"erased_at": models.DateTimeField(null=True, editable=False)},
        meta={"ordering": ["-pgh_id"], "verbose_name_plural": f"history of {of._meta.verbose_name_plural}"},
        abstract=False,
    )


ClaimHistory = _history(Claim, "text", "made_on", "language", "type", "priority", "due_at")
SpeakerHistory = _history(Speaker, "name", "aliases", "role", "affiliation", "same_as", "confirmed")
SourceHistory = _history(Source, "name", "domain", "language")
FeedHistory = _history(Feed, "source", "address", "every_minutes", "active")
TopicHistory = _history(Topic, "name")
PolicyHistory = _history(
    Policy,
    "topic",
    "reviews_required",
    "sources_required",
    "primary_required",
    "reply_required",
    "captures_required",
)
PublicPageHistory = _history(PublicPage, "slug", "title", "text", "position")
SaidByHistory = _history(SaidBy, "claim", "speaker", "position", linked=False)
TopicOfClaimHistory = _history(TopicOfClaim, "claim", "topic", linked=False)
HISTORIES = (
    ClaimHistory,
    SpeakerHistory,
    SourceHistory,
    TopicHistory,
    PolicyHistory,
    SaidByHistory,
    TopicOfClaimHistory,
    FeedHistory,
    PublicPageHistory,
)


def erase_words_of(person: int) -> int:
    """Take the words out of every statement that this person worded; that they did stays. How many."""
    theirs = ClaimHistory._default_manager.filter(pgh_context__user=person, erased_at=None)
    return theirs.update(text="", erased_at=Now())
