"""Fixtures of the whole suite; those of the servers are in tests/conftest.py."""

pytest_plugins = ["tests.cast", "tests.database"]
