"""The export as streams: JSON Lines with a kind in each line, or CSV with a table for each kind."""

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from accounts.models import User
from claims.exchange.rows import KINDS, header


def lines(by: User | None = None) -> Iterator[str]:
    """One JSON object a line: first the format, then every record."""
    yield _line(header())
    for kind, rows in KINDS.items():
        for row in rows(by):
            yield _line({"is": kind, **row})


def _line(row: dict[str, Any]) -> str:
    return json.dumps(row, ensure_ascii=False, sort_keys=False) + "\n"


def table(kind: str, by: User | None = None) -> Iterator[str]:
    """CSV of one kind (RFC 4180), the names of its columns first; what is no plain value is JSON."""
    columns: list[str] = []
    for row in KINDS[kind](by):
        if not columns:
            columns = list(row)
            yield _record(columns)
        yield _record([_cell(row.get(name)) for name in columns])


def _record(cells: list[str]) -> str:
    out = io.StringIO()
    csv.writer(out).writerow(cells)
    return out.getvalue()


def _cell(value: Any) -> str:
    """Plain values as they are. A cell that a spreadsheet would run as a formula gets an apostrophe."""
    if value is None:
        return ""
    if not isinstance(value, (str, int, float)):
        return json.dumps(value, ensure_ascii=False)
    words = str(value)
    return (
        f"'{words}"
        if isinstance(value, str) and words.startswith(("=", "+", "-", "@", "\t", "\r"))
        else words
    )


def write_folder(folder: Path, by: User | None = None) -> dict[str, int]:
    """export.jsonl, and a CSV for each kind; how many records of each. Memory does not grow with them."""
    folder.mkdir(parents=True, exist_ok=True)
    counts: dict[str, int] = dict.fromkeys(KINDS, 0)
    with (folder / "export.jsonl").open("w", encoding="utf-8", newline="\n") as file:
        file.write(_line(header()))
        for kind, rows in KINDS.items():
            for row in rows(by):
                file.write(_line({"is": kind, **row}))
                counts[kind] += 1
    for kind in KINDS:
        with (folder / f"{kind}.csv").open("w", encoding="utf-8", newline="") as file:
            file.writelines(table(kind, by))
    return counts
