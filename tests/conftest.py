"""What every test may count on: servers, the cast, and a browser where there is one."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

pytest_plugins = ["tests.cast", "tests.database", "tests.servers"]
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


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
