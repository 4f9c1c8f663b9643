"""A proposed wording for a claim: the quote, made to stand alone where that is safe. No word is invented.

Every word of a statement is in the quote, in the speakers' names, in a date (``words.calendar``), or in
``ADDED``. Every change is an ``Edit``, so that an editor sees what was changed and why.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from .records import Quotation
from .rewording import Edit, Telling, Why, date_edits, headline_edits, speaker_edits
from .words import Lexicon

PAIRS = {"“": "”", '"': '"', "«": "»", "„": "“", "‘": "’", "'": "'"}
ADDED = frozenset("and is has does not will doesn’t hasn’t".split())
"""The words that a rewording may add besides names and dates; a "not" only where the headline says no."""
EDGE = " ,;"
BLANKS = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Statement:
    """A proposed wording and the edits that lead to it: ``text == apply(quote, edits)``.

    The edits are in order of place and none touches another's span.
    """

    text: str
    edits: tuple[Edit, ...]


def statement(
    quote: str,
    speakers: tuple[str, ...],
    kind: Quotation,
    cue: str,
    lexicon: Lexicon,
    *,
    date: datetime.date | None = None,
    context: str = "",
) -> str:
    """The wording alone; see ``reworded``."""
    return reworded(quote, speakers, kind, cue, lexicon, date=date, context=context).text


def reworded(
    quote: str,
    speakers: tuple[str, ...],
    kind: Quotation,
    cue: str,
    lexicon: Lexicon,
    *,
    date: datetime.date | None = None,
    context: str = "",
) -> Statement:
    """The quote without outer marks, the speaker named, relative dates named, a headline's "no" untangled.

    ``date`` is the article's, without which relative dates stay; ``context`` the sentence that holds the
    quote, which may say on what day it was said. Words inside inner quotation marks stay as they are but
    for their dates. Raises nothing on any string.
    """
    start, end = _inner(quote)
    body = quote[start:end]
    telling = Telling(quote, speakers, kind, cue, lexicon, date, context)
    edits: list[Edit] = []
    for found in (
        _trimmed(quote, start, end),
        headline_edits(telling, body, start),
        speaker_edits(telling, body, start),
        date_edits(telling, body, start),
        _spaces(body, start),
    ):
        _add(edits, found)
    edits.sort(key=lambda edit: (edit.start, edit.end))
    return Statement(apply(quote, edits), tuple(edits))


def apply(quote: str, edits: Iterable[Edit]) -> str:
    """The quote with the edits made, which are in order of place."""
    pieces, at = [], 0
    for edit in edits:
        pieces += [quote[at : edit.start], edit.replacement]
        at = edit.end
    return "".join([*pieces, quote[at:]])


def _add(edits: list[Edit], found: Iterator[Edit]) -> None:
    """The edits that touch none made before; an earlier kind of edit goes first."""
    taken = sorted((edit.start, edit.end) for edit in edits)
    at = 0
    for edit in found:
        while at < len(taken) and taken[at][1] < edit.start:
            at += 1
        near = taken[at : at + 3]
        if any(
            start < max(edit.end, edit.start + 1) and edit.start < max(end, start + 1) for start, end in near
        ):
            continue
        edits.append(edit)


def _inner(quote: str) -> tuple[int, int]:
    """Where the words lie: without one whole pair of outer marks, commas and blanks at the ends."""
    start, end = 0, len(quote)
    closing = PAIRS.get(quote[:1])
    inner = quote[1:-1]
    if closing and quote[-1:] == closing and closing not in inner and quote[0] not in inner and inner.strip():
        start, end = 1, end - 1
    while start < end and (quote[end - 1] in EDGE or quote[end - 1].isspace()):
        end -= 1
    while start < end and (quote[start] in EDGE or quote[start].isspace()):
        start += 1
    return start, end


def _trimmed(quote: str, start: int, end: int) -> Iterator[Edit]:
    if start > 0:
        yield Edit(0, start, "", _why(quote[:start]))
    if end < len(quote):
        yield Edit(end, len(quote), "", _why(quote[end:]))


def _why(cut: str) -> Why:
    return Why.SPACE if cut.isspace() else Why.MARKS


def _spaces(body: str, offset: int) -> Iterator[Edit]:
    """Line breaks and doubled blanks as one blank."""
    for match in BLANKS.finditer(body):
        if match.group() != " ":
            yield Edit(offset + match.start(), offset + match.end(), " ", Why.SPACE)
