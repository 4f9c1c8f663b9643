"""What every test may count on: servers of their own, and a browser where there is one."""

import os
import shutil
import signal
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test import TransactionTestCase
from pytest_django import DjangoDbBlocker

from factcheck import embedded

HELD = pytest.StashKey[ExitStack]()
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


# --- Servers ---------------------------------------------------------------------------------------


def pytest_configure(config: pytest.Config) -> None:
    """The controller holds the folder of the servers for as long as the run lasts."""
    if hasattr(config, "workerinput"):
        return
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # clean up as after Ctrl-C
    _remove_what_killed_runs_left()
    stack = config.stash[HELD] = ExitStack()
    stack.callback(shutil.rmtree, settings.DATA_DIR, ignore_errors=True)
    stack.enter_context(embedded.servers_for(settings.DATA_DIR, postgres=False, redis=False))


def pytest_unconfigure(config: pytest.Config) -> None:
    if HELD in config.stash:
        config.stash[HELD].close()


def _remove_what_killed_runs_left() -> None:
    """Servers of a run that was killed with -9 still run; nobody holds their folder."""
    for folder in Path(tempfile.gettempdir()).glob("factcheck-test-*"):
        with suppress(OSError):
            if time.time() - folder.stat().st_mtime > 60 and not embedded.in_use(folder):
                embedded.stop(folder)
                shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def servers() -> embedded.Servers:
    """PostgreSQL and Redis for all workers: the first one to ask starts them."""
    return embedded.start(settings.DATA_DIR, throwaway=True)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    servers: embedded.Servers, django_db_modify_db_settings_parallel_suffix: None
) -> None:
    """pytest-django asks for this before it makes the test databases, one for each worker."""


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """Keep the migrated database as a template, for what follows a test that commits.

    Django would truncate all tables, which takes the groups and scales of the migrations with it,
    and which the append-only triggers refuse. A copy of the template takes a tenth of a second.
    """
    with django_db_blocker.unblock():
        _copy_database(settings.DATABASES["default"]["NAME"], _template())
    TransactionTestCase._fixture_teardown = _begin_anew  # type: ignore[attr-defined]


def _begin_anew(_case: TransactionTestCase) -> None:
    _copy_database(_template(), settings.DATABASES["default"]["NAME"])


def _template() -> str:
    return f"template_{settings.DATABASES['default']['NAME']}"


def _copy_database(source: str, target: str) -> None:
    """FORCE: a server thread or a worker process of the test may still be connected."""
    connection.close()
    with connection._nodb_cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {target} WITH (FORCE)")
        cursor.execute(f"CREATE DATABASE {target} TEMPLATE {source}")


@pytest.fixture
def process_environment(transactional_db: None) -> dict[str, str]:
    """For a real process of ours: this worker's test database and Redis, with the product's settings."""
    database = settings.DATABASES["default"]["NAME"]
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "factcheck.settings",
        "DATABASE_URL": settings.DATABASE_URL.replace(f"/{embedded.DATABASE}?", f"/{database}?"),
        "REDIS_URL": settings.REDIS_URL,
    }


# --- Browser ---------------------------------------------------------------------------------------


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Without Chromium browser tests are skipped, with one notice; in CI that is an error."""
    wanting = [item for item in items if item.get_closest_marker("browser")]
    if CHROMIUM or not wanting:
        return
    if os.environ.get("FACTCHECK_BROWSER") == "required":
        raise pytest.UsageError(
            "FACTCHECK_BROWSER=required, but no Chromium is installed (apt install chromium)."
        )
    for item in wanting:
        item.add_marker(pytest.mark.skip(reason="no Chromium here: apt install chromium"))


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, object]) -> Iterator[dict[str, object]]:
    """Debian's Chromium, which asks nobody but this machine."""
    quiet = [
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
    ]
    local = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost"
    root = ["--no-sandbox"] if os.geteuid() == 0 else []  # Chromium's sandbox refuses to run as root
    # Playwright's loop runs in this thread, and Django takes any loop for asynchronous code.
    with _environment(DJANGO_ALLOW_ASYNC_UNSAFE="true"):
        yield browser_type_launch_args | {"executable_path": CHROMIUM, "args": [*quiet, local, *root]}


@contextmanager
def _environment(**values: str) -> Iterator[None]:
    before = {name: os.environ.get(name) for name in values}
    os.environ |= values
    yield
    for name, value in before.items():
        if value is None:
            del os.environ[name]
        else:
            os.environ[name] = value
