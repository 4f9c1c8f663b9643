"""How the database is emptied after tests that commit.

Django's flush is a TRUNCATE, which the record of acts refuses, and it would take the groups that
the migrations seeded with it. So: DELETE, with triggers and foreign keys asleep for that one
transaction (the tests' role is a superuser), and the seeded tables left alone.
"""

import pytest
from django.db import connection, transaction
from django.test import TransactionTestCase

SEEDED = {
    "auth_group",
    "auth_permission",
    "claims_policy",
    "claims_rating",
    "claims_scale",
    "django_content_type",
    "django_migrations",
}


def empty() -> None:
    """Leave the database as the migrations made it, sequences apart."""
    tables = sorted(set(connection.introspection.table_names()) - SEEDED)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(";".join(f'DELETE FROM "{table}"' for table in tables))


@pytest.fixture(autouse=True, scope="session")
def _emptied_by_delete() -> None:
    setattr(TransactionTestCase, "_fixture_teardown", lambda self: empty())  # noqa: B010 - not in the stubs
