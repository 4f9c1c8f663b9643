"""What changed between two versions of a text: paragraph by paragraph, word by word inside."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

PARAGRAPH = re.compile(r"\n+")
TOKEN = re.compile(r"\s+|\w+|[^\w\s]")
ALIKE = 0.4
"""Likeness from which a paragraph that went and one that came are one paragraph, worded anew."""
LONGEST = 4_000
"""Tokens; a paragraph beyond is shown as gone and come, since the work grows with the square."""

Part = tuple[str, str]
"""How ("same", "gone", "come") and the words."""


@dataclass(frozen=True, slots=True)
class Change:
    """One paragraph: its parts joined without "come" are the old one, without "gone" the new one."""

    parts: tuple[Part, ...]

    @property
    def is_same(self) -> bool:
        return all(how == "same" for how, _ in self.parts)


def changes(before: str, after: str, *, around: int = 1) -> list[Change | None]:
    """The paragraphs that changed, with ``around`` unchanged ones on either side; None is a gap."""
    every = list(_every(_split(before), _split(after)))
    near = {n + step for n, one in enumerate(every) if not one.is_same for step in range(-around, around + 1)}
    shown: list[Change | None] = []
    for n, one in enumerate(every):
        if n in near:
            shown.append(one)
        elif shown and shown[-1] is not None:
            shown.append(None)
    return shown[:-1] if shown and shown[-1] is None else shown


def _split(text: str) -> list[str]:
    return [part for part in PARAGRAPH.split(text) if part.strip()]


def _every(old: list[str], new: list[str]) -> Iterator[Change]:
    steps = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    for tag, from_old, to_old, from_new, to_new in steps:
        if tag == "equal":
            yield from (Change((("same", text),)) for text in old[from_old:to_old])
        else:
            yield from _paired(old[from_old:to_old], new[from_new:to_new])


def _paired(gone: list[str], come: list[str]) -> Iterator[Change]:
    """Those that are like each other, in order, side by side; the rest alone."""
    waiting = list(come)
    for text in gone:
        alike = next((n for n, other in enumerate(waiting) if _likeness(text, other) >= ALIKE), None)
        if alike is None:
            yield Change((("gone", text),))
            continue
        yield from (Change((("come", other),)) for other in waiting[:alike])
        yield Change(tuple(_words(text, waiting[alike])))
        waiting = waiting[alike + 1 :]
    yield from (Change((("come", text),)) for text in waiting)


def _likeness(one: str, other: str) -> float:
    matcher = SequenceMatcher(None, one.split(), other.split(), autojunk=False)
    return matcher.ratio() if matcher.real_quick_ratio() >= ALIKE else 0.0


def _words(old: str, new: str) -> Iterator[Part]:
    """The parts of one paragraph, neighbours of one kind joined."""
    mine, theirs = TOKEN.findall(old), TOKEN.findall(new)
    if max(len(mine), len(theirs)) > LONGEST:
        yield from (("gone", old), ("come", new))
        return
    for tag, a, b, c, d in SequenceMatcher(None, mine, theirs, autojunk=False).get_opcodes():
        if tag == "equal":
            yield "same", "".join(mine[a:b])
            continue
        if b > a:
            yield "gone", "".join(mine[a:b])
        if d > c:
            yield "come", "".join(theirs[c:d])
