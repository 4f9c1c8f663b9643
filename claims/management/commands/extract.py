"""Read articles out of files and print them; nothing is stored and no server is needed."""

from __future__ import annotations

import gzip
import json
import zlib
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from claims.integrations.errors import Unreadable, in_units
from claims.integrations.reading import Limits, Reading, read

LIMITS = Limits()
LARGEST_FILE = max(LIMITS.html_bytes, LIMITS.pdf_bytes, LIMITS.text_bytes)


class Command(BaseCommand):
    help = "Read articles out of HTML, PDF and text files (also gzipped) and print what is in them."
    requires_system_checks: list[str] = []
    needs_servers = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", metavar="FILE")
        parser.add_argument("--json", action="store_true", help="print one JSON object a line")

    def handle(self, *args: Any, files: list[str], json: bool, **options: Any) -> None:
        unread = 0
        for file in files:
            try:
                found = read(file_bytes(Path(file)), filename=file)
                self.stdout.write(as_json(file, found) if json else as_summary(file, found))
            except Unreadable as error:
                unread += 1
                self.stdout.write(
                    line(file=file, error=error.sentence) if json else f"{file}\n  {error.sentence}\n"
                )
        if unread:
            raise CommandError(f"{unread} of {len(files)} files could not be read.")


def file_bytes(path: Path) -> bytes:
    """The bytes of ``path``, unpacked if gzipped; Unreadable if there are none, or too many."""
    try:
        with path.open("rb") as raw, gzip.GzipFile(fileobj=raw) if path.suffix == ".gz" else raw as file:
            body = file.read(LARGEST_FILE + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise Unreadable("file", f"The file could not be opened ({_reason(error)}).") from error
    if len(body) > LARGEST_FILE:
        raise Unreadable("too-large", f"The file is larger than {in_units(LARGEST_FILE)}.")
    return body


def as_json(file: str, found: Reading) -> str:
    return line(
        file=file,
        title=found.title,
        authors=list(found.authors),
        date=found.published.isoformat()[:10] if found.published else None,
        language=found.language,
        text=found.text,
    )


def as_summary(file: str, found: Reading) -> str:
    about = (
        ", ".join(found.authors),
        str(found.published or ""),
        found.language or "",
        found.site_name or "",
    )
    start = " ".join(found.text[:300].split())
    rows = (
        file,
        f"  {found.title or '(no title)'}",
        f"  {' · '.join(filter(None, about)) or '(nothing else is known)'}",
        f"  {len(found.text):,} characters: {start}{'…' if len(found.text) > 300 else ''}",
        *(f"  {note}" for note in found.notes),
    )
    return "\n".join(rows) + "\n"


def line(**fields: Any) -> str:
    return json.dumps(fields, ensure_ascii=False)


def _reason(error: Exception) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or "it is damaged"
