"""Migrations, applied once however many processes want them."""

from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

ONE_AT_A_TIME = 714_021_955  # an advisory lock of PostgreSQL; any number that nobody else takes


def migrate_if_behind() -> int:
    """Apply what is missing; how many migrations that were."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [ONE_AT_A_TIME])
        try:
            missing = count_missing()
            if missing:
                call_command("migrate", verbosity=0, interactive=False)
            return missing
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [ONE_AT_A_TIME])


def count_missing() -> int:
    """How many migrations the database has yet to see."""
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
