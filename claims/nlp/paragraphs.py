"""Lines of a text. A line is a paragraph unless the whole text is hard-wrapped, as in mail."""

from __future__ import annotations

import itertools
import re

from .records import Span

LINE = re.compile(r"[^\r\n\u2028\u2029\x0b\x0c]+")
BLANK = "\x00\ufeff\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
"""Not white space to Python, yet nothing to read: NUL, byte order mark, zero width and bidi marks."""
STOPS = '.!?…:;"”’»)。！？؟'
WRAP_MIN, WRAP_MAX = 40, 100
WRAPPED_SHARE = 0.5


def trimmed(text: str, start: int, end: int) -> Span | None:
    """The span without white space and invisible marks at its ends; None if nothing is left."""
    while start < end and (text[start].isspace() or text[start] in BLANK):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in BLANK):
        end -= 1
    return Span(start, end) if start < end else None


def paragraphs(text: str) -> list[Span]:
    """The paragraphs of the text in order, none empty."""
    lines = [(match.start(), match.end()) for match in LINE.finditer(text)]
    found = [span for start, end in lines if (span := trimmed(text, start, end))]
    return _unwrapped(text, found) if _is_wrapped(text, found) else found


def _is_wrapped(text: str, lines: list[Span]) -> bool:
    """Whether lines of even length break in mid-sentence all through the text."""
    if len(lines) < 4 or any(line.end - line.start > WRAP_MAX for line in lines):
        return False
    broken = sum(
        1
        for line, following in itertools.pairwise(lines)
        if line.end - line.start >= WRAP_MIN and _runs_on(text, line, following)
    )
    return broken >= WRAPPED_SHARE * (len(lines) - 1)


def _runs_on(text: str, line: Span, following: Span) -> bool:
    return text[line.end - 1] not in STOPS and text[line.end : following.start].count("\n") <= 1


def _unwrapped(text: str, lines: list[Span]) -> list[Span]:
    """Lines joined until a blank line, an indented line, or a short one that ends in a full stop."""
    joined = [lines[0]]
    for line in lines[1:]:
        last = joined[-1]
        gap = text[last.end : line.start]
        if gap.count("\n") > 1 or gap.endswith(("  ", "\t")):
            joined.append(line)
        else:
            joined[-1] = Span(last.start, line.end)
    return joined
