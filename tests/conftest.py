"""What every test stands on. Servers come from tests/servers.py, before Django is set up."""

import os
import shutil

import pytest

pytest_plugins = ["tests.cast", "tests.database"]
BROWSER = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
REQUIRED = os.environ.get("FACTCHECK_BROWSER") == "required"
# Playwright's synchronous interface runs an event loop in the test's thread, where Django would
# refuse the database; nothing else runs there.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Browser tests need Debian's chromium: required in CI, skipped with a notice elsewhere."""
    if BROWSER or REQUIRED:
        return
    skip = pytest.mark.skip(reason="no Chromium here: apt-get install chromium")
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(skip)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, object]) -> dict[str, object]:
    """Debian's own browser, which never calls home."""
    quiet = [
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
    ]
    root = ["--no-sandbox"] if os.geteuid() == 0 else []
    return {**browser_type_launch_args, "executable_path": BROWSER, "args": [*root, "--disable-gpu", *quiet]}
