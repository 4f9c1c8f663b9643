"""Words that deny, or count, where two statements are laid side by side, all in lower case."""

from __future__ import annotations

import re

from .calendar import CALENDARS
from .lexicon import words
from .quantities import FRACTIONS, HEDGES, ORDINALS, SCALES, SMALL, UNITS

FRAME = re.compile(
    r"[\W_]{0,20}(?:"
    r"(?:it|this|that)(?: is|['’]s| was)(?: \w{1,12})?? (?:not (?:true|the case|correct|accurate|a fact)|untrue|"
    r"false|incorrect|wrong|a (?:lie|myth|hoax|falsehood)|fake news)(?: to (?:say|claim))? that\b"
    r"|(?:it|that) (?:isn|wasn)['’]t (?:true|the case|correct|accurate) that\b"
    r"|(?:there (?:is|was)|there['’]s) (?:no|zero) (?:\w{1,12} )?(?:evidence|proof|truth to the claim)(?: that)?\b"
    r"|no (?:evidence|proof)(?: that)?\b"
    r"|(?:no es|no fue) (?:cierto|verdad) que\b|es (?:falso|mentira) que\b"
    r"|(?:il n['’]est|ce n['’]est) pas (?:vrai|exact) que\b|(?:il|c['’])\W?est faux que\b"
    r"|es (?:ist|war) (?:nicht (?:wahr|richtig)|falsch|unwahr),? dass\b|es stimmt nicht,? dass\b"
    r"|não é (?:verdade|certo) que\b|é (?:falso|mentira) que\b"
    r")",
    re.IGNORECASE,
)
"""What may stand before a whole statement and deny it."""

TIMES = {"twice": 2.0, "double": 2.0, "thrice": 3.0, "triple": 3.0, "doubled": 2.0, "tripled": 3.0}
PLURAL_SCALES = {"dozens": 12.0, "tens": 10.0}
DOUBTFUL = frozenset("mil cent cents fast second third quarter quarters march may mar mars sat sun".split())
"""Numbers or days in one language, or with a capital, that are another word elsewhere."""


def figures_of(language: str) -> dict[str, float]:
    """Number words and their values: numbers, ordinals, fractions, scales."""
    found: dict[str, float] = {word: float(value) for word, value in SMALL.get(language, SMALL["en"]).items()}
    found |= {word: value for word, value in SCALES.get(language, SCALES["en"]).items() if len(word) > 2}
    if language == "en":
        found |= {word: float(value) for word, value in ORDINALS.items()} | TIMES | PLURAL_SCALES
    return found | {word: value for word, value in FRACTIONS.items() if word not in found}


DAYS: dict[str, int] = {
    name: number + (100 if which == "weekdays" else 0)
    for calendar in CALENDARS.values()
    for which in ("months", "weekdays")
    for name, number in getattr(calendar, which).items()
}
"""Months (from 1) and weekdays (from 101) of all languages."""

MEASURES: dict[str, tuple[str, float]] = {
    word: (unit, factor) for word, (kind, unit, factor) in UNITS.items()
    if kind != "people" and (len(word) > 1 or not word.isalnum())
} | {
    "pounds": ("lb", 1.0), "pound": ("lb", 1.0), "minute": ("s", 60.0), "second": ("s", 1.0),
    "daily": ("s", 86400.0), "weekly": ("s", 604800.0), "monthly": ("s", 2629800.0),
    "yearly": ("s", 31557600.0), "annual": ("s", 31557600.0), "annually": ("s", 31557600.0),
    "points": ("pp", 1.0), "percentage": ("%", 1.0),
}  # fmt: skip
"""Word → canonical unit and its factor, words of frequency among them."""

HEDGING = words(" ".join(phrase for phrase in HEDGES if phrase.isalpha()), "than least most up to close")
