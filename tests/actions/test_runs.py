"""Verification runs: asked for once, written down once, never changed."""

import pytest
from django.utils import timezone

from claims.actions.runs import close_run, digest, open_run, record_step, request_run
from claims.errors import Denied
from claims.models import Job, JobKind, Run, Step
from tests import factories
from tests.together import together

pytestmark = pytest.mark.django_db


def step(run, position=0, **outputs):
    return record_step(
        run,
        position,
        "near_claims",
        inputs={"text": "é"},
        outputs=outputs,
        model="pg_trgm",
        model_version="1",
        started_at=timezone.now(),
    )


def test_run_is_a_job_of_its_claim(rita):
    claim = factories.claim()

    job = request_run(claim, by=rita)

    assert (job.kind, job.claim, job.created_by, job.queue) == (JobKind.VERIFY, claim, rita, "cpu")


def test_asking_while_one_looks_is_the_same_job(rita, edda):
    claim = factories.claim()

    assert request_run(claim, by=rita) == request_run(claim, by=edda)


def test_asking_after_it_ended_is_another_job(rita):
    claim = factories.claim()
    first = request_run(claim, by=rita)
    Job.objects.update(state="done", finished_at=timezone.now())

    assert request_run(claim, by=rita) != first


def test_asking_is_denied_to_operators(olaf):
    with pytest.raises(Denied):
        request_run(factories.claim(), by=olaf)


def test_open_run_of_a_lost_attempt_goes_on(rita):
    claim = factories.claim()
    job = factories.job(JobKind.VERIFY, claim=claim, created_by=rita)

    run = open_run(job)

    assert open_run(job) == run
    assert (run.claim, run.requested_by, run.finished_at) == (claim, rita, None)


def test_step_is_written_once_with_its_digests():
    run = factories.run(factories.claim())

    first = step(run, claims=[1])

    assert step(run, claims=[2]) == first
    assert (first.inputs_digest, first.outputs_digest) == (digest({"text": "é"}), digest({"claims": [1]}))
    assert Step.objects.get().outputs == {"claims": [1]}


def test_digest_is_of_canonical_json():
    assert digest({"b": [1, 2], "a": "é"}) == digest({"a": "é", "b": [1, 2]})
    assert digest({"a": "é"}) == factories.sha256('{"a":"é"}')


def test_close_run_keeps_the_first_end():
    run = close_run(factories.run(factories.claim()))
    ended = run.finished_at

    assert close_run(run).finished_at == ended


@pytest.mark.django_db(transaction=True)
def test_two_attempts_at_once_write_each_step_once():
    claim = factories.claim()
    job = factories.job(JobKind.VERIFY, claim=claim)

    outcomes = together(4, lambda n: step(open_run(job), n % 2, worker=n).pk)

    assert len(set(outcomes)) == 2
    assert (Run.objects.count(), Step.objects.count()) == (1, 2)
