"""manage.py erase_person EMAIL [--yes]: see `claims.actions.erase`."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.models import User
from claims.actions.erase import erase_person
from claims.errors import Sentence


class Command(BaseCommand):
    help = "Erase a person's name, address and words. It cannot be undone; the record of acts stays whole."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--yes", action="store_true", help="do not ask")

    def handle(self, *args: Any, **options: Any) -> None:
        person = User.objects.filter(email__iexact=options["email"].strip()).first()
        if person is None:
            raise CommandError("Nobody has this address.")
        if not options["yes"] and input("Type the address again to erase this person: ") != person.email:
            raise CommandError("Nothing was erased.")
        try:
            erase_person(person, by=None)
        except Sentence as answer:
            raise CommandError(str(answer)) from answer
        self.stdout.write(f"Person {person.pk} is erased.")
