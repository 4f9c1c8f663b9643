"""Many claims at once: each is told of, all are written together, and nobody waits for ever."""

import pytest

from claims.actions import many
from claims.actions.many import bulk_assign, bulk_priority
from claims.models import Activity, Claim
from claims.states import Status
from tests import factories
from tests.races import together


def test_assigns_those_that_can_be_assigned_and_says_why_not(rita, edda, db):
    waits, fresh = factories.claim(status=Status.QUEUED), factories.claim()
    held = factories.claim(status=Status.RESEARCHING)

    done = bulk_assign([fresh, held, waits], by=edda, to=rita)

    assert sorted(done.moved) == sorted([held.pk, waits.pk])
    assert done.refused == {fresh.pk: "The claim is candidate: it cannot be assigned now."}
    assert set(Claim.objects.filter(assignee=rita).values_list("pk", flat=True)) == {held.pk, waits.pk}
    assert Activity.objects.filter(verb="assign", actor=edda).count() == 2


def test_sets_the_lane_of_those_whose_work_goes_on(edda, db):
    open_one, ended = factories.claim(), factories.claim(status=Status.DECLINED)

    done = bulk_priority([open_one, ended], by=edda, priority=2)

    assert (done.moved, list(done.refused)) == ([open_one.pk], [ended.pk])
    assert Claim.objects.get(pk=open_one.pk).priority == 2
    assert Activity.objects.filter(verb="priority set").count() == 1


@pytest.mark.parametrize("who_asks", ["rita", "olaf", "sam"])
def test_whoever_is_no_editor_changes_nothing(who, rita, who_asks):
    claims = [factories.claim(status=Status.QUEUED) for _ in range(2)]
    person = who(who_asks)

    refused = [
        bulk_assign(claims, by=person, to=rita).refused,
        bulk_priority(claims, by=person, priority=2).refused,
    ]

    assert [len(each) for each in refused] == [2, 2]
    assert not Claim.objects.filter(assignee__isnull=False).exists()
    assert not Claim.objects.exclude(priority=0).exists()


def test_all_are_written_or_none(rita, edda, db, monkeypatch):
    claims = [factories.claim(status=Status.QUEUED) for _ in range(2)]
    real = many.assign

    def breaks(claim, **said):
        if claim.pk == claims[1].pk:
            raise RuntimeError("the machine stops here")
        return real(claim, **said)

    monkeypatch.setattr(many, "assign", breaks)
    with pytest.raises(RuntimeError):
        bulk_assign(claims, by=edda, to=rita)

    assert not Claim.objects.filter(status=Status.RESEARCHING).exists()


@pytest.mark.django_db(transaction=True)
def test_two_editors_with_the_same_claims_do_not_lock_each_other(rita, edda):
    claims = [factories.claim(status=Status.QUEUED) for _ in range(6)]

    done = together(
        lambda: bulk_priority(claims, by=edda, priority=1),
        lambda: bulk_assign(reversed(claims), by=edda, to=rita),
    )

    assert [len(each.moved) for each in done] == [6, 6]
    assert set(Claim.objects.values_list("priority", "assignee")) == {(1, rita.pk)}
