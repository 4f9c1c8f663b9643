"""The value of a number as it is written: figures with each language's separators, or words."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .words.quantities import ARTICLES, ATTACHED, JOINERS, ONES, SCALES, SMALL

# Figures in groups of three, or plain, with an optional tail of decimals. Each alternative consumes what
# it matches once, so the scan is linear; figures of any script count (٣٠ is 30).
FIGURES = r"\d{1,3}(?:[.,'’٬\u00a0\u202f ]\d{3})+(?!\d)(?:[.,٫]\d+)*|\d+(?:[.,٫]\d+)*"
GROUPED = {"\u00a0", "\u202f", " ", "'", "’", "٬"}
COMMA_DECIMAL = {"es", "fr", "de", "pt"}
PIECE = re.compile(
    rf"(?P<figures>{FIGURES})|(?P<word>[^\W\d_]+(?:[-‐'’][^\W\d_]+)*)|(?P<mark>[^\w\s])", re.IGNORECASE
)
LONE_SCALES = dict.fromkeys("mil cien cent mille hundert tausend hundred thousand".split(), True)
"""Scale words that are a number by themselves."""
NAMED = re.compile(r"[^\W\d_][-‑–]?$")
LONG = 60
"""More figures than this are no number but a key or a table gone wrong."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A word, a number in figures or a mark, with its place."""

    start: int
    end: int
    text: str
    low: str
    kind: str


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number of one or more pieces. ``step`` is the size of its last written place: 1.2 million → 100,000.

    ``written`` is the number before its scale word ("30" of "30 million"), ``next`` the piece behind it.
    """

    start: int
    end: int
    value: float
    written: float
    step: float
    scale: float
    next: int


def pieces(text: str, language: str) -> list[Piece]:
    """The pieces of a text in order. Blanks divide thousands only where the language does so."""
    found: list[Piece] = []
    for match in PIECE.finditer(text):
        kind, whole = match.lastgroup or "mark", match.group()
        if kind == "figures" and NAMED.search(text, max(0, match.start() - 2), match.start()):
            kind = "mark"  # "CO2", "F-35", "Covid-19"
        if kind == "figures" and " " in whole and language not in COMMA_DECIMAL:
            place = match.start()
            for part in whole.split(" "):
                found.append(Piece(place, place + len(part), part, part, kind))
                place += len(part) + 1
            continue
        found.append(Piece(match.start(), match.end(), whole, whole.lower(), kind))
    return found


def figures(text: str, language: str) -> tuple[float, float] | None:
    """Value and step of a number in figures; None for a version, an address or a key."""
    if len(text) > LONG:
        return None
    body = "".join(char for char in text if char not in GROUPED)
    body = body.replace("٫", "." if language not in COMMA_DECIMAL else ",")
    decimal = _decimal_mark(body, language)
    whole, _, tail = body.rpartition(decimal) if decimal and decimal in body else (body, "", "")
    groups = re.split(r"[.,]", whole)
    if len(groups) > 1 and not all(len(group) == 3 for group in groups[1:]):
        return None
    digits = "".join(groups)
    return float(f"{int(digits or 0)}.{int(tail):0{len(tail)}d}" if tail else int(digits)), 10.0 ** -len(tail)


def _decimal_mark(body: str, language: str) -> str:
    """The mark before the decimals: the last of two different ones, else what the language says."""
    marks = [char for char in body if char in ".,"]
    if not marks:
        return ""
    if len(set(marks)) == 2:
        return marks[-1]
    mark, tail = marks[0], body[body.rindex(marks[0]) + 1 :]
    if len(marks) > 1:
        return ""
    own = "," if language in COMMA_DECIMAL else "."
    return mark if mark == own or len(tail) != 3 else ""


def numeral(items: list[Piece], at: int, language: str) -> Numeral | None:
    """The number that begins with piece ``at``, in figures or words, with its scale words."""
    if items[at].kind == "figures":
        return _in_figures(items, at, language)
    if items[at].kind == "word":
        return _in_words(items, at, language)
    return None


def _in_figures(items: list[Piece], at: int, language: str) -> Numeral | None:
    read = figures(items[at].text, language)
    if read is None:
        return None
    value, step = read
    scale, after, end = 1.0, at + 1, items[at].end
    glued = after < len(items) and items[after].start == end and items[after].low in ATTACHED
    if glued and not (items[after].low in "mtb" and not _is_scale(items, at, after)):
        scale, end = ATTACHED[items[after].low], items[after].end
        after += 1
    while after < len(items) and (own := scale_of(items[after].low, language)):
        scale, end = scale * own, items[after].end
        after += 1
        if after < len(items) and items[after - 1].low in {"mio", "mrd"} and items[after].text == ".":
            after, end = after + 1, items[after].end
    return Numeral(items[at].start, end, value * scale, value, step * scale, scale, after)


def _is_scale(items: list[Piece], at: int, after: int) -> bool:
    """Whether the "m" of "3m" means millions: beside a currency, or before what is counted."""
    money = at > 0 and items[at - 1].text in "$€£¥₹"
    follows = after + 1 < len(items) and items[after + 1].kind == "word"
    return money or (follows and items[after].low != "t" and items[after + 1].low.endswith("s"))


def scale_of(low: str, language: str) -> float | None:
    """What a scale word multiplies by, in the text's language or else in English."""
    return SCALES.get(language, {}).get(low) or SCALES["en"].get(low)


def _small(low: str, language: str) -> int | None:
    """The value of a number word under 1,000, hyphens included ("twenty-three")."""
    table = SMALL.get(language, SMALL["en"])
    if low in table:
        return table[low]
    parts = [table.get(part) for part in low.split("-") if part not in JOINERS]
    known = [part for part in parts if part is not None]
    if "-" not in low or len(known) != len(parts) or known != sorted(known, reverse=True):
        return None
    return sum(known)


def _in_words(items: list[Piece], at: int, language: str) -> Numeral | None:
    """Words added up: "two hundred and five thousand". "A" counts as one before a scale ("a dozen")."""
    total, current, place, used = 0.0, 0.0, at, at
    scale, room = 1.0, 1000.0
    if items[at].low in ARTICLES and at + 1 < len(items) and scale_of(items[at + 1].low, language):
        current, place = 1.0, at + 1
    while place < len(items):
        low = items[place].low
        small, big = _small(low, language), scale_of(low, language)
        if small is not None and small < room and (low not in ONES or place == at or current):
            current, room = current + small, _room(small)
        elif big and (current or total or (place == at and LONE_SCALES.get(low))):
            scale, room = big, big if big <= 100 else 1000.0
            if total and not current:
                total *= big  # "mil milhões"
            else:
                current = max(current, 1.0) * big
            total, current = (total + current, 0.0) if big >= 1000 else (total, current)
        elif low in JOINERS and place > at and place + 1 < len(items):
            place += 1
            continue
        else:
            break
        place += 1
        used = place
    if used == at:
        return None
    value = total + current
    return Numeral(items[at].start, items[used - 1].end, value, value / scale, scale, scale, used)


def _room(small: int) -> float:
    """What may still be added behind a word: ones behind tens, tens behind hundreds, nothing behind ones."""
    if small >= 100:
        return 100.0
    return 10.0 if small >= 20 and small % 10 == 0 else 0.0
