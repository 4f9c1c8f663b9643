"""What becomes of a person's work when they leave."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role, roles_of
from claims.actions import departure
from claims.actions.assign import assign, release, take
from claims.actions.reply_requests import ask
from claims.actions.review import return_claim
from claims.actions.undo import undo
from claims.errors import Denied, Refused
from claims.models import Activity, Claim, Notification, ReplyRequest
from claims.people_queries import left_behind
from claims.states import Status
from claims.workflow import move
from tests import checks, factories
from tests.races import together


def held(by) -> Claim:
    return factories.at(factories.claim(), Status.RESEARCHING, holder=by)


def asked(claim, by) -> ReplyRequest:
    return ask(
        claim,
        by=by,
        addressee="Mayor Lee",
        email="lee@example.org",
        question="Is it so?",
        deadline=timezone.now() + timedelta(days=3),
    )[0]


def test_deactivate_hands_everything_back_with_a_reason(rita, edda, olaf) -> None:
    first, second = held(rita), held(rita)
    request = asked(first, rita)
    in_review = factories.at(factories.claim(assignee=rita), Status.IN_REVIEW)

    back = departure.deactivate(rita, by=olaf)

    assert back == departure.HandedBack([first.pk, second.pk], [request.pk])
    for claim in (first, second):
        claim.refresh_from_db()
        assert (claim.status, claim.assignee) == (Status.QUEUED, None)
        act = claim.activities.get(verb="release")
        assert (act.actor, act.reason) == (olaf, "Its holder left the newsroom.")
    request.refresh_from_db()
    assert (request.made_by, request.kept_by) == (rita, olaf)
    in_review.refresh_from_db()
    assert in_review.status == Status.IN_REVIEW
    assert Activity.objects.get(verb="deactivated").detail == {"person": rita.pk}
    assert sorted(Notification.objects.values_list("user__name", "kind")) == [
        ("Edda Lindqvist", "handed_back"),
        ("Edda Lindqvist", "handed_back"),
    ]


def test_deactivate_again_changes_nothing(rita, olaf) -> None:
    held(rita)
    departure.deactivate(rita, by=olaf)

    assert departure.deactivate(rita, by=olaf) == departure.HandedBack([], [])
    assert Activity.objects.filter(verb="deactivated").count() == 1


@pytest.mark.parametrize("name", ["rita", "edda", "paul", "sam"])
def test_deactivate_is_an_operators(db, who, name) -> None:
    person = factories.person("Pia Person", Role.RESEARCHER)

    with pytest.raises(Denied):
        departure.deactivate(person, by=who(name))

    assert User.objects.get(pk=person.pk).is_active


def test_hand_back_refuses_while_the_person_is_here(rita, olaf) -> None:
    with pytest.raises(Refused, match="Rita Okafor is still here"):
        departure.hand_back_work(rita, by=olaf)


def test_who_has_left_has_no_role_and_cannot_act(rita, olaf) -> None:
    queued = factories.claim(status=Status.QUEUED)
    departure.deactivate(rita, by=olaf)

    assert roles_of(rita) == frozenset()
    with pytest.raises(Denied):
        take(queued, by=rita)
    with pytest.raises(Denied):
        move(queued, "decline", by=rita, reason="Out of scope", decline_reason="out_of_scope")


def test_reactivate_gives_the_roles_back(rita, olaf) -> None:
    departure.deactivate(rita, by=olaf)
    departure.reactivate(rita, by=olaf)

    assert take(factories.claim(status=Status.QUEUED), by=rita).assignee == rita


def test_claim_that_comes_back_to_who_has_left_goes_on_to_the_queue(rita, paul, olaf) -> None:
    claim = factories.at(factories.claim(assignee=rita), Status.IN_REVIEW)
    departure.deactivate(rita, by=olaf)
    factories.at(claim, Status.RESEARCHING, holder=rita)

    assert list(left_behind()) == [claim]
    assert departure.hand_back_if_left(claim, by=paul) is True
    assert departure.hand_back_if_left(claim, by=paul) is False
    assert claim.status == Status.QUEUED


@transaction.atomic
def switch_off(person: User) -> None:
    """By hand, past the action; with what PostgreSQL asks at the commit."""
    User.objects.filter(pk=person.pk).update(is_active=False)
    connection.check_constraints()


def test_postgres_lets_nobody_leave_with_work_in_their_hands(rita) -> None:
    held(rita)

    with pytest.raises(DatabaseError, match="Nobody leaves with work in their hands"):
        switch_off(rita)


def test_postgres_lets_nobody_leave_with_a_pending_request(rita, edda) -> None:
    request = asked(held(edda), edda)
    ReplyRequest.objects.filter(pk=request.pk).update(kept_by=rita)

    with pytest.raises(DatabaseError, match="Nobody leaves with work in their hands"):
        switch_off(rita)


def test_a_check_that_is_returned_to_who_has_left_waits_in_the_queue(rita, edda, olaf) -> None:
    claim = checks.in_review(rita)
    departure.deactivate(rita, by=olaf)

    return_claim(claim, by=edda, reason="The table is from 2019.")

    assert (claim.status, claim.assignee) == (Status.QUEUED, None)
    assert list(claim.activities.order_by("-pk").values_list("verb", flat=True)[:2]) == ["release", "return"]


def test_a_step_is_not_undone_onto_who_has_left(rita, edda, olaf) -> None:
    claim = held(rita)
    release(claim, by=edda)
    departure.deactivate(rita, by=olaf)

    with pytest.raises(Refused, match="the person who held the claim has left"):
        undo(claim, by=edda)


def test_postgres_gives_no_claim_to_who_has_left(rita, edda, olaf) -> None:
    departure.deactivate(rita, by=olaf)
    claim = held(edda)

    with pytest.raises(DatabaseError, match="somebody who is here"), transaction.atomic():
        Claim.objects.filter(pk=claim.pk).update(assignee=rita)


def test_assign_to_who_has_left_is_a_sentence(rita, edda, olaf) -> None:
    claim = factories.claim(status=Status.QUEUED)
    departure.deactivate(User.objects.get(pk=rita.pk), by=olaf)

    with pytest.raises(Refused, match="Rita Okafor cannot hold claims"):
        assign(claim, by=edda, to=rita)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("_round", range(5))
def test_leaving_while_work_is_given_leaves_no_work_behind(_round, rita, edda, olaf) -> None:
    mine = [held(rita) for _ in range(3)]
    queued = [factories.claim(status=Status.QUEUED) for _ in range(3)]
    acts: list[Callable[[], object]] = [
        *(partial(assign, claim, by=edda, to=rita) for claim in queued),
        lambda: departure.deactivate(User.objects.get(pk=rita.pk), by=olaf),
        partial(assign, mine[0], by=edda, to=edda),
    ]

    results = together(*acts)

    assert isinstance(results[3], departure.HandedBack)
    assert {type(result) for result in results} <= {Claim, Refused, departure.HandedBack}
    assert not left_behind().exists()
    mine[0].refresh_from_db()
    assert mine[0].assignee in {edda, None}
