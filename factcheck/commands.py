"""Management commands find the newsroom's servers, or start them for their own time."""

import os
import signal
import sys
from contextlib import ExitStack

from django.conf import settings
from django.core.management import BaseCommand, ManagementUtility

from factcheck import embedded
from factcheck.migrating import migrate_if_behind

# Django's own commands that touch no database. Ours say so themselves: `needs_servers = False`.
WITHOUT_SERVERS = {
    "check",
    "collectstatic",
    "compilemessages",
    "diffsettings",
    "findstatic",
    "help",
    "makemessages",
    "startapp",
    "startproject",
    "version",
}
# These read or write migrations themselves.
ABOUT_MIGRATIONS = {"makemigrations", "migrate", "optimizemigration", "showmigrations", "sqlmigrate"}


def execute(argv: list[str]) -> None:
    """What manage.py does. Ends the process with a sentence when a server does not start."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "factcheck.settings")
    signal.signal(signal.SIGTERM, _leave)  # or the servers would outlive a command that is told to end
    with ExitStack() as stack:
        Utility(argv, stack).execute()


def _leave(number: int, _frame: object) -> None:
    sys.exit(128 + number)


class Utility(ManagementUtility):
    """Django's, which enters `stack` with the servers that its command needs."""

    def __init__(self, argv: list[str], stack: ExitStack) -> None:
        super().__init__(argv)
        self.stack = stack

    def fetch_command(self, subcommand: str) -> BaseCommand:
        command = super().fetch_command(subcommand)
        if needs_servers(subcommand, command, self.argv):
            self._find_servers(behind_is_fine=subcommand in ABOUT_MIGRATIONS)
        return command

    def _find_servers(self, *, behind_is_fine: bool) -> None:
        postgres, redis = embedded_in_use()
        if not (postgres or redis):
            return
        try:
            self.stack.enter_context(embedded.servers_for(settings.DATA_DIR, postgres=postgres, redis=redis))
        except embedded.CannotStart as error:
            sys.exit(str(error))
        if postgres and not behind_is_fine:
            migrate_if_behind()


def needs_servers(name: str, command: BaseCommand, argv: list[str]) -> bool:
    """Whether the command works on PostgreSQL or Redis, this time."""
    if argv[1] == "help" or {"-h", "--help"} & set(argv):
        return False
    if name == "check":
        return "--database" in argv
    return bool(getattr(command, "needs_servers", name not in WITHOUT_SERVERS))


def embedded_in_use() -> tuple[bool, bool]:
    """Whether PostgreSQL, and whether Redis, are ours to start: nobody named another one."""
    ours = embedded.database_url(settings.DATA_DIR), embedded.redis_url(settings.DATA_DIR)
    return ours[0] == settings.DATABASE_URL, ours[1] == settings.REDIS_URL
