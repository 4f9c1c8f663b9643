"""Look again at pages that checks rest on: which are due, and what each is compared with."""

from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Case, DateTimeField, F, Min, OuterRef, QuerySet, Subquery, When
from django.db.models.functions import Coalesce, Now

from accounts.models import User
from claims.actions.jobs import enqueue
from claims.models import Appearance, Article, Capture, Evidence, Job, JobKind, Look
from claims.states import Status

AT_ONCE = 20  # pages that one beat asks for
CONSIDERED = 500
YOUNG, GROWN = timedelta(days=7), timedelta(days=60)  # since a page was stored first
WATCHED = [status for status in Status if status not in {Status.CANDIDATE, Status.DECLINED, Status.WITHDRAWN}]
Subject = Article | Evidence


def start_looks() -> int:
    """Ask for the looks that are due, one page of a host at a time. Any number of beats may do this."""
    if settings.LOOK_AGAIN_HOURS <= 0:
        return 0
    open_jobs = Job.objects.filter(kind=JobKind.LOOK, state__in=[Job.State.WAITING, Job.State.RUNNING])
    busy = {str(payload.get("host")) for payload in open_jobs.values_list("payload", flat=True)}
    started = 0
    for subject in _due():
        host = urlsplit(subject.address or "").hostname or ""
        if host in busy or started >= AT_ONCE:
            continue
        busy.add(host)
        look_later(subject, by=None)
        started += 1
    return started


def look_later(subject: Subject, *, by: User | None) -> Job:
    """Have a worker look at the page; asking again while one does is the same job."""
    host = urlsplit(subject.address or "").hostname or ""
    payload = {"look": key_of(subject), "host": host}
    of_article, of_claim = (subject, None) if isinstance(subject, Article) else (None, subject.claim)
    return enqueue(
        JobKind.LOOK, key=key_of(subject), by=by, article=of_article, claim=of_claim, payload=payload
    )


def key_of(subject: Subject) -> str:
    return f"{'article' if isinstance(subject, Article) else 'evidence'}:{subject.pk}"


def _due() -> list[Subject]:
    """Those whose page was seen longest ago come first."""
    rows: list[Subject] = [*due_evidence()[:CONSIDERED], *due_articles()[:CONSIDERED]]
    return sorted(rows, key=lambda row: getattr(row, "last"))  # noqa: B009 - annotated


def due_evidence() -> "QuerySet[Evidence]":
    """Pieces with a copy of a page, of checks that are public."""
    rows = Evidence.objects.filter(
        claim__status=Status.PUBLISHED, removed_at=None, capture__isnull=False, file=None
    ).exclude(address="")
    looks = Look.objects.filter(evidence=OuterRef("pk"))
    return _not_seen_lately(rows.annotate(first=F("capture__retrieved_at")), looks).select_related("claim")


def due_articles() -> "QuerySet[Article]":
    """Articles with an address in which a claim was met that somebody has accepted."""
    met = Appearance.objects.filter(claim__status__in=WATCHED).values("capture__article")
    rows = Article.objects.filter(address__isnull=False, pk__in=met)
    looks = Look.objects.filter(article=OuterRef("pk"))
    return _not_seen_lately(rows.annotate(first=Min("captures__retrieved_at")), looks)


def _not_seen_lately(rows: "QuerySet[Any]", looks: "QuerySet[Look]") -> "QuerySet[Any]":
    """Every LOOK_AGAIN_HOURS at first, a seventh as often after a week, then once a month."""
    every = timedelta(hours=settings.LOOK_AGAIN_HOURS)
    newest = Subquery(looks.order_by("-looked_at").values("looked_at")[:1])
    limit = Case(
        When(first__gt=Now() - YOUNG, then=Now() - every),
        When(first__gt=Now() - GROWN, then=Now() - 7 * every),
        default=Now() - 30 * every,
        output_field=DateTimeField(),
    )
    due: QuerySet[Any] = rows.annotate(last=Coalesce(newest, F("first"))).filter(last__lt=limit)
    return due.order_by("last", "pk")


def compared_with(subject: Subject) -> Capture | None:
    """The copy that shows the page as it was seen last."""
    looks = Look.objects.filter(**of(subject)).exclude(outcome=Look.Outcome.AWAY)
    last = looks.select_related("before", "after").order_by("-pk").first()
    if last is not None:
        return last.after or last.before
    if isinstance(subject, Evidence):
        return subject.capture
    return subject.captures.order_by("-pk").first()


def of(subject: Subject) -> dict[str, Subject]:
    return {"article" if isinstance(subject, Article) else "evidence": subject}
