"""A worker is killed in each step of a run, with real processes: one complete run comes of it."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import psycopg
import pytest
import redis
from django.db import connection

from claims.actions.library import shelve_batch
from claims.actions.runs import request_run
from claims.jobs.steps import STEPS
from claims.models import Job, Run, Suggestion
from tests import factories
from tests.jobs.test_lost_workers import kill, process, wait_until

pytestmark = [pytest.mark.processes, pytest.mark.timeout(300)]
HOLD = 4_711
TRAP = f"""
    CREATE FUNCTION hold_step() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF NEW.position = %d THEN PERFORM pg_advisory_xact_lock({HOLD}); END IF;
        RETURN NEW;
    END $$;
    CREATE TRIGGER hold_step BEFORE INSERT ON claims_step FOR EACH ROW EXECUTE FUNCTION hold_step();
"""
SAME = {"host", "port", "user", "password", "dbname"}
WAITS = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND objid = %s AND NOT granted"


@contextmanager
def held(position: int) -> Iterator[Callable[[], None]]:
    """Whoever stores this step waits, until what is yielded is called."""
    asked = connection.get_connection_params()
    other = psycopg.connect(**{name: asked[name] for name in asked.keys() & SAME}, autocommit=True)
    other.execute("SELECT pg_advisory_lock(%s)", [HOLD])
    with connection.cursor() as cursor:
        cursor.execute(TRAP % position)
    try:
        yield other.close
    finally:
        other.close()
        with connection.cursor() as cursor:
            cursor.execute("DROP TRIGGER hold_step ON claims_step; DROP FUNCTION hold_step()")


def waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(WAITS, [HOLD])
        return bool(cursor.fetchone()[0])


@pytest.mark.parametrize("position", range(len(STEPS)), ids=[step.name for step in STEPS])
def test_a_worker_killed_in_a_step_ends_in_one_complete_run(
    position: int, process_environment: dict[str, str], broker: redis.Redis, tmp_path: Path
) -> None:
    log = tmp_path / "celery.log"
    environment = process_environment | {
        "FACTCHECK_DATA_DIR": str(tmp_path), "JOB_LEASE_SECONDS": "4", "JOB_SWEEP_SECONDS": "1",
    }  # fmt: skip
    rita = factories.person("Rita", "researcher")
    claim = factories.claim("Marlow spent 4.2 million crowns on bridges in 2019.")
    factories.passage(factories.article("Marlow spent 4.2 million crowns on its bridges.").captures.get())
    shelve_batch()
    worker = "worker --queues control,cpu --concurrency 1 --hostname {}@test"
    with ExitStack() as stack:
        stack.enter_context(process("beat --pidfile=", environment, log))
        release = stack.enter_context(held(position))
        first = stack.enter_context(process(worker.format("first"), environment, log))
        job = request_run(claim, by=rita)
        wait_until(waits, log)

        kill(first)
        stored = list(Run.objects.get().steps.values_list("position", flat=True))
        release()
        stack.enter_context(process(worker.format("second"), environment, log))
        wait_until(lambda: Job.objects.get(pk=job.pk).state == "done", log)

    run = Run.objects.get()
    assert stored == list(range(position))
    assert [step.name for step in run.steps.all()] == [step.name for step in STEPS]
    assert [step.error for step in run.steps.all()] == [""] * len(STEPS)
    assert run.finished_at is not None
    assert Job.objects.get(pk=job.pk).attempts == 2
    assert Suggestion.objects.count() == Suggestion.objects.values("claim", "kind", "key").distinct().count()
    claim.refresh_from_db()
    assert claim.status == "candidate"
