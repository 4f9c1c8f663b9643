"""Plain text: nothing is taken from it, but its first lines may tell a title and a byline."""

from __future__ import annotations

import re

from claims.integrations.bylines import once, people

LONGEST_TITLE = 150
BYLINE = re.compile(
    r"^(by|von|par|por|di|da|door|av|af|text|texte|autor(?:in)?|author)\b\s*:?\s+\S", re.IGNORECASE
)


def title_of(text: str) -> str:
    """The first line, if it is a headline: short, no sentence's end, and set off by an empty line or by
    longer text below it. Else "". The line stays in the text.
    """
    first, *rest = [line.strip() for line in text.lstrip().split("\n", 40)][:40] or [""]
    if not 3 <= len(first) <= LONGEST_TITLE or re.search(r"[.;,:]$", first) or not any(rest):
        return ""
    below = next(filter(None, rest), "")
    if below[:1].islower():
        return ""
    return first if rest[0] == "" or BYLINE.match(below) or len(below) > 1.5 * len(first) else ""


def authors_of(text: str) -> tuple[str, ...]:
    """The names of a line such as "By Ana Díaz and Jo Li" among the first four that are not empty."""
    lines = [line.strip() for line in text.lstrip()[:2_000].split("\n") if line.strip()][:4]
    line = next((line for line in lines if len(line) < 100 and BYLINE.match(line)), "")
    return once(people(line))
