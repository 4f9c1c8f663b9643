"""Search providers in their turn: limits on the database's clock, answers kept and replayed."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction

from claims.actions.lookups import hits_of, take_turn
from claims.integrations.errors import FetchFailed
from claims.integrations.providers import configured
from claims.jobs.lookups import look_up
from claims.models import Lookup, LookupTurn
from tests import factories
from tests.fakes.providers import providers
from tests.races import together


@pytest.fixture
def web(settings):
    with providers() as here:
        here.settings(settings)
        yield here


@pytest.fixture
def searxng(web, settings):
    return next(one for one in configured(settings) if one.name == "searxng")


@pytest.mark.django_db
def test_answer_is_kept_with_its_digest_and_replayed_from_its_bytes(web, searxng):
    claim = factories.claim()

    kept, hits = look_up(searxng, " marlow   bridges ", before=date(2024, 3, 1), limit=3, claim=claim)
    web.answers["/search"] = {"results": []}

    assert (kept.query, kept.claim) == ("marlow bridges", claim)
    assert kept.sha256 == factories.sha256(bytes(kept.body).decode())
    assert [hit.title for hit in hits] == ["Bridges counted"]
    assert hits_of(Lookup.objects.get()) == hits


@pytest.mark.django_db
def test_same_request_within_the_hour_asks_nobody(web, searxng):
    first, hits = look_up(searxng, "marlow", limit=5)
    second, narrower = look_up(searxng, "marlow", limit=1)

    assert (first, len(web.seen)) == (second, 1)
    assert narrower == hits[:1]
    look_up(searxng, "marlow", fresh=timedelta(0))
    assert len(web.seen) == 2


@pytest.mark.django_db
def test_unreadable_answer_is_not_kept(web, searxng):
    web.answers["/search"] = b"<html>"

    with pytest.raises(FetchFailed):
        look_up(searxng, "marlow")

    assert Lookup.objects.count() == 0


@pytest.mark.django_db
def test_turns_are_set_apart_and_those_too_far_ahead_come_again(searxng):
    searxng.every = 2.0

    waits = [take_turn(searxng) for _ in range(3)]

    assert [round(wait) for wait in waits] == [0, 2, 4]
    with pytest.raises(FetchFailed) as late:
        take_turn(searxng)
    assert (late.value.code, late.value.transient) == ("rate-limit", True)
    assert 5 < (late.value.retry_after or 0) <= 6


@pytest.mark.django_db
def test_the_days_requests_are_counted_and_tomorrow_begins_anew(searxng):
    searxng.every, searxng.a_day = 0.0, 2
    take_turn(searxng)
    take_turn(searxng)

    with pytest.raises(FetchFailed) as over:
        take_turn(searxng)

    assert over.value.code == "daily-limit"
    assert 0 < (over.value.retry_after or 0) <= 86_400
    LookupTurn.objects.update(day=date(2020, 1, 1))
    assert take_turn(searxng) == 0.0


@pytest.mark.django_db(transaction=True)
def test_two_workers_never_have_the_same_turn(searxng):
    searxng.every = 1.0

    waits = sorted(together(lambda: take_turn(searxng), lambda: take_turn(searxng)))

    assert waits[1] - waits[0] > 0.8


@pytest.mark.django_db
@pytest.mark.parametrize("what", ["update", "delete"])
def test_kept_answers_are_immutable(searxng, what):
    kept, _ = look_up(searxng, "marlow")

    with pytest.raises(DatabaseError, match="is kept"), transaction.atomic():
        Lookup.objects.filter(pk=kept.pk).update(query="other") if what == "update" else kept.delete()
