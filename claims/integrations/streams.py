"""Files of many objects, one at a time: JSON Lines, JSON arrays and feeds of any size, plain or .gz."""

import gzip
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, TextIO

from claims.said import said

CHUNK = 1 << 20
FIRST_LINE = 2 << 20
"""Code points; a longer first line is taken for a document."""
LONGEST = 64 << 20
"""Code points of one object or line; what is longer is no fact-check."""
SPACE = " \t\r\n"
LISTS = ("dataFeedElement", "@graph", "itemListElement")
DECODER = json.JSONDecoder(strict=False)


@dataclass(frozen=True, slots=True)
class Broken:
    """An element that is no JSON object: why, and how it begins."""

    reason: str
    raw: str


class Unreadable(Exception):
    """The file cannot be read on; a sentence."""


def elements(path: Path) -> Iterator[dict[str, Any] | Broken]:
    """Each line of JSON Lines, each element of an array or of a feed's list; a lone object is one.

    Memory does not grow with the file. Raises Unreadable when the file is damaged where no further
    element can be found.
    """
    try:
        with path.open("rb") as raw, _unpacked(raw) as file:
            text = io.TextIOWrapper(file, encoding="utf-8-sig", errors="replace", newline="\n")
            start = _after_space(text)
            if start.startswith("[") or start and not _is_lines(start):
                yield from _Scanner(text, start).elements()
            else:
                yield from _lines(text, start)
    except (OSError, EOFError, gzip.zlib.error) as error:  # type: ignore[attr-defined]
        raise Unreadable(said("The file breaks off or is damaged (%(error)s).", error=error)) from error


def _unpacked(raw: BinaryIO) -> BinaryIO:
    packed = raw.read(2) == b"\x1f\x8b"
    raw.seek(0)
    return gzip.GzipFile(fileobj=raw) if packed else raw  # type: ignore[return-value]


def _after_space(text: TextIO) -> str:
    """The file's beginning, long enough to tell what it is: its first line, if that is not too long."""
    start = ""
    while len(start) < FIRST_LINE and "\n" not in start:
        read = text.read(CHUNK)
        if not read:
            break
        start = (start + read).lstrip(SPACE)
    return start


def _is_lines(start: str) -> bool:
    """Whether the first line is whole in itself, or broken in itself before others: one object a line.

    A document in one line is one object, too: then nothing but blanks comes after it.
    """
    first, _, rest = start.partition("\n")
    try:
        found = json.loads(first, strict=False)
    except ValueError:
        return rest.lstrip(SPACE).startswith("{")
    return not (isinstance(found, dict) and any(name in found for name in LISTS))


def _lines(text: TextIO, start: str) -> Iterator[dict[str, Any] | Broken]:
    rest = start
    while rest:
        *whole, rest = rest.split("\n")
        for line in whole:
            if line.strip():
                yield _object(line)
        more = text.read(CHUNK)
        if not more:
            break
        if len(rest) > LONGEST:
            raise Unreadable(said("A line is longer than 64 million characters."))
        rest = rest + more or "\n"
    if rest.strip():
        yield _object(rest)


def _object(line: str) -> dict[str, Any] | Broken:
    try:
        found = json.loads(line, strict=False)
    except (ValueError, RecursionError):
        return Broken(said("This line is not JSON."), line[:2000])
    return found if isinstance(found, dict) else Broken(said("This line is not a JSON object."), line[:2000])


class _Scanner:
    """Walks a JSON document with a window over it, and stops at each element of its list."""

    def __init__(self, text: TextIO, start: str) -> None:
        self._text, self._window, self._at, self._ended = text, start, 0, False

    def elements(self) -> Iterator[dict[str, Any] | Broken]:
        if self._next() == "[":
            yield from self._list()
            return
        yield from self._feed()

    def _feed(self) -> Iterator[dict[str, Any] | Broken]:
        """The elements of the object's first list that we know; without one, the object itself."""
        fields: dict[str, Any] = {}
        self._at += 1
        while self._next() not in ("}", ""):
            name = self._value()
            if self._next() != ":":
                raise Unreadable(said("The file is not JSON: a colon is missing."))
            self._at += 1
            if name in LISTS and self._next() == "[":
                yield from self._list()
                fields = {}
                break
            fields[str(name)] = self._value()
            if self._next() == ",":
                self._at += 1
        if fields:
            yield fields

    def _list(self) -> Iterator[dict[str, Any] | Broken]:
        self._at += 1
        while (letter := self._next()) != "]":
            if letter == ",":
                self._at += 1
            elif letter == "":
                raise Unreadable(said("The file breaks off inside its list."))
            else:
                found = self._value()
                raw = json.dumps(found, ensure_ascii=False)[:2000] if not isinstance(found, dict) else ""
                yield (
                    found if isinstance(found, dict) else Broken(said("This element is not an object."), raw)
                )
        self._at += 1

    def _next(self) -> str:
        """The next letter that is no blank, which stays; "" at the end."""
        while True:
            while self._at < len(self._window):
                if self._window[self._at] not in SPACE:
                    return self._window[self._at]
                self._at += 1
            if not self._more():
                return ""

    def _value(self) -> Any:
        """The JSON value here. A value that touches the window's end may be cut: read on, try again."""
        self._next()
        while True:
            try:
                value, end = DECODER.raw_decode(self._window, self._at)
            except (ValueError, RecursionError) as error:
                if isinstance(error, RecursionError) or not self._more():
                    raise Unreadable(said("The file is not JSON from here on, or breaks off.")) from error
                continue
            if end < len(self._window) or not self._more():
                self._at = end
                return value

    def _more(self) -> bool:
        if self._ended:
            return False
        if len(self._window) - self._at > LONGEST:
            raise Unreadable(said("An element is longer than 64 million characters, or is not JSON."))
        read = self._text.read(max(CHUNK, len(self._window) - self._at))
        self._window, self._at = self._window[self._at :] + read, 0
        self._ended = not read
        return bool(read)
