"""The differences between a quotation and its source, as words for a reader."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    SAME = "same"
    CHANGED = "changed"
    MISSING = "missing"
    """The source says it and the quotation does not."""
    ADDED = "added"
    """The quotation says it and the source does not."""
    ELIDED = "elided"
    """Left out, and marked by an ellipsis."""
    ASIDE = "aside"
    """Words of the source outside its quotation marks: "..., he said, ..."."""
    INSERTED = "inserted"
    """In brackets: the words of whoever quotes."""
    CUT = "cut"
    """What the source says right before or behind, where leaving it out turns the meaning."""


HARMLESS = frozenset([Kind.SAME, Kind.ELIDED, Kind.ASIDE, Kind.INSERTED])


@dataclass(frozen=True, slots=True)
class Change:
    """A stretch as the quotation has it and as the source has it; either may be empty."""

    kind: Kind
    quote: str
    source: str


def plain(changes: Iterable[Change]) -> list[dict[str, str]]:
    """As JSON: [{"op": "changed", "quote": "rose", "source": "fell"}, ...] in the order of the quotation."""
    return [{"op": str(one.kind), "quote": one.quote, "source": one.source} for one in changes]
