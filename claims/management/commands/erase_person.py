"""manage.py erase_person EMAIL [--yes]: see `claims.actions.erase` and `claims.actions.erase_addressee`."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from accounts.models import User
from claims.actions.erase import erase_person
from claims.actions.erase_addressee import erase_addressee
from claims.errors import Sentence
from claims.models import ReplyRequest


class Command(BaseCommand):
    help = "Erase a person's name, address and words. It cannot be undone; the record of acts stays whole."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", help="of somebody with an account, or of whom we asked for a reply")
        parser.add_argument("--yes", action="store_true", help="do not ask")

    def handle(self, *args: Any, **options: Any) -> None:
        email = options["email"].strip()
        person = User.objects.filter(email__iexact=email).first()
        if person is None and not ReplyRequest.objects.filter(email__iexact=email).exists():
            raise CommandError("Nobody has this address.")
        if not options["yes"] and not self._sure(email):
            raise CommandError("Nothing was erased.")
        try:
            self._erase(person, email)
        except Sentence as answer:
            raise CommandError(str(answer)) from answer

    def _sure(self, email: str) -> bool:
        return input("Type the address again to erase this person: ").strip().lower() == email.lower()

    @transaction.atomic
    def _erase(self, person: User | None, email: str) -> None:
        """Both, or neither: somebody may work here and have been asked as well."""
        if person is not None:
            erase_person(person, by=None)
            self.stdout.write(f"Person {person.pk} is erased.")
        requests = erase_addressee(email, by=None)
        if requests:
            self.stdout.write(
                f"Asked for a reply in {', '.join(map(str, requests))}: name and address are erased."
            )
