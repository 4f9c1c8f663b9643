#!/usr/bin/env python
"""Django's commands, with the newsroom's own servers at hand."""

import os
import sys
from pathlib import Path

# These work on files alone: no server is started for them.
NEED_NO_SERVERS = {
    "analyze",
    "check_quote",
    "collectstatic",
    "compilemessages",
    "evaluate",
    "extract",
    "findstatic",
    "help",
    "makemessages",
    "stance",
    "statechart",
    "validate_claimreview",
    "version",
}
MIGRATE_THEMSELVES = {"check", "makemigrations", "migrate", "showmigrations", "sqlmigrate", "up"}
HERE = Path(__file__).resolve().parent


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "factcheck.settings")
    try:
        from django.core.management import execute_from_command_line  # noqa: PLC0415 - may be missing
    except ModuleNotFoundError:
        sys.exit("Django is not installed here. Run `make run` once, then use .venv/bin/python manage.py.")
    command = sys.argv[1] if len(sys.argv) > 1 else "help"
    if command in NEED_NO_SERVERS or "--help" in sys.argv or _servers_named():
        execute_from_command_line(sys.argv)
    else:
        _with_servers(command)


def _servers_named() -> bool:
    names = ("DATABASE_URL", "REDIS_URL")
    return all(os.environ.get(name) or os.environ.get(f"{name}_FILE") for name in names)


def _with_servers(command: str) -> None:
    """Use the running newsroom's servers, or start them for the time of this command."""
    from django.core.management import (  # noqa: PLC0415 - main() has found Django
        call_command,
        execute_from_command_line,
    )

    from factcheck import embedded  # noqa: PLC0415

    data_dir = Path(os.environ.get("FACTCHECK_DATA_DIR", HERE / ".data")).expanduser().resolve()
    try:
        with embedded.servers_for(data_dir) as (_, started):
            if started and command not in MIGRATE_THEMSELVES:
                import django  # noqa: PLC0415

                django.setup()
                call_command("migrate", verbosity=0)
            execute_from_command_line(sys.argv)
    except embedded.CannotStart as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
