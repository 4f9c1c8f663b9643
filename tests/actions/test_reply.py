"""Ask for a reply, answer it once, close it."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from accounts.roles import Role
from claims.actions import reply, reply_requests
from claims.actions.reply_letters import close_silent_requests
from claims.actions.reply_links import request_of
from claims.errors import Denied, Refused, Sentence
from claims.models import Activity, Evidence, Job, Notification, ReplyLink, ReplyRequest
from claims.people_queries import ReplyState, reply_state
from claims.states import Status
from tests import factories
from tests.races import crowd

DAY = timedelta(days=1)
Outcome = ReplyRequest.Outcome


@pytest.fixture
def claim(rita):
    return factories.at(factories.claim(), Status.RESEARCHING, holder=rita)


def ask(claim, by, **changes) -> tuple[ReplyRequest, str]:
    words = {
        "addressee": "Mayor Lee",
        "email": "lee@example.org",
        "question": "How many bridges are there?",
        "deadline": timezone.now() + 3 * DAY,
    }
    return reply_requests.ask(claim, by=by, **{**words, **changes})


def late(request: ReplyRequest, *, sent: bool = True) -> ReplyRequest:
    """The deadline was a moment ago."""
    now = timezone.now()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        ReplyRequest.objects.filter(pk=request.pk).update(
            created_at=now - 3 * DAY,
            remind_at=now - DAY,
            deadline=now - timedelta(seconds=1),
            sent_at=now - DAY if sent else None,
        )
        cursor.execute("SET LOCAL session_replication_role = DEFAULT")
    request.refresh_from_db()
    return request


def verbs() -> list[str]:
    return list(Activity.objects.exclude(verb="take").order_by("pk").values_list("verb", flat=True))


# --- Ask ---------------------------------------------------------------------------------------


def test_ask_keeps_the_question_and_only_a_digest(claim, rita) -> None:
    request, token = ask(claim, rita, addressee="  Mayor\nLee ")

    assert (request.addressee, request.made_by, request.kept_by) == ("Mayor Lee", rita, rita)
    assert request_of(token) == request
    assert token not in repr(list(ReplyLink.objects.values())) + repr(list(Job.objects.values()))
    act = Activity.objects.get(verb="reply asked")
    assert act.detail == {"request": request.pk, "deadline": request.deadline.isoformat()}


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"addressee": " "}, "Say whom you ask."),
        ({"email": "nobody"}, "This is no e-mail address."),
        ({"email": "a@example.org\nBcc: b@example.org"}, "This is no e-mail address."),
        ({"question": " "}, "Write what you want to know."),
        ({"question": "x" * 5001}, "A question has at most 5,000 characters; this has 5,001."),
        ({"deadline": timezone.now() - DAY}, "Give at least an hour and at most 90 days to answer."),
        ({"deadline": timezone.now() + 91 * DAY}, "Give at least an hour and at most 90 days to answer."),
    ],
)
def test_ask_refuses_with_a_sentence(claim, rita, changes, sentence) -> None:
    with pytest.raises(Refused, match=f"^{sentence}$"):
        ask(claim, rita, **changes)

    assert not ReplyRequest.objects.exists()


@pytest.mark.parametrize("name", ["olaf", "sam"])
def test_ask_is_denied_to_who_does_no_research(claim, who, name) -> None:
    with pytest.raises(Denied):
        ask(claim, who(name))


def test_ask_again_is_the_same_request_with_one_more_link(claim, rita) -> None:
    deadline = timezone.now() + 3 * DAY
    first, one = ask(claim, rita, deadline=deadline)
    again, other = ask(claim, rita, deadline=deadline, email="LEE@example.org")

    assert first == again
    assert one != other
    assert verbs() == ["reply asked"]


def test_ask_something_else_while_they_are_asked_is_refused(claim, rita) -> None:
    ask(claim, rita)

    with pytest.raises(Refused, match="being asked about this claim already"):
        ask(claim, rita, question="And how old are they?")


@pytest.mark.django_db(transaction=True)
def test_ask_twice_at_once_is_one_request(rita) -> None:
    claim = factories.at(factories.claim(), Status.RESEARCHING, holder=rita)
    deadline = timezone.now() + DAY

    results = crowd(4, lambda _: ask(claim, rita, deadline=deadline))

    assert {request.pk for request, _ in results} == {ReplyRequest.objects.get().pk}
    assert Job.objects.count() == 1


@pytest.mark.parametrize(("days", "before"), [(3, DAY), (1, DAY / 2)])
def test_reminder_is_a_day_before_or_at_half_time(claim, rita, days, before) -> None:
    request, _ = ask(claim, rita, deadline=timezone.now() + days * DAY)

    assert abs(request.deadline - request.remind_at - before) < timedelta(seconds=5)


# --- Answer ------------------------------------------------------------------------------------


def test_answer_is_kept_told_and_becomes_evidence(claim, rita, edda) -> None:
    request, token = ask(claim, edda)

    reply.answer(token, text=" Twelve.\r\nI counted. ")

    request.refresh_from_db()
    assert (request.outcome, request.answer) == (Outcome.ANSWERED, "Twelve.\nI counted.")
    evidence = Evidence.objects.get()
    assert (evidence.kind, evidence.publisher, evidence.excerpt, evidence.added_by) == (
        "reply",
        "Mayor Lee",
        "Twelve.\nI counted.",
        None,
    )
    assert verbs() == ["reply asked", "reply answered", "evidence added"]
    assert sorted(Notification.objects.values_list("user__name", "kind")) == [
        ("Edda Lindqvist", "reply_answered"),
        ("Rita Okafor", "reply_answered"),
    ]


def test_answer_sent_twice_is_one(claim, rita) -> None:
    _, token = ask(claim, rita)

    first, again = reply.answer(token, text="Twelve."), reply.answer(token, text=" Twelve. ")

    assert first == again
    assert Evidence.objects.count() == 1
    with pytest.raises(Refused, match="We have your answer"):
        reply.answer(token, text="Thirteen.")


def test_answer_comes_by_any_link_of_the_request(claim, rita) -> None:
    deadline = timezone.now() + DAY
    (_, one), (_, other) = ask(claim, rita, deadline=deadline), ask(claim, rita, deadline=deadline)

    reply.answer(one, text="Twelve.")

    assert reply.answer(other, text="Twelve.").answer == "Twelve."


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (" \n", "There is nothing in your answer. Write it, or decline to answer."),
        ("x" * 10_001, "An answer has at most 10,000 characters; this has 10,001."),
    ],
)
def test_answer_refuses_nothing_and_too_much(claim, rita, text, sentence) -> None:
    _, token = ask(claim, rita)

    with pytest.raises(Refused, match=sentence):
        reply.answer(token, text=text)

    assert ReplyRequest.objects.get().outcome == Outcome.PENDING


@pytest.mark.parametrize(
    "forge", [str.upper, lambda token: token[:-1], lambda token: "", lambda token: "é\x00"]
)
def test_answer_by_a_token_that_is_not_ours_is_refused(claim, rita, forge) -> None:
    _, token = ask(claim, rita)

    with pytest.raises(Refused, match="This link is not one of ours"):
        reply.answer(forge(token), text="Twelve.")


def test_forged_token_is_turned_away_without_the_database(claim, rita, django_assert_num_queries) -> None:
    with django_assert_num_queries(0):
        assert request_of("a" * 32 + "." + "b" * 43) is None


def test_answer_after_the_deadline_or_the_revocation_is_refused(claim, rita, edda) -> None:
    request, token = ask(claim, rita)
    revoked, other = ask(claim, edda, email="other@example.org")
    late(request)
    reply_requests.revoke(revoked, by=edda, reason="Asked the wrong person.")

    with pytest.raises(Refused, match="The time to answer has passed"):
        reply.answer(token, text="Twelve.")
    with pytest.raises(Refused, match="We have withdrawn this question"):
        reply.answer(other, text="Twelve.")


def test_decline_to_answer_closes_it_once(claim, rita) -> None:
    _, token = ask(claim, rita)

    reply.decline_to_answer(token)
    reply.decline_to_answer(token)

    assert verbs() == ["reply asked", "reply closed"]
    with pytest.raises(Refused, match="You declined to answer"):
        reply.answer(token, text="Twelve.")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("texts", [("Twelve.",) * 4, ("Twelve.", "Thirteen.", "Fourteen.", "Twelve.")])
def test_answers_at_once_are_one_answer(rita, texts) -> None:
    claim = factories.at(factories.claim(), Status.RESEARCHING, holder=rita)
    _, token = ask(claim, rita)

    results = crowd(len(texts), lambda n: reply.answer(token, text=texts[n]))

    kept = ReplyRequest.objects.get().answer
    assert [isinstance(result, ReplyRequest) for result in results] == [text == kept for text in texts]
    assert Evidence.objects.get().excerpt == kept
    assert verbs().count("reply answered") == 1


@pytest.mark.django_db(transaction=True)
def test_answer_and_revocation_at_once_end_in_one_of_both(rita) -> None:
    claim = factories.at(factories.claim(), Status.RESEARCHING, holder=rita)
    request, token = ask(claim, rita)

    acts = [lambda: reply.answer(token, text="Twelve."), lambda: reply_requests.revoke(request, by=rita)]
    results = crowd(2, lambda n: acts[n]())

    assert len([result for result in results if isinstance(result, Refused)]) == 1
    assert ReplyRequest.objects.get().outcome in {Outcome.ANSWERED, Outcome.WITHDRAWN}


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE claims_replyrequest SET answer = 'Thirteen.'",
        "UPDATE claims_replyrequest SET outcome = 'declined', answer = '', answered_at = NULL",
        "UPDATE claims_replyrequest SET question = 'Something else?'",
        "DELETE FROM claims_replyrequest",
    ],
)
def test_postgres_keeps_an_answer_as_it_was_given(claim, rita, sql) -> None:
    _, token = ask(claim, rita)
    reply.answer(token, text="Twelve.")

    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


# --- Close -------------------------------------------------------------------------------------

POSSIBLE = {
    ("pending", "answered"),
    ("pending", "declined"),
    ("pending", "undeliverable"),
    ("no_answer", "answered"),
    ("no_answer", "declined"),
    ("undeliverable", "answered"),
    ("undeliverable", "declined"),
    *((outcome, outcome) for outcome in Outcome.values if outcome not in {"pending", "withdrawn"}),
}


@pytest.mark.parametrize("start", Outcome.values)
@pytest.mark.parametrize("end", [*Outcome.values, "lost"])
def test_close_goes_by_its_table(claim, rita, start, end) -> None:
    request, _ = ask(claim, rita)
    fields = {"answered": {"answered_at": timezone.now(), "answer": "Ten."}}
    revoked = {"withdrawn": {"revoked_at": timezone.now()}}
    ReplyRequest.objects.update(outcome=start, **fields.get(start, {}), **revoked.get(start, {}))

    try:
        closed = reply.close(request, by=rita, outcome=end, answer="By telephone: twelve.")
    except Sentence:
        done = False
    else:
        done = closed.outcome == end

    assert done == ((start, end) in POSSIBLE or (start, end) in {("pending", "pending"), ("withdrawn",) * 2})


def test_close_with_an_answer_by_telephone_makes_its_writer_a_contributor(claim, rita) -> None:
    request, _ = ask(claim, rita)

    reply.close(request, by=rita, outcome=Outcome.ANSWERED, answer="Twelve, she said.")

    assert Evidence.objects.get().added_by == rita


def test_close_as_no_answer_waits_for_the_deadline(claim, rita) -> None:
    request, _ = ask(claim, rita)
    with pytest.raises(Refused, match="They still have time to answer"):
        reply.close(request, by=rita, outcome=Outcome.NO_ANSWER)

    assert reply.close(late(request), by=rita, outcome=Outcome.NO_ANSWER).outcome == Outcome.NO_ANSWER


@pytest.mark.parametrize("act", ["close", "revoke", "send_again", "pass_on"])
def test_a_request_is_kept_by_its_keeper_and_the_editors(claim, rita, edda, act) -> None:
    request, _ = ask(claim, rita)
    stranger = factories.person("Rob Other", Role.RESEARCHER)
    acts = {
        "close": lambda: reply.close(request, by=stranger, outcome=Outcome.DECLINED),
        "revoke": lambda: reply_requests.revoke(request, by=stranger),
        "send_again": lambda: reply_requests.send_again(request, by=stranger),
        "pass_on": lambda: reply_requests.pass_on(request, by=stranger, to=stranger),
    }

    with pytest.raises(Denied):
        acts[act]()


def test_pass_on_gives_the_request_to_somebody_else(claim, rita, edda, sam) -> None:
    request, _ = ask(claim, rita)

    assert reply_requests.pass_on(request, by=rita, to=edda).kept_by == edda
    with pytest.raises(Refused, match="no role"):
        reply_requests.pass_on(request, by=edda, to=sam)


@pytest.mark.parametrize(("sent", "outcome"), [(True, "no_answer"), (False, "undeliverable")])
def test_silence_closes_at_the_deadline_once_and_is_told(claim, rita, sent, outcome) -> None:
    request, _ = ask(claim, rita)
    assert close_silent_requests() == 0
    late(request, sent=sent)

    assert [close_silent_requests(), close_silent_requests()] == [1, 0]

    request.refresh_from_db()
    assert request.outcome == outcome
    assert Activity.objects.get(verb="reply closed").actor is None
    assert list(Notification.objects.values_list("user__name", "kind")) == [("Rita Okafor", "reply_closed")]


# --- What the checklist reads ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("outcomes", "waived", "state", "sought"),
    [
        ((), "", ReplyState.NOT_SOUGHT, False),
        ((), " ", ReplyState.NOT_SOUGHT, False),
        ((), "He is dead.", ReplyState.WAIVED, False),
        (("withdrawn",), "", ReplyState.NOT_SOUGHT, False),
        (("undeliverable",), "", ReplyState.UNDELIVERABLE, False),
        (("undeliverable",), "No address.", ReplyState.WAIVED, False),
        (("pending",), "", ReplyState.SOUGHT, True),
        (("no_answer", "pending"), "", ReplyState.SOUGHT, True),
        (("no_answer", "undeliverable"), "", ReplyState.NO_ANSWER, True),
        (("declined", "pending"), "", ReplyState.DECLINED, True),
        (("answered", "declined"), "x", ReplyState.ANSWERED, True),
    ],
)
def test_reply_state_is_the_furthest_that_any_request_came(
    claim, rita, outcomes, waived, state, sought, django_assert_num_queries
) -> None:
    for n, outcome in enumerate(outcomes):
        request, _ = ask(claim, rita, email=f"{n}@example.org")
        given = {"answered_at": timezone.now(), "answer": "Ten."} if outcome == "answered" else {}
        given |= {"revoked_at": timezone.now()} if outcome == "withdrawn" else {}
        ReplyRequest.objects.filter(pk=request.pk).update(outcome=outcome, **given)

    with django_assert_num_queries(1):
        found = reply_state(claim, waived=waived)

    assert (found, found.sought) == (state, sought)
