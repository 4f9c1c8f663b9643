"""A proposed wording for a claim: the quote, made to stand alone where that is safe. No word is invented."""

from __future__ import annotations

import re

from .names import MEN, WOMEN
from .records import Quotation
from .words import Lexicon

PAIRS = {"“": "”", '"': '"', "«": "»", "„": "“", "‘": "’", "'": "'"}
FIRST = re.compile(r"(\w+)(?=\s+(?:\w+\s+)?(?:is|was|has|had|will|would|did|does|\w+ed)\b)", re.IGNORECASE)


def statement(quote: str, speakers: tuple[str, ...], kind: Quotation, cue: str, lexicon: Lexicon) -> str:
    """The quote without outer marks; in reported speech a leading pronoun of the speaker becomes the name."""
    words = " ".join(_unquoted(quote).split())
    if kind not in {Quotation.INDIRECT, Quotation.MIXED} or not speakers or lexicon.code != "en":
        return words
    names = " and ".join(speakers)
    if cue and words.startswith(cue):
        return f"{names} {words}"
    first = FIRST.match(words)
    if first and _means(first.group(1).lower(), speakers, lexicon):
        return names + words[first.end() :]
    return words


def _unquoted(quote: str) -> str:
    closing = PAIRS.get(quote[:1])
    inner = quote[1:-1]
    whole = closing is not None and quote[-1:] == closing and closing not in inner and quote[0] not in inner
    return (inner if whole and inner.strip() else quote).strip(" ,;")


def _means(low: str, speakers: tuple[str, ...], lexicon: Lexicon) -> bool:
    """Whether "he", "she", "it" or "they" plainly is the speaker."""
    if len(speakers) > 1:
        return low == "they"
    given = speakers[0].split()[0].lower()
    if low == "he":
        return given in MEN and given not in WOMEN
    if low == "she":
        return given in WOMEN and given not in MEN
    return low == "it" and " " not in speakers[0] and given not in MEN | WOMEN
