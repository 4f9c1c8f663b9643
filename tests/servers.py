"""Servers of the tests' own, up before Django reads its settings (`-p tests.servers`).

One PostgreSQL and one Redis serve all workers of a run; pytest-django gives each worker a database
of its own. They live in a temporary folder and end with the run, also after Ctrl-C.
"""

import contextlib
import os
import shutil
import tempfile
from pathlib import Path

import pytest

from factcheck import embedded

_stack = contextlib.ExitStack()


def _start() -> None:
    os.environ["FACTCHECK_MODE"] = "test"
    if os.environ.get("DATABASE_URL") and os.environ.get("REDIS_URL"):
        return  # a worker of a parallel run, or servers that somebody named
    folder = Path(tempfile.mkdtemp(prefix="factcheck-tests-"))
    _stack.callback(shutil.rmtree, folder, ignore_errors=True)
    os.environ["FACTCHECK_DATA_DIR"] = str(folder)
    servers, _ = _stack.enter_context(embedded.servers_for(folder, throwaway=True))
    os.environ["DATABASE_URL"], os.environ["REDIS_URL"] = servers.database_url, servers.redis_url


_start()


def pytest_unconfigure(config: pytest.Config) -> None:
    _stack.close()
