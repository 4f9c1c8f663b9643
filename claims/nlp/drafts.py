"""What somebody is reported to have said, as it is found: before anybody knows who that is."""

from __future__ import annotations

from dataclasses import dataclass, field

from .records import Span
from .tokens import Token


@dataclass(slots=True)
class Draft:
    """An attribution before its speakers are known. ``quotes`` are the quotations it covers."""

    line: int
    source: list[Token]
    cue: list[Token]
    content: list[Span]
    before: list[Token] = field(default_factory=list)
    quotes: set[int] = field(default_factory=set)
    particle: list[Token] = field(default_factory=list)
    """The other half of a cue in two ("fügte sie hinzu")."""
    names: tuple[str, ...] | None = None
    follows: int = -1
    """The line of the draft whose speaker this one shares, -1 for none."""
