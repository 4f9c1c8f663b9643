"""Quotations changed as they are changed in the wild, and as typography changes them without harm."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence

from claims.nlp.words.opposites import NEGATIONS

WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
FIGURES = re.compile(r"\d+(?:[.,]\d+)*")
COUNTED = "two three four five six seven eight nine ten twenty thirty hundred million billion".split()
COUNT = re.compile(rf"\b(?:{'|'.join(COUNTED)})\b", re.IGNORECASE)
VERB = "is|are|was|were|will|would|can|could|should|has|have|had"
DENIED = re.compile(rf"\b({VERB}|did|does|do)(?: not|n['’]t)\b")
PLAIN = re.compile(rf"\b({VERB})\b(?! not|n['’]t)")
OTHER = re.compile(r"\b(?:not|never|no|cannot|nothing)\b", re.IGNORECASE)
LONG = 4
"""Letters of a word that is worth swapping."""
LEAST = 2
"""Words that are left of a truncated quotation."""

Change = Callable[[str, random.Random, Sequence[str]], str | None]


def word(quote: str, chance: random.Random, others: Sequence[str]) -> str | None:
    """One telling word in favour of a word from elsewhere."""
    found = [match for match in WORD.finditer(quote) if len(match.group()) >= LONG]
    if not found:
        return None
    match = chance.choice(found)
    new = chance.choice(others)
    while new.lower() in quote.lower():
        new = chance.choice(others)
    return quote[: match.start()] + new + quote[match.end() :]


def negation(quote: str, chance: random.Random, others: Sequence[str]) -> str | None:
    """ "Not" taken away where there is one, put in where there is none."""
    denied = DENIED.search(quote)
    if denied:
        return quote[: denied.start()] + denied[1] + quote[denied.end() :]
    other = OTHER.search(quote)
    if other:
        return " ".join((quote[: other.start()] + quote[other.end() :]).split())
    plain = PLAIN.search(quote)
    return quote[: plain.end()] + " not" + quote[plain.end() :] if plain else None


def number(quote: str, chance: random.Random, others: Sequence[str]) -> str | None:
    """One number, in figures or a word, in favour of another."""
    found = list(FIGURES.finditer(quote)) + list(COUNT.finditer(quote))
    if not found:
        return None
    match = chance.choice(found)
    old = match.group()
    if old[0].isdigit():
        at = chance.randrange(len(old))
        while not old[at].isdigit():
            at = chance.randrange(len(old))
        new = old[:at] + chance.choice([d for d in "123456789" if d != old[at]]) + old[at + 1 :]
    else:
        new = chance.choice([one for one in COUNTED if one != old.lower()])
    return quote[: match.start()] + new + quote[match.end() :]


def truncation(quote: str, chance: random.Random, others: Sequence[str]) -> str | None:
    """Cut before or behind a negation or a number, so that it is left out; no ellipsis tells of it."""
    words = quote.split()
    telling = [at for at, one in enumerate(words) if _tells(one)]
    cuts = [(0, at) for at in telling if at >= LEAST]
    cuts += [(at + 1, len(words)) for at in telling if len(words) - at - 1 >= LEAST]
    if not cuts:
        return None
    first, after = chance.choice(cuts)
    slack = max(0, after - first - LEAST)
    loose = chance.randrange(min(4, slack + 1))
    first, after = (first, after - loose) if first == 0 else (first + loose, after)
    return " ".join(words[first:after])


def _tells(written: str) -> bool:
    low = written.strip("“”\"'‘’.,;:!?()—").lower().replace("’", "'")
    return low in NEGATIONS["en"] or low.endswith("n't") or any(c.isdigit() for c in low) or low in COUNTED


CHANGES: dict[str, Change] = {
    "word": word, "negation": negation, "number": number, "truncation": truncation,
}  # fmt: skip


# -- harmless


def _straight(quote: str) -> str:
    return quote.translate(str.maketrans("“”‘’–—", "\"\"''--"))


def _curly(quote: str) -> str:
    return re.sub(r"(?<=\w)'(?=\w)", "’", quote)


def _decapitalised(quote: str) -> str:
    return quote[:1].swapcase() + quote[1:]


def _bracketed(quote: str) -> str:
    return re.sub(r"^([^\W\d_])(?=\w)", lambda match: f"[{match.group(1).swapcase()}]", quote)


def _spaced(quote: str) -> str:
    return "\u00a0" + re.sub(r" (?=\w{5})", "  \n", quote) + " "


def _unended(quote: str) -> str:
    return quote.rstrip(".,!?;: ”\"’'") + "…"


def _dashed(quote: str) -> str:
    return quote.replace("-", "\u2011").replace(" — ", "—").replace("...", "…")


def _sic(quote: str) -> str:
    words = quote.split()
    return " ".join([*words[:2], "[sic]", *words[2:]])


HARMLESS: dict[str, Callable[[str], str]] = {
    "straight": _straight, "curly": _curly, "first letter": _decapitalised, "bracket": _bracketed,
    "blanks": _spaced, "ellipsis": _unended, "dashes": _dashed, "sic": _sic,
}  # fmt: skip
