"""Servers of the tests' own, one PostgreSQL and one Redis for all workers of a run.

They start when the first test needs them, in the folder that tests/settings.py named, and end with
the run, also after Ctrl-C. pytest-django gives each worker a database of its own.
"""

import os
import shutil
import signal
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack, suppress
from pathlib import Path

import psutil
import pytest
from django.conf import settings

from factcheck import embedded, wheels

HELD = pytest.StashKey[ExitStack]()


def pytest_configure(config: pytest.Config) -> None:
    """The controller holds the folder of the servers for as long as the run lasts."""
    if hasattr(config, "workerinput"):
        return
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # clean up as after Ctrl-C
    _remove_what_killed_runs_left()
    stack = config.stash[HELD] = ExitStack()
    stack.callback(_remove, settings.DATA_DIR)
    stack.enter_context(embedded.servers_for(settings.DATA_DIR, postgres=False, redis=False))


def pytest_unconfigure(config: pytest.Config) -> None:
    if HELD in config.stash:
        config.stash[HELD].close()


def _remove_what_killed_runs_left() -> None:
    """Servers of a run that was killed with -9 still run; nobody holds their folder."""
    for folder in Path(tempfile.gettempdir()).glob("factcheck-test-*"):
        with suppress(OSError):
            if time.time() - folder.stat().st_mtime > 60 and not embedded.in_use(folder):
                _remove(folder)


def _remove(folder: Path) -> None:
    """With every process that a test started: an interrupted worker does not end its own."""
    wheels.kill([process for process in psutil.process_iter() if _of_run(process, folder)])
    shutil.rmtree(folder, ignore_errors=True)


def _of_run(process: psutil.Process, folder: Path) -> bool:
    """Known by where it works, as servers are, or by what it inherited."""
    if process.pid in {os.getpid(), os.getppid()}:
        return False
    with suppress(psutil.Error, OSError):
        return Path(process.cwd()).is_relative_to(folder) or process.environ().get(
            "FACTCHECK_TEST_DIR"
        ) == str(folder)
    return False


@pytest.fixture(scope="session")
def folders() -> Callable[[], Path]:
    """A new folder for servers or processes of a test's own, which end with the run in any case."""
    return lambda: Path(tempfile.mkdtemp(prefix="room-", dir=settings.DATA_DIR))


@pytest.fixture(scope="session")
def servers() -> embedded.Servers:
    """PostgreSQL and Redis for all workers: the first one to ask starts them."""
    return embedded.start(settings.DATA_DIR, throwaway=True)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    servers: embedded.Servers, django_db_modify_db_settings_parallel_suffix: None
) -> None:
    """pytest-django asks for this before it makes the test databases, one for each worker."""


@pytest.fixture
def process_environment(transactional_db: None) -> dict[str, str]:
    """For a real process of ours: this worker's test database and Redis, with the product's settings."""
    database = settings.DATABASES["default"]["NAME"]
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "factcheck.settings",
        "DATABASE_URL": settings.DATABASE_URL.replace(f"/{embedded.DATABASE}?", f"/{database}?"),
        "REDIS_URL": settings.REDIS_URL,
    }
