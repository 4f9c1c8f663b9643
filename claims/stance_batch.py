"""Stance and quotations over JSON Lines: the forms of `manage.py stance` and `manage.py check_quote`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from claims.lines import BadLine, Row, answered, bunches, refused, row_of, text_of
from claims.nlp.quotation import check, plain
from claims.nlp.stance import Stance, stances

AT_ONCE = 32
"""Pairs that are read together, so that pairs of one length share a batch."""


def stance_lines(lines: Iterable[bytes], at_once: int = AT_ONCE) -> Iterator[str]:
    """An answer for each line, in order; what is there already is read together, ``at_once`` at most."""
    for bunch in bunches(lines, at_once):
        yield from _group(bunch)


def _group(lines: list[bytes]) -> Iterator[str]:
    asked = [_pair(line) for line in lines]
    pairs = [pair for _, pair, _ in asked if pair is not None]
    found = iter(stances(pairs, explain=False))
    for row, pair, bad in asked:
        yield refused(row, bad) if pair is None else json.dumps({"id": row.get("id")} | _plain(next(found)))


def _pair(line: bytes) -> tuple[Any, tuple[str, str] | None, BadLine]:
    row: Any = None
    try:
        row = row_of(line)
        return row, (text_of(row, "claim"), text_of(row, "passage")), BadLine()
    except BadLine as bad:
        return row, None, bad


def _plain(found: Stance) -> Row:
    row: Row = {"label": found.label, "scores": found.scores._asdict()}
    return row | ({"guards": list(found.guards)} if found.guards else {})


def quote_line(line: bytes) -> str:
    """The answer to one line of `manage.py check_quote`."""
    return answered(line, _quotation)


def _quotation(row: Row) -> Row:
    found = check(text_of(row, "quote"), text_of(row, "source"))
    return {"verdict": str(found.verdict), "diff": plain(found.changes), "reasons": list(found.reasons)}
