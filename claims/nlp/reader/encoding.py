"""How text becomes the numbers that the encoder reads, at training and at run time alike.

A *unit* is a paragraph, or a lone sentence. The encoder sees it without its neighbours, so that a
unit's result depends on its own words only and may be folded when it repeats.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from tokenizers import Tokenizer

from claims.nlp.reader.pieces import Layout, Pieces

Ints = np.ndarray[Any, np.dtype[np.int64]]

LIMIT = 160
"""Tokens of one window. A longer unit is cut at word starts into windows that are tagged alone."""

OUTSIDE, INSIDE, MARK = 0, 1, 2
"""Where a token stands in respect of quotation marks; rows of the encoder's type embedding."""

# One code point for one code point: offsets in the plain form are offsets in the text.
_PLAIN = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'"})
_LONE = re.compile("[\\ud800-\\udfff]")  # half a character, which no UTF-8 has
_MARKS = re.compile(r"``|''|[\"“”„«»]")
_OPEN = {"“", "„", "«", "``"}
_CLOSE = {"”", "»", "''"}


def plain(text: str) -> str:
    """``text`` with one kind of quotation mark, as long as before."""
    return _LONE.sub("\ufffd", text.replace("``", '" ').replace("''", '" ').translate(_PLAIN))


def quoted(text: str) -> list[tuple[int, int]]:
    """Stretches within double quotation marks, marks included, in order and apart.

    A closing mark without an opening one quotes from the start, an opening one that is never
    closed quotes to the end: both are how a quotation runs over several paragraphs.
    """
    found: list[tuple[int, int]] = []
    begun = -1
    for mark in _MARKS.finditer(text):
        opens = mark.group() in _OPEN or (mark.group() == '"' and begun < 0)
        if opens and begun < 0:
            begun = mark.start()
        elif not opens and begun >= 0:
            found.append((begun, mark.end()))
            begun = -1
        elif not opens and not found and mark.group() in _CLOSE:
            found.append((0, mark.end()))
    if begun >= 0:
        found.append((begun, len(text)))
    return found


@dataclass(frozen=True, slots=True)
class Window:
    """Tokens of one stretch of a unit, [CLS] and [SEP] included.

    ``starts`` and ``ends`` are code points in the unit (0, 0 for the two special tokens);
    ``words`` the places in ``ids`` where a word begins.
    """

    ids: Ints
    kinds: Ints
    starts: Ints
    ends: Ints
    words: Ints


def windows(units: Sequence[str], tokenizer: Tokenizer | Pieces) -> list[list[Window]]:
    """The windows of each unit; none where it has no token.

    ``tokenizer`` neither pads nor cuts; ``Pieces`` remember words from one call to the next.
    """
    pieces = tokenizer if isinstance(tokenizer, Pieces) else Pieces(tokenizer)
    laid = pieces.of([plain(unit) for unit in units])
    return [_cut(unit, found) for unit, found in zip(units, laid, strict=True)]


def _cut(unit: str, found: Layout) -> list[Window]:
    ids, offsets, begins = found
    if not len(ids):
        return []
    kinds = _kinds(unit, offsets)
    result, at = [], 0
    while at < len(ids):
        end = min(at + LIMIT - 2, len(ids))
        if end < len(ids):
            whole = np.flatnonzero(begins[at + 1 : end + 1])
            end = at + 1 + int(whole[-1]) if len(whole) else end
        result.append(_window(ids[at:end], offsets[at:end], kinds[at:end], begins[at:end]))
        at = end
    return result


def _kinds(unit: str, offsets: Ints) -> Ints:
    kinds = np.full(len(offsets), OUTSIDE, np.int64)
    for start, end in quoted(unit):
        within = (offsets[:, 0] >= start) & (offsets[:, 1] <= end)
        kinds[within] = INSIDE
    marks = [mark.start() for mark in _MARKS.finditer(unit)]
    if marks:
        places = np.minimum(np.searchsorted(offsets[:, 0], marks), len(offsets) - 1)
        kinds[places[offsets[places, 0] == marks]] = MARK
    return kinds


def _window(ids: Ints, offsets: Ints, kinds: Ints, begins: Any) -> Window:
    begins = begins.copy()
    begins[0] = True
    rows = np.zeros((4, len(ids) + 2), np.int64)
    rows[0, 0], rows[0, -1] = 101, 102
    rows[0, 1:-1], rows[1, 1:-1], rows[2:, 1:-1] = ids, kinds, offsets.T
    return Window(rows[0], rows[1], rows[2], rows[3], np.flatnonzero(begins) + 1)
