"""A database beside the newsroom's, for measuring; it is kept for the next time."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection


@contextmanager
def database(name: str) -> Iterator[None]:
    """Everything inside the block reads and writes there."""
    settings = connection.settings_dict
    before, tests = settings["NAME"], settings["TEST"]["NAME"]
    settings["TEST"]["NAME"] = f"{before}_{name}"
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False, keepdb=True)
    try:
        yield
    finally:
        settings["TEST"]["NAME"] = tests
        connection.creation.destroy_test_db(before, verbosity=0, keepdb=True)
