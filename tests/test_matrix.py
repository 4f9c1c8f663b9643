"""Every state × state against PostgreSQL, every action × state × person against move(), and walks."""

import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claims.errors import Denied, Refused
from claims.models import Activity, Assessment, Claim
from claims.states import ACTIONS, EDGES, Status
from claims.workflow import move, record_move
from tests import factories
from tests.cast import CAST
from tests.test_states import ROWS, WITH_REASON

pytestmark = pytest.mark.django_db
RESEARCHERS, EDITORS, PUBLISHERS = {"rita", "edda", "paul"}, {"edda", "paul"}, {"paul"}
ALLOWED = {
    **dict.fromkeys(("accept", "decline", "reopen", "take", "approve", "conflict", "resolve"), RESEARCHERS),
    **dict.fromkeys(("assign", "release", "revisit"), EDITORS),
    **dict.fromkeys(("publish", "withdraw"), PUBLISHERS),
}


def allowed(action: str, status: str) -> set[str]:
    """Who may, of a cast that did not work on the claim and does not hold it."""
    if action == "submit":  # contributors only, which nobody of the cast is
        return set() if status == "researching" else RESEARCHERS
    if action == "return":
        return PUBLISHERS if status == "approved" else RESEARCHERS
    return ALLOWED[action]


def raw(claim: Claim, status: str) -> None:
    """Set a status past every line of Python, with what the checks of the row ask for."""
    reason = "opinion" if status == "declined" else ""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE claims_claim SET status = %s, decline_reason = %s WHERE id = %s",
            [status, reason, claim.pk],
        )


def refusal(act) -> str:
    """The sentence with which PostgreSQL refuses, "" when it does not. Nothing is kept."""
    try:
        with transaction.atomic():
            act()
            transaction.set_rollback(True)
    except DatabaseError as error:
        return str(error).splitlines()[0]
    return ""


@pytest.mark.parametrize("start", Status)
def test_postgres_allows_the_tables_edges_and_no_others(start, rita):
    claim = factories.at(factories.grounded(factories.claim(assignee=rita)), start)

    def on_the_record(end):
        if (start, end) == (Status.RESEARCHING, Status.IN_REVIEW):  # each submission has a round of its own
            Assessment.objects.filter(claim=claim).update(round=2)
        record_move(claim, "moved", start, end, by=rita)
        raw(claim, end)

    ends = set(Status) - {start}

    said = {end.value: refusal(lambda end=end: on_the_record(end)) for end in ends}

    edges = {end for begin, end in EDGES if begin == start}
    assert {end for end, sentence in said.items() if not sentence} == edges
    assert refusal(lambda: raw(claim, start)) == ""
    for end in ends - edges:
        assert (
            said[end] == f"A claim does not move from {start} to {end}: the table of states has no such edge."
        )


@pytest.mark.parametrize("start", Status)
def test_postgres_lets_no_claim_move_off_the_record(start, rita):
    claim = factories.at(factories.grounded(factories.claim(assignee=rita)), start)

    said = {end: refusal(lambda end=end: raw(claim, end)) for begin, end in EDGES if begin == start}

    assert set(said.values()) <= {"A claim does not move off the record: write the act down first."}


def test_an_act_of_another_move_is_no_record_of_this_one(rita):
    claim, other = factories.claim(), factories.claim()

    def move_with_the_wrong_acts():
        record_move(claim, "decline", "candidate", "declined", by=rita)
        record_move(other, "accept", "candidate", "queued", by=rita)
        raw(claim, "queued")

    assert "off the record" in refusal(move_with_the_wrong_acts)


def fields(action: str, person) -> dict[str, object]:
    if action in {"take", "assign", "return", "revisit"}:
        return {"assignee": person}
    return {"decline_reason": {"decline": "opinion"}.get(action, "")}


@pytest.mark.parametrize("name", CAST)
@pytest.mark.parametrize("action", ACTIONS)
def test_move_obeys_the_table_and_the_rules(action, name, who):
    person = who(name)
    claim = factories.grounded(factories.claim())
    leads = {start: end for start, verb, end in ROWS if verb == action}
    for status in Status:
        factories.at(claim, status)
        expected = leads.get(status, Refused) if name in allowed(action, status) else Denied
        assert attempt(claim, action, person) == expected, status


def attempt(claim: Claim, action: str, person) -> str | type[Exception]:
    """The state that the move leads to, or the error that it meets; one act or none. Nothing is kept."""
    with transaction.atomic():
        try:
            with transaction.atomic():
                move(claim, action, by=person, reason="Because.", **fields(action, person))
            outcome = claim.status
        except (Denied, Refused) as error:
            outcome = type(error)
        assert Activity.objects.filter(claim=claim).count() == isinstance(outcome, str)
        transaction.set_rollback(True)
    return outcome


@pytest.fixture
def people(rita, edda, paul, sam):
    return [rita, edda, paul, sam]


STEPS = st.lists(st.tuples(st.sampled_from(ACTIONS), st.integers(0, 3), st.booleans()), max_size=20)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_random_histories_stay_on_the_table_and_on_the_record(people, steps):
    """The record alone tells the whole way of a claim, whatever people try, in whatever order."""
    with transaction.atomic():
        claim = factories.grounded(factories.claim())
        for action, person, reasoned in steps:
            status, known = claim.status, claim.activities.count()
            try:
                with transaction.atomic():
                    moved = move(
                        claim,
                        action,
                        by=people[person],
                        reason="Because." if reasoned else "",
                        **fields(action, people[person]),
                    )
            except (Denied, Refused):
                moved = False
            claim.refresh_from_db()
            assert ((status, action, claim.status) in ROWS) if moved else claim.status == status
            assert claim.activities.count() == known + moved
            assert not (moved and action in WITH_REASON and not reasoned)
        way = list(claim.activities.order_by("pk").values_list("from_status", "to_status"))
        assert [start for start, _ in way] == ["candidate", *[end for _, end in way]][: len(way)]
        assert claim.status == (way[-1][1] if way else "candidate")
        transaction.set_rollback(True)
