"""manage.py validate_claimreview FILE|URL [--visit] [--json]: what readers of ClaimReview refuse or miss."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from claims.integrations.downloads import downloaded, is_address
from claims.integrations.errors import IntakeError
from claims.integrations.http import Fetcher
from claims.integrations.marked_up import Judged, judged_in
from claims.integrations.streams import Unreadable
from claims.integrations.visits import Visitor
from claims.jobs.subscribe import policy_for_feeds


class Command(BaseCommand):
    help = "Judge ClaimReview and MediaReview in a page, a JSON file or a feed. Ends with 1 on any error."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("source", metavar="FILE|URL")
        parser.add_argument(
            "--visit", action="store_true", help="ask every page that markup names: it must answer itself"
        )
        parser.add_argument("--json", action="store_true", help="one JSON object a piece of markup")

    def handle(self, *args: Any, **options: Any) -> None:
        count = errors = warnings = 0
        fetcher = Fetcher(policy_for_feeds())
        visitor = Visitor(fetcher, everywhere=options["visit"])
        for one in map(visitor.judged, self._judged(options["source"], fetcher, visitor)):
            count += 1
            errors += len(one.errors)
            warnings += len(one.found) - len(one.errors)
            self._tell(one, options["json"])
        if not options["json"]:
            self.stdout.write(f"{count:,} judged: {_many(errors, 'error')}, {_many(warnings, 'warning')}.")
        if errors:
            sys.exit(1)

    def _judged(self, source: str, fetcher: Fetcher, visitor: Visitor) -> Iterator[Judged]:
        try:
            if is_address(source):
                with downloaded(fetcher, source) as (path, answer):
                    visitor.seen(source, answer)
                    yield from judged_in(path, url=answer.url_final)
            else:
                yield from judged_in(Path(source))
        except (IntakeError, Unreadable) as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(f"{source}: {(error.strerror or 'cannot be read').lower()}.") from error

    def _tell(self, one: Judged, as_json: bool) -> None:
        if as_json:
            found = [{"field": f.field, "sentence": f.sentence, "error": f.error} for f in one.found]
            line = {"place": one.place, "kind": one.kind, "about": one.about, "findings": found}
            self.stdout.write(json.dumps(line, ensure_ascii=False))
            return
        if not one.found:
            return
        self.stdout.write(f"{one.place} {one.kind}: {one.about[:100]}")
        for finding in one.found:
            self.stdout.write(
                f"  {'error' if finding.error else 'warning'}  {finding.field}: {finding.sentence}"
            )


def _many(count: int, word: str) -> str:
    return f"{count:,} {word}{'' if count == 1 else 's'}"
