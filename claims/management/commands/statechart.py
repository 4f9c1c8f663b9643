"""manage.py statechart [--check]: write docs/states.md from the table of transitions."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from claims.states import TRANSITIONS, UNDOABLE, Status, Transition

PLACE = Path("docs/states.md")


class Command(BaseCommand):
    help = "Write the chart of a claim's states from claims/states.py."
    requires_system_checks = ()
    needs_servers = False

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="only say whether the chart is up to date")

    def handle(self, *args: Any, **options: Any) -> None:
        path = Path(settings.BASE_DIR) / PLACE
        text = chart()
        fresh = path.exists() and path.read_text() == text
        if options["check"] and not fresh:
            raise CommandError(f"{PLACE} is stale: run manage.py statechart.")
        if not fresh:
            path.write_text(text)
        self.stdout.write(f"{PLACE} is up to date.")


def chart() -> str:
    """The whole page: a diagram and a table, both in the table's order."""
    arrows = [
        f"    {source.value} --> {row.target.value}: {row.action}"
        for row in TRANSITIONS
        for source in row.sources
    ]
    undoable = ", ".join(sorted(UNDOABLE))
    return "\n".join(
        [
            "# Where a claim stands, and every way it may move",
            "",
            "Written by `manage.py statechart` from `claims/states.py`, which also makes the trigger in",
            "PostgreSQL and the buttons. A status is no verdict: the verdict is a rating on a draft.",
            "",
            "```mermaid",
            "stateDiagram-v2",
            f"    [*] --> {Status.CANDIDATE.value}",
            *arrows,
            "```",
            "",
            "| from | action | to | who | needs |",
            "|---|---|---|---|---|",
            *(_line(row) for row in TRANSITIONS),
            "",
            "One's own last step can be undone within five minutes while nothing has happened since:",
            f"{undoable}. The step and its undoing both stay on the record.",
            "",
        ]
    )


def _line(row: Transition) -> str:
    needs = "; ".join(filter(None, [row.needs, "a reason" if row.needs_reason and not row.needs else ""]))
    sources = ", ".join(source.label.lower() for source in row.sources)
    return f"| {sources} | {row.action} | {row.target.label.lower()} | {row.who} | {needs or '–'} |"
