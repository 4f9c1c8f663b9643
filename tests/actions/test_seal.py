import threading
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.db import DatabaseError, OperationalError, connection, transaction
from django.db.transaction import TransactionManagementError

from claims import tasks
from claims.actions import seal as sealing
from claims.actions.seal import seal_day
from claims.errors import Refused
from claims.ledger.audit import audit
from claims.ledger.heads import Heads, heads
from claims.ledger.merkle import root
from claims.models import Activity, Seal
from claims.workflow import record
from factcheck.celery import app, schedule
from tests.ledger.acts import DAY, sealed, some_acts


def today() -> date:
    with connection.cursor() as cursor:
        cursor.execute("SELECT (now() AT TIME ZONE 'UTC')::date")
        day: date = cursor.fetchone()[0]
        return day


def test_seal_day_covers_every_act_so_far(rita):
    some_acts(rita)
    seal = seal_day()
    assert seal is not None
    newest = Activity.objects.order_by("pk").last()
    assert newest is not None
    assert (seal.day, seal.upto) == (today() - timedelta(days=1), newest.pk)
    assert (seal.chains, seal.activities) == (4, 9)
    assert seal.root == root(head.leaf for head in heads(newest.pk)).hex()
    assert seal.previous == ""
    assert Seal.objects.get() == seal
    assert len(seal.hash) == 64


def test_seal_day_is_idempotent(rita):
    record("scale changed", by=rita)
    first = sealed(1)
    record("scale changed", by=rita)
    assert sealed(1).hash == first.hash
    assert Seal.objects.count() == 1


def test_seal_day_seals_a_day_without_acts(rita):
    record("scale changed", by=rita)
    first, second = sealed(1), sealed(2)
    assert (second.upto, second.root, second.previous) == (first.upto, first.root, first.hash)
    assert second.hash != first.hash


def test_seal_day_of_nothing_is_none(db):
    assert seal_day() is None
    assert Seal.objects.count() == 0


def test_seal_day_refuses_a_day_to_come(rita):
    record("scale changed", by=rita)
    with pytest.raises(Refused, match="A day to come"):
        seal_day(today() + timedelta(days=1))


def test_seal_day_goes_by_the_databases_clock(rita):
    record("scale changed", by=rita)
    with time_machine.travel(datetime(2099, 1, 1, tzinfo=UTC)):
        seal = seal_day()
    assert seal is not None
    assert seal.day == today() - timedelta(days=1)


def test_a_seal_before_the_last_is_refused(rita):
    record("scale changed", by=rita)
    sealed(2)
    with pytest.raises(DatabaseError, match="2026-01-03 is sealed already"), transaction.atomic():
        sealed(1)


def test_what_the_caller_passes_for_a_seals_hash_is_overwritten(rita):
    record("scale changed", by=rita)
    first = sealed(1)
    forged = Seal.objects.create(
        day=DAY + timedelta(days=2),
        upto=first.upto,
        chains=1,
        activities=1,
        root=first.root,
        previous="f" * 64,
        hash="0" * 64,
        made_at=datetime(2001, 1, 1, tzinfo=UTC),
    )
    assert forged.previous == first.hash
    assert forged.hash != "0" * 64
    assert forged.made_at.year > 2024
    assert audit().ok


def test_seal_day_waits_for_a_lower_id(transactional_db):
    """A writer that drew its id first and commits last is under the seal all the same."""
    drawn, go_on = threading.Event(), threading.Event()

    def slow() -> None:
        try:
            with transaction.atomic():
                record("slow", by=None)
                drawn.set()
                go_on.wait(10)
        finally:
            connection.close()

    writer = threading.Thread(target=slow)
    writer.start()
    assert drawn.wait(10)
    timer = threading.Timer(0.3, go_on.set)
    timer.start()
    seal = sealed(1)
    writer.join(10)
    timer.join(10)

    assert seal.activities == 1
    assert audit().ok


def test_seal_day_gives_the_lock_back_before_it_reads_the_heads(transactional_db, monkeypatch):
    """Writers wait for the look at the highest id, not for the tree."""
    record("first", by=None)
    wrote = threading.Event()

    def write() -> None:
        try:
            record("meanwhile", by=None)
            wrote.set()
        finally:
            connection.close()

    class Slow(Heads):
        def root(self) -> str:
            writer = threading.Thread(target=write)
            writer.start()
            writer.join(10)
            return super().root()

    monkeypatch.setattr(sealing, "Heads", Slow)
    seal = sealed(1)
    assert wrote.is_set()
    assert seal.activities == 1
    assert audit().ok


def test_seal_day_gives_up_on_a_writer_that_does_not_end(transactional_db, monkeypatch):
    monkeypatch.setattr(sealing, "PATIENCE", "100ms")
    drawn, go_on = threading.Event(), threading.Event()

    def endless() -> None:
        try:
            with transaction.atomic():
                record("endless", by=None)
                drawn.set()
                go_on.wait(20)
        finally:
            connection.close()

    writer = threading.Thread(target=endless)
    writer.start()
    assert drawn.wait(10)
    with pytest.raises(OperationalError, match="lock timeout"):
        sealed(1)
    go_on.set()
    writer.join(10)
    assert sealed(1).activities == 1


def test_two_sealers_make_one_seal(transactional_db):
    record("first", by=None)
    start, errors = threading.Barrier(2), []

    def work() -> None:
        try:
            start.wait(10)
            sealed(1)
        except (DatabaseError, TransactionManagementError) as error:
            errors.append(error)
        finally:
            connection.close()

    sealers = [threading.Thread(target=work) for _ in range(2)]
    for sealer in sealers:
        sealer.start()
    for sealer in sealers:
        sealer.join(20)
    assert (errors, Seal.objects.count()) == ([], 1)


def test_beat_asks_for_the_seal_each_hour(rita):
    record("scale changed", by=rita)
    tasks.seal()
    tasks.seal()
    assert Seal.objects.get().day == today() - timedelta(days=1)

    schedule(app)
    entry = app.conf.beat_schedule["seal"]
    assert (entry["task"], entry["schedule"].minute) == ("claims.tasks.seal", {7})
    assert entry["options"]["expires"] < 3600
