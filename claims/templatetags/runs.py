"""What templates ask about verification runs: words for stances and verdicts, passages as they were read."""

from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext, gettext_lazy

from claims.models import Run

register = template.Library()
STANCES = {
    "supports": gettext_lazy("Speaks for it"),
    "refutes": gettext_lazy("Speaks against it"),
    "not_enough": gettext_lazy("Does not tell"),
}
VERDICTS = {
    "exact": gettext_lazy("Exact"),
    "altered": gettext_lazy("Altered"),
    "truncated": gettext_lazy("Cut so that it means something else"),
    "not_found": gettext_lazy("Not found in the stored sources"),
}
FIELDS = ("text", "title", "publisher", "address", "dated", "article", "capture", "provider", "cited")


@register.simple_tag
def stance_words(label: str) -> str:
    return str(STANCES.get(label, label))


@register.simple_tag
def quote_verdict(verdict: str | None) -> str:
    return str(VERDICTS[verdict]) if verdict in VERDICTS else gettext("No source is stored")


@register.simple_tag
def marked(text: str, places: list[list[int]] | None) -> SafeString:
    """A text with the sentences that a reading rests on set off; places are code points of it."""
    parts, at = [], 0
    for start, end in sorted(places or []):
        parts += [format_html("{}", text[at:start]), format_html('<b class="hit">{}</b>', text[start:end])]
        at = end
    return format_html_join("", "{}", ((part,) for part in [*parts, text[at:]]))


@register.filter
def passages_read(run: Run) -> list[dict[str, Any]]:
    """The passages of a run in their order, with stance (None: not read), numbers and dates."""
    found = {step.name: step.outputs for step in run.steps.all()}
    evidence = found.get("evidence", {})
    stances = {row["key"]: row for row in found.get("stance", {}).get("stances", [])}
    compared = found.get("figures", {}).get("compared", [])
    return [
        {
            "passage": {name: row.get(name) for name in FIELDS},
            "stance": stances.get(row["key"]),
            "sentences": stances.get(row["key"], {}).get("sentences", []),
            "guards": stances.get(row["key"], {}).get("guards", []),
            "figures": [one for one in compared if one["key"] == row["key"] and one["outcome"] != "unknown"],
        }
        for row in [*evidence.get("passages", []), *evidence.get("elsewhere", [])]
    ]
