"""manage.py ingest PATH|URL|-... [--wait] [--json]: take articles in, as the page for it does."""

import json
import logging
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from claims import queries
from claims.actions.intake import add_address, add_file, check_size, job_of
from claims.errors import Refused
from claims.jobs.waiting import wait_for
from claims.models import Intake, Job, JobKind
from claims.schemas import claim_line


class Command(BaseCommand):
    help = "Take in articles: files (text, HTML, PDF), web addresses, or - for text on standard input."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("matter", nargs="+", metavar="PATH|URL|-")
        parser.add_argument("--wait", action="store_true", help="until the claims are found")
        parser.add_argument("--json", action="store_true", help="one JSON object a claim, with --wait")
        parser.add_argument("--timeout", type=float, default=600, help="seconds to wait for one article")

    def handle(self, *args: Any, **options: Any) -> None:
        logging.getLogger("claims").setLevel(logging.WARNING)  # what it does is told below
        failed = sum(not self._one(matter, options) for matter in options["matter"])
        if failed:
            sys.exit(1)

    def _one(self, matter: str, options: dict[str, Any]) -> bool:
        """Whether it went in; what became of it is one line on standard error."""
        try:
            intake = taken_in(matter)
        except (Refused, OSError) as error:
            return self._say(matter, _sentence(error), good=False)
        if not options["wait"]:
            return self._say(matter, f"taken in, to be read by job {job_of(intake).pk}.")
        job = wait_for(job_of(intake), seconds=options["timeout"], tell=self._progress)
        if job.state != Job.State.DONE:
            return self._say(matter, job.error or "still being read; look at the jobs.", good=False)
        intake.refresh_from_db()
        return self._claims(matter, intake, options)

    def _claims(self, matter: str, intake: Intake, options: dict[str, Any]) -> bool:
        assert intake.article is not None  # a reading that is done has its article
        search = Job.objects.filter(kind=JobKind.EXTRACT, article=intake.article).order_by("-pk").first()
        if search is not None:
            search = wait_for(search, seconds=options["timeout"], tell=self._progress)
            if search.state != Job.State.DONE:
                return self._say(matter, search.error or "claims are still being looked for.", good=False)
        # One line a claim: one that is repeated in the text stands at its first place.
        first = {place.claim_id: place for place in reversed(list(queries.newest_places(intake.article)))}
        places = sorted(first.values(), key=lambda place: (place.start, place.pk))
        if options["json"]:
            for place in places:
                self.stdout.write(json.dumps(claim_line(place), ensure_ascii=False))
        return self._say(matter, _outcome(intake, search, len(places)))

    def _progress(self, job: Job) -> None:
        if sys.stderr.isatty() and job.progress_note:
            self.stderr.write(f"\r\033[K{job.progress_note} …", ending="")

    def _say(self, matter: str, sentence: str, *, good: bool = True) -> bool:
        start = "\r\033[K" if sys.stderr.isatty() else ""
        self.stderr.write(f"{start}{matter}: {sentence}")
        return good


def taken_in(matter: str) -> Intake:
    """Raises Refused with a sentence, or OSError for a file that cannot be read."""
    if matter == "-":
        return add_file(sys.stdin.buffer.read(), by=None, filename="standard input")
    if matter.lower().startswith(("http://", "https://")):
        return add_address(matter, by=None)
    path = Path(matter)
    check_size(path.stat().st_size)  # before it is all in memory
    return add_file(path.read_bytes(), by=None, filename=path.name)


def _sentence(error: Exception) -> str:
    if isinstance(error, FileNotFoundError):
        return "there is no such file."
    if isinstance(error, IsADirectoryError):
        return "this is a folder; name the files in it."
    if isinstance(error, OSError):
        return f"it cannot be read: {(error.strerror or 'unknown reason').lower()}."
    return str(error)


def _outcome(intake: Intake, search: Job | None, stored: int) -> str:
    found = (search.result if search else {}) or {}
    if intake.outcome == Intake.Outcome.KNOWN:
        return f"known already (article {intake.article_id}): nothing added, {stored} claims stored."
    refused = found.get("refused", 0)
    left_out = f", {refused} refused for want of their exact words" if refused else ""
    what = "a new version of" if intake.outcome == Intake.Outcome.CHANGED else "added as"
    return f"{what} article {intake.article_id}: {found.get('created', 0)} claims found{left_out}."
