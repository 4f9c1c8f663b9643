"""Reads of captures, their web archives, and what changed since."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from accounts.models import User
from claims.models import Anchoring, Appearance, Archive, Article, Capture, Claim, Evidence, Look

ORPHANS = [Anchoring.How.ALTERED, Anchoring.How.LOST]
LOOKED_AT = 30  # newest looks at a page that its own page tells of


@dataclass(frozen=True, slots=True)
class Archived:
    """An archive and the title of what it holds."""

    archive: Archive
    title: str


def captures_shown() -> QuerySet[Capture]:
    """Captures with what their page tells, without their bytes."""
    return Capture.objects.select_related("article__source", "archive").defer("raw", "archive__warc")


def evidence_shown() -> QuerySet[Evidence]:
    """Evidence with its copy, without bytes."""
    rows = Evidence.objects.select_related("claim", "capture__archive", "file", "added_by")
    return rows.defer("claim__search", "capture__raw", "capture__archive__warc", "file__raw")


def pieces_of(claims: Iterable[Claim]) -> dict[int, int]:
    """How many pieces of evidence each claim has; one that has none is left out."""
    rows = Evidence.objects.filter(claim__in=claims, removed_at=None).order_by()
    return dict(rows.values("claim").annotate(n=Count("pk")).values_list("claim", "n"))


def archives_of(claim: Claim) -> Iterator[Archived]:
    """The archives of a claim's evidence, in its order, then of the articles in which it was met.

    One at a time, since each may hold some megabytes; a capture that serves twice comes once.
    """
    pieces = Evidence.objects.filter(claim=claim, removed_at=None, capture__isnull=False).order_by("pk")
    titles = {row.capture_id: row.title for row in reversed(list(pieces.only("capture_id", "title")))}
    met = Capture.objects.filter(appearances__claim=claim).order_by("pk").distinct()
    for pk, title in met.values_list("pk", "article__title"):
        titles.setdefault(pk, title or "")
    place = {capture: n for n, capture in enumerate(titles)}
    known = Archive.objects.filter(capture__in=titles).values_list("pk", "capture_id")
    for pk, capture in sorted(known, key=lambda row: place[row[1]]):
        found = Archive.objects.select_related("capture").defer("capture__raw").get(pk=pk)
        yield Archived(found, titles[capture])


def has_archives(claim: Claim) -> bool:
    """Whether there is anything to export."""
    of_evidence = Q(capture__evidence__claim=claim, capture__evidence__removed_at=None)
    return Archive.objects.filter(of_evidence | Q(capture__appearances__claim=claim)).exists()


def looks_listed() -> QuerySet[Look]:
    """Looks with what a list shows of them; ``orphans`` counts quoted words that wait for a decision."""
    waiting = Q(anchorings__how__in=ORPHANS, anchorings__settled_at=None)
    return (
        Look.objects.select_related("article__source", "evidence__claim", "settled_by")
        .defer("evidence__claim__search")
        .annotate(orphans=Count("anchorings", filter=waiting))
    )


def tasks() -> QuerySet[Look]:
    """Pages that changed, moved or went, and that nobody has settled yet, newest first."""
    return looks_listed().filter(asks=True, settled_at=None).order_by("-pk")


def tasks_of(user: User) -> QuerySet[Look]:
    """Those that touch a claim which the person holds."""
    of_evidence = Q(evidence__claim__assignee=user)
    met = Appearance.objects.filter(capture=OuterRef("before"), claim__assignee=user)
    return tasks().filter(of_evidence | Q(Exists(met), article__isnull=False))


def look_shown(pk: int) -> QuerySet[Look]:
    """A look with both copies' texts."""
    return looks_listed().select_related("before", "after").defer("before__raw", "after__raw").filter(pk=pk)


def anchorings_of(look: Look) -> QuerySet[Anchoring]:
    """What became of each quotation: what waits for a decision first."""
    rows = look.anchorings.select_related("appearance__claim", "evidence", "settled_by", "placed")
    return rows.defer("appearance__claim__search").order_by("-how", "pk")


def looks_at(**subject: Article | Evidence) -> list[Look]:
    """The newest looks at one page, unchanged ones left out but for the very last."""
    rows = list(Look.objects.filter(**subject).order_by("-pk")[:LOOKED_AT])
    return [look for n, look in enumerate(rows) if n == 0 or look.outcome != Look.Outcome.SAME]
