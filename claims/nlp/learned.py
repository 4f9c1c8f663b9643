"""What the trained reader says of one article, by place; it reads English only."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from .reader.heads import Judgement
from .reader.model import Model
from .records import Span
from .view import Line

BATCH = 20_000
"""Code points read at once: what the encoder keeps of them is some 8 MB."""
LONGEST = 4000
"""Code points of a unit; no paragraph of prose has more."""
Tagged = list[tuple[str, Span]]


@dataclass(slots=True)
class Learned:
    """``lines`` are the judgements of the text's sentences, None for boilerplate and where nothing was
    read; ``tagged`` are the (role, place) of each stretch that was read at once."""

    read: bool = False
    tagged: list[Tagged] = field(default_factory=list)
    lines: list[Judgement | None] = field(default_factory=list)


def unread(lines: list[Line]) -> Learned:
    """For a language that the reader does not know."""
    return Learned(lines=[None] * len(lines))


def learn(text: str, lines: list[Line], model: Model) -> Learned:
    """Reads the article in batches, so that a book takes no more memory than an article."""
    found = Learned(read=True)
    for batch in _batches(_units(lines)):
        readings = model.read([span.of(text) for span, _ in batch])
        places = [
            (reading, (line.span.start - span.start, line.span.end - span.start))
            for reading, (span, own) in zip(readings, batch, strict=True)
            for line in own
        ]
        found.lines.extend(model.judge(places))
        for reading, (span, _) in zip(readings, batch, strict=True):
            at = span.start
            found.tagged.append([(one.role, Span(at + one.start, at + one.end)) for one in reading.spans])
    return found


def _units(lines: list[Line]) -> Iterator[tuple[Span, list[Line]]]:
    """The paragraphs with their sentences; one longer than ``LONGEST`` is cut between sentences."""
    own: list[Line] = []
    for line in lines:
        if own and (line.paragraph != own[0].paragraph or line.span.end - own[0].span.start > LONGEST):
            yield Span(own[0].span.start, own[-1].span.end), own
            own = []
        own.append(line)
    if own:
        yield Span(own[0].span.start, own[-1].span.end), own


def _batches(units: Iterator[tuple[Span, list[Line]]]) -> Iterator[list[tuple[Span, list[Line]]]]:
    batch: list[tuple[Span, list[Line]]] = []
    size = 0
    for unit in units:
        batch.append(unit)
        size += unit[0].end - unit[0].start
        if size > BATCH:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch
