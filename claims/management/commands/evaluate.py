"""manage.py evaluate TASK --data DIR [--json] [--save]: measure the machine on the public sets."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from claims.evaluation.figure import Report, load, page
from claims.evaluation.tasks import TASKS


class Command(BaseCommand):
    help = "Measure a part of the machine on the public data sets and write docs/evaluation.md."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("task", choices=sorted(TASKS))
        parser.add_argument("--data", type=Path, required=True, help="the unpacked data sets")
        parser.add_argument("--json", action="store_true", help="print the figures as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        task, data = options["task"], options["data"]
        if not data.is_dir():
            raise CommandError(f"{data} is not a folder: unpack the data sets and name their folder.")
        measure, engine = TASKS[task]
        try:
            figures = measure(data)
        except FileNotFoundError as missing:
            raise CommandError(
                f"{missing.filename} is missing: is {data} the folder of the data sets?"
            ) from None
        report = Report.now(task, engine(), figures)
        docs = Path(settings.BASE_DIR) / "docs"
        report.save(docs / "evaluation")
        protocols = load(docs / "evaluation" / "protocols")
        (docs / "evaluation.md").write_text(page(load(docs / "evaluation"), protocols), "utf-8")
        if options["json"]:
            self.stdout.write(json.dumps(asdict(report), ensure_ascii=False))
            return
        self.stdout.write(f"{task}, {report.engine}, {report.measured_on}")
        for figure in report.figures:
            asked = f"  (asked {figure.asked})" if figure.asked else ""
            self.stdout.write(f"  {figure.part}: {figure.metric} {figure.value:.4f}{asked}  {figure.note}")
