"""The text that a claim was found in, beside the work on it: its place, its neighbours, its versions."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET

from claims import queries
from claims.models import Appearance, Capture, Claim
from claims.views.access import Request, newsroom, wants_part
from claims.views.changes import Change, changes
from claims.views.marking import Paragraph, Place, paragraphs

AROUND = 6_000  # characters on either side of the claim that are shown; the article's page has all
VERSIONS = 12


@dataclass(frozen=True, slots=True)
class Source:
    """``place`` is where the claim stands; ``back`` and ``on`` are its other places, None at an end.

    ``changed`` is None unless the text is compared with ``against``, an older capture.
    """

    place: Appearance
    number: int
    back: Appearance | None
    on: Appearance | None
    paragraphs: list[Paragraph]
    cut: bool
    others: list[Appearance]
    own: set[int]
    declined: set[int]
    captures: list[Capture]
    against: Capture | None
    changed: list[Change] | None


def shown(request: Request, claim: Claim) -> dict[str, Any]:
    """The text of the place that the address names in ``place``, else of the first; four queries."""
    places = list(claim.appearances.all())
    place = next(
        (row for row in places if str(row.pk) == request.GET.get("place")), places[0] if places else None
    )
    if place is None:
        return {"source": None}
    return {"source": _source(claim, places, place, request.GET.get("against", ""))}


def _source(claim: Claim, places: list[Appearance], place: Appearance, against: str) -> Source:
    number = places.index(place)
    text = Capture.objects.values_list("text", flat=True).get(pk=place.capture_id)
    there = list(queries.claims_in_capture(place.capture_id))
    marked = paragraphs(text, (Place(row.pk, row.start, row.end) for row in there))
    near = [part for part in marked if -AROUND < part.start - place.start < AROUND]
    captures = list(_versions(place))
    older = next((row for row in captures if str(row.pk) == against and row.pk != place.capture_id), None)
    return Source(
        place=place,
        number=number + 1,
        back=places[number - 1] if number else None,
        on=places[number + 1] if number + 1 < len(places) else None,
        paragraphs=near,
        cut=len(near) < len(marked),
        others=[row for row in there if row.claim_id != claim.pk],
        own={row.pk for row in there if row.claim_id == claim.pk},
        declined={row.pk for row in there if row.claim.status == "declined"},
        captures=captures,
        against=older,
        changed=changes(_text(older), text) if older else None,
    )


def _versions(place: Appearance) -> list[Capture]:
    """The stored versions of the article, newest first."""
    article = place.capture.article
    return list(article.captures.defer("raw", "text").order_by("-pk")[:VERSIONS]) if article else []


def _text(capture: Capture) -> str:
    return str(Capture.objects.values_list("text", flat=True).get(pk=capture.pk))


@require_GET
@newsroom
def text(request: Request, pk: int) -> HttpResponse:
    """Another place or version, as a part; by itself the address leads to the claim's whole page."""
    claim = get_object_or_404(queries.claim_shown(pk))
    if not wants_part(request):
        return redirect(f"{request.path.removesuffix('text/')}?{request.GET.urlencode()}")
    return render(request, "claims/_source.html", {"claim": claim, **shown(request, claim)})
