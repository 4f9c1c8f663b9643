"""How a check-worthiness score came about, in words and bars.

The score is ``1 / (1 + exp(-(start + sum of value * weight)))``: each criterion adds points to a
start that is the same for every sentence, and the total is pressed between 0 and 1.
"""

import math
from dataclasses import dataclass
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

CRITERIA = {
    "model": "The trained reader’s view",
    "unread": "Not read by the trained reader",
    "number": "Numbers",
    "quantity": "A number with its unit",
    "named_entity": "Names",
    "verifiable_verb": "Something done or happening",
    "comparison": "A comparison",
    "causal": "Cause and effect",
    "law": "Law or rule",
    "harm": "Could do harm",
    "topic": "A public matter",
    "time": "A time",
    "length": "A full sentence",
    "attribution": "Somebody says so",
    "opinion": "Words of opinion",
    "future": "Speaks of the future",
    "duty": "Says what should be",
    "first_person": "Speaks of oneself",
    "third_person": "Speaks of others",
    "second_person": "Speaks to somebody",
    "hedges": "Hedged",
    "question": "A question",
    "greeting": "A greeting",
    "fragment": "Not a whole sentence",
    "demand": "Readers ask for it",
    "reach": "It reaches many",
    "record": "A record or a first",
}
WIDEST = 1.5  # points that fill half of the bar
HALF = 50.0


@dataclass(frozen=True, slots=True)
class Row:
    """One criterion: ``points`` may be negative; the bar lies from ``x`` over ``width`` of 100."""

    label: str
    words: str
    value: float
    weight: float
    points: float
    x: float
    width: float


@register.filter
def reasons_of(claim: Any) -> list[Row]:
    """The criteria that were met, as rows of a table."""
    return [_row(reason) for reason in claim.reasons if isinstance(reason, dict)]


def _row(reason: dict[str, Any]) -> Row:
    value, weight = float(reason.get("value") or 0), float(reason.get("weight") or 0)
    key = str(reason.get("criterion", ""))
    points = value * weight
    width = min(1.0, abs(points) / WIDEST) * HALF
    return Row(
        label=CRITERIA.get(key) or key.replace("_", " ").capitalize(),
        words=str(reason.get("words") or ""),
        value=value,
        weight=weight,
        points=points,
        x=round(HALF - width if points < 0 else HALF, 1),
        width=round(width, 1),
    )


@register.filter
def start_of(claim: Any) -> float | None:
    """The points that every sentence starts from, worked out from the score; None at its ends."""
    if not 0.0005 < claim.score < 0.9995:
        return None
    return math.log(claim.score / (1 - claim.score)) - sum(row.points for row in reasons_of(claim))


@register.filter
def signed(points: float | None) -> str:
    """+1.40 or −0.70, with a true minus sign."""
    return "" if points is None else f"{points:+.2f}".replace("-", "\u2212")


@register.simple_tag
def worth(claim: Any) -> SafeString:
    """The score as a word and its number, or that the machine gave none."""
    if claim.origin == "person" and not claim.reasons:
        return mark_safe('<span class="score">Not scored</span>')
    word = score_words(claim.score)
    html = '<span class="score score-{}"><span>{}</span> <span class="num">{}</span></span>'
    return format_html(html, word.lower(), word, f"{claim.score:.2f}")


@register.filter
def score_words(score: float) -> str:
    """How much a claim is worth checking."""
    return "High" if score >= 0.7 else "Fair" if score >= 0.4 else "Low"
