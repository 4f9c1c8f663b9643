"""Waiting for a job, and doing it here where no worker lives."""

import time
from datetime import timedelta

import pytest
from django.utils import timezone

from claims.errors import Transient
from claims.jobs import HANDLERS
from claims.jobs.waiting import wait_for, worker_seen
from claims.models import JobKind, WorkerSeen
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _idle(monkeypatch):
    monkeypatch.setitem(HANDLERS, JobKind.VERIFY, lambda job, progress: {"n": job.attempts})


def test_waiting_does_the_job_where_no_worker_lives():
    heard = []

    job = wait_for(factories.job(), seconds=5, tell=lambda job: heard.append(job.state))

    assert (job.state, job.result, heard) == ("done", {"n": 1}, ["done"])
    assert job.worker.startswith("command ")


def test_waiting_brings_back_what_a_lost_worker_left():
    past = timezone.now() - timedelta(seconds=1)

    job = wait_for(factories.job(state="running", lease_until=past, worker="lost"), seconds=5)

    assert (job.state, job.attempts) == ("done", 2)


def test_waiting_leaves_alone_what_another_is_at():
    job = wait_for(factories.job(state="running"), seconds=0.3)

    assert (job.state, job.attempts) == ("running", 1)


def test_waiting_leaves_it_to_a_living_worker():
    WorkerSeen.objects.create(name="w1", seen_at=timezone.now())

    assert wait_for(factories.job(), seconds=0.3).state == "waiting"


@pytest.mark.parametrize(("seconds", "alive"), [(0, True), (25, True), (35, False)])
def test_worker_lives_for_half_a_minute_after_it_was_seen(seconds, alive):
    WorkerSeen.objects.create(name="w1", seen_at=timezone.now() - timedelta(seconds=seconds))

    assert worker_seen() is alive


def test_waiting_for_what_has_ended_is_no_wait():
    began = time.monotonic()

    assert wait_for(factories.job(state="dead"), seconds=60).state == "dead"
    assert time.monotonic() - began < 5


def test_waiting_ends_when_the_time_is_up(monkeypatch):
    def busy(job, progress):
        raise Transient("The site is busy.", after=60)

    monkeypatch.setitem(HANDLERS, JobKind.VERIFY, busy)

    job = wait_for(factories.job(), seconds=0.5)

    assert (job.state, job.error, job.attempts) == ("waiting", "The site is busy.", 1)
