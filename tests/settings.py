"""The product's settings, told before they are read where the test servers will answer.

Addresses follow from a folder's path, so they are known before anything runs: the servers start
when the first test needs them (tests/conftest.py). The controller makes the folder; its xdist
workers inherit the name, and each gets a Redis database of its own.
"""

import os
import tempfile
from pathlib import Path

from factcheck import embedded

TEST_DIR = Path(os.environ.get("FACTCHECK_TEST_DIR") or tempfile.mkdtemp(prefix="factcheck-test-"))
WORKER = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))

OURS = ("ALLOWED_HOSTS", "DEBUG", "HTTPS", "LANGUAGE_CODE", "PORT", "PUBLIC_URL", "SECRET_KEY_FALLBACKS")
for setting in OURS:
    os.environ.pop(setting, None)  # a developer's shell does not decide what the tests see
os.environ |= {
    "FACTCHECK_TEST_DIR": str(TEST_DIR),
    "FACTCHECK_MODE": "test",
    "FACTCHECK_DATA_DIR": str(TEST_DIR),
    "SECRET_KEY": "the tests sign nothing that anybody trusts",
    "DATABASE_URL": embedded.database_url(TEST_DIR),
    "REDIS_URL": embedded.redis_url(TEST_DIR).replace("db=0", f"db={WORKER + 1}"),
}

from factcheck.settings import *  # noqa: E402, F403 - only now is everything in place

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # the real one is slow on purpose
