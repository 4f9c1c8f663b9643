"""Quotation marks: which stretches of a text are quoted, in many languages' conventions.

One pass over the marks of each paragraph with a stack. A mark whose partner is missing never inverts
the rest: a mark that can only open resets the stack, one that can only close and finds nothing is
dropped.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from .records import Span

MARKS = re.compile("''|``|[\"“”„‟«»‹›「」『』‘’‚']")
PARTNERS: dict[str, tuple[str, ...]] = {
    "”": ("“", "„", "‟", "”"),
    "“": ("„", "“", "‟"),
    "»": ("«",),
    "«": ("»",),
    "›": ("‹",),
    "‹": ("›",),
    "」": ("「",),
    "』": ("『",),
    "’": ("‘", "‚"),
    "‘": ("‚",),
    "'": ("'",),
    '"': ('"', "„"),
    "''": ("''", "``"),
}
ALWAYS_OPEN = {"„", "‟", "「", "『", "‚", "``"}
SYMMETRIC = {'"', "''", "'"}
SINGLES = {"'", "‘", "’", "‚"}
OPENING_BEFORE = set(" \t\u00a0\u202f\u2009([{—–-:/“«„\"‘'")
MAX_DEPTH = 6
POSSESSIVE_REACH = 200


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quoted stretch with its marks (``start``, ``end``) and without them (``inner``).

    ``depth`` 0 is outermost. ``carries_on`` says that the next paragraph opens with the same
    quotation (no closing mark was printed here). ``closed`` is false where the mark is missing.
    """

    start: int
    end: int
    inner: Span
    depth: int
    closed: bool = True
    carries_on: bool = False


@dataclass(slots=True)
class Open:
    mark: str
    start: int
    end: int


def find_quotes(text: str, paragraphs: list[Span]) -> list[Quoted]:
    """All quoted stretches, in order of their start."""
    found: list[Quoted] = []
    for index, paragraph in enumerate(paragraphs):
        following = paragraphs[index + 1] if index + 1 < len(paragraphs) else None
        found.extend(_in_paragraph(text, paragraph, _opens_with_mark(text, following)))
    return sorted(found, key=lambda quoted: (quoted.start, -quoted.end))


def _opens_with_mark(text: str, paragraph: Span | None) -> bool:
    return paragraph is not None and text[paragraph.start] in '“"«„」「»'


def _in_paragraph(text: str, paragraph: Span, next_is_quote: bool) -> list[Quoted]:
    stack: list[Open] = []
    closed: list[Quoted] = []
    for match in MARKS.finditer(text, paragraph.start, paragraph.end):
        mark = match.group()
        here = Open(mark, match.start(), match.end())
        partner = _partner(stack, mark)
        if partner is not None and _can_close(text, here, paragraph, stack[partner]):
            _close(stack, partner, here, closed)
        elif _can_open(text, here, paragraph):
            if partner is not None and mark in SYMMETRIC:
                del stack[partner:]
            del stack[: len(stack) - MAX_DEPTH + 1]
            stack.append(here)
    return closed + _unclosed(text, stack, paragraph, closed, next_is_quote)


def _partner(stack: list[Open], mark: str) -> int | None:
    wanted = PARTNERS.get(mark, ())
    for index in range(len(stack) - 1, -1, -1):
        if stack[index].mark in wanted:
            return index
    return None


def _around(text: str, here: Open, paragraph: Span) -> tuple[str, str]:
    before = text[here.start - 1] if here.start > paragraph.start else " "
    after = text[here.end] if here.end < paragraph.end else " "
    return before, after


def _can_close(text: str, here: Open, paragraph: Span, opened: Open) -> bool:
    before, after = _around(text, here, paragraph)
    if here.mark in {"」", "』", "»", "›"} and opened.mark in "「『«‹":
        return True
    if here.mark in SINGLES:
        return not before.isspace() and not after.isalnum() and not _is_possessive(text, here, paragraph)
    if opened.mark == here.mark and before.isspace() and after.isalnum():
        return False
    return here.start > opened.end


