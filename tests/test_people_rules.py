"""Truth tables: people × rules."""

import pytest

from accounts.roles import Role
from claims import people_rules as rules
from claims import rules as house
from claims.models import Claim, Comment, ReplyRequest
from claims.states import Status
from tests import factories
from tests.cast import CAST

ALLOWED = {
    "comment": {"rita", "edda", "paul"},
    "read_comments": {"rita", "edda", "paul", "olaf"},
    "withdraw_comment_of_rita": {"rita", "edda", "paul"},
    "schedule": {"edda", "paul"},
    "ask_for_reply": {"rita", "edda", "paul"},
    "keep_reply_of_olaf": {"olaf", "edda", "paul"},
    "deactivate_sam": {"olaf"},
    "release_from_somebody": {"edda", "paul"},
    "release_from_who_left": {"rita", "edda", "paul", "olaf"},
}


@pytest.fixture
def answers(rita, edda, paul, olaf, sam):
    """The rules above as functions of a person alone."""
    holder = factories.person("Holly Holder", Role.RESEARCHER)
    held = factories.at(factories.claim(), Status.RESEARCHING, holder=holder)
    left = factories.person("Lea Leaver", Role.RESEARCHER)
    orphan = factories.at(factories.claim(), Status.RESEARCHING, holder=left)
    left.is_active = False
    orphan.assignee = left
    return {
        "comment": lambda user: rules.may_comment(user, held),
        "read_comments": lambda user: rules.may_read_comments(user, held),
        "withdraw_comment_of_rita": lambda user: rules.may_withdraw_comment(user, Comment(author=rita)),
        "schedule": lambda user: rules.may_schedule(user, held),
        "ask_for_reply": lambda user: rules.may_ask_for_reply(user, held),
        "keep_reply_of_olaf": lambda user: rules.may_keep_reply(user, ReplyRequest(kept_by=olaf)),
        "deactivate_sam": lambda user: rules.may_deactivate(user, sam),
        "release_from_somebody": lambda user: house.may_release(user, held),
        "release_from_who_left": lambda user: house.may_release(user, orphan),
    }


@pytest.mark.parametrize("rule", ALLOWED)
def test_rule_says_who_may(rule, answers, who) -> None:
    allowed = {name for name in CAST if answers[rule](who(name))}

    assert allowed == ALLOWED[rule]


@pytest.mark.parametrize("rule", ALLOWED)
def test_rule_gives_a_sentence_with_every_no(rule, answers, who) -> None:
    for name in CAST:
        answer = answers[rule](who(name))
        assert bool(answer.reason) != answer.ok


@pytest.mark.parametrize("rule", ALLOWED)
@pytest.mark.parametrize("name", ["rita", "edda", "paul", "olaf"])
def test_who_has_left_may_nothing(rule, name, answers, who) -> None:
    person = who(name)
    person.is_active = False

    assert not answers[rule](person)


def test_superuser_without_a_role_may_switch_accounts_off(db, sam) -> None:
    admin = factories.person("Ada Admin", is_superuser=True)

    assert rules.may_deactivate(admin, sam)
    admin.is_active = False
    assert not rules.may_deactivate(admin, sam)


def test_nobody_switches_off_their_own_account(olaf) -> None:
    assert rules.may_deactivate(olaf, olaf).reason == (
        "Nobody switches off their own account: ask another operator."
    )


@pytest.mark.parametrize("status", Status)
def test_work_that_has_ended_has_no_date(status, edda) -> None:
    open_work = set(Status) - {Status.PUBLISHED, Status.DECLINED, Status.WITHDRAWN}

    assert bool(rules.may_schedule(edda, Claim(status=status))) == (status in open_work)


@pytest.mark.parametrize("status", Status)
def test_a_reply_is_asked_for_while_the_claim_is_researched(status, rita) -> None:
    assert bool(rules.may_ask_for_reply(rita, Claim(status=status))) == (status == Status.RESEARCHING)
