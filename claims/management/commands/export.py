"""manage.py export DIR|- [--as EMAIL]: everything that one may see, as JSON Lines and CSV."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection, transaction

from accounts.models import User
from claims.exchange.written import lines, write_folder


class Command(BaseCommand):
    help = (
        "Write the newsroom into a folder: export.jsonl, and a CSV for each kind of record; with - the JSON "
        "Lines go to standard output. What is still to be judged blind is left out."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("to", metavar="DIR|-")
        parser.add_argument(
            "--as", dest="who", default="", help="what this person may see (their mail address)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        by = _person(options["who"])
        with transaction.atomic():
            _one_moment()
            if options["to"] == "-":
                for line in lines(by):
                    self.stdout.write(line, ending="")
                return
            counts = self._written(Path(options["to"]), by)
        told = ", ".join(f"{count:,} {kind}" for kind, count in counts.items() if count)
        self.stdout.write(f"{options['to']}: {told or 'nothing'}.")

    def _written(self, folder: Path, by: User | None) -> dict[str, int]:
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise CommandError(f"{folder} is not an empty folder.")
        try:
            return write_folder(folder, by)
        except OSError as error:
            raise CommandError(f"{folder}: {(error.strerror or 'cannot be written').lower()}.") from error


def _person(address: str) -> User | None:
    if not address:
        return None
    found = User.objects.filter(email=address.strip().lower()).first()
    if found is None:
        raise CommandError(f"There is nobody with the address {address}.")
    return found


def _one_moment() -> None:
    """All of it as it stood at one moment; where a transaction is under way already, that is its moment."""
    with connection.cursor() as cursor:
        if len(connection.savepoint_ids) == 0:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
