"""How the database is emptied after tests that commit.

Django's flush is a TRUNCATE, which the record of acts refuses, and it would take the groups that
the migrations seeded with it. So: DELETE, with triggers and foreign keys asleep for that one
transaction (the tests' role is a superuser), and what the migrations seeded left as it was.
"""

from collections.abc import Iterator
from contextlib import suppress

import pytest
from django.db import OperationalError, connection, transaction
from django.test import TransactionTestCase
from django.utils import translation
from pytest_django.plugin import DjangoDbBlocker

from claims.models import Policy

SEEDED = {
    "auth_group",
    "auth_permission",
    "claims_publicpage",
    "claims_rating",
    "claims_scale",
    "django_content_type",
    "django_migrations",
}
HOUSE_PAGES = ["method", "policies"]


def empty() -> None:
    """Leave the database as the migrations made it, sequences apart: one scale, the house's policy."""
    tables = sorted(set(connection.introspection.table_names()) - SEEDED)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(";".join(f'DELETE FROM "{table}"' for table in tables))
        cursor.execute(
            "DELETE FROM claims_rating WHERE scale_id IN (SELECT id FROM claims_scale WHERE version > 1)"
        )
        cursor.execute("DELETE FROM claims_scale WHERE version > 1")
        cursor.execute("DELETE FROM claims_publicpage WHERE slug <> ALL(%s)", [HOUSE_PAGES])
        Policy.objects.create()


@pytest.fixture(autouse=True, scope="session")
def _emptied_by_delete() -> None:
    setattr(TransactionTestCase, "_fixture_teardown", lambda self: empty())  # noqa: B010 - not in the stubs


@pytest.fixture(autouse=True, scope="session")
def _left_by_all(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """A thread or a process of a test may still hold its connection when the database is to go."""
    yield
    with django_db_blocker.unblock(), suppress(OperationalError):  # ours may have been ended from elsewhere
        connection.close()
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    """A request leaves its language with the thread; the next test begins in the newsroom's."""
    yield
    translation.deactivate()
