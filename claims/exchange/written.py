"""The export as streams: JSON Lines with a kind in each line, CSV with a table for each kind, and files."""

import csv
import io
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from accounts.models import User
from claims.exchange.copies import blobs
from claims.exchange.kinds import KINDS
from claims.exchange.rows import header


def lines(by: User | None = None, *, files: bool = False) -> Iterator[str]:
    """One JSON object a line: first the format, then every record. ``files`` as in `rows.header`."""
    yield _line(header(files=files))
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


def members(by: User | None = None) -> Iterator[tuple[str, Iterable[bytes]]]:
    """(name, bytes in pieces) of each file of a whole export. Memory does not grow with them."""
    yield "export.jsonl", (line.encode() for line in lines(by, files=True))
    for kind in KINDS:
        yield f"{kind}.csv", (row.encode() for row in table(kind, by))
    for name, body in blobs():
        yield name, [body]


def write_folder(folder: Path, by: User | None = None) -> int:
    """The whole export in a folder; how many files."""
    count = 0
    for name, pieces in members(by):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            file.writelines(pieces)
        count += 1
    return count


def write_zip(path: Path, by: User | None = None) -> int:
    """The whole export in a ZIP file; how many files."""
    with path.open("wb") as file:
        file.writelines(zipped(by))
    with ZipFile(path) as packed:
        return len(packed.namelist())


def zipped(by: User | None = None) -> Iterator[bytes]:
    """The whole export as one ZIP file, as it comes into being."""
    sink = _Sink()
    with ZipFile(sink, "w", allowZip64=True) as packed:
        for name, pieces in members(by):
            told = ZipInfo(name)
            told.compress_type = ZIP_DEFLATED if name.endswith((".jsonl", ".csv")) else ZIP_STORED
            with packed.open(told, "w", force_zip64=True) as file:
                for piece in pieces:
                    file.write(piece)
                    yield from sink.taken()
    yield from sink.taken()


class _Sink(io.RawIOBase):
    """Takes what a ZIP file is written as, and gives it on: there is no way back in it."""

    def __init__(self) -> None:
        self._kept: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self._kept.append(bytes(data))
        return len(self._kept[-1])

    def taken(self) -> Iterator[bytes]:
        """What came since, as one piece."""
        if self._kept:
            yield b"".join(self._kept)
        self._kept.clear()
