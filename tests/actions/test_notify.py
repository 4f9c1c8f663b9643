"""Only those concerned are told, as they wish to be."""

import pytest

from accounts.roles import Role
from claims.actions.assign import assign, release, take
from claims.actions.notify import mark_read, notify
from claims.actions.preferences import set_preference
from claims.concerned import CONCERNED
from claims.errors import Refused
from claims.models import NOTICES, Job, JobKind, MailMode, Notification, NotificationKind
from claims.people_queries import preferences_of
from claims.states import Status
from tests import factories

Kind = NotificationKind


@pytest.fixture
def claim(rita):
    return factories.at(factories.claim(), Status.RESEARCHING, holder=rita)


def told() -> list[tuple[str, str]]:
    return sorted(Notification.objects.values_list("user__name", "kind"))


def test_every_kind_has_its_row_and_its_words() -> None:
    assert set(NOTICES) == set(Kind.values)
    assert set(CONCERNED) <= set(Kind.values)


@pytest.mark.parametrize(
    ("kind", "people"),
    [
        (Kind.ASSIGNED, {"Rita Okafor"}),
        (Kind.SCHEDULED, {"Rita Okafor"}),
        (Kind.COMMENTED, {"Rita Okafor", "Edda Lindqvist"}),
        (Kind.RETURNED, {"Rita Okafor"}),
        (Kind.CONFLICTED, {"Rita Okafor"}),
        (Kind.APPROVED, {"Rita Okafor", "Edda Lindqvist"}),
        (Kind.PUBLISHED, {"Rita Okafor", "Edda Lindqvist"}),
        (Kind.CORRECTED, {"Rita Okafor", "Edda Lindqvist"}),
        (Kind.WITHDRAWN, {"Rita Okafor", "Edda Lindqvist"}),
        (Kind.DUE_SOON, {"Rita Okafor", "Edda Lindqvist"}),
        (Kind.OVERDUE, {"Rita Okafor", "Edda Lindqvist"}),
        (Kind.HANDED_BACK, {"Edda Lindqvist"}),
    ],
)
def test_each_kind_concerns_its_people(kind, people, rita, edda, paul, olaf, sam) -> None:
    claim = assign(factories.claim(status=Status.QUEUED), by=edda, to=rita)

    assert {str(row.user) for row in notify(kind, claim=claim, by=None)} >= people
    assert {str(row.user) for row in Notification.objects.filter(kind=kind)} == people


def test_notify_never_tells_the_actor_the_inactive_or_the_stranger(claim, rita, edda, sam) -> None:
    gone = factories.person("Gone Girl", Role.EDITOR, is_active=False)

    notify(Kind.REVIEW_ASKED, claim=claim, by=edda, to=[rita, edda, gone, sam])

    assert told() == [("Rita Okafor", "review_asked")]


def test_words_name_the_actor_or_nobody(claim, rita, edda) -> None:
    (by_edda,) = notify(Kind.ASSIGNED, claim=claim, by=edda)
    (by_clock,) = notify(Kind.OVERDUE, claim=claim, by=None, to=[rita])
    (approved,) = notify(Kind.APPROVED, claim=claim, by=edda, to=[rita])

    assert [row.words for row in (by_edda, by_clock, approved)] == [
        "Edda Lindqvist assigned a claim to you",
        "A claim is overdue",
        "A claim that you worked on is approved",
    ]


@pytest.mark.parametrize(
    ("in_app", "mail", "rows", "jobs"),
    [
        (True, MailMode.NOW, [(True, "now")], 1),
        (True, MailMode.DIGEST, [(True, "digest")], 0),
        (True, MailMode.OFF, [(True, "off")], 0),
        (False, MailMode.NOW, [(False, "now")], 1),
        (False, MailMode.OFF, [], 0),
    ],
)
def test_notify_follows_the_persons_wish(claim, rita, edda, in_app, mail, rows, jobs) -> None:
    set_preference(by=rita, kind=Kind.ASSIGNED, in_app=in_app, mail=mail)

    notify(Kind.ASSIGNED, claim=claim, by=edda)

    assert list(Notification.objects.values_list("in_app", "mail")) == rows
    assert Job.objects.filter(kind=JobKind.MAIL, queue="fetch").count() == jobs


