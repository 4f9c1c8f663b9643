"""People of an export: accounts that nobody can sign in to, by the names that the public reads."""

from typing import Any

from django.db import connection

from accounts.models import User

SEQUENCE = "SELECT setval(pg_get_serial_sequence('accounts_user', 'id'), (SELECT max(id) FROM accounts_user))"


class People:
    """One account a person, with the export's number where it is free: "Erased person 7" stays 7."""

    def __init__(self) -> None:
        self._known: dict[int, User] = {}

    def of(self, told: dict[str, Any]) -> User:
        number = int(told["number"])
        if number not in self._known:
            self._known[number] = self._account(number, str(told["name"]))
        return self._known[number]

    def _account(self, number: int, name: str) -> User:
        address = f"restored-{number}@restored.invalid"
        found = User.objects.filter(email=address).first()
        if found is not None:
            return found
        pk = None if User.objects.filter(pk=number).exists() else number
        made = User.objects.create_user(address, None, name=name[:120], is_active=False, pk=pk)
        with connection.cursor() as cursor:
            cursor.execute(SEQUENCE)
        return made
