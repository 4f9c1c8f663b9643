"""manage.py verify_ledger [--json]: exit 0 when the whole record of acts holds, 1 when it does not."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from claims.ledger.audit import audit


class Command(BaseCommand):
    help = "Recompute every hash, digest and root of the record of acts, and name the first that is wrong."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="one line of JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        found = audit()
        if options["json"]:
            self.stdout.write(json.dumps(found.as_json()))
        else:
            self.stdout.write(
                f"{found.activities:,} acts of {found.claims:,} claims under {found.seals:,} seals, "
                f"{found.erased:,} notes erased: {'all is as it was written' if found.ok else 'BROKEN'}."
            )
        if found.broken:
            self.stderr.write(f"BROKEN: {found.broken}")
            raise SystemExit(1)
