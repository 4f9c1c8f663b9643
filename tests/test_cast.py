"""The cast is what the other tests take it for."""

import pytest

from accounts.roles import Role, roles_of
from tests import factories
from tests.cast import CAST


@pytest.mark.parametrize("name", CAST)
def test_cast_holds_its_roles(who, name):
    expected = {
        "rita": {Role.RESEARCHER},
        "edda": {Role.RESEARCHER, Role.EDITOR},
        "paul": {Role.RESEARCHER, Role.EDITOR, Role.PUBLISHER},
        "olaf": {Role.OPERATOR},
    }
    assert roles_of(who(name)) == expected.get(name, set())


@pytest.mark.django_db(transaction=True)
def test_factories_make_anchored_claims_that_commit():
    claim = factories.claim("Marlow has 3 bridges.", status="researching", speakers=("Ann Lee",))

    place = claim.appearances.get()
    assert place.capture.text[place.start : place.end] == "Marlow has 3 bridges."


@pytest.mark.django_db(transaction=True)
def test_groups_outlive_a_test_that_commits(rita):
    assert roles_of(rita) == {Role.RESEARCHER}
