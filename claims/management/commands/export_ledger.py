"""manage.py export_ledger [FILE]: the record of acts as JSON Lines (`docs/ledger.md`)."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser, OutputWrapper

from claims.ledger.export import export


class Command(BaseCommand):
    help = "Write every act and seal, for docs/verify_ledger.py. It holds ids, verbs and times, no words."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", nargs="?", type=Path, help="standard output when it is left out")

    def handle(self, *args: Any, **options: Any) -> None:
        with self._opened(options["file"]) as out:
            for line in export():
                out.write(json.dumps(line))

    @contextmanager
    def _opened(self, path: Path | None) -> Iterator[OutputWrapper]:
        """A file comes into being whole: a broken export leaves none that could pass for one."""
        if path is None:
            yield self.stdout
            return
        part = path.with_name(path.name + ".part")
        with part.open("w", encoding="ascii") as out:
            yield OutputWrapper(out)
        part.replace(path)
