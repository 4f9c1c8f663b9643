"""manage.py import_export DIR|FILE|- --by EMAIL: an export of another newsroom, into an empty one."""

import logging
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.models import User
from claims.errors import Sentence
from claims.exchange.beside import export_at
from claims.exchange.restore import restore


class Command(BaseCommand):
    help = "Bring an export (folder, ZIP file or export.jsonl) into an empty newsroom: all of it, or nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("source", metavar="DIR|FILE|-")
        parser.add_argument("--by", required=True, help="who does it: the mail address of an operator")

    def handle(self, *args: Any, **options: Any) -> None:
        logging.getLogger("claims").setLevel(logging.WARNING)
        by = User.objects.filter(email=options["by"].strip().lower(), is_active=True).first()
        if by is None:
            raise CommandError(f"There is nobody with the address {options['by']}.")
        try:
            if options["source"] == "-":
                done = restore(sys.stdin, by=by)
            else:
                with export_at(Path(options["source"])) as (lines, files):
                    done = restore(lines, by=by, files=files)
        except Sentence as why:
            raise CommandError(str(why)) from why
        except (OSError, UnicodeDecodeError) as error:
            raise CommandError(f"{options['source']} cannot be read.") from error
        told = ", ".join(f"{count:,} {kind}" for kind, count in done.counts.items())
        left = ", ".join(f"{count:,} {kind}" for kind, count in done.left.items())
        self.stdout.write(
            f"Brought back: {told or 'nothing'}.{f' Left in the file: {left}.' if left else ''}"
        )
