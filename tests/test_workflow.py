"""move(): the one door for a claim's status."""

import pytest
from django.db import transaction

from claims.errors import Denied, Refused, Stale
from claims.models import Activity, Claim
from claims.states import Status
from claims.workflow import move, record
from tests import factories
from tests.together import together

pytestmark = pytest.mark.django_db


def moves(claim):
    return list(claim.activities.order_by("pk").values_list("verb", "from_status", "to_status"))


def test_move_changes_the_status_and_writes_the_act(rita):
    claim = factories.claim()

    assert move(claim, "accept", by=rita) is True

    act = claim.activities.get()
    assert claim.status == Status.QUEUED
    assert (act.verb, act.actor, act.from_status, act.to_status) == ("accept", rita, "candidate", "queued")
    assert Claim.objects.get(pk=claim.pk).status == Status.QUEUED


def test_move_saves_the_fields_that_go_with_it(rita):
    claim = factories.claim(status=Status.QUEUED)

    move(claim, "take", by=rita, assignee=rita)

    assert claim.assignee == rita
    assert claim.activities.get().detail == {"assignee": rita.pk, "before": {"assignee": None}}


def test_move_touches_no_other_field_of_a_stale_object(rita):
    claim = factories.claim("Marlow has nine bridges.")
    Claim.objects.filter(pk=claim.pk).update(priority=2, version=7)

    move(claim, "accept", by=rita)

    fresh = Claim.objects.get(pk=claim.pk)
    assert (fresh.priority, fresh.version, fresh.status) == (2, 7, Status.QUEUED)


def test_move_judges_the_locked_row_not_the_object(rita):
    claim = factories.claim()
    claim.status = Status.QUEUED

    with pytest.raises(Refused):
        move(claim, "take", by=rita, assignee=rita)


def test_repeating_a_finished_move_records_nothing(rita):
    claim = factories.claim()
    move(claim, "accept", by=rita)

    assert move(claim, "accept", by=rita) is False
    assert moves(claim) == [("accept", "candidate", "queued")]


def test_repeating_a_release_records_nothing(rita):
    """After it, the person no longer holds the claim: the rule alone would deny the repeat."""
    claim = factories.claim(status=Status.QUEUED)
    move(claim, "take", by=rita, assignee=rita)
    move(claim, "release", by=rita, assignee=None)

    assert move(claim, "release", by=rita, assignee=None) is False
    assert [verb for verb, _, _ in moves(claim)] == ["take", "release"]


def test_repeating_with_another_outcome_is_no_repeat(rita):
    claim = factories.claim()
    move(claim, "decline", by=rita, reason="Opinion", decline_reason="opinion")

    with pytest.raises(Refused, match="The claim is declined: it cannot be declined now"):
        move(claim, "decline", by=rita, reason="Prediction", decline_reason="prediction")


def test_stale_names_who_was_faster(rita, edda):
    claim = factories.claim(status=Status.QUEUED)
    move(claim, "take", by=edda, assignee=edda)

    with pytest.raises(Stale, match=r"Edda Lindqvist was faster: the claim is researching already\."):
        move(claim, "take", by=rita, assignee=rita)
    assert [verb for verb, _, _ in moves(claim)] == ["take"]


def test_off_the_table_is_refused_not_stale(rita):
    with pytest.raises(Refused, match="The claim is candidate: it cannot be released now") as caught:
        move(factories.at(factories.claim(assignee=rita), Status.CANDIDATE), "release", by=rita)
    assert type(caught.value) is Refused


def test_reason_is_needed_where_the_table_asks_for_it(rita):
    claim = factories.claim()

    for nothing in ("", "   ", "\n", "\x00"):
        with pytest.raises(Refused, match="Say why"):
            move(claim, "decline", by=rita, reason=nothing, decline_reason="opinion")
    assert moves(claim) == []


def test_reason_is_stored_without_what_postgres_cannot_hold(rita):
    claim = factories.claim()

    move(claim, "decline", by=rita, reason=" No\x00 \ud800figure ", decline_reason="opinion")

    assert claim.activities.get().reason == "No \ufffdfigure"


def test_act_is_rolled_back_with_the_move(rita):
    claim = factories.claim()

    with transaction.atomic():
        move(claim, "accept", by=rita)
        assert claim.activities.count() == 1
        transaction.set_rollback(True)

    assert Claim.objects.get(pk=claim.pk).status == Status.CANDIDATE
    assert Activity.objects.filter(claim=claim).count() == 0


def test_move_is_rolled_back_when_its_act_cannot_be_written(rita, monkeypatch):
    claim = factories.claim()

    def full(**_):
        raise OSError("disk full")

    monkeypatch.setattr(Activity.objects, "create", full)
    with pytest.raises(OSError, match="disk full"):
        move(claim, "accept", by=rita)

    assert Claim.objects.get(pk=claim.pk).status == Status.CANDIDATE


def test_move_denies_before_it_tells_the_state(sam):
    with pytest.raises(Denied):
        move(factories.claim(status=Status.WITHDRAWN), "accept", by=sam)


def test_record_is_the_machines_without_a_person():
    article = factories.article()

    act = record("added", by=None, article=article, capture=3)

    assert (act.actor, act.verb, act.detail, act.to_status) == (None, "added", {"capture": 3}, "")


@pytest.mark.django_db(transaction=True)
def test_two_people_at_once_make_one_move(rita, edda):
    claim = factories.claim(status=Status.QUEUED)
    people = [rita, edda]

    outcomes = together(
        2, lambda n: move(Claim.objects.get(pk=claim.pk), "take", by=people[n], assignee=people[n])
    )

    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Stale", "bool"]
    winner = people[outcomes.index(True)]
    claim.refresh_from_db()
    assert claim.assignee == winner
    assert claim.activities.get().actor == winner


@pytest.mark.django_db(transaction=True)
def test_one_person_twice_at_once_makes_one_move(rita):
    claim = factories.claim()

    outcomes = together(4, lambda n: move(Claim.objects.get(pk=claim.pk), "accept", by=rita))

    assert sorted(outcomes) == [False, False, False, True]
    assert claim.activities.count() == 1
