"""The cast: Rita researches, Edda edits, Paul publishes, Olaf operates, Sam is a stranger.

Every rule is a truth table over `CAST`; "nobody" is somebody who has not signed in. People have no
password: sign them in with `client.force_login(rita)`, or call `rita.set_password(...)`.
"""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import AnonymousUser

from accounts.models import User
from accounts.roles import Role
from tests.factories import person

CAST = ("rita", "edda", "paul", "olaf", "sam", "nobody")


@pytest.fixture
def rita(db) -> User:
    return person("Rita Okafor", Role.RESEARCHER)


@pytest.fixture
def edda(db) -> User:
    return person("Edda Lindqvist", Role.EDITOR)


@pytest.fixture
def paul(db) -> User:
    return person("Paul Marchetti", Role.PUBLISHER)


@pytest.fixture
def olaf(db) -> User:
    return person("Olaf Brandt", Role.OPERATOR)


@pytest.fixture
def sam(db) -> User:
    """Has an account and no role."""
    return person("Sam Stranger")


@pytest.fixture
def nobody() -> AnonymousUser:
    return AnonymousUser()


@pytest.fixture
def who(request: pytest.FixtureRequest) -> Callable[[str], User | AnonymousUser]:
    """A member of the cast by name, for parametrised truth tables: ``who("edda")``."""
    return request.getfixturevalue
