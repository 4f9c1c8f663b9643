"""Documents that speak for those who made them: "the op-ed", "the poll", "the release"."""

from __future__ import annotations

from dataclasses import dataclass, field

from .naming import Mention
from .people import Cast
from .tokens import Token
from .words.lexicon import words

ESSAYS = words(
    "op-ed oped article column piece essay editorial commentary op-eds artículo tribune artigo",
)
KINDS = {
    "letter": "letter", "statement": "statement", "tweet": "tweet", "post": "tweet", "memo": "memo",
    "book": "book", "poll": "poll", "survey": "poll", "study": "study", "report": "report",
    "release": "release", "research": "study", "paper": "study", "analysis": "study",
}  # fmt: skip
MADE = ESSAYS | frozenset(KINDS)
BY = words("by from")
REACH = 7
"""Words between a document and "by"."""


def document_kind(word: str) -> str:
    """One word for documents that an article calls by several names; "" for anything else."""
    return "essay" if word in ESSAYS else KINDS.get(word, "")


@dataclass(slots=True)
class Documents:
    """Kind of document → those who made the one last told of."""

    made: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def authors(self, kind: str) -> tuple[str, ...]:
        return self.made.get(kind, ())

    def wrote(self, tokens: list[Token], names: tuple[str, ...]) -> None:
        """Remembers the authors of "an article", "their op-ed" named among the tokens."""
        for token in tokens if names else ():
            if token.low in MADE and token.low != "book":
                self.made[document_kind(token.low)] = names

    def made_by(self, items: list[Token], mentions: list[Mention], cast: Cast) -> None:
        """ "a poll by the institute", "a letter, published on Sunday, from Jane Roe"."""
        if not mentions:
            return
        starts = {one.start: one for one in mentions}
        for index, token in enumerate(items):
            if token.low not in MADE:
                continue
            kind = document_kind(token.low)
            for place in range(index + 1, min(len(items) - 1, index + REACH)):
                maker = starts.get(items[place + 1].start) or (
                    starts.get(items[place + 2].start) if place + 2 < len(items) else None
                )
                if items[place].low in BY and maker:
                    self.made[kind] = (cast.full_name(maker),)
                    break
