"""How a check-worthiness score came about, in words, numbers and bars.

The score is ``1 / (1 + exp(-(start + sum of value * weight)))``: each criterion adds points to a
start that is the same for every sentence, and the total is pressed between 0 and 1.
"""

import math
from dataclasses import dataclass
from typing import Any, NamedTuple

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from claims.criteria import criterion
from claims.worth_queries import SHOWN, Moved

register = template.Library()

WIDEST = 1.5  # points that fill half of the bar
HALF = 50.0
MOSTLY = 0.6  # of all points for it: what the sentence on top names
NAMED = 3
MUCH, LITTLE = 1.0, 0.3  # points, in words
RAISES = (_("raises it a little"), _("raises it"), _("raises it a lot"))
LOWERS = (_("lowers it a little"), _("lowers it"), _("lowers it a lot"))
PRECISE = 0.0005  # nearer to 0 or 1 four digits no longer tell the total that made the score


@dataclass(frozen=True, slots=True)
class Row:
    """One criterion: ``points`` may be negative; the bar lies from ``x`` over ``width`` of 100.

    ``without`` is the score that the sentence would have if the criterion did not count, None where
    the score lies at its very end.
    """

    label: str
    explanation: str
    words: str
    value: float
    weight: float
    points: float
    without: float | None
    x: float
    width: float

    @property
    def effect(self) -> str:
        """What it does to the score, in words."""
        if not self.points:
            return gettext("changes nothing")
        size = abs(self.points)
        much = 2 if size >= MUCH else 0 if size < LITTLE else 1
        return str((RAISES if self.points > 0 else LOWERS)[much])

    @property
    def name(self) -> str:
        """The label within a sentence."""
        return self.label[:1].lower() + self.label[1:]


@register.filter
def reasons_of(claim: Any) -> list[Row]:
    """The criteria that were met, as rows of a table, what counts most first."""
    total = _total(claim.score)
    return [_row(reason, total) for reason in claim.reasons if isinstance(reason, dict)]


def _row(reason: dict[str, Any], total: float | None) -> Row:
    value, weight = float(reason.get("value") or 0), float(reason.get("weight") or 0)
    label, explanation = criterion(str(reason.get("criterion", "")))
    points = value * weight
    width = min(1.0, abs(points) / WIDEST) * HALF
    return Row(
        label=label,
        explanation=explanation,
        words=str(reason.get("words") or ""),
        value=value,
        weight=weight,
        points=points,
        without=None if total is None else 1 / (1 + math.exp(points - total)),
        x=round(HALF - width if points < 0 else HALF, 1),
        width=round(width, 1),
    )


def _total(score: float) -> float | None:
    """The points that the score was made of; None where its four digits do not tell."""
    return math.log(score / (1 - score)) if PRECISE < score < 1 - PRECISE else None


@register.filter
def start_of(claim: Any) -> float | None:
    """The points that every sentence starts from, worked out from the score; None at its ends."""
    total = _total(claim.score)
    return None if total is None else total - sum(row.points for row in reasons_of(claim))


@register.filter
def mostly(claim: Any) -> str:
    """What the score rests on, in a sentence or two."""
    rows = sorted(reasons_of(claim), key=lambda row: -abs(row.points))
    raised = _named([row for row in rows if row.points > 0])
    lowered = _named([row for row in rows if row.points <= -LITTLE])
    sentences = [
        gettext("Mostly because of: %(names)s.") % {"names": raised}
        if raised
        else gettext("Nothing speaks for checking it."),
        gettext("Held back by: %(names)s.") % {"names": lowered} if lowered else "",
    ]
    return " ".join(filter(None, sentences))


def _named(rows: list[Row]) -> str:
    """The first few that make up most of the points, and at most three."""
    wanted, names, so_far = MOSTLY * sum(abs(row.points) for row in rows), list[str](), 0.0
    for row in rows[:NAMED]:
        if so_far >= wanted:
            break
        names.append(row.name)
        so_far += abs(row.points)
    return ", ".join(names)


@register.filter
def engine_of(claim: Any) -> str:
    """Name and version of the engine that found the claim; "" where a person added it.

    The claim's first place is the one it was found at; ``appearances`` come in that order.
    """
    places = claim.appearances.all()
    return places[0].capture.engine if places and claim.origin == "machine" else ""


@register.filter
def signed(points: float | None) -> str:
    """+1.40 or −0.70, with a true minus sign."""
    return "" if points is None else f"{points:+.2f}".replace("-", "\u2212")


@register.simple_tag
def worth(claim: Any) -> SafeString:
    """The score as a word and its number, leading to its explanation; or that the machine gave none."""
    if claim.origin == "person" and not claim.reasons:
        return format_html('<span class="score">{}</span>', gettext("Not scored"))
    grade = _grade(claim.score)
    html = '<a class="score score-{}" href="{}" title="{}"><span>{}</span> <span class="num">{}</span></a>'
    page = reverse("claim_score", args=[claim.pk])
    why, word = gettext("Why it scored so"), GRADES[grade]
    return format_html(html, grade, page, why, word, f"{claim.score:.2f}")


class Movement(NamedTuple):
    """How a claim moves in the queue: a mark whose shape tells, and its words."""

    kind: str
    mark: str
    words: str


@register.filter
def movement(row: Moved) -> Movement:
    """As the claim stands in the queue that would be."""
    if row.place > SHOWN:
        return Movement("in", "\u2605", gettext("comes in, from %(place)s") % {"place": row.place})
    if not row.up:
        return Movement("same", "=", gettext("stays"))
    told = {"places": abs(row.up), "place": row.place}
    if row.up > 0:
        return Movement("up", "\u25b2", gettext("%(places)s up, from %(place)s") % told)
    return Movement("down", "\u25bc", gettext("%(places)s down, from %(place)s") % told)


@register.filter
def leaves(row: Moved) -> str:
    """Where a claim goes that falls out of the places shown; "" for one that stays within."""
    return gettext("leaves, to %(place)s") % {"place": row.new_place} if row.new_place > SHOWN else ""


@register.filter
def score_words(score: float) -> str:
    """How much a claim is worth checking."""
    return str(GRADES[_grade(score)])


GRADES = {
    "high": pgettext_lazy("score", "High"),
    "fair": pgettext_lazy("score", "Fair"),
    "low": pgettext_lazy("score", "Low"),
}


def _grade(score: float) -> str:
    return "high" if score >= 0.7 else "fair" if score >= 0.4 else "low"