def _is_possessive(text: str, here: Open, paragraph: Span) -> bool:
    """‘The workers’ pay rose’: after a plural s, before a small letter, with the real end still to come."""
    if text[here.start - 1] not in "sSzx" or not text[here.end : here.end + 2].strip().islower():
        return False
    ahead = text[here.end : min(paragraph.end, here.end + POSSESSIVE_REACH)]
    following = re.search(rf"[^\s]{here.mark}(?!\w)|[‘“]", ahead)
    return following is not None and following.group()[-1] == here.mark


def _can_open(text: str, here: Open, paragraph: Span) -> bool:
    before, after = _around(text, here, paragraph)
    if here.mark in ALWAYS_OPEN or here.mark == "«":
        return True
    if here.mark in {"」", "』", "›"} or after.isspace():
        return here.mark == "“" and before.isspace()
    if here.mark in {"'", "’", "‘"} and (after.isdigit() or not (after.isalnum() or after in '“"[.…¿¡')):
        return False
    if here.mark == "’":
        return False
    if here.mark == "“":
        return not before.isalnum() or after.isalnum()
    return before in OPENING_BEFORE or before.isspace()


def _close(stack: list[Open], partner: int, here: Open, closed: list[Quoted]) -> None:
    opened = stack[partner]
    del stack[partner:]
    if here.start > opened.end:
        depth = len(stack)
        closed.append(Quoted(opened.start, here.end, Span(opened.end, here.start), depth))


def _unclosed(
    text: str, stack: list[Open], paragraph: Span, closed: list[Quoted], next_is_quote: bool
) -> list[Quoted]:
    """The paragraph's last double mark left open, where it can be believed."""
    opened = next((one for one in stack if one.mark not in SINGLES), None)
    if opened is None or opened.end >= paragraph.end:
        return []
    if not next_is_quote and not _believable(text, opened, paragraph):
        return []
    # What was closed inside it lies one level deeper, which only matters for telling outermost ones.
    inner = Span(opened.end, paragraph.end)
    return [Quoted(opened.start, paragraph.end, inner, 0, closed=False, carries_on=next_is_quote)]


def _believable(text: str, opened: Open, paragraph: Span) -> bool:
    before = text[max(paragraph.start, opened.start - 2) : opened.start].strip()
    return opened.start == paragraph.start or before[-1:] in {":", ","}


def outermost(quotes: list[Quoted]) -> list[Quoted]:
    """The quoted stretches that lie in no other, in order."""
    result: list[Quoted] = []
    for quoted in quotes:
        if not result or quoted.start >= result[-1].end:
            result.append(quoted)
    return result


MAX_TITLE = 9
SMALL = 3
BEFORE_TITLE = re.compile(r"[\w)’']\s*$")
PAPER = re.compile(
    r"(?:^|\s)(?:die|der|das|dem|den|laut|zeitung|magazin|sender|blatt|diario|journal|jornal)\s$",
    re.IGNORECASE,
)
"""Before the name of a paper of one word, which English prints without marks: "die „Bild“"."""
LONGEST_KIND = 12


def is_title(text: str, quoted: Quoted) -> bool:
    """A title of a work: a few words, the long ones capitalised, in the middle of a sentence."""
    inner = quoted.inner.of(text).strip(" ,.")
    found = inner.split()
    if len(found) == 1:
        kind = text[max(0, quoted.start - LONGEST_KIND) : quoted.start]
        return inner.isalpha() and inner[0].isupper() and bool(PAPER.search(kind))
    if not 2 <= len(found) <= MAX_TITLE or not BEFORE_TITLE.search(
        text[max(0, quoted.start - 3) : quoted.start]
    ):
        return False
    long = [word.strip("’'\".,:;!?()") for word in found if len(word) > SMALL]
    return (
        found[0][:1].isupper()
        and len(long) > 0
        and all(not word[:1].islower() for word in long)
        and not inner.isupper()
    )


def spoken(text: str, quotes: list[Quoted]) -> list[Quoted]:
    """The outermost quotations that are not titles."""
    return [quoted for quoted in outermost(quotes) if not is_title(text, quoted)]
