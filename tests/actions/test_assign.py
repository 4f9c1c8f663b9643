"""Each claim has one holder, and take-next gives one claim to one person."""

from collections import Counter

import pytest

from claims.actions.assign import assign, release, take, take_next
from claims.errors import Denied, Refused, Stale
from claims.models import Activity, Claim
from claims.states import Status
from tests import factories
from tests.together import together

pytestmark = pytest.mark.django_db


@pytest.fixture
def queued(db):
    return factories.claim(status=Status.QUEUED)


def test_take_holds_the_claim(rita, queued):
    take(queued, by=rita)

    assert (queued.status, queued.assignee) == (Status.RESEARCHING, rita)


def test_take_after_somebody_else_is_stale(rita, edda, queued):
    take(Claim.objects.get(pk=queued.pk), by=edda)

    with pytest.raises(Stale, match="Edda Lindqvist was faster"):
        take(queued, by=rita)
    assert Claim.objects.get().assignee == edda


def test_take_next_is_the_most_urgent_then_the_worthiest_then_the_newest(rita):
    claims = [
        factories.claim(status="queued", priority=priority, score=score)
        for priority, score in [(0, 0.9), (2, 0.1), (1, 0.8), (0, 0.9), (1, 0.9)]
    ]

    taken = [take_next(by=rita) for _ in claims]

    assert taken == [claims[n] for n in (1, 4, 2, 3, 0)]
    assert take_next(by=rita) is None


def test_take_next_leaves_what_is_not_queued(rita):
    for status in set(Status) - {Status.QUEUED}:
        factories.claim(status=status)

    assert take_next(by=rita) is None


def test_take_next_is_denied_to_strangers(sam, queued):
    with pytest.raises(Denied):
        take_next(by=sam)


@pytest.mark.django_db(transaction=True)
def test_take_next_gives_each_claim_to_one_person():
    """32 people ask at once, again and again, until 500 claims are gone: none twice, none left."""
    people = [factories.person(f"Person {n}", factories.Role.RESEARCHER) for n in range(32)]
    capture = factories.article("".join(f"Marlow has {n} bridges. " for n in range(500))).captures.get()
    for n in range(500):
        factories.claim(f"Marlow has {n} bridges.", within=capture, status="queued", score=n / 500)

    def empty_the_queue(n):
        mine = []
        while (claim := take_next(by=people[n])) is not None:
            mine.append(claim.pk)
        return mine

    outcomes = together(32, empty_the_queue)

    assert [outcome for outcome in outcomes if isinstance(outcome, Exception)] == []
    given = Counter(pk for mine in outcomes for pk in mine)
    assert len(given) == 500
    assert set(given.values()) == {1}
    holders = dict(Claim.objects.values_list("pk", "assignee_id"))
    assert all(holders[pk] == people[n].pk for n, mine in enumerate(outcomes) for pk in mine)
    assert Activity.objects.filter(verb="take").count() == 500


def test_assign_gives_the_claim_to_a_researcher(edda, rita, queued):
    assign(queued, by=edda, to=rita)

    assert (queued.status, queued.assignee) == (Status.RESEARCHING, rita)
    assert Activity.objects.get().detail["assignee"] == rita.pk


def test_assign_lets_a_held_claim_change_hands(edda, paul, rita, queued):
    take(queued, by=rita)

    assign(queued, by=edda, to=paul)

    last = Activity.objects.first()
    assert queued.assignee == paul
    assert (last.verb, last.actor, last.detail) == ("assign", edda, {"assignee": paul.pk, "before": rita.pk})


def test_assign_to_who_holds_it_changes_nothing(edda, rita, queued):
    take(queued, by=rita)

    assign(queued, by=edda, to=rita)

    assert queued.assignee == rita
    assert Activity.objects.count() == 1


def test_assign_twice_is_one_act(edda, rita, queued):
    assign(queued, by=edda, to=rita)
    assign(queued, by=edda, to=rita)

    assert Activity.objects.count() == 1


@pytest.mark.parametrize("status", [Status.CANDIDATE, Status.DECLINED, Status.PUBLISHED])
def test_assign_of_what_is_not_queued_is_refused(edda, rita, status):
    with pytest.raises(Refused, match="it cannot be assigned now"):
        assign(factories.claim(status=status), by=edda, to=rita)


def test_assign_to_somebody_who_cannot_research_is_refused(edda, olaf, sam, queued):
    for person in (olaf, sam):
        with pytest.raises(Refused, match="cannot hold claims"):
            assign(queued, by=edda, to=person)


def test_assign_to_somebody_who_has_left_is_refused(edda, rita, queued):
    rita.is_active = False
    rita.save()

    with pytest.raises(Refused, match="cannot hold claims"):
        assign(queued, by=edda, to=rita)


def test_assign_is_the_editors(rita, paul, queued):
    with pytest.raises(Denied, match="Only an editor can assign claims"):
        assign(queued, by=rita, to=paul)
    take(queued, by=rita)
    with pytest.raises(Denied):
        assign(queued, by=rita, to=paul)


def test_release_puts_the_claim_back(rita, queued):
    take(queued, by=rita)

    release(queued, by=rita, reason="Off tomorrow.")

    assert (queued.status, queued.assignee) == (Status.QUEUED, None)
    assert Activity.objects.first().reason == "Off tomorrow."


def test_release_of_anothers_claim_is_the_editors(rita, edda, queued):
    other = factories.person("Una", factories.Role.RESEARCHER)
    take(queued, by=rita)

    with pytest.raises(Denied, match="Only the person who holds the claim, or an editor"):
        release(queued, by=other)
    assert release(queued, by=edda).assignee is None
