"""Reads of review: the draft, its evidence, its judges, and what the public has of it."""

from typing import NamedTuple
from uuid import UUID

from django.db.models import F, QuerySet, Value
from django.db.models.functions import Greatest, Least, Substr

from accounts.models import User
from claims.models import (
    Activity,
    Appearance,
    Approval,
    Assessment,
    AssessmentVersion,
    Capture,
    Claim,
    DraftReader,
    Embargo,
    Evidence,
    Job,
    JobKind,
    PanelVote,
    Publication,
    Rating,
    Review,
    Tip,
    contributors_to,
)
from claims.queries import researchers

AROUND = 400  # characters of the text on either side of a quote that a reviewer reads
CITABLE = 200  # newest stored copies that evidence can be taken from


class Judgements(NamedTuple):
    """What was given in the draft's present round."""

    reviews: list[Review]
    votes: list[PanelVote]


def assessment_of(claim: Claim) -> Assessment | None:
    return Assessment.objects.filter(claim=claim).first()


def round_of(claim: Claim) -> int | None:
    """Of the claim's draft; None where there is none."""
    return Assessment.objects.filter(claim=claim).values_list("round", flat=True).first()


def versions_of(assessment: Assessment | None) -> QuerySet[AssessmentVersion]:
    """Newest first, with who wrote each and the rating it had."""
    versions = AssessmentVersion.objects.filter(assessment=assessment)
    return versions.select_related("rating", "contributor").order_by("-number")


def judgements_of(assessment: Assessment | None) -> Judgements:
    """Reviews and votes of the present round, in the order in which they came."""
    if assessment is None:
        return Judgements([], [])
    this = {"assessment": assessment, "round": assessment.round}
    reviews = Review.objects.filter(**this).select_related("rating__scale", "reviewer").order_by("pk")
    votes = PanelVote.objects.filter(**this).select_related("rating__scale", "voter").order_by("pk")
    return Judgements(list(reviews), list(votes))


def approval_of(assessment: Assessment | None) -> Approval | None:
    if assessment is None:
        return None
    found = Approval.objects.filter(assessment=assessment, round=assessment.round)
    return found.select_related("version", "rating__scale", "assessment").first()


def ratings_to_judge(claim: Claim) -> QuerySet[Rating]:
    """The scale that the draft was rated on, whole: it may be older than the newest one."""
    drafted = AssessmentVersion.objects.filter(
        assessment__claim=claim, number=F("assessment__version"), rating__isnull=False
    )
    return Rating.objects.filter(scale__in=drafted.values("rating__scale")).order_by("position")


def evidence_of(claim: Claim) -> QuerySet[Evidence]:
    """What stands in the draft, without the bytes and the text of its copies."""
    return (
        Evidence.objects.filter(claim=claim, removed_at=None)
        .select_related("capture__archive", "added_by", "file")
        .defer("capture__raw", "capture__text", "capture__archive__warc", "file__raw")
        .order_by("pk")
    )


def copy_jobs(claim: Claim) -> dict[str, Job]:
    """The newest job that keeps a copy of each piece of evidence, by the job's key."""
    return {job.key: job for job in Job.objects.filter(claim=claim, kind=JobKind.CAPTURE).order_by("pk")}


def citable() -> QuerySet[Capture]:
    """Stored copies that evidence can be taken from, newest first."""
    newest = list(Capture.objects.order_by("-pk").values_list("pk", flat=True)[:CITABLE])
    rows = Capture.objects.filter(pk__in=newest).select_related("article__source")
    return rows.defer("raw", "text").order_by("-pk")


def quotes_in_context(claim: Claim) -> QuerySet[Appearance]:
    """Each place with `AROUND` characters of the text before and after it."""
    before = Substr("capture__text", Greatest(F("start") - (AROUND - 1), 1), Least(F("start"), Value(AROUND)))
    return (
        Appearance.objects.filter(claim=claim)
        .select_related("capture__article__source")
        .defer("capture__raw", "capture__text")
        .annotate(before=before, after=Substr("capture__text", F("end") + 1, AROUND))
    )


def could_review(claim: Claim) -> QuerySet[User]:
    """Researchers who had no part in the draft and have not looked into it."""
    seen = DraftReader.objects.filter(claim=claim).values("user")
    return researchers().exclude(pk__in=contributors_to(claim)).exclude(pk__in=seen)


def open_embargo(claim: Claim) -> Embargo | None:
    return Embargo.objects.filter(claim=claim, ended_at=None).select_related("made_by").first()


def newest_publication(claim: Claim) -> Publication | None:
    return Publication.objects.filter(claim=claim).order_by("-version").first()


def check_shown(public_id: UUID) -> QuerySet[Publication]:
    """The newest version of a public check, with its claim and its withdrawal."""
    found = Publication.objects.filter(public_id=public_id).order_by("-version")
    return found.select_related("claim__withdrawal").defer("claim__search")[:1]


def public_act(claim: Claim) -> Activity | None:
    """The act that put the version which the public reads now into the record.

    Versions of the first days have none of their own: for them, the act that published.
    """
    acts = Activity.objects.filter(claim=claim).order_by("-pk")
    return acts.filter(verb="frozen").first() or acts.filter(verb__in=["publish", "corrected"]).first()


def tips(*, every: bool = False) -> QuerySet[Tip]:
    """What readers sent and nobody has seen to yet; all of it if asked."""
    rows = Tip.objects.select_related("claim", "publication", "handled_by")
    rows = rows.defer("claim__search", "publication__content").order_by("-pk")
    return rows if every else rows.filter(state=Tip.State.OPEN)
