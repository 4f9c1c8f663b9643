"""One fact of a statement changed, so that it is no longer the same claim: by rules that know no guard.

Every rule takes a statement, its words in the other side of the pair (lower case; the statement's own
where it is its own other side) and a random generator with a fixed seed, and returns the changed
statement with the place of the change, or None where it does not apply. The rules use regular
expressions and small lists of their own.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable

Change = Callable[[str, "frozenset[str]", random.Random, "list[str]"], str | None]

NUMBER = re.compile(
    r"(?<![\w.,/:$€£-])\$?(\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)(?![\w/:-]|[.,]\d|th|st|nd|rd)(?=%| [a-z])"
)
YEAR = re.compile(r"(?<![\w$,./-])(19[3-9]\d|20[0-2]\d)(?![\w%,/-]|\.\d)")
MONTHS = "January February March April May June July August September October November December".split()
NAME = re.compile(r"(?<![\w@#.“\"'-])(?:[A-Z][a-z]{2,})(?: [A-Z][a-z]{2,})*(?![\w’'-]|\.\w| [A-Z])")
SIGNATURE = re.compile(r"— [^—]{0,80}\(@\w+\).{0,30}")
AUXILIARY = re.compile(
    r"\b(is|are|was|were|will|would|can|could|should|has|have|had) (?!not\b|no\b|never\b)(?=[a-z]{3,})"
)
PAST = re.compile(r"\b(did not|does not|do not|didn['’]t|doesn['’]t|don['’]t) (?=[a-z])")
NOT = re.compile(r"\b(is|are|was|were|will|would|can|could|should|has|have|had)(?: not|n['’]t) (?=[a-z])")
UNITS = (
    (re.compile(r"(?<=\d) ?(?:%|percent\b|per cent\b)"), " million"),
    (re.compile(r"(?<=\d) million\b(?! (?:dollars|pounds|euros))"), " percent"),
    (re.compile(r"(?<=\d) miles\b"), " kilometers"),
    (re.compile(r"(?<=\d) (?:kilometers|kilometres|km)\b"), " miles"),
    (re.compile(r"(?<=\d) (?:feet|foot)\b"), " meters"),
    (re.compile(r"(?<=\d) (?:meters|metres)\b"), " feet"),
    (re.compile(r"(?<=\d) years\b"), " days"),
    (re.compile(r"(?<=\d) days\b"), " months"),
    (re.compile(r"(?<=\d) hours\b"), " weeks"),
    (re.compile(r"(?<=\d) minutes\b"), " hours"),
    (re.compile(r"(?<=\d) pounds\b"), " tons"),
    (re.compile(r"\$(?=\d[\d,.]*\b)"), "€"),
    (re.compile(r"(?<=\d) (?:dollars)\b"), " euros"),
)  # fmt: skip


def words_of(text: str) -> frozenset[str]:
    """The words that a statement says: who posted a tweet, and when, it does not say."""
    return frozenset(re.findall(r"[a-z]+|\d+(?:[.,]\d+)*", SIGNATURE.sub(" ", text).lower()))


def number(text: str, other: frozenset[str], chance: random.Random, names: list[str]) -> str | None:
    """A number that both sides have, at least a fifth away from itself afterwards; never a year."""
    found = [
        m
        for m in NUMBER.finditer(text)
        if m[1] in other and not YEAR.fullmatch(m[1]) and float(_plain(m[1])) > 1
    ]
    if not found:
        return None
    match = chance.choice(found)
    value = float(_plain(match[1]))
    new = value * chance.choice([0.4, 0.6, 1.7, 2.5, 3.2])
    new = round(new, 1) if "." in match[1] else float(max(2, round(new)))
    if abs(new - value) < 0.2 * value:
        new = value + 3
    shown = f"{new:,.1f}" if "." in match[1] else f"{int(new):,}" if "," in match[1] else f"{int(new)}"
    return text[: match.start(1)] + shown + text[match.end(1) :]


def _plain(figures: str) -> str:
    return figures.replace(",", "")


def year(text: str, other: frozenset[str], chance: random.Random, names: list[str]) -> str | None:
    found = [match for match in YEAR.finditer(text) if match[1] in other]
    if not found:
        return None
    match = chance.choice(found)
    new = int(match[1]) + chance.choice([-7, -4, -3, -2, 2, 3, 5])
    return text[: match.start(1)] + str(new) + text[match.end(1) :]


def entity(text: str, other: frozenset[str], chance: random.Random, names: list[str]) -> str | None:
    """A name of which both sides have every word, in favour of one from another claim that shares none."""
    own = words_of(text) | other
    found = [m for m in _names(text) if words_of(m.group()) <= other]
    if not found:
        return None
    match = chance.choice(found)
    length = len(match.group().split())
    new = [one for one in names if not words_of(one) & own and len(one.split()) == length]
    if not new:
        return None
    return text[: match.start()] + chance.choice(new) + text[match.end() :]


def _is_calendar(name: str) -> bool:
    return any(part in MONTHS or part.endswith("day") for part in name.split())


def _names(text: str) -> list[re.Match[str]]:
    """Capitalised words, two or more anywhere or one inside a sentence, that are no day or month."""
    return [
        match
        for match in NAME.finditer(text)
        if not _is_calendar(match.group())
        and (" " in match.group() or re.search(r"[a-z,] $", text[: match.start()]))
    ]


def names_in(texts: list[str]) -> list[str]:
    """The names of all statements, for swapping."""
    return sorted({match.group() for text in texts for match in _names(text)})


def negation(text: str, other: frozenset[str], chance: random.Random, names: list[str]) -> str | None:
    """ "Not" taken from an auxiliary, or else put behind one whose next word both sides have."""
    removed = [(match, match[1] + " ") for match in NOT.finditer(text)]
    removed += [(match, "") for match in PAST.finditer(text)]
    inserted = [(match, match[1] + " not ") for match in AUXILIARY.finditer(text)]
    fitting = [(match, new) for match, new in removed or inserted if _next_word(text, match.end()) in other]
    if not fitting:
        return None
    match, new = fitting[0]
    return text[: match.start()] + new + text[match.end() :]


def _next_word(text: str, at: int) -> str:
    found = re.match(r"[a-z]+", text[at:])
    return found.group() if found else ""


def unit(text: str, other: frozenset[str], chance: random.Random, names: list[str]) -> str | None:
    """The unit of a number that both sides have."""
    for pattern, new in UNITS:
        for match in pattern.finditer(text):
            figures = re.search(r"\d+(?:[.,]\d+)*$", text[: match.start()]) or re.match(
                r"\d+(?:[.,]\d+)*", text[match.end() :]
            )
            if figures and figures.group() in other:
                return text[: match.start()] + new + text[match.end() :]
    return None


CHANGES: dict[str, Change] = {
    "negation": negation, "number": number, "year": year, "entity": entity, "unit": unit,
}  # fmt: skip
