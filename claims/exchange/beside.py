"""The files of an export as they are read back: out of its folder, or out of its ZIP file."""

import hashlib
import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Protocol
from zipfile import BadZipFile, ZipFile

from django.utils.translation import gettext

from claims.errors import Refused

LINES = "export.jsonl"


class Files(Protocol):
    """What stands beside the lines. ``opened`` raises KeyError or OSError where there is no such file."""

    def opened(self, name: str) -> IO[bytes]: ...


class Folder:
    def __init__(self, path: Path) -> None:
        self._path = path

    def opened(self, name: str) -> IO[bytes]:
        return (self._path / name).open("rb")


class Packed:
    def __init__(self, packed: ZipFile) -> None:
        self._packed = packed

    def opened(self, name: str) -> IO[bytes]:
        return self._packed.open(name)


def bytes_of(files: Files, name: str, *, sha256: str, size: int) -> bytes:
    """The file's bytes, once they are what the line says. Never more in memory than it says."""
    try:
        with files.opened(name) as file:
            body = file.read(size + 1)
    except (KeyError, OSError, BadZipFile) as error:
        raise Refused(
            gettext("The export names the file %(name)s, which is not there: nothing was brought back.")
            % {"name": name}
        ) from error
    held_to(body, sha256, name)
    return body


def held_to(body: bytes, sha256: str, name: str) -> None:
    """Refused unless the digest is that of the bytes."""
    if hashlib.sha256(body).hexdigest() != sha256:
        raise Refused(
            gettext("%(name)s is not what its digest says: nothing was brought back.") % {"name": name}
        )


@contextmanager
def export_at(path: Path) -> Iterator[tuple[Iterator[str], Files]]:
    """The lines of an export, and the files beside them: of a ZIP file, a folder, or the lines' own file.

    Raises OSError, UnicodeDecodeError, or Refused where a ZIP file has no lines.
    """
    if path.suffix == ".zip":
        with _unpacked(path) as packed, packed.open(LINES) as file:
            yield io.TextIOWrapper(file, encoding="utf-8"), Packed(packed)
        return
    lines = path / LINES if path.is_dir() else path
    with lines.open(encoding="utf-8") as text:
        yield text, Folder(lines.parent)


@contextmanager
def _unpacked(path: Path) -> Iterator[ZipFile]:
    try:
        packed = ZipFile(path)
    except BadZipFile as error:
        raise Refused(gettext("This is no ZIP file: nothing was brought back.")) from error
    with packed:
        if LINES not in packed.namelist():
            raise Refused(gettext("There is no %(name)s in this ZIP file.") % {"name": LINES})
        yield packed
