"""The record of acts, as PostgreSQL keeps it."""

import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from datetime import UTC, datetime

import pgtrigger
import pytest
import time_machine
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from claims.actions.seal import seal_day
from claims.actions.triage import accept
from claims.models import Activity, Claim, Note, Seal
from claims.workflow import record
from tests import factories
from tests.ledger.acts import acts_of, some_acts

pytestmark = pytest.mark.django_db

COMPUTED = {
    "chain": "house",
    "position": 99,
    "at": datetime(2001, 1, 1, tzinfo=UTC),
    "note_digest": "e" * 64,
    "previous": "f" * 64,
    "hash": "0" * 64,
}


def raw(statement: str, *values: str | int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


@contextmanager
def refused(rule: str) -> Iterator[None]:
    """PostgreSQL refuses the block, at once or at the commit, with a message that names the rule."""
    with pytest.raises(DatabaseError, match=re.escape(rule)), transaction.atomic():  # noqa: PT012
        yield
        connection.check_constraints()  # what happens at a commit, without one


def test_activity_is_numbered_timed_and_hashed_by_the_database(rita):
    claim = factories.claim()

    first, second = (Activity.objects.create(verb="x", actor=rita, claim=claim, **COMPUTED) for _ in "12")

    assert [(act.chain, act.position) for act in (first, second)] == [
        (f"claim:{claim.pk}", 1),
        (f"claim:{claim.pk}", 2),
    ]
    assert (first.previous, second.previous) == ("", first.hash)
    assert first.note_digest == ""
    assert len({first.hash, second.hash, "0" * 64}) == 3
    assert abs(first.at - timezone.now()).total_seconds() < 60


def test_activity_comes_back_as_it_was_stored(rita):
    """The insert returns what the trigger wrote: no second query, no stale object."""
    act = record("scale changed", by=rita, scale=2)
    stored = Activity.objects.get(pk=act.pk)
    for name in COMPUTED:
        assert getattr(act, name) == getattr(stored, name)


@pytest.mark.parametrize(("words", "queries"), [({}, 1), ({"reason": "Because.", "scale": 2}, 2)])
def test_record_is_one_query_and_one_for_the_words(rita, django_assert_num_queries, words, queries):
    with django_assert_num_queries(queries):
        record("scale changed", by=rita, **words)


def test_acts_are_listed_with_their_words_in_one_query(rita, django_assert_num_queries):
    some_acts(rita)
    with django_assert_num_queries(1):
        assert len([(act.reason, act.detail) for act in Activity.objects.all()]) == 9


def test_chains_are_of_the_claim_then_the_article_then_the_house(rita):
    claim, article = factories.claim(), factories.article()
    acts = [
        record("a", by=rita, claim=claim, article=article),
        record("b", by=rita, article=article),
        record("c", by=rita),
    ]
    assert [act.chain for act in acts] == [f"claim:{claim.pk}", f"article:{article.pk}", "house"]
    assert [act.position for act in acts] == [1, 1, 1]


def test_several_rows_of_one_statement_are_chained(rita):
    claim = factories.claim()
    Activity.objects.bulk_create([Activity(verb=verb, actor=rita, claim=claim) for verb in "abc"])
    raw(
        "INSERT INTO claims_activity (verb, claim_id, from_status, to_status) "
        "SELECT 'raw', %s, '', '' FROM generate_series(1, 3)",
        claim.pk,
    )
    acts = acts_of(claim)
    assert [act.position for act in acts] == [1, 2, 3, 4, 5, 6]
    assert [act.previous for act in acts] == ["", *(act.hash for act in acts[:-1])]


def test_time_travel_does_not_move_the_record(rita):
    """``at`` is the database's clock: the machine that writes cannot backdate."""
    with time_machine.travel(datetime(1999, 12, 31, tzinfo=UTC)):
        act = record("scale changed", by=rita)
    assert act.at.year > 2024


def test_an_id_of_ones_own_is_refused(rita):
    """A low id could slip below a seal."""
    with refused("GENERATED ALWAYS"):
        Activity.objects.create(pk=1, verb="x", actor=rita)


@pytest.mark.parametrize(
    ("fields", "rule"),
    [
        ({"claim_id": 0}, "No record without its claim"),
        ({"note_id": 0}, "No record without its words"),
    ],
)
def test_an_act_of_nothing_is_refused(rita, fields, rule):
    with pytest.raises(DatabaseError, match=rule), transaction.atomic():
        Activity.objects.create(verb="x", actor=rita, **fields)


TABLES = ["claims_activity", "claims_note", "claims_seal"]
ONE_COLUMN = dict(zip(TABLES, ["verb = verb", "reason = reason", "root = root"], strict=True))
ATTEMPTS: dict[str, Callable[[str], str]] = {
    "update": lambda table: f"UPDATE {table} SET {ONE_COLUMN[table]}",
    "update of nothing": lambda table: f"UPDATE {table} SET {ONE_COLUMN[table]} WHERE false",
    "delete": lambda table: f"DELETE FROM {table}",
    "truncate": lambda table: f"TRUNCATE {table} CASCADE",
}


# A note may be updated once, so its trigger asks each row: an update of none changes nothing.
REFUSED = [(table, attempt) for table in TABLES for attempt in ATTEMPTS]
REFUSED.remove(("claims_note", "update of nothing"))


@pytest.mark.parametrize(("table", "attempt"), REFUSED)
@pytest.mark.parametrize("way", [nullcontext, pgtrigger.ignore])
def test_the_record_is_append_only(rita, table, attempt, way):
    """For the table's owner and a superuser too, and not to be skipped by pgtrigger's own way round."""
    some_acts(rita)
    seal_day()
    connection.check_constraints()
    with way(), pytest.raises(DatabaseError, match="The record of acts is append-only"), transaction.atomic():
        raw(ATTEMPTS[attempt](table))


@pytest.mark.parametrize("cascading", ["claims_claim", "accounts_user", "claims_article"])
def test_emptying_what_the_record_rests_on_is_refused(rita, cascading):
    some_acts(rita)
    connection.check_constraints()
    with pytest.raises(DatabaseError, match=r"append-only|kept|immutable|never"), transaction.atomic():
        raw(f"TRUNCATE {cascading} CASCADE")
    assert Activity.objects.count() == 9


def test_an_upsert_is_an_update(rita):
    record("scale changed", by=rita)
    with refused("append-only"):
        raw(
            "INSERT INTO claims_activity (verb, from_status, to_status) VALUES ('x', '', '') "
            "ON CONFLICT (chain, position) DO UPDATE SET verb = 'y'"
        )


ERASED = {"salt": "", "reason": "", "detail": {}, "erased_at": timezone.now()}


@pytest.mark.parametrize(
    "change",
    [
        {"reason": "Another reason."},
        {"detail": {}},
        {"salt": "0" * 32},
        {**ERASED, "erased_at": None},
        {**ERASED, "reason": "Half of it"},
        {**ERASED, "detail": {"kept": 1}},
        {**ERASED, "salt": "0" * 32},
    ],
)
def test_a_note_is_kept_or_erased_whole(rita, change):
    act = record("scale changed", by=rita, reason="Because.", scale=2)
    with refused("kept, or erased whole"):
        Note.objects.filter(activity=act).update(**change)


def test_an_erasure_without_its_record_is_refused(rita):
    act = record("scale changed", by=rita, reason="Because.")
    with refused("No erasure without its record"):
        Note.objects.filter(activity=act).update(**ERASED)


def test_an_erased_note_is_empty_and_stays_so(rita):
    act = record("scale changed", by=rita, reason="Because.", scale=2)
    Note.objects.filter(activity=act).update(**ERASED)
    record("erased_person", by=None, person=rita.pk)
    connection.check_constraints()

    act = Activity.objects.get(pk=act.pk)
    assert (act.reason, act.detail) == ("", {})
    with refused("kept, or erased whole"):
        Note.objects.filter(activity=act).update(**ERASED)
    with refused("No record without its words"):
        Activity.objects.create(verb="x", note=act.note)


def test_an_act_without_words_reads_as_empty(rita):
    act = record("scale changed", by=rita)
    assert (act.note, act.reason, act.detail) == (None, "", {})


# --- moves and their records ---------------------------------------------------------------------


def moved_by_hand(claim: Claim, end: str) -> None:
    raw("UPDATE claims_claim SET status = %s WHERE id = %s", end, claim.pk)


def declined_by_hand(claim: Claim) -> None:
    raw("UPDATE claims_claim SET status = 'declined', decline_reason = 'opinion' WHERE id = %s", claim.pk)


def written_by_hand(claim: Claim, start: str, end: str, verb: str = "accept") -> None:
    Activity.objects.create(verb=verb, claim=claim, from_status=start, to_status=end)


def test_a_move_leaves_its_record(rita):
    claim = factories.claim()
    accept(claim, by=rita)
    connection.check_constraints()
    assert [(act.verb, act.from_status, act.to_status) for act in acts_of(claim)] == [
        ("accept", "candidate", "queued")
    ]


@pytest.fixture
def queued(rita) -> Claim:
    claim = factories.claim()
    accept(claim, by=rita)
    connection.check_constraints()
    return claim


@pytest.fixture
def table_asleep():
    """pgtrigger's own triggers ignored, the table of states among them: the record stands alone."""
    with pgtrigger.ignore():
        yield


def test_a_legal_edge_without_its_record_is_refused():
    claim = factories.claim()
    with refused("off the record"):
        moved_by_hand(claim, "queued")


@pytest.mark.usefixtures("table_asleep")
def test_a_move_without_its_record_is_refused_at_the_commit():
    claim = factories.claim()
    with refused("No move without its record"):
        moved_by_hand(claim, "queued")


@pytest.mark.usefixtures("table_asleep")
def test_a_move_with_another_claims_record_is_refused(rita):
    claim, other = factories.claim(), factories.claim()
    with refused("No move without its record"):
        accept(other, by=rita)
        moved_by_hand(claim, "queued")


@pytest.mark.parametrize("looked_at_before", [False, True])
def test_one_record_does_not_cover_an_edge_twice(looked_at_before):
    """queued → declined → queued on the record, then the first edge again off it.

    Whoever has the record looked at early (SET CONSTRAINTS) gains nothing: the move is looked at too.
    """
    claim = factories.claim(status="queued")
    with refused("without its "):
        written_by_hand(claim, "queued", "declined", "decline")
        declined_by_hand(claim)
        written_by_hand(claim, "declined", "queued", "reopen")
        raw("UPDATE claims_claim SET status = 'queued', decline_reason = '' WHERE id = %s", claim.pk)
        if looked_at_before:
            raw("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")
        declined_by_hand(claim)


@pytest.mark.usefixtures("table_asleep")
def test_a_record_of_another_transaction_does_not_count(transactional_db):
    """The same edge, recorded yesterday, is no licence for today."""
    claim = factories.claim(status="queued")
    with transaction.atomic():
        written_by_hand(claim, "queued", "declined", "decline")
        declined_by_hand(claim)
    factories.at(claim, "queued")
    with pytest.raises(DatabaseError, match="No move without its record"):
        declined_by_hand(claim)
    claim.refresh_from_db()
    assert claim.status == "queued"


@pytest.mark.parametrize(
    ("start", "end"),
    [("queued", "researching"), ("candidate", "candidate"), ("candidate", ""), ("", "queued")],
)
def test_a_record_that_does_not_start_where_the_claim_stands_is_refused(start, end):
    claim = factories.claim()
    with refused("No record without its move"):
        written_by_hand(claim, start, end)


def test_a_record_of_a_move_that_is_not_made_is_refused():
    claim = factories.claim()
    with refused("No record without its move"):
        written_by_hand(claim, "candidate", "queued")


@pytest.mark.parametrize(
    ("start", "end"), [("queued", "declined"), ("queued", "researching"), ("queued", "published")]
)
def test_an_undo_of_what_was_not_done_is_refused(queued, start, end):
    """It may go where the table has no edge; so it must be the last act's way back, and that alone."""
    with refused("No undo but of the last act"):
        written_by_hand(queued, start, end, "undo")


def test_an_undo_after_another_act_is_refused(queued):
    record("edited", by=None, claim=queued)
    with refused("No undo but of the last act"):
        written_by_hand(queued, "queued", "candidate", "undo")


def test_an_undo_of_the_last_act_is_recorded(queued):
    written_by_hand(queued, "queued", "candidate", "undo")
    moved_by_hand(queued, "candidate")
    connection.check_constraints()
    assert [act.verb for act in acts_of(queued)] == ["accept", "undo"]


def test_a_move_of_no_claim_is_refused():
    with refused("No record without its move"):
        Activity.objects.create(verb="accept", from_status="candidate", to_status="queued")


@pytest.fixture
def blinded(queued):
    """A temporary table named like the record, which a session's names find before ours."""
    raw("CREATE TEMPORARY TABLE claims_activity (LIKE public.claims_activity) ON COMMIT DROP")
    for position, (start, end) in enumerate([("queued", "declined"), ("declined", "queued")], 98):
        raw(
            "INSERT INTO pg_temp.claims_activity (id, chain, position, at, verb, from_status, to_status, "
            "note_digest, previous, hash) SELECT %s, 'claim:' || id, %s, transaction_timestamp(), 'x', %s, "
            "%s, '', '', '' FROM claims_claim",
            *(position, position, start, end),
        )


@pytest.mark.usefixtures("table_asleep", "blinded")
def test_a_temporary_table_does_not_blind_the_guard_of_moves(queued):
    with refused("No move without its record"):
        declined_by_hand(queued)
        raw("UPDATE claims_claim SET status = 'queued', decline_reason = '' WHERE id = %s", queued.pk)


@pytest.mark.usefixtures("blinded")
def test_a_temporary_table_does_not_blind_the_chain(queued):
    raw(
        "INSERT INTO public.claims_activity (verb, claim_id, from_status, to_status)"
        " VALUES ('x', %s, '', '')",
        queued.pk,
    )
    raw("DROP TABLE pg_temp.claims_activity")
    assert [act.position for act in acts_of(queued)] == [1, 2]


# --- writers at once -----------------------------------------------------------------------------


@pytest.mark.parametrize("of_claim", [True, False])
def test_writers_of_one_chain_wait_for_each_other(transactional_db, of_claim):
    """Two connections, 25 transactions each: contiguous positions, one unbroken chain."""
    claim = factories.claim() if of_claim else None
    start, errors = threading.Barrier(2), []

    def write() -> None:
        try:
            start.wait(10)
            for _ in range(25):
                with transaction.atomic():
                    record("x", by=None, claim=claim, reason="y")
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=write) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)

    acts = list(Activity.objects.order_by("position"))
    assert errors == []
    assert [act.position for act in acts] == list(range(1, 51))
    assert [act.previous for act in acts] == ["", *(act.hash for act in acts[:-1])]


def test_the_tables_are_empty_again(transactional_db):
    """The tests' own way of emptying works on tables that refuse to be emptied."""
    assert (Activity.objects.count(), Note.objects.count(), Seal.objects.count()) == (0, 0, 0)
