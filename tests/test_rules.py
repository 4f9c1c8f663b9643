"""Every rule as a truth table over the cast."""

import pytest

from claims import rules
from claims.errors import Denied, Refused
from claims.states import Status
from tests import factories
from tests.cast import CAST

pytestmark = pytest.mark.django_db
RESEARCHERS = {"rita", "edda", "paul"}
EDITORS = {"edda", "paul"}

OF_A_PERSON = [
    (rules.may_read, {"rita", "edda", "paul", "olaf"}),
    (rules.may_add_article, RESEARCHERS),
    (rules.may_add_claim, RESEARCHERS),
    (rules.may_see_jobs, {"rita", "edda", "paul", "olaf"}),
    (rules.may_retry_job, {"rita", "edda", "paul", "olaf"}),
    (rules.may_set_weights, EDITORS),
    (rules.may_change_scale, {"paul"}),
]
OF_A_CLAIM = [
    (rules.may_edit, Status.CANDIDATE, RESEARCHERS),
    (rules.may_verify, Status.CANDIDATE, RESEARCHERS),
    (rules.may_accept, Status.CANDIDATE, RESEARCHERS),
    (rules.may_decline, Status.QUEUED, RESEARCHERS),
    (rules.may_reopen, Status.DECLINED, RESEARCHERS),
    (rules.may_take, Status.QUEUED, RESEARCHERS),
    (rules.may_assign, Status.QUEUED, EDITORS),
    (rules.may_release, Status.RESEARCHING, EDITORS),
]


@pytest.mark.parametrize("name", CAST)
@pytest.mark.parametrize(("rule", "allowed"), OF_A_PERSON, ids=lambda value: getattr(value, "__name__", ""))
def test_rule_of_a_person(rule, allowed, name, who):
    answer = rule(who(name))

    assert bool(answer) is (name in allowed)
    assert answer.ok or (answer.error is Denied and answer.reason.endswith("."))


@pytest.mark.parametrize("name", CAST)
@pytest.mark.parametrize(
    ("rule", "status", "allowed"), OF_A_CLAIM, ids=lambda value: getattr(value, "__name__", "")
)
def test_rule_of_a_claim(rule, status, allowed, name, who):
    answer = rule(who(name), factories.claim(status=status))

    assert bool(answer) is (name in allowed)
    assert answer.ok or (answer.error is Denied and answer.reason.endswith("."))


def test_release_is_the_holders_too(rita):
    held = factories.at(factories.claim(), Status.RESEARCHING, holder=rita)

    assert rules.may_release(rita, held)


def test_release_is_not_a_holders_who_lost_the_role(sam):
    held = factories.at(factories.claim(), Status.RESEARCHING, holder=sam)

    assert not rules.may_release(sam, held)


def test_release_of_an_unheld_claim_is_nobodys(nobody):
    """No assignee and nobody signed in are both None: that must not match."""
    assert not rules.may_release(nobody, factories.claim(status=Status.QUEUED))


@pytest.mark.parametrize("status", Status)
def test_edit_ends_when_the_work_is_submitted(rita, status):
    answer = rules.may_edit(rita, factories.claim(status=status))

    assert bool(answer) is (status in {Status.CANDIDATE, Status.QUEUED, Status.RESEARCHING})
    assert answer.ok or answer.error is Refused


@pytest.mark.parametrize("rule", [rules.may_edit, lambda user, claim: rules.may_move(user, "accept", claim)])
def test_stranger_learns_nothing_of_the_state(sam, rule):
    answers = {rule(sam, factories.claim(status=status)).reason for status in Status}

    assert len(answers) == 1


def test_an_inactive_person_may_nothing(rita):
    rita.is_active = False

    assert not rules.may_read(rita)
    assert not rules.may_accept(rita, factories.claim())


def test_may_move_says_why_not(rita):
    answer = rules.may_move(rita, "take", factories.claim(status=Status.CANDIDATE))

    assert answer.reason == "The claim is candidate: it cannot be taken now."
    assert answer.error is Refused


def test_check_raises_the_answers_own_error():
    with pytest.raises(Denied, match="Not you"):
        rules.denied("Not you.").check()
    with pytest.raises(Refused, match="Not now"):
        rules.refused("Not now.").check()
    rules.YES.check()
