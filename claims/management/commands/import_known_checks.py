"""manage.py import_known_checks FILE... [--feed NAME] [--wait] [--json]: take in others' fact-checks."""

import json
import logging
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from claims.actions.known_checks import embed_later, import_file
from claims.integrations.streams import Unreadable
from claims.jobs.waiting import wait_for
from claims.models import Import, Job


class Command(BaseCommand):
    help = "Take in fact-checks: JSON Lines, ClaimReview, DataFeed; plain or .gz. A second time adds nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument("--feed", default="", help="whose ids these are (default: each row's publisher)")
        parser.add_argument("--wait", action="store_true", help="until they can be searched by meaning, too")
        parser.add_argument("--json", action="store_true", help="one JSON object a file")
        parser.add_argument("--timeout", type=float, default=6 * 3600, help="seconds to wait")

    def handle(self, *args: Any, **options: Any) -> None:
        logging.getLogger("claims").setLevel(logging.WARNING)  # what it does is told below
        failed = sum(not self._one(path, options) for path in options["files"])
        if failed:
            sys.exit(1)

    def _one(self, path: Path, options: dict[str, Any]) -> bool:
        try:
            row = import_file(path, feed=options["feed"], tell=self._progress)
        except (OSError, Unreadable) as error:
            self._clear()
            self.stderr.write(f"{path}: {_sentence(error)}")
            return False
        job = embed_later(row)
        searchable = wait_for(job, seconds=options["timeout"]) if options["wait"] else None
        self._clear()
        self.stdout.write(_as_json(path, row, searchable) if options["json"] else _as_words(path, row))
        if searchable and searchable.state != Job.State.DONE:
            self.stderr.write(f"{path}: {searchable.error or 'not all sentence vectors are made yet.'}")
            return False
        if searchable and searchable.result.get("note"):
            self.stderr.write(f"{path}: {searchable.result['note']}")
        return True

    def _progress(self, row: Import) -> None:
        if sys.stderr.isatty():
            self.stderr.write(f"\r\033[K{row.filename}: {row.cursor:,} rows read …", ending="")

    def _clear(self) -> None:
        if sys.stderr.isatty():
            self.stderr.write("\r\033[K", ending="")


def _sentence(error: Exception) -> str:
    if isinstance(error, FileNotFoundError):
        return "there is no such file."
    if isinstance(error, IsADirectoryError):
        return "this is a folder; name the files in it."
    if isinstance(error, OSError):
        return f"it cannot be read: {(error.strerror or 'unknown reason').lower()}."
    return str(error)


def _as_words(path: Path, row: Import) -> str:
    bad = f", {row.bad:,} rows kept aside" if row.bad else ""
    lines = [f"{path}: {row.added:,} added, {row.changed:,} changed, {row.unchanged:,} known already{bad}."]
    lines += [f"  row {problem.row}: {problem.reason}" for problem in row.problems.all()[:5]]
    return "\n".join(lines)


def _as_json(path: Path, row: Import, searchable: Job | None) -> str:
    counts = {name: getattr(row, name) for name in ("added", "changed", "unchanged", "bad")}
    vectors = searchable.result.get("vectors", 0) if searchable else None
    return json.dumps({"file": str(path), "import": row.pk, **counts, "vectors": vectors}, ensure_ascii=False)
