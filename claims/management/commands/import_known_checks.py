"""manage.py import_known_checks FILE... [--feed NAME] [--wait] [--json]: take in others' fact-checks."""

import json
import logging
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from claims.actions.known_checks import embed_later, import_file
from claims.integrations.streams import Unreadable
from claims.jobs.waiting import wait_for_all
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
        return self._tell(path, row, options)

    def _tell(self, path: Path, row: Import, options: dict[str, Any]) -> bool:
        """What came of it, and once it is waited for, whether all of it can be searched."""
        job = embed_later(row)
        jobs = wait_for_all(job, seconds=options["timeout"]) if options["wait"] else []
        self._clear()
        self.stdout.write(_as_json(path, row, jobs) if options["json"] else _as_words(path, row))
        for ended in jobs:
            if ended.result.get("note"):
                self.stderr.write(f"{path}: {ended.result['note']}")
        late = next((ended for ended in jobs if ended.state != Job.State.DONE), None)
        if late:
            self.stderr.write(f"{path}: {late.error or 'not all sentence vectors are made yet.'}")
        return late is None

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


def _as_json(path: Path, row: Import, jobs: list[Job]) -> str:
    counts = {name: getattr(row, name) for name in ("added", "changed", "unchanged", "bad")}
    vectors = sum(job.result.get("vectors", 0) for job in jobs) if jobs else None
    return json.dumps({"file": str(path), "import": row.pk, **counts, "vectors": vectors}, ensure_ascii=False)
