"""Asking for work: once for a key, in the asker's own transaction, with or without a broker."""

import time
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from claims.actions.jobs import QUEUE_ROOM, cancel, enqueue, retry, sweep
from claims.errors import Denied, Refused
from claims.models import Job, JobKind
from tests import factories
from tests.together import together

pytestmark = pytest.mark.django_db


def ask(key="k", **fields):
    return enqueue(JobKind.VERIFY, key=key, by=None, **fields)


def waiting(broker) -> int:
    return broker.llen("cpu") + broker.llen("fetch")


def test_asking_again_is_the_same_job():
    assert ask() == ask()


def test_another_key_or_kind_is_another_job():
    assert len({ask("a").pk, ask("b").pk, enqueue(JobKind.EXTRACT, key="a", by=None).pk}) == 3


@pytest.mark.parametrize("state", ["done", "dead", "cancelled"])
def test_asking_after_the_end_is_another_job(state):
    first = ask()
    Job.objects.update(state=state, finished_at=timezone.now())

    assert ask() != first


@pytest.mark.django_db(transaction=True)
def test_asking_at_once_is_one_job(broker):
    outcomes = together(8, lambda n: ask().pk)

    assert len(set(outcomes)) == 1
    assert Job.objects.count() == 1
    assert waiting(broker) == 1


@pytest.mark.django_db(transaction=True)
def test_a_worker_hears_of_it_after_the_commit_only(broker):
    with transaction.atomic():
        ask()
        assert waiting(broker) == 0
    assert waiting(broker) == 1
    assert Job.objects.get().dispatched_at is not None


@pytest.mark.django_db(transaction=True)
def test_a_rolled_back_request_leaves_neither_job_nor_message(broker):
    with transaction.atomic():
        ask()
        transaction.set_rollback(True)

    assert (Job.objects.count(), waiting(broker)) == (0, 0)


@pytest.mark.django_db(transaction=True)
def test_without_a_broker_nothing_is_lost_and_nobody_waits(broker_away):
    began = time.monotonic()

    jobs = [ask(str(n)) for n in range(5)]

    assert time.monotonic() - began < 2
    assert {job.state for job in jobs} == {"waiting"}
    assert set(Job.objects.values_list("dispatched_at", flat=True)) == {None}
    assert sweep()["sent"] == 0


def test_the_sweep_sends_what_the_broker_never_heard_of(broker):
    """As after the broker was away."""
    jobs = [factories.job(dispatched_at=None) for _ in range(5)]

    assert sweep()["sent"] == 5
    assert waiting(broker) == 5
    assert Job.objects.filter(dispatched_at=None).count() == 0
    assert sweep()["sent"] == 0, jobs


def test_the_sweep_sends_again_what_redis_forgot(broker):
    ago = timezone.now() - timedelta(minutes=5)
    factories.job(dispatched_at=ago)
    factories.job(dispatched_at=timezone.now())

    assert sweep()["sent"] == 1


def test_the_sweep_leaves_what_is_not_due(broker):
    factories.job(run_after=timezone.now() + timedelta(minutes=1))

    assert sweep()["sent"] == 0


def test_a_thousand_waiting_jobs_do_not_flood_the_broker(broker):
    now = timezone.now()
    Job.objects.bulk_create(
        Job(kind="verify", key=str(n), queue="cpu", run_after=now - timedelta(seconds=n)) for n in range(1000)
    )
    for _ in range(6):
        sweep()
        assert waiting(broker) <= QUEUE_ROOM
        Job.objects.update(dispatched_at=now - timedelta(hours=1))  # long ago, and still waiting

    assert waiting(broker) == QUEUE_ROOM


def test_a_full_queue_does_not_hold_back_another(broker):
    for n in range(QUEUE_ROOM + 20):
        factories.job(key=f"c{n}")
    slow = factories.job(JobKind.READ, run_after=timezone.now() - timedelta(milliseconds=1))

    sweep()

    slow.refresh_from_db()
    assert slow.dispatched_at is not None
    assert (broker.llen("cpu"), broker.llen("fetch")) == (QUEUE_ROOM, 1)


def test_a_drained_queue_is_filled_again(broker):
    for n in range(QUEUE_ROOM + 20):
        factories.job(key=f"c{n}")
    sweep()
    broker.flushdb()

    assert sweep()["sent"] == 20


def test_retry_gives_a_dead_job_all_its_attempts_back(rita):
    job = factories.job(state="dead", attempts=5, error="The site is busy.", error_detail="…")

    retry(job, by=rita)

    job.refresh_from_db()
    assert (job.state, job.attempts, job.error, job.error_detail, job.finished_at) == (
        "waiting",
        0,
        "",
        "",
        None,
    )


def test_retry_twice_is_one_retry(rita):
    job = factories.job(state="dead", attempts=5)
    retry(job, by=rita)
    Job.objects.update(attempts=1)

    assert retry(job, by=rita).attempts == 1


@pytest.mark.parametrize("state", ["done", "cancelled"])
def test_retry_is_for_failed_jobs(rita, state):
    with pytest.raises(Refused, match="Only a failed job"):
        retry(factories.job(state=state), by=rita)


def test_retry_of_what_is_under_way_again_is_refused(rita):
    dead = factories.job(state="dead", key="k")
    factories.job(key="k")

    with pytest.raises(Refused, match="under way already"):
        retry(dead, by=rita)


def test_retry_and_cancel_are_denied_to_strangers(sam):
    with pytest.raises(Denied):
        retry(factories.job(state="dead"), by=sam)
    with pytest.raises(Denied):
        cancel(factories.job(), by=sam)


def test_cancel_takes_a_waiting_job_out(olaf):
    job = cancel(factories.job(), by=olaf)

    assert job.state == "cancelled"
    assert cancel(job, by=olaf).state == "cancelled"


def test_cancel_of_a_running_job_is_refused(olaf):
    with pytest.raises(Refused, match="Only a waiting job"):
        cancel(factories.job(state="running"), by=olaf)
