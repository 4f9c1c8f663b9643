"""What became of a text: the paragraphs that changed, word for word, each with its neighbours."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher

PARAGRAPHS, WORDS = re.compile(r"\n+"), re.compile(r"\s+|\w+|[^\w\s]")
WORDS_MAX = 4_000  # above it a passage is shown as wholly replaced: comparing it takes seconds


@dataclass(frozen=True, slots=True)
class Part:
    """Words that stayed ("same"), came ("new") or went ("old")."""

    kind: str
    text: str


@dataclass(slots=True)
class Change:
    """A run of changed paragraphs; ``before`` and ``after`` are the unchanged ones beside it."""

    before: str = ""
    parts: list[Part] = field(default_factory=list)
    after: str = ""


def changes(old: str, new: str) -> list[Change]:
    """Where the two texts differ, in the order of the newer one; none when they say the same."""
    olds, news = _paragraphs(old), _paragraphs(new)
    found = []
    for kind, a, b, c, d in SequenceMatcher(None, olds, news, autojunk=False).get_opcodes():
        if kind != "equal":
            parts = list(words("\n".join(olds[a:b]), "\n".join(news[c:d])))
            found.append(Change(news[c - 1] if c else "", parts, news[d] if d < len(news) else ""))
    return found


def _paragraphs(text: str) -> list[str]:
    return [part for part in PARAGRAPHS.split(text) if part.strip()]


def words(old: str, new: str) -> Iterator[Part]:
    """The two wordings as one line of what stayed, went and came."""
    olds, news = WORDS.findall(old), WORDS.findall(new)
    if max(len(olds), len(news)) > WORDS_MAX:
        yield from (Part(kind, text) for kind, text in (("old", old), ("new", new)) if text)
        return
    for kind, a, b, c, d in SequenceMatcher(None, olds, news, autojunk=False).get_opcodes():
        if kind == "equal":
            yield Part("same", "".join(olds[a:b]))
            continue
        for side, found in (("old", olds[a:b]), ("new", news[c:d])):
            if found:
                yield Part(side, "".join(found))
