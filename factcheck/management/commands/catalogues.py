"""manage.py catalogues: read marked strings out of the sources, compile what has been translated."""

from typing import Any

from django.core.management.base import BaseCommand

from factcheck.catalogues import PLURALS, po, update


class Command(BaseCommand):
    help = "Bring the catalogues of translations up to the sources, and say what is not translated."
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        for language in PLURALS:
            left = update(language)
            self.stdout.write(
                f"{po(language).relative_to(po(language).parents[3])}: {len(left)} without a translation"
            )
            for message in left:
                self.stdout.write(f"  {message.id!r}")
