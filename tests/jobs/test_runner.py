"""A job is done by one worker, once; and however it ends, the row tells."""

import threading
import time
from datetime import timedelta

import pytest
from celery.exceptions import SoftTimeLimitExceeded
from django.utils import timezone

from claims import tasks
from claims.actions.jobs import sweep
from claims.errors import Permanent, Refused, Transient
from claims.jobs import HANDLERS, runner
from claims.jobs.progress import LostLease, Progress
from claims.models import QUEUES, Job, JobKind, WorkerSeen
from tests import factories
from tests.together import together

pytestmark = pytest.mark.django_db
KIND = JobKind.VERIFY


@pytest.fixture
def does(monkeypatch):
    """Have jobs of one kind do this."""

    def set_handler(handler):
        monkeypatch.setitem(HANDLERS, KIND, handler)

    return set_handler


def raises(error):
    def handler(job, progress):
        raise error

    return handler


def run(job) -> Job:
    runner.run(job.pk, worker="w1")
    job.refresh_from_db()
    return job


def seconds_ahead(moment) -> float:
    return (moment - timezone.now()).total_seconds()


def test_every_kind_has_a_handler_and_a_queue():
    assert set(HANDLERS) == set(JobKind)
    assert set(QUEUES) == set(JobKind)


def test_claimed_job_has_a_lease_an_attempt_and_a_worker():
    job = runner.claim_job(factories.job().pk, "w1")

    assert job is not None
    assert (job.state, job.attempts, job.worker) == ("running", 1, "w1")
    assert 55 < seconds_ahead(job.lease_until) <= 60


@pytest.mark.parametrize("state", ["running", "done", "dead", "cancelled"])
def test_only_a_waiting_job_is_claimed(state):
    assert runner.claim_job(factories.job(state=state).pk, "w1") is None


def test_a_job_is_not_claimed_before_its_time():
    assert runner.claim_job(factories.job(run_after=timezone.now() + timedelta(minutes=1)).pk, "w1") is None


def test_an_unknown_job_ends_quietly():
    assert runner.run(987_654_321, worker="w1") is False
    tasks.run_job.apply(args=[987_654_321]).get()


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_claim_a_job_once():
    job = factories.job()

    outcomes = together(8, lambda n: runner.claim_job(job.pk, f"w{n}"))

    assert sum(outcome is not None for outcome in outcomes) == 1
    job.refresh_from_db()
    assert job.attempts == 1


def test_done_job_keeps_its_result(does):
    def handler(job, progress):
        progress(1, 2, "Half")
        return {"n": 7}

    does(handler)
    job = run(factories.job(error="earlier", error_detail="earlier"))

    assert (job.state, job.result, job.error, job.error_detail) == ("done", {"n": 7}, "", "")
    assert (job.done_units, job.total_units, job.progress_note, job.lease_until) == (1, 2, "Half", None)
    assert job.finished_at is not None


def test_a_message_that_comes_twice_does_nothing(does):
    calls = []
    does(lambda job, progress: calls.append(job.pk) or {})
    job = run(factories.job())

    assert runner.run(job.pk, worker="w2") is False
    assert calls == [job.pk]


@pytest.mark.parametrize("error", [Permanent("It is a scan."), Refused("It is a scan.")])
def test_permanent_failure_is_dead_at_once(does, error):
    does(raises(error))
    job = run(factories.job())

    assert (job.state, job.error, job.attempts, job.lease_until) == ("dead", "It is a scan.", 1, None)
    assert job.error_detail == ""


def test_too_long_is_dead_at_once(does):
    does(raises(SoftTimeLimitExceeded()))
    job = run(factories.job())

    assert (job.state, job.error) == ("dead", "This took longer than a job may take.")


@pytest.mark.parametrize(("attempt", "least", "most"), [(1, 4, 6), (2, 8, 12), (3, 16, 24), (4, 32, 48)])
def test_transient_failure_waits_longer_each_time(does, attempt, least, most):
    does(raises(Transient("The site is busy.")))
    job = run(factories.job(attempts=attempt - 1))

    assert (job.state, job.error, job.dispatched_at) == ("waiting", "The site is busy.", None)
    assert least - 1 < seconds_ahead(job.run_after) <= most


def test_back_off_has_a_limit(does):
    does(raises(Transient("The site is busy.")))

    assert seconds_ahead(run(factories.job(attempts=30, max_attempts=99)).run_after) <= 3600 * 1.2


def test_transient_failure_waits_as_long_as_the_site_asks(does):
    does(raises(Transient("The site is busy.", after=600)))
    assert 595 < seconds_ahead(run(factories.job()).run_after) <= 600

    does(raises(Transient("The site is busy.", after=1e9)))
    assert seconds_ahead(run(factories.job()).run_after) <= 86_400


