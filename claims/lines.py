"""JSON Lines in and out: one object a line, in order; a bad line is answered, and the rest goes on."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from queue import Empty, Queue
from threading import Thread
from typing import Any

Row = dict[str, Any]
END = None


class BadLine(Exception):
    """A line that is no request; says why, in a sentence."""


def answered(line: bytes, answer: Callable[[Row], Row]) -> str:
    """The line to print for a line that came in: its id with the answer, or with an ``error``."""
    row: Any = None
    try:
        row = row_of(line)
        return json.dumps({"id": row.get("id")} | answer(row))
    except BadLine as bad:
        return refused(row, bad)


def refused(row: Any, bad: BadLine) -> str:
    """The line to print for one that cannot be answered; with its id where it has one."""
    known = {"id": row["id"]} if isinstance(row, dict) and "id" in row else {}
    return json.dumps(known | {"error": str(bad)})


def row_of(line: bytes) -> Row:
    """The object of a line. Raises BadLine."""
    try:
        row = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise BadLine("The line is not UTF-8.") from None
    except RecursionError:
        raise BadLine("The line is nested too deeply.") from None
    except ValueError as wrong:
        raise BadLine(f"The line is not JSON: {wrong}.") from None
    if not isinstance(row, dict):
        raise BadLine("The line is not a JSON object.")
    return row


def text_of(row: Row, name: str) -> str:
    """A field that must be a string. Raises BadLine."""
    if name not in row:
        raise BadLine(f"The field “{name}” is missing.")
    if not isinstance(row[name], str):
        raise BadLine(f"The field “{name}” is not a string.")
    return str(row[name])


def lines() -> Iterator[bytes]:
    """The lines of standard input that are not blank, as they come."""
    return (line for line in sys.stdin.buffer if line.strip())


def bunches(lines: Iterable[bytes], most: int) -> Iterator[list[bytes]]:
    """The lines that are there already, ``most`` at a time; whoever waits for an answer to one line gets
    it before the next is asked for."""
    waiting: Queue[bytes | None] = Queue(2 * most)
    Thread(target=_fill, args=(lines, waiting), daemon=True).start()
    bunch: list[bytes] = []
    while (line := _next(waiting, wait=not bunch)) is not END:
        if line:
            bunch.append(line)
        if bunch and (len(bunch) == most or not line):
            yield bunch
            bunch = []
    if bunch:
        yield bunch


def _fill(lines: Iterable[bytes], waiting: Queue[bytes | None]) -> None:
    for line in lines:
        waiting.put(line)
    waiting.put(END)


def _next(waiting: Queue[bytes | None], *, wait: bool) -> bytes | None:
    """The next line, END behind the last; b"" where none is there yet and nobody waits."""
    try:
        return waiting.get(block=wait)
    except Empty:
        return b""


def close_quietly() -> None:
    """Whoever read our output has seen enough: nothing more is written to it."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
