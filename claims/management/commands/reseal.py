"""manage.py reseal: after a new SECRET_KEY, before the old one leaves SECRET_KEY_FALLBACKS."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from claims.actions.webhooks import reseal_all


class Command(BaseCommand):
    help = "Seal the secrets of webhooks anew, with the SECRET_KEY of today."

    def handle(self, *args: Any, **options: Any) -> None:
        done, lost = reseal_all()
        self.stdout.write(f"The secrets of {done} endpoints are sealed with the SECRET_KEY of today.")
        if lost:
            raise CommandError(
                f"Those of {lost} endpoints cannot be read: name their SECRET_KEY in SECRET_KEY_FALLBACKS, "
                "or make new secrets under Jobs → Webhooks."
            )