def test_last_attempt_that_fails_is_dead(does):
    does(raises(Transient("The site is busy.")))
    job = run(factories.job(attempts=4, max_attempts=5))

    assert (job.state, job.error, job.attempts) == ("dead", "The site is busy.", 5)


def test_unexpected_error_shows_a_sentence_and_keeps_the_traceback(does):
    does(raises(KeyError("secret detail")))
    job = run(factories.job())

    assert job.state == "waiting"
    assert job.error == runner.UNEXPECTED
    assert "secret detail" not in job.error
    assert "Traceback" in job.error_detail
    assert "KeyError: 'secret detail'" in job.error_detail


def test_unexpected_error_of_the_last_attempt_is_dead_with_its_traceback(does):
    does(raises(ZeroDivisionError()))
    job = run(factories.job(attempts=4, max_attempts=5))

    assert (job.state, job.error) == ("dead", runner.UNEXPECTED)
    assert "ZeroDivisionError" in job.error_detail


@pytest.mark.parametrize("ending", [lambda: {"n": 1}, lambda: raises(Permanent("No."))(None, None)])
def test_an_attempt_that_lost_its_lease_writes_nothing(does, ending):
    """It slept so long that the job was given to another worker, which is at it now."""

    def handler(job, progress):
        Job.objects.filter(pk=job.pk).update(attempts=2, worker="w2", progress_note="w2 is at it")
        return ending()

    does(handler)
    job = run(factories.job())

    assert (job.state, job.attempts, job.worker, job.result) == ("running", 2, "w2", {})
    assert (job.error, job.progress_note) == ("", "w2 is at it")


def test_progress_stops_an_attempt_that_lost_its_lease(does):
    reached = []

    def handler(job, progress):
        Job.objects.filter(pk=job.pk).update(state="waiting", lease_until=None)
        progress(1, 2)
        reached.append(job)

    does(handler)
    job = run(factories.job())

    assert (job.state, reached) == ("waiting", [])


def test_progress_keeps_the_lease():
    job = runner.claim_job(factories.job().pk, "w1")
    Job.objects.update(lease_until=timezone.now() + timedelta(seconds=1))

    Progress(job)(3, 9, "n" * 900)

    job.refresh_from_db()
    assert seconds_ahead(job.lease_until) > 50
    assert (job.done_units, job.total_units, len(job.progress_note)) == (3, 9, 300)
    Job.objects.update(attempts=2)
    with pytest.raises(LostLease):
        Progress(job)(4, 9)


def test_expired_lease_comes_back_at_the_sweep(broker, does):
    job = factories.job(state="running", lease_until=timezone.now() - timedelta(seconds=1))

    counts = sweep()

    job.refresh_from_db()
    assert (job.state, job.lease_until, counts["freed"], counts["sent"]) == ("waiting", None, 1, 1)
    does(lambda job, progress: {})
    assert (run(job).state, job.attempts) == ("done", 2)


def test_living_lease_is_left_alone_by_the_sweep(broker):
    job = factories.job(state="running")

    assert sweep() == {"freed": 0, "dead": 0, "sent": 0}
    job.refresh_from_db()
    assert job.state == "running"


def test_job_that_loses_its_worker_each_time_is_dead(broker):
    job = factories.job(
        state="running", attempts=5, max_attempts=5, lease_until=timezone.now() - timedelta(seconds=1)
    )

    assert sweep()["dead"] == 1
    job.refresh_from_db()
    assert (job.state, job.error) == ("dead", "The worker was lost each time this job ran.")


@pytest.mark.django_db(transaction=True)
def test_heartbeat_keeps_the_lease_of_work_that_reports_nothing(settings, does, broker):
    settings.JOB_LEASE_SECONDS = 1
    job = factories.job()
    at_work, swept = threading.Event(), []

    def handler(job, progress):
        at_work.set()
        time.sleep(2.6)
        return {}

    def two(place):
        if place == 0:
            return runner.run(job.pk, worker="w1")
        at_work.wait(10)
        for _ in range(12):
            swept.append(sweep()["freed"])
            time.sleep(0.2)
        return True

    does(handler)
    together(2, two)

    job.refresh_from_db()
    assert (sum(swept), job.attempts, job.state) == (0, 1, "done")


@pytest.mark.django_db(transaction=True)
def test_heartbeat_ends_with_the_work(does):
    does(lambda job, progress: {})
    run(factories.job())

    assert [thread.name for thread in threading.enumerate() if thread.name.startswith("lease-")] == []


def test_the_sweep_is_seen_and_forgets_workers_of_yesterday(broker):
    WorkerSeen.objects.create(name="old", seen_at=timezone.now() - timedelta(days=2))

    tasks.sweep.apply().get()

    seen = WorkerSeen.objects.get()
    assert seen.name != "old"
    assert abs(seconds_ahead(seen.seen_at)) < 5
