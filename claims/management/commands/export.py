"""manage.py export DIR|FILE.zip|- [--as EMAIL]: everything that one may see, as JSON Lines, CSV and files."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection, transaction

from accounts.models import User
from claims.exchange.written import lines, write_folder, write_zip


class Command(BaseCommand):
    help = (
        "Write the newsroom into a folder or a ZIP file: export.jsonl, a CSV for each kind of record, web "
        "archives and files that were handed in; with - the JSON Lines alone go to standard output. What is "
        "still to be judged blind is left out."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("to", metavar="DIR|FILE.zip|-")
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
            count = self._written(Path(options["to"]), by)
        self.stdout.write(f"{options['to']}: {count:,} files.")

    def _written(self, to: Path, by: User | None) -> int:
        if to.exists() and (not to.is_dir() or any(to.iterdir())):
            raise CommandError(f"{to} is not an empty folder.")
        try:
            return write_zip(to, by) if to.suffix == ".zip" else write_folder(to, by)
        except OSError as error:
            raise CommandError(f"{to}: {(error.strerror or 'cannot be written').lower()}.") from error


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
