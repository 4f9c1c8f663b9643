"""What a statement says that can be compared: its words, numbers, dates, names and negations."""

from __future__ import annotations

import datetime
import functools
import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field

from .dates import read_dates
from .numbers import Quantity, read_numbers
from .periods import Period
from .words import LEXICONS
from .words.opposites import ALIASES, BEHIND, NEGATIONS, NO_NEGATION, STOP_WORDS, WEAK

REACH = 12
SCOPE = 3
"""Content words that a negation reaches."""
MOST = 40
"""Of a longer text the first so many numbers, dates, names and negations are compared: a claim has fewer."""
NEAR = 4
"""Content words on either side that make the context of a number, a date or a name."""
WORD = re.compile(r"[^\W\d_]+(?:[-.’'&][^\W\d_]+)*|\d+(?:[.,]\d+)*|[.!?;:,()“”\"\n—–…]")
# Each alternative starts with a letter or mark of its own and is bounded, so blanking is linear.
NOISE = re.compile(r"(?:https?://|www\.|pic\.twitter\.com/|t\.co/)\S{1,300}|pic\.twitter\S{0,60}|@\w{1,30}|#")
SIGNATURE = re.compile(r"—[^—@]{0,80}\(@\w{1,30}\)\s{0,3}(?P<date>[A-Z][a-z]{2,8} \d{1,2}, \d{4})?")
MOJIBAKE = (("â€™", "’"), ("â€˜", "‘"), ("â€œ", "“"), ("â€\x9d", "”"), ("â€“", "–"), ("â€”", "—"))
"""Marks that were read in the wrong encoding: "isnâ€™t" denies."""
BREAKS = frozenset(".!?;:\n—–…")
SUFFIXES = ("ings", "ing", "edly", "ed", "ies", "es", "ly", "s", "e", "y", "’s", "'s")
KEPT = 4
POSTAL = {
    "al": "alabama", "az": "arizona", "ca": "california", "co": "colorado", "ct": "connecticut",
    "fl": "florida", "ga": "georgia", "ia": "iowa", "il": "illinois", "ky": "kentucky", "la": "louisiana",
    "ma": "massachusetts", "md": "maryland", "mi": "michigan", "mn": "minnesota", "mo": "missouri",
    "ms": "mississippi", "nc": "carolina", "nj": "jersey", "nv": "nevada", "ny": "york", "oh": "ohio",
    "or": "oregon", "pa": "pennsylvania", "sc": "carolina", "tn": "tennessee", "tx": "texas", "ut": "utah",
    "va": "virginia", "wa": "washington", "wi": "wisconsin", "nyc": "york", "dc": "columbia",
}  # fmt: skip
"""How posts write American states."""
CODES = {name: code for code, name in POSTAL.items()}


@dataclass(frozen=True, slots=True)
class Word:
    """``content`` is false for words that every text has; ``sentence`` numbers sentences from 0."""

    start: int
    end: int
    text: str
    low: str
    stem: str
    content: bool
    clause: int


@dataclass(frozen=True, slots=True)
class Negation:
    """The word that negates, ``at`` in the words, and the stems of what it reaches, the nearest first."""

    start: int
    at: int
    text: str
    scope: tuple[str, ...]


