"""The record of acts, as PostgreSQL keeps it."""

import threading
from collections.abc import Callable
from contextlib import nullcontext
from datetime import UTC, datetime

import pgtrigger
import pytest
import time_machine
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from claims.actions.seal import seal_day
from claims.models import Activity, Note, Seal
from claims.workflow import record
from tests import factories
from tests.ledger.acts import acts_of, raw, refused, some_acts

pytestmark = pytest.mark.django_db

COMPUTED = {
    "chain": "house",
    "position": 99,
    "at": datetime(2001, 1, 1, tzinfo=UTC),
    "note_digest": "e" * 64,
    "previous": "f" * 64,
    "hash": "0" * 64,
}


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


@pytest.mark.parametrize(
    "attempt",
    [
        "INSERT INTO claims_chainhead VALUES ('claim:0', 1, '')",
        "UPDATE claims_chainhead SET position = 1",
        "DELETE FROM claims_chainhead",
        "TRUNCATE claims_chainhead",
    ],
)
@pytest.mark.parametrize("way", [nullcontext, pgtrigger.ignore])
def test_the_ends_of_the_chains_are_written_by_the_record_alone(rita, attempt, way):
    some_acts(rita)
    connection.check_constraints()
    with way(), pytest.raises(DatabaseError, match="The record of acts is append-only"), transaction.atomic():
        raw(attempt)


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
