"""Which source and which content belong to which cue: the tagger's spans are flat, a report is not."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from .records import Span

REACH = 40
"""Code points between a content and what introduces it: a date, "in a statement", "told reporters"."""


@dataclass(slots=True)
class Report:
    """One attribution's spans. ``owned``: the source stands here for this cue, it is not borrowed."""

    cue: Span | None
    source: Span | None = None
    content: list[Span] = field(default_factory=list)
    owned: bool = True

    @property
    def hull(self) -> Span:
        """From the first to the last of what introduces the content."""
        spans = [span for span in (self.cue, self.source if self.owned else None) if span]
        return Span(min(span.start for span in spans), max(span.end for span in spans))


def pair(
    sources: Sequence[Span], cues: Sequence[Span], contents: Sequence[Span], line_of: Callable[[int], int]
) -> list[Report]:
    """The reports of one paragraph in order of their cues, then contents that no cue introduces.

    A cue takes the nearest free source of its sentence that no other cue stands before; one without a
    source borrows that of the cue before it ("said … and added …"). A content goes to the cue whose
    words are nearest in its sentence. Reports may lack anything but a cue or a content.
    """
    reports = [Report(cue) for cue in cues]
    _give_sources(reports, sources, line_of)
    _borrow(reports, line_of)
    lone = [Report(None, content=[one]) for one in contents if not _give_content(reports, one, line_of)]
    return reports + lone


def gap(one: Span, two: Span) -> int:
    """Code points between two spans; 0 where they touch or overlap."""
    return max(0, one.start - two.end, two.start - one.end)


def _give_sources(reports: list[Report], sources: Sequence[Span], line_of: Callable[[int], int]) -> None:
    near = sorted(
        (gap(report.cue, source), number, place)
        for number, report in enumerate(reports)
        for place, source in enumerate(sources)
        if report.cue and line_of(report.cue.start) == line_of(source.start)
    )
    free = set(range(len(sources)))
    for _, number, place in near:
        report = reports[number]
        if report.source is None and place in free and not _between(reports, report, sources[place]):
            report.source = sources[place]
            free.discard(place)


def _between(reports: list[Report], report: Report, source: Span) -> bool:
    cue = report.cue or source
    low, high = min(cue.end, source.end), max(cue.start, source.start)
    return any(
        other is not report and other.cue is not None and low <= other.cue.start < high for other in reports
    )


def _borrow(reports: list[Report], line_of: Callable[[int], int]) -> None:
    for before, report in itertools.pairwise(reports):
        known = report.source is None and before.source and report.cue and before.cue
        if known and line_of(before.hull.start) == line_of(report.hull.start):
            report.source, report.owned = before.source, False


def _give_content(reports: list[Report], content: Span, line_of: Callable[[int], int]) -> bool:
    """Whether a cue of the content's sentence stands near enough, with no other content between."""
    here = line_of(content.start), line_of(content.end - 1)
    near = [
        (gap(report.hull, content), number)
        for number, report in enumerate(reports)
        if report.cue and here[0] <= line_of(report.hull.start) <= here[1]
    ]
    if not near or min(near)[0] > REACH:
        return False
    reports[min(near)[1]].content.append(content)
    return True