@dataclass
class Facets:
    """A statement taken apart. ``stems`` are those of its content words."""

    text: str
    raw: str
    language: str
    words: list[Word]
    numbers: list[Quantity]
    dates: list[Period]
    names: list[tuple[int, int]] = field(default_factory=list)
    """Runs of words by their first and last place (half open) in ``words``."""
    negations: list[Negation] = field(default_factory=list)
    weak: frozenset[str] = frozenset()
    """Stems near a word such as "failed" that may stand for a negation."""

    @functools.cached_property
    def stems(self) -> frozenset[str]:
        return frozenset(word.stem for word in self.words if word.content)

    @functools.cached_property
    def lows(self) -> frozenset[str]:
        return frozenset(word.low for word in self.words)

    @functools.cached_property
    def small(self) -> frozenset[str]:
        """The words that are also written without a capital."""
        return frozenset(word.low for word in self.words if word.text[0].islower())

    @functools.cached_property
    def negated(self) -> frozenset[str]:
        return frozenset(stem for one in self.negations for stem in one.scope)

    @functools.cached_property
    def squeezed(self) -> str:
        """All letters of the raw text in a row, so that "@BorisJohnson" names Boris Johnson."""
        return "".join(char for char in self.raw.lower() if char.isalnum())

    @functools.cached_property
    def initials(self) -> tuple[str, str]:
        """First letters of all words, and of the content words only ("wh", "ice")."""
        words = [word for word in self.words if word.text[0].isalpha()]
        return "".join(one.low[0] for one in words), "".join(one.low[0] for one in words if one.content)

    @functools.cached_property
    def _content(self) -> tuple[list[int], list[int], list[str]]:
        words = [word for word in self.words if word.content]
        return [one.start for one in words], [one.end for one in words], [one.stem for one in words]

    def context(self, start: int, end: int, near: int = NEAR) -> frozenset[str]:
        """Stems of the content words around a span."""
        starts, ends, stems = self._content
        before, after = bisect_right(ends, start), bisect_left(starts, end)
        return frozenset(stems[max(0, before - near) : before] + stems[after : after + near])


def facets(text: str, date: datetime.date | None = None) -> Facets:
    """The facets of a statement; the date is the day it was made, for "last week"."""
    for broken, mark in MOJIBAKE:
        text = text.replace(broken, mark)
    signed = SIGNATURE.search(text)
    shown = NOISE.sub(_blank, SIGNATURE.sub(_blank, text))
    if signed and signed["date"] and date is None:
        stated = read_dates(signed["date"])
        date = stated[0].first if stated else None
    code = language_of(shown)
    dates = read_dates(shown, anchor=date, language=code)
    numbers = [one for one in read_numbers(shown, language=code, dates=dates) if not _is_list(shown, one)]
    taken = [(one.start, one.end) for one in numbers] + [(one.start, one.end) for one in dates]
    found = Facets(shown, text, code, _words(shown, code, taken), numbers[:MOST], dates[:MOST])
    found.names = _names(found)[:MOST]
    found.negations = _negations(found)[:MOST]
    found.weak = _weak(found)
    return found


LIST = re.compile(r"[.)] ")


def _is_list(text: str, one: Quantity) -> bool:
    """The "1." and "2)" of a list."""
    return text[one.start : one.end].isdecimal() and one.high < 20 and bool(LIST.match(text, one.end))


def _blank(match: re.Match[str]) -> str:
    return " " * (match.end() - match.start())


def stem(low: str) -> str:
    """A word without its ending, for finding the same word again; no linguistics, and no list of words."""
    for suffix in SUFFIXES:
        if low.endswith(suffix) and len(low) - len(suffix) >= KEPT - 1:
            low = low[: -len(suffix)]
            break
    return low[:-1] if len(low) > KEPT and low[-1] == low[-2] else low


@functools.cache
def _marks() -> dict[str, frozenset[str]]:
    """The little words that tell languages apart."""
    return {
        code: one.determiners | one.prepositions | one.auxiliaries | one.conjunctions | one.breaks
        for code, one in LEXICONS.items()
        if code in NEGATIONS
    }


def language_of(text: str) -> str:
    """The language whose little words are most: a byte model errs on one short statement."""
    lows = [match.group().lower() for match in WORD.finditer(text)]
    counts = {code: sum(low in marks for low in lows) for code, marks in _marks().items()}
    best = max(counts.values(), default=0)
    return "en" if not best or counts["en"] == best else max(counts, key=lambda code: counts[code])


@functools.cache
def stops(code: str) -> frozenset[str]:
    one = LEXICONS[code]
    pronouns = one.he | one.she | one.they | one.other_pronouns
    return (
        _marks()[code]
        | pronouns
        | one.relatives
        | one.adverbs
        | NEGATIONS[code]
        | STOP_WORDS
        | frozenset(".,")
    )