def test_notify_falls_with_the_act_it_belongs_to(claim, rita, edda) -> None:
    with pytest.raises(Refused):
        assign(claim, by=edda, to=factories.person("Nora Nothing"))

    assert told() == []


def test_assign_tells_the_new_holder_and_the_one_before(claim, rita, edda) -> None:
    ruth = factories.person("Ruth Second", Role.RESEARCHER)

    assign(claim, by=edda, to=ruth)
    assign(claim, by=edda, to=ruth)

    assert told() == [("Rita Okafor", "taken_away"), ("Ruth Second", "assigned")]


def test_assign_of_a_queued_claim_tells_once_however_often_it_is_sent(rita, edda) -> None:
    claim = factories.claim(status=Status.QUEUED)

    assign(claim, by=edda, to=rita)
    assign(claim, by=edda, to=rita)

    assert told() == [("Rita Okafor", "assigned")]


def test_taking_and_releasing_ones_own_claim_tells_nobody(rita) -> None:
    claim = take(factories.claim(status=Status.QUEUED), by=rita)

    release(claim, by=rita)

    assert told() == []


def test_release_by_an_editor_tells_who_held_it(claim, rita, edda) -> None:
    release(claim, by=edda)
    release(claim, by=edda)

    assert told() == [("Rita Okafor", "taken_away")]


def test_mark_read_touches_only_ones_own_and_only_what_was_shown(claim, rita, edda) -> None:
    first, second, third = (notify(Kind.ASSIGNED, claim=claim, by=edda)[0] for _ in range(3))

    assert mark_read(by=edda) == 0
    assert mark_read(by=rita, upto=second.pk) == 2
    assert mark_read(by=rita, only=[first.pk, third.pk]) == 1
    assert not Notification.objects.filter(user=rita).unread().exists()


def test_preferences_are_the_defaults_until_they_are_given(rita) -> None:
    set_preference(by=rita, kind=Kind.COMMENTED, in_app=False, mail=MailMode.NOW)
    set_preference(by=rita, kind=Kind.COMMENTED, in_app=True, mail=MailMode.OFF)

    found = {row.kind: (row.in_app, row.mail) for row in preferences_of(rita)}

    assert list(found) == Kind.values
    assert found == {kind: (True, NOTICES[kind].mail) for kind in Kind.values} | {
        Kind.COMMENTED: (True, MailMode.OFF)
    }


@pytest.mark.parametrize(("kind", "mail"), [("verdict", "off"), ("assigned", "carrier pigeon")])
def test_preference_refuses_what_is_not_in_the_table(rita, kind, mail) -> None:
    with pytest.raises(Refused):
        set_preference(by=rita, kind=kind, in_app=True, mail=mail)


@pytest.mark.parametrize("number", [1, 3])
def test_notifications_are_listed_in_one_query(claim, rita, edda, number, django_assert_num_queries) -> None:
    for _ in range(number):
        notify(Kind.ASSIGNED, claim=claim, by=edda)

    with django_assert_num_queries(1):
        shown = [(row.words, str(row.claim)) for row in Notification.objects.filter(user=rita).shown()]
    assert shown == [("Edda Lindqvist assigned a claim to you", claim.text)] * number


@pytest.mark.parametrize("number", [1, 3])
def test_notify_writes_all_rows_in_so_many_queries(claim, edda, number, django_assert_num_queries) -> None:
    people = [factories.person(f"Person {n}", Role.RESEARCHER) for n in range(number)]

    with django_assert_num_queries(5):  # savepoint, people, preferences, rows, release
        notify(Kind.COMMENTED, claim=claim, by=edda, to=people)
