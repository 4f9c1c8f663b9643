"""Talk beside a claim."""

import pytest
from django.db import DatabaseError, connection, transaction

from accounts.roles import Role
from claims.actions.comments import comment, withdraw_comment
from claims.errors import Denied, Refused
from claims.models import Activity, Comment, Mention, Notification
from claims.states import Status
from claims.visibility import comments_visible_to
from tests import factories
from tests.races import crowd


@pytest.fixture
def claim(rita):
    return factories.at(factories.claim(), Status.RESEARCHING, holder=rita)


def told() -> list[tuple[str, str]]:
    return sorted(Notification.objects.values_list("user__name", "kind"))


def test_comment_keeps_the_words_and_records_the_act_without_them(claim, edda) -> None:
    said = comment(claim, by=edda, body="  Look at\r\nthe **minutes**.\x00  ")

    assert said.body == "Look at\nthe **minutes**."
    act = Activity.objects.get(verb="commented")
    assert (act.actor, act.claim, act.reason, act.detail) == (edda, claim, "", {"comment": said.pk})


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ("", "There is nothing in the comment. Write a few words."),
        (" \n\x00 ", "There is nothing in the comment. Write a few words."),
        ("x" * 5001, "A comment has at most 5,000 characters; this has 5,001."),
    ],
)
def test_comment_refuses_nothing_and_too_much(claim, edda, body, sentence) -> None:
    with pytest.raises(Refused, match=sentence):
        comment(claim, by=edda, body=body)

    assert not Comment.objects.exists()


def test_comment_of_the_longest_length_fits(claim, edda) -> None:
    assert len(comment(claim, by=edda, body="ü" * 5000).body) == 5000


@pytest.mark.parametrize("name", ["olaf", "sam"])
def test_comment_is_denied_to_who_does_no_research(claim, who, name) -> None:
    with pytest.raises(Denied):
        comment(claim, by=who(name), body="Hello")


def test_comment_tells_the_holder_and_the_mentioned_each_once(claim, rita, edda, paul) -> None:
    comment(claim, by=edda, body="@rita and @paul: see page 3. @paul!")

    assert told() == [("Paul Marchetti", "mentioned"), ("Rita Okafor", "mentioned")]
    assert sorted(Mention.objects.values_list("user__name", "typed")) == [
        ("Paul Marchetti", "paul"),
        ("Rita Okafor", "rita"),
    ]


def test_comment_without_a_mention_tells_the_holder(claim, edda) -> None:
    comment(claim, by=edda, body="See page 3.")

    assert told() == [("Rita Okafor", "commented")]


def test_comment_never_tells_who_wrote_it_nor_who_has_no_role(claim, rita, sam) -> None:
    comment(claim, by=rita, body="@rita and @sam")

    assert told() == []
    assert not Mention.objects.filter(user=sam).exists()


def test_comment_asks_back_when_a_name_fits_two(claim, edda) -> None:
    factories.person("Rita Smith", Role.EDITOR)

    with pytest.raises(Refused, match=r"@rita could be several people. Write @rita.okafor or @rita.smith."):
        comment(claim, by=edda, body="@rita")


def test_comment_sent_twice_is_one(claim, edda, rita) -> None:
    first = comment(claim, by=edda, body="Hello", token="form-1")
    again = comment(claim, by=edda, body="Hello", token="form-1")

    assert first == again
    assert told() == [("Rita Okafor", "commented")]


@pytest.mark.django_db(transaction=True)
def test_comment_sent_twice_at_once_is_one(rita, edda) -> None:
    claim = factories.at(factories.claim(), Status.RESEARCHING, holder=rita)

    made = crowd(4, lambda _: comment(claim, by=edda, body="Hello", token="form-1"))

    assert {said.pk for said in made} == {Comment.objects.get().pk}
    assert Activity.objects.filter(verb="commented").count() == 1
    assert told() == [("Rita Okafor", "commented")]


def test_withdrawn_comment_keeps_its_place_and_loses_its_words(claim, edda, rita) -> None:
    said = withdraw_comment(comment(claim, by=edda, body="Nonsense"), by=edda)
    withdraw_comment(said, by=edda)

    assert [(row.pk, row.words) for row in comments_visible_to(rita, claim)] == [(said.pk, "")]
    assert Activity.objects.filter(verb="comment withdrawn").count() == 1


def test_withdraw_is_denied_to_other_researchers(claim, edda) -> None:
    said = comment(claim, by=edda, body="Hello")

    with pytest.raises(Denied):
        withdraw_comment(said, by=factories.person("Rob Other", Role.RESEARCHER))


@pytest.mark.parametrize(
    "sql",
    [
        "DELETE FROM claims_comment",
        "UPDATE claims_comment SET body = 'Something else'",
        "UPDATE claims_comment SET withdrawn_at = now()",
    ],
)
def test_postgres_keeps_comments_as_they_were_written(claim, edda, sql) -> None:
    comment(claim, by=edda, body="Hello")

    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


@pytest.mark.parametrize("name", ["rita", "edda", "paul", "olaf", "sam"])
def test_comments_are_visible_to_the_newsroom(claim, edda, who, name) -> None:
    said = comment(claim, by=edda, body="Hello")

    assert list(comments_visible_to(who(name), claim)) == ([] if name == "sam" else [said])


def test_blind_reviewer_sees_only_their_own_comments(claim, rita, edda, paul) -> None:
    comment(claim, by=edda, body="It is plainly false.")
    own = comment(claim, by=paul, body="I can review this.")
    factories.at(claim, Status.IN_REVIEW)

    assert list(comments_visible_to(paul, claim)) == [own]


@pytest.mark.parametrize("number", [1, 3])
def test_comments_are_read_in_so_many_queries(claim, edda, rita, number, django_assert_num_queries) -> None:
    for n in range(number):
        comment(claim, by=edda, body=f"@rita: {n}")

    with django_assert_num_queries(7):
        rows = comments_visible_to(rita, claim)
        assert [[str(m.user) for m in row.mentioned.all()] for row in rows] == [["Rita Okafor"]] * number
