"""One fact of a statement changed by another hand than `perturbations`: forms that those rules leave out.

Contractions, denials put before the whole statement, numbers in words, small and large steps, months,
half a range of years, short names, units without a number. Each rule takes a statement and a random
generator with a fixed seed, and returns the changed statement, or None where it does not apply.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable

Rewrite = Callable[[str, random.Random], str | None]

WORDS = {
    "two": "five", "three": "seven", "four": "nine", "five": "two", "six": "eleven", "seven": "three",
    "eight": "four", "nine": "four", "ten": "three", "one": "four", "dozen": "hundred", "half": "a third",
    "twice": "five times", "first": "third", "second": "fifth", "third": "first", "thousands": "dozens",
}  # fmt: skip
STRANGERS = (
    "Texas", "Germany", "Barack Obama", "NASA", "Chicago", "Angela Merkel", "Brazil", "Hillary Clinton",
    "Ohio", "the FBI", "Microsoft", "India", "Elon Musk", "Toronto", "Pfizer", "Ronald Reagan",
)  # fmt: skip
MONTHS = "January February March April June July August September October November December".split()
AUXILIARY = re.compile(
    r"\b(is|are|was|were|has|have|had|will|would|can|could|should|does|did|do) (?!not\b|never\b)"
)
DENIED = re.compile(r"\b(?:not |never )|(?<=[a-z])n['’]t\b")
FRAMES = ("It is not true that ", "It is false that ", "There is no evidence that ")
FIGURES = re.compile(r"(?<![\w.,])\d[\d,]*(?:\.\d+)?(?![\w,]*\d)")
IN_WORDS = re.compile(r"\b(" + "|".join(WORDS) + r")\b")
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
MONTH = re.compile(r"\b(?:" + "|".join(MONTHS) + r")\b")
SHORT = re.compile(r"(?<=[a-z] )(?:(?:[A-Z]\.){2,}|[A-Z]{2,5})(?= [a-z])")
NAME = re.compile(r"(?<=[a-z] )[A-Z][a-z]{2,}(?: [A-Z][a-z]{2,})*(?=[ ,.’'])")
UNITS = tuple(
    (re.compile(pattern), new)
    for pattern, new in (
        (r"(?<=\d)%| percent\b", " million"), (r" percent\b", " percentage points"),
        (r" million\b", " billion"),        (r" billion\b", " million"), (r" trillion\b", " billion"),
        (r"\$(?=\d)", "€"), (r"\$(?=\d)", "£"),
        (r"(?<=\d) miles\b", " kilometers"), (r"(?<=\d) feet\b", " inches"),
        (r"(?<=[a-z\d]) years\b", " months"),
        (r"(?<=[a-z\d]) months\b", " weeks"), (r"(?<=[a-z\d]) hours\b", " days"), (r" dollars\b", " euros"),
        (r"\b(?:per year|a year|annually)\b", "per month"), (r"\b(?:per day|a day|daily)\b", "per week"),
        (r"-year-old\b", "-month-old"), (r"-year\b", "-month"), (r"(?<=[a-z\d]) tons\b", " pounds"),
    )
)  # fmt: skip


def negation(text: str, chance: random.Random) -> str | None:
    ways = []
    if found := DENIED.search(text):
        ways = [text[: found.start()] + text[found.end() :]]
    elif found := AUXILIARY.search(text):
        word = found[1]
        short = {"can": "can't", "will": "won't"}.get(word, f"{word}n't")
        ways = [
            f"{text[: found.start()]}{new} {text[found.end() :]}"
            for new in (f"{word} not", short, f"{word} never")
        ]
    return chance.choice([*ways, chance.choice(FRAMES) + text])


def number(text: str, chance: random.Random) -> str | None:
    found = [one for one in FIGURES.finditer(text) if not YEAR.fullmatch(one.group())]
    found += list(IN_WORDS.finditer(text))
    if not found:
        return None
    match = chance.choice(found)
    new = WORDS.get(match.group()) or _other_figures(match.group(), chance)
    return text[: match.start()] + new + text[match.end() :]


def _other_figures(figures: str, chance: random.Random) -> str:
    """More by a little, or by a factor, in the same form."""
    value = float(figures.replace(",", ""))
    new = chance.choice([value + chance.choice([1, 2, 5]), *(value * by for by in (0.5, 2, 3, 10))])
    if "." in figures:
        return f"{new + 0.3:,.1f}"
    shown = max(1, int(new)) + (int(new) == int(value))
    return f"{shown:,}" if "," in figures else str(shown)


def date(text: str, chance: random.Random) -> str | None:
    years, months = list(YEAR.finditer(text)), list(MONTH.finditer(text))
    if not years and not months:
        return None
    match = chance.choice(years or months)
    old = match.group()
    new = str(int(old) + chance.choice([-10, -5, -2, 2, 4])) if years else _other(MONTHS, old, chance)
    return text[: match.start()] + new + text[match.end() :]


def entity(text: str, chance: random.Random) -> str | None:
    """A name inside a sentence, a short one ("NATO") among them; the new one shares no word with the text."""
    found = [*SHORT.finditer(text), *NAME.finditer(text)]
    found = [one for one in found if one.group() not in {*MONTHS, "May"} and not one.group().endswith("day")]
    if not found:
        return None
    match = chance.choice(found)
    own = set(text.lower().split())
    new = chance.choice([one for one in STRANGERS if not own & set(one.lower().split())])
    return text[: match.start()] + new + text[match.end() :]


def _other(names: list[str], old: str, chance: random.Random) -> str:
    return chance.choice([name for name in names if name != old])


def unit(text: str, chance: random.Random) -> str | None:
    found = [(one, new) for pattern, new in UNITS for one in pattern.finditer(text)]
    if not found:
        return None
    match, new = chance.choice(found)
    return text[: match.start()] + new + text[match.end() :]


REWRITES: dict[str, Rewrite] = {
    "negation": negation, "number": number, "date": date, "entity": entity, "unit": unit,
}  # fmt: skip
