"""manage.py check_quote: quotation and source in, verdict and diff out, as JSON Lines; needs no server."""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand

from claims.lines import close_quietly, lines
from claims.stance_batch import quote_line


class Command(BaseCommand):
    help = (
        'Read {"id", "quote", "source"} lines from standard input and print for each whether the source '
        'says the quotation: {"id", "verdict", "diff", "reasons"} with exact, altered, truncated or '
        "not_found. A line that cannot be read gives an object with an error, and the rest goes on."
    )
    requires_system_checks: list[str] = []
    needs_servers = False

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            for line in lines():
                self.stdout.write(quote_line(line))
                sys.stdout.flush()
        except BrokenPipeError:
            close_quietly()