def _words(text: str, code: str, taken: list[tuple[int, int]]) -> list[Word]:
    """Words and marks in order; the numbers and dates among them are no content."""
    common, clause = stops(code), 0
    covered = bytearray(len(text) + 1)
    for start, end in taken:
        covered[start:end] = b"\x01" * (end - start)
    found = []
    for match in WORD.finditer(text):
        whole = match.group()
        low = whole.lower().replace("’", "'").removesuffix("'s")
        clause += whole in BREAKS
        content = whole[0].isalnum() and low not in common and not covered[match.start()] and len(low) > 1
        content = content and not whole[0].isdigit() and not low.endswith("n't")
        found.append(Word(match.start(), match.end(), whole, low, stem(low), content, clause))
    return found


def _names(found: Facets) -> list[tuple[int, int]]:
    """Runs of capitalised content words; one word at the start of a clause may be any word and is none."""
    words = [word for word in found.words if word.content]
    if 2 * sum(word.text[0].isupper() for word in words) > len(words) + 4:
        return []  # a headline, or somebody shouting
    runs, at, total = [], 0, len(found.words)
    while at < total:
        end = at
        while end < total and is_name(found, end):
            end += 1
        if end > at + 1 or (end > at and _inside(found, at)):
            runs.append((at, end))
        at = max(end, at + 1)
    return runs


def is_name(found: Facets, at: int) -> bool:
    """Whether a word is written as a name: with a capital, never without one, and no hashtag."""
    word = found.words[at]
    hashtag = word.start > 0 and found.raw[word.start - 1] == "#"
    return word.content and word.text[0].isupper() and word.low not in found.small and not hashtag


def _inside(found: Facets, at: int) -> bool:
    before = found.words[at - 1] if at else None
    return before is not None and (before.text[0].isalnum() or before.text in {",", "("})


def negates(found: Facets, at: int) -> bool:
    """Whether a word negates, whatever it reaches; the "No." before a number does not."""
    low = found.words[at].low
    if low == "none" and at + 1 == len(found.words):
        return False  # what a program writes for nothing
    if low == "no" and found.text[found.words[at].end : found.words[at].end + 3].strip(". ").isdecimal():
        return False
    return low in NEGATIONS[found.language] or (found.language == "en" and low.endswith("n't"))


def known(word: Word, other: Facets) -> bool:
    """Whether the other side has a word of a name, be it in a handle, as initials or under another name."""
    low = word.low
    if low in other.lows or (len(low) > 3 and low in other.squeezed) or word.stem in other.stems:
        return True
    if any(low in group and group & other.lows for group in ALIASES):
        return True
    if POSTAL.get(low if word.text.isupper() else "", "") in other.lows or CODES.get(low, "") in other.lows:
        return True
    if word.text.isupper() and len(low) < 6:
        return any(low in letters for letters in other.initials)
    return len(low) > 4 and any(one[:5] == low[:5] for one in other.lows)


def _negations(found: Facets) -> list[Negation]:
    result: list[Negation] = []
    last = -SCOPE
    for at, word in enumerate(found.words):
        if not negates(found, at) or _is_no_negation(found, at):
            continue
        if at - last < SCOPE and found.language == "fr":
            continue
        last = at
        result.append(Negation(word.start, at, word.text, _scope(found, at)))
    return result


def _is_no_negation(found: Facets, at: int) -> bool:
    """ "Not only", "no more than", a "No," of its own."""
    after = found.words[at + 1].low if at + 1 < len(found.words) else ""
    return after in NO_NEGATION or (found.words[at].low in {"no", "non"} and after in {",", "!", ".", ""})


def _scope(found: Facets, at: int) -> tuple[str, ...]:
    clause = found.words[at].clause
    after = [w.stem for w in found.words[at + 1 : at + REACH] if w.content and w.clause == clause][:SCOPE]
    before = [
        w.stem for w in reversed(found.words[max(0, at - REACH) : at]) if w.content and w.clause == clause
    ]
    if found.language in BEHIND:
        return tuple(after[:2] + before[:2])
    return tuple(after or before[:2])


def _weak(found: Facets) -> frozenset[str]:
    at = [number for number, word in enumerate(found.words) if word.low in WEAK][:MOST]
    near = (found.words[max(0, place - REACH) : place + REACH] for place in at)
    return frozenset(word.stem for words in near for word in words if word.content)
