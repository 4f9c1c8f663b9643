"""manage.py import_claimreviews FILE|URL... [--feed NAME] [--wait] [--json]: other publishers' checks."""

import logging
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from claims.integrations.downloads import is_address
from claims.integrations.errors import IntakeError
from claims.integrations.streams import Unreadable
from claims.jobs.subscribe import read_feed
from claims.management.commands import import_known_checks


class Command(import_known_checks.Command):
    help = (
        "Take in ClaimReview from files or addresses: pages, lists, DataFeeds of any size, plain or .gz; a "
        "feed in pages is followed to its end. A second time adds nothing; what broke off goes on."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("sources", nargs="+", metavar="FILE|URL")
        parser.add_argument(
            "--feed", default="", help="whose ids these are (default: each check's publisher)"
        )
        parser.add_argument("--wait", action="store_true", help="until they can be searched by meaning, too")
        parser.add_argument("--json", action="store_true", help="one JSON object a file or page")
        parser.add_argument("--timeout", type=float, default=6 * 3600, help="seconds to wait")

    def handle(self, *args: Any, **options: Any) -> None:
        logging.getLogger("claims").setLevel(logging.WARNING)  # what it does is told below
        failed = sum(not self._taken(source, options) for source in options["sources"])
        if failed:
            sys.exit(1)

    def _taken(self, source: str, options: dict[str, Any]) -> bool:
        if not is_address(source):
            return self._one(Path(source), options)
        try:
            done = read_feed(source, feed=options["feed"], tell=self._progress)
        except (IntakeError, Unreadable) as error:
            self._clear()
            self.stderr.write(f"{source}: {error}")
            return False
        return not sum(not self._tell(Path(row.filename), row, options) for row in done.imports)
