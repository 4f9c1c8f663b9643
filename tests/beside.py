"""A newsroom beside the tests' own: a database and a queue that other processes work with."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from django.conf import settings
from django.db import connections

from factcheck import embedded


def address_of(database: str) -> str:
    return settings.DATABASE_URL.replace(f"/{embedded.DATABASE}?", f"/{database}?")


@contextmanager
def newsroom_beside(name: str, *, like: str = "template1") -> Iterator[dict[str, str]]:
    """The environment of a process of it. Its database is a copy of ``like``, and goes afterwards."""
    connections.close_all()  # nobody may look on while a database is copied
    with psycopg.connect(address_of("postgres"), autocommit=True) as server:
        server.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [like])
        server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        server.execute(f'CREATE DATABASE "{name}" TEMPLATE "{like}"')
        yield {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "factcheck.settings",
            "LOG_LEVEL": "ERROR",
            "DATABASE_URL": address_of(name),
            "REDIS_URL": settings.REDIS_URL.rpartition("=")[0] + "=15",
        }
        server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
