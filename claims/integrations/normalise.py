"""Text as it is stored: one spelling of each character, one kind of line end, nothing invisible.

Every offset of a quote counts code points of this form, so it must be reached once, before anything is
stored, and reaching it again must change nothing.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from claims.said import said

LINE_ENDS = re.compile("\r\n|[\r\u0085\u2028\u2029]")
SURROGATES = re.compile("[\ud800-\udfff]")
DIRECTIONS = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""Embeddings, overrides and isolates make a text read otherwise than it is stored ("Trojan Source").

The plain marks LRM, RLM and ALM stay: Hebrew and Arabic need them, and they hide nothing.
"""
CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufeff]")
"""C0 and C1 but tab and line feed, and the byte order mark, which inside a text is an old invisible space."""


@dataclass(frozen=True, slots=True)
class Normalised:
    """``text`` in the stored form, and ``notes`` that tell a person what was taken out of it."""

    text: str
    notes: tuple[str, ...]


def normalise(text: str) -> Normalised:
    """The stored form of ``text``: NFC, line ends ``\\n``, no controls, no direction overrides.

    Idempotent. Text that is NFC with ``\\n`` line ends and nothing invisible comes back as it was;
    white space at the ends and between words is the author's and stays.
    """
    text, broken = SURROGATES.subn("\ufffd", text)
    text = LINE_ENDS.sub("\n", text)
    text, directions = DIRECTIONS.subn("", text)
    text, controls = CONTROLS.subn("", text)
    # Last: taking out a mark between a letter and its accent may bring the two together.
    text = unicodedata.normalize("NFC", text)
    return Normalised(text, tuple(_notes(broken, directions, controls)))


def _notes(broken: int, directions: int, controls: int) -> list[str]:
    return [
        *_note(broken, *BROKEN),
        *_note(directions, *INVISIBLE),
        *_note(controls, *CONTROL),
    ]


def _note(count: int, one: str, many: str) -> list[str]:
    if not count:
        return []
    return [one] if count == 1 else [said(many, count=f"{count:,}")]


BROKEN = (
    said("1 broken character was replaced by \ufffd."),
    said("%(count)s broken characters were replaced by \ufffd."),
)
INVISIBLE = (
    said("1 invisible direction mark was removed."),
    said("%(count)s invisible direction marks were removed."),
)
CONTROL = (said("1 control character was removed."), said("%(count)s control characters were removed."))
