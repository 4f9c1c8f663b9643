"""Reads about matches: what is suggested, what counts as one, what a claim's appearances add up to."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, F, Q, QuerySet, When
from django.utils import timezone

from claims.models import Appearance, Claim, Match, MatchThresholds, Publication, Rating
from claims.queries import newest_publications

FALSE_UP_TO = 2  # of 5: a rating that says the claim is mostly or wholly wrong
JOINED = Q(other__isnull=False) & (Q(state="confirmed") | Q(state="suggested", strength="strong"))
# What holds while nobody has set anything. A machine's word must be rather sure before people see it,
# and nearly certain before it counts two claims as one.
SUGGEST, STRONG = 0.5, 0.9


def house_thresholds() -> MatchThresholds:
    """The row that holds for every claim; unsaved while nobody has set it."""
    return MatchThresholds.objects.filter(topic=None).first() or MatchThresholds(
        suggest=SUGGEST, strong=STRONG
    )


def thresholds_for(claim: Claim) -> tuple[float, float]:
    """From where a match is suggested and from where it is strong: the highest of the claim's desks."""
    rows = list(MatchThresholds.objects.filter(Q(topic=None) | Q(topic__claims=claim)))
    if not any(row.topic_id is None for row in rows):
        rows.append(MatchThresholds(suggest=SUGGEST, strong=STRONG))
    return max(row.suggest for row in rows), max(row.strong for row in rows)


def strength_of(probability: float, same_claim: bool, thresholds: tuple[float, float]) -> Match.Strength:
    """Nothing is strong on likeness alone: the guard must have found no difference."""
    suggest, strong = thresholds
    if same_claim and probability >= strong:
        return Match.Strength.STRONG
    return Match.Strength.LIKELY if probability >= suggest else Match.Strength.WEAK


def matches_of(claim: Claim) -> QuerySet[Match]:
    """The claim's matches with either side: what waits for a decision, what is linked, what is not."""
    order = Case(When(state="suggested", then=0), When(state="confirmed", then=1), default=2)
    return (
        Match.objects.filter(Q(claim=claim) | Q(other=claim))
        .exclude(state=Match.State.SUGGESTED, strength=Match.Strength.WEAK)
        .select_related("claim", "known", "other", "decided_by")
        .defer("claim__search", "other__search")
        .order_by(order, F("probability").desc(), "pk")
    )


def verdicts_of(ids: Iterable[int]) -> dict[int, Publication]:
    """What we published of these claims and have not withdrawn, newest version, by claim."""
    return {row.claim_id: row for row in newest_publications().filter(claim__in=list(ids))}


def found_false(ids: Iterable[int]) -> dict[int, Publication]:
    """Those of `verdicts_of` that say the claim is wrong."""
    rows = verdicts_of(ids).items()
    return {pk: row for pk, row in rows if row.rating.value is not None and row.rating.value <= FALSE_UP_TO}


def family(claim: Claim) -> QuerySet[Claim]:
    """The claim and all that say the same: merged, confirmed, or strongly suggested."""
    same = Q(cluster=claim.cluster_id) if claim.cluster_id else Q()
    return Claim.objects.filter(Q(pk=claim.pk) | same).defer("search").order_by("pk")


def appearances_of_family(claim: Claim) -> QuerySet[Appearance]:
    """Every place where the claim, or one that says the same, was met."""
    return (
        Appearance.objects.filter(claim__in=family(claim).order_by().values("pk"))
        .select_related("capture__article__source")
        .defer("capture__raw", "capture__text")
    )


@dataclass(frozen=True, slots=True)
class Point:
    """A line of a timeline: an appearance, or a verdict of ours with the rating that it has now.

    ``sure`` is False where only a machine says that this is the same claim. ``after`` tells that our
    first verdict was out the day before.
    """

    day: date
    claim: Claim
    place: Appearance | None
    rating: Rating | None
    sure: bool
    after: bool


@dataclass(frozen=True, slots=True)
class Timeline:
    """``points`` in order of time; ``merged`` are the claims that were merged into this one."""

    points: list[Point]
    merged: list[Claim]

    @property
    def places(self) -> int:
        return sum(point.place is not None for point in self.points)

    @property
    def after(self) -> int:
        return sum(point.after for point in self.points if point.place is not None)


def timeline(claim: Claim) -> Timeline:
    """One claim, its appearances over time and outlets, before and after our verdict; four queries."""
    members = {row.pk: row for row in family(claim)}
    edges = set(
        Match.objects.filter(state=Match.State.CONFIRMED, claim__in=members, other__in=members)
        .order_by()
        .values_list("claim_id", "other_id")
    )
    edges |= {(row.pk, row.merged_into_id) for row in members.values() if row.merged_into_id in members}
    sure = _reached(claim.pk, edges)
    verdicts = list(_verdict_days(members))
    first = min((day for pk, day, _ in verdicts if pk in sure), default=None)
    points = [Point(day, members[pk], None, rating, pk in sure, True) for pk, day, rating in verdicts]
    for place in appearances_of_family(claim):
        day = _day_of(place)
        after = first is not None and day > first
        points.append(Point(day, members[place.claim_id], place, None, place.claim_id in sure, after))
    points.sort(key=lambda point: (point.day, point.place is None, point.claim.pk))
    return Timeline(points, [row for row in members.values() if row.merged_into_id == claim.pk])


def _reached(start: int, edges: set[tuple[int, int]]) -> set[int]:
    """What people have joined with ``start``, over any number of steps."""
    found, ahead = {start}, {start}
    while ahead:
        ahead = {pk for edge in edges if ahead & set(edge) for pk in edge} - found
        found |= ahead
    return found


def _verdict_days(members: Iterable[int]) -> Iterator[tuple[int, date, Rating]]:
    """For each claim that is published: when it first was, and what its newest version says."""
    rows = Publication.objects.filter(claim__in=list(members), claim__withdrawal=None)
    versions: dict[int, list[Publication]] = {}
    for row in rows.select_related("rating").defer("content").order_by("version"):
        versions.setdefault(row.claim_id, []).append(row)
    for pk, found in versions.items():
        yield pk, timezone.localdate(found[0].published_at), found[-1].rating


def _day_of(place: Appearance) -> date:
    """When the outlet published it; else when we stored it."""
    article = place.capture.article
    if article is not None and article.published_on:
        return article.published_on
    return timezone.localdate(place.capture.retrieved_at)
