"""manage.py replay_run ID: answer each step of a run again from its stored inputs."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from claims.jobs.replay import Outcome, replay_run
from claims.models import Run


class Command(BaseCommand):
    help = "Answer each step of a verification run again from its stored inputs, and compare the digests."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("run", type=int, help="the run's number")

    def handle(self, *args: Any, run: int, **options: Any) -> None:
        found = Run.objects.filter(pk=run).first()
        if found is None:
            raise CommandError(f"There is no run {run}.")
        steps = replay_run(found)
        for one in steps:
            self.stdout.write(f"{one.step}: {one.sentence} {one.then[:12]} → {one.now[:12] or '–'}")
        if any(one.outcome == Outcome.OTHER for one in steps):
            raise CommandError("Not all of it is the same.")
