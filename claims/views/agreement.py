"""How far those who judged a claim are apart: the scale, with everybody at their rating."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from claims.models import AssessmentVersion, PanelVote, Rating, Review


@dataclass(frozen=True, slots=True)
class Step:
    """A rating of the scale and who gave it: (name, what they did)."""

    rating: Rating
    people: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Agreement:
    steps: list[Step]
    sentence: str


def agreement(
    scale: Iterable[Rating],
    draft: AssessmentVersion | None,
    reviews: Iterable[Review],
    votes: Iterable[PanelVote] = (),
) -> Agreement:
    """``scale`` in its order. The sentence speaks of draft and reviews; votes only stand on the line."""
    said: dict[int, list[tuple[str, str]]] = {}
    if draft and draft.rating_id:
        said.setdefault(draft.rating_id, []).append((str(draft.contributor), _("draft")))
    for review in reviews:
        said.setdefault(review.rating_id, []).append((str(review.reviewer), _("review")))
    judged = set(said)
    for vote in votes:
        said.setdefault(vote.rating_id, []).append((str(vote.voter), _("vote")))
    steps = [Step(rating, said.get(rating.pk, [])) for rating in scale]
    return Agreement(steps, _sentence(steps, judged))


def _sentence(steps: list[Step], judged: set[int]) -> str:
    places = [n for n, step in enumerate(steps) if step.rating.pk in judged]
    if len(places) < 2:
        return _("All who judged it so far say the same.") if places else _("Nobody has judged it yet.")
    apart = places[-1] - places[0]
    words = ngettext(
        "They are %(n)s step of the scale apart.", "They are %(n)s steps of the scale apart.", apart
    )
    return words % {"n": apart}
