"""Reads of check-worthiness: the weights in force, who is still scored under others, a queue to come."""

from collections.abc import Mapping
from heapq import nlargest
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet

from claims.models import Claim, Weights
from claims.nlp.worth import DEFAULT_WEIGHTS, reweighed
from claims.states import Status

OPEN = (Status.CANDIDATE, Status.QUEUED)
"""What still waits for somebody: the claims whose order the weights make."""
SHOWN = 25


class Standing(NamedTuple):
    """Where a claim stands in the queue, the most urgent greatest: `queries.QUEUE_ORDER`."""

    priority: int
    score: float
    pk: int


class Moved(NamedTuple):
    """A claim's place (from 1) and score in the queue as it is and as it would be."""

    claim: Claim
    place: int
    new_place: int
    score: float
    new_score: float

    @property
    def up(self) -> int:
        """How many places it rises; negative where it sinks."""
        return self.place - self.new_place

    @property
    def change(self) -> float:
        """Between the scores as they are shown, with two digits, so that a reader's sum comes out."""
        return round(self.new_score, 2) - round(self.score, 2)


class Reordered(NamedTuple):
    """The first places of the queue now and under other weights; ``total`` is the queue's length."""

    total: int
    now: list[Moved]
    then: list[Moved]

    @property
    def rows(self) -> list[tuple[Moved, Moved]]:
        """Place by place: who stands there now, and who would."""
        return list(zip(self.now, self.then, strict=True))


def newest_weights() -> Weights | None:
    """The version in force; None while the engine's own weights are."""
    return Weights.objects.select_related("made_by").order_by("-version").first()


def values_of(weights: Weights | None) -> dict[str, float]:
    """A weight for each criterion that the engine knows."""
    return DEFAULT_WEIGHTS | (weights.values if weights else {})


def scored_otherwise(weights: Weights | None) -> QuerySet[Claim]:
    """Open claims that the machine scored under another version."""
    under_another = Q(weights__isnull=False) if weights is None else ~Q(weights=weights) | Q(weights=None)
    return Claim.objects.filter(under_another, status__in=OPEN).exclude(UNSCORED).defer("search")


UNSCORED = Q(origin=Claim.Origin.PERSON, reasons=[])
"""A person added it and no machine has looked at its words: it keeps its score of 0."""


def reordered(values: Mapping[str, float]) -> Reordered:
    """The queue under other weights, beside the queue as it is. Three questions, nothing is saved.

    Every open claim is weighed, because one from far below may come up: 20,000 take about a second.
    """
    now, then = _standings(values)
    places = _places(now), _places(then)
    heads = [[row.pk for row in nlargest(SHOWN, rows.values())] for rows in (now, then)]
    claims = Claim.objects.defer("search", "reasons").in_bulk({pk for head in heads for pk in head})

    def moved(pk: int) -> Moved:
        return Moved(claims[pk], places[0][pk], places[1][pk], now[pk].score, then[pk].score)

    return Reordered(len(now), *([moved(pk) for pk in head] for head in heads))


def _standings(values: Mapping[str, float]) -> tuple[dict[int, Standing], dict[int, Standing]]:
    rows = Claim.objects.filter(status__in=OPEN).order_by()
    now, then = {}, {}
    for pk, priority, score, origin, reasons in rows.values_list(
        "pk", "priority", "score", "origin", "reasons"
    ).iterator(chunk_size=2000):
        now[pk] = Standing(priority, score, pk)
        then[pk] = Standing(priority, new_score(origin, score, reasons, values), pk)
    return now, then


def new_score(origin: str, score: float, reasons: list[dict[str, Any]], values: Mapping[str, float]) -> float:
    unscored = origin == Claim.Origin.PERSON and not reasons
    return score if unscored else reweighed(reasons, values)[0]


def _places(standings: dict[int, Standing]) -> dict[int, int]:
    ranked = sorted(standings.values(), reverse=True)
    return {row.pk: place for place, row in enumerate(ranked, start=1)}
