"""How the database is emptied after tests that commit.

Django's flush is a TRUNCATE, which the record of acts refuses, and it would take the groups that
the migrations seeded with it. So: DELETE, with triggers and foreign keys asleep for that one
transaction (the tests' role is a superuser), and what the migrations seeded left as it was.
"""

import pytest
from django.db import connection, transaction
from django.test import TransactionTestCase

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
        Policy.objects.create()


@pytest.fixture(autouse=True, scope="session")
def _emptied_by_delete() -> None:
    setattr(TransactionTestCase, "_fixture_teardown", lambda self: empty())  # noqa: B010 - not in the stubs
