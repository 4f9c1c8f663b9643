"""manage.py stance: claim and passage in, stance out, as JSON Lines; needs no server and no database."""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from claims.lines import close_quietly, lines
from claims.nlp.stance import engine
from claims.nlp.stance.rules import NAME
from claims.stance_batch import AT_ONCE, stance_lines


class Command(BaseCommand):
    help = (
        'Read {"id", "claim", "passage"} lines from standard input and print for each whether the passage '
        'supports or refutes the claim: {"id", "label", "scores"}, with "guards" where the reader was '
        "overruled. A line that cannot be read gives an object with an error, and the rest goes on."
    )
    requires_system_checks: list[str] = []
    needs_servers = False

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--at-once", type=int, default=AT_ONCE, help=f"lines read together ({AT_ONCE})")

    def handle(self, *args: Any, at_once: int, **options: Any) -> None:
        if engine() == NAME:
            self.stderr.write("The trained stance reader is away: words in common are counted instead.")
        try:
            for answer in stance_lines(lines(), max(1, at_once)):
                self.stdout.write(answer)
                sys.stdout.flush()
        except BrokenPipeError:
            close_quietly()
