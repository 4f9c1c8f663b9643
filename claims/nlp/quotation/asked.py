"""A quotation as it was handed in: its words, the places where it leaves something out, its insertions."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .marks import WORD, folded, marks, normal

BRACKET = re.compile(r"\[([^\[\]]{0,200})\]")
GLUED = re.compile(r"[^\W\d_]*\[[^\W\d_]{1,20}\](?:[^\W\d_]|[’'](?=[^\W\d_]))*")
GAP = re.compile(r"\[\s*(?:…|\.(?:\s?\.){1,})?\s*\]|\(\s*(?:…|\.(?:\s?\.){2,})\s*\)|…|\.(?:\s?\.){2,}")
SIC = re.compile(r"\[\s*sic\.?\s*[!]?\s*\]", re.IGNORECASE)
EDGES = " \t\r\n\"'“”„‟«»‹›‘’‚「」『』`"


@dataclass(frozen=True, slots=True)
class Item:
    """A word of the quotation at ``start:end``. An insertion in brackets is one item: it may stand for any
    few words of the source; ``before`` and ``after`` are the letters that must stay of a word of which
    only a part is in brackets ("[W]e", "tax[es]"), None for a word without brackets."""

    word: str
    start: int
    end: int
    insertion: bool = False
    before: str | None = None
    after: str = ""

    def same(self, word: str) -> bool:
        if self.word == word:
            return True
        if self.before is None:
            return False
        kept = len(self.before) + len(self.after)
        return 1 <= kept <= len(word) and word.startswith(self.before) and word.endswith(self.after)


@dataclass(frozen=True, slots=True)
class Asked:
    """The quotation's parts between its ellipses, each a row of items; none of them is empty."""

    text: str
    parts: tuple[tuple[Item, ...], ...]

    @property
    def size(self) -> int:
        """How many words count."""
        return sum(not item.insertion for part in self.parts for item in part)

    def shown(self, first: Item, last: Item) -> str:
        return " ".join(self.text[first.start : last.end].split())


def read(quote: str) -> Asked:
    """The quotation without the marks around it. Linear; raises nothing on any string."""
    text = SIC.sub(lambda match: " " * (match.end() - match.start()), quote)
    parts, at = [], 0
    for gap in [*GAP.finditer(text), None]:
        end = gap.start() if gap else len(text)
        items = _items(text, at, end)
        if any(not item.insertion for item in items):
            parts.append(tuple(items))
        at = gap.end() if gap else end
    return Asked(quote, tuple(parts))


def _items(text: str, start: int, end: int) -> list[Item]:
    found: list[Item] = []
    at = start
    while at < end:
        glued = _next(GLUED, text, at, end)
        bracket = _next(BRACKET, text, at, end)
        stop = min(one.start() for one in (glued, bracket) if one) if glued or bracket else end
        found.extend(_words(text, at, stop))
        if glued and glued.start() <= stop and glued.group() != f"[{glued.group()[1:-1]}]":
            found.append(_glued(glued))
            at = glued.end()
        elif bracket:
            if WORD.search(bracket.group(1)):
                low = " ".join(marks(bracket.group(1)).words)
                found.append(Item(low, bracket.start(), bracket.end(), insertion=True))
            at = bracket.end()
        else:
            at = end
    return found


def _next(pattern: re.Pattern[str], text: str, at: int, end: int) -> re.Match[str] | None:
    return pattern.search(text, at, end)


def _words(text: str, start: int, end: int) -> list[Item]:
    own = marks(text[start:end])
    return [
        Item(word, start + first, start + last)
        for word, first, last in zip(own.words, own.starts, own.ends, strict=True)
    ]


def _glued(match: re.Match[str]) -> Item:
    """ "[W]e": the whole word, and what of it must stay."""
    whole = match.group()
    before, _, rest = whole.partition("[")
    inside, _, after = rest.partition("]")
    word = normal(before + inside + after)
    return Item(word, match.start(), match.end(), before=folded(before), after=folded(after))
