"""Who is at a claim, without locks."""

import pytest
from django.db import connection

from claims.actions.presence import forget_presence, here
from claims.errors import Denied
from claims.models import Presence
from claims.people_queries import others_here
from tests import factories
from tests.races import crowd


def passes(seconds: int) -> None:
    """Time passes: the database's clock cannot be turned, so what was seen moves back."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE claims_presence SET seen_at = seen_at - make_interval(secs => %s)", [seconds])


@pytest.fixture
def claim(db):
    return factories.claim()


def test_others_here_are_those_seen_within_forty_seconds(claim, rita, edda, paul) -> None:
    here(claim, by=edda)
    passes(41)
    here(claim, by=rita)
    here(claim, by=paul)
    here(factories.claim(), by=edda)

    assert list(others_here(claim, paul)) == [rita]
    assert list(others_here(claim, edda)) == [paul, rita]


def test_here_again_is_one_row_seen_later(claim, rita) -> None:
    here(claim, by=rita)
    passes(60)
    here(claim, by=rita)

    assert Presence.objects.count() == 1
    assert list(others_here(claim, factories.person())) == [rita]


def test_who_has_left_is_not_here(claim, rita, edda) -> None:
    here(claim, by=rita)
    rita.is_active = False
    rita.save()

    assert list(others_here(claim, edda)) == []
    with pytest.raises(Denied):
        here(claim, by=rita)


def test_stranger_is_not_here(claim, sam) -> None:
    with pytest.raises(Denied):
        here(claim, by=sam)


def test_forget_drops_what_nobody_sees(claim, rita, edda) -> None:
    here(claim, by=rita)
    passes(3601)
    here(claim, by=edda)

    assert forget_presence() == 1
    assert [row.user for row in Presence.objects.all()] == [edda]


def test_here_is_one_statement(claim, rita, django_assert_num_queries) -> None:
    here(claim, by=rita)

    with django_assert_num_queries(1):
        here(claim, by=rita)


@pytest.mark.django_db(transaction=True)
def test_here_from_several_windows_at_once_is_one_row(rita) -> None:
    claim = factories.claim()
    assert rita.groups.exists()

    results = crowd(8, lambda _: here(claim, by=rita))

    assert results == [None] * 8
    assert Presence.objects.count() == 1
