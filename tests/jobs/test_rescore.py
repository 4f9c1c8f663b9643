"""The queue is scored anew in the background: whole, once, and again after a worker was lost."""

from importlib import import_module

import pytest
from django.utils import timezone

from claims.actions import weights as actions
from claims.actions.intake import add_text, job_of
from claims.models import Capture, Claim, Job, JobKind
from claims.nlp import engine
from claims.nlp.worth import DEFAULT_WEIGHTS
from tests import factories
from tests.actions.test_weights import logistic
from tests.jobs.test_handlers import TEXT, run

pytestmark = pytest.mark.django_db
rescoring, extracting = import_module("claims.jobs.rescore"), import_module("claims.jobs.extract")
NUMBER = {"criterion": "number", "value": 1.0, "weight": 1.6, "words": "nine"}


@pytest.fixture(autouse=True)
def _no_broker(monkeypatch):
    monkeypatch.setattr("claims.actions.jobs.dispatch", lambda job: True)


def weights(by, number, version=0):
    return actions.set_weights(DEFAULT_WEIGHTS | {"number": number}, by=by, reason="A try.", version=version)


def job_for(made) -> Job:
    return Job.objects.get(kind=JobKind.RESCORE, payload={"weights": made.pk})


def versions():
    return [claim.weights_id for claim in Claim.objects.order_by("pk")]


def test_rescore_goes_through_the_queue_in_batches(edda, monkeypatch):
    monkeypatch.setattr(rescoring, "BATCH", 2)
    for _ in range(5):
        factories.claim(reasons=[NUMBER])
    made = weights(edda, 3.0)

    job = run(job_for(made))

    assert (job.state, job.result) == ("done", {"rescored": 5, "version": 1})
    assert (job.done_units, job.total_units, job.progress_note) == (5, 5, "5 of 5 claims scored")
    assert versions() == [made.pk] * 5
    assert {claim.score for claim in Claim.objects.all()} == {logistic(DEFAULT_WEIGHTS["bias"] + 3)}


def test_rescore_again_writes_nothing(edda):
    factories.claim(reasons=[NUMBER])
    made = weights(edda, 3.0)
    run(job_for(made))

    again = run(factories.job(JobKind.RESCORE, payload={"weights": made.pk}))

    assert again.result == {"rescored": 0, "version": 1}


def test_rescore_goes_on_where_a_lost_worker_stopped(edda, monkeypatch):
    monkeypatch.setattr(rescoring, "BATCH", 2)
    for _ in range(5):
        factories.claim(reasons=[NUMBER])
    made = weights(edda, 3.0)
    written = []

    def dies_at_the_second_batch(batch, *, weights):
        if written:
            raise RuntimeError("killed")
        written.extend(batch)
        return actions.rescore(batch, weights=weights)

    monkeypatch.setattr(rescoring, "write_scores", dies_at_the_second_batch)
    assert run(job_for(made)).state == "waiting"
    assert versions() == [made.pk] * 2 + [None] * 3
    monkeypatch.setattr(rescoring, "write_scores", actions.rescore)
    Job.objects.update(run_after=timezone.now())

    job = run(job_for(made))

    assert (job.state, job.result["rescored"]) == ("done", 3)
    assert versions() == [made.pk] * 5


def test_rescore_leaves_the_queue_to_the_newest_version(edda):
    factories.claim(reasons=[NUMBER])
    old = weights(edda, 3.0)
    new = weights(edda, 4.0, version=1)

    assert run(job_for(old)).result == {"rescored": 0, "version": 1}
    assert run(job_for(new)).result == {"rescored": 1, "version": 2}
    assert versions() == [new.pk]


def test_rescore_without_its_weights_ends_quietly():
    assert run(factories.job(JobKind.RESCORE, payload={"weights": 987_654})).result == {}
    assert run(factories.job(JobKind.RESCORE)).result == {}


def extraction(by) -> Job:
    run(job_of(add_text(TEXT, by=by)))
    return Job.objects.get(kind=JobKind.EXTRACT)


def test_extract_scores_under_the_weights_in_force_and_says_so(rita, edda):
    made = weights(edda, 0.0)

    job = run(extraction(rita))

    text = Capture.objects.get().text
    found = engine.analyze(text, language="en", weights=DEFAULT_WEIGHTS | {"number": 0.0}).claims
    assert job.result["weights"] == 1
    assert set(versions()) == {made.pk}
    assert sorted(claim.score for claim in Claim.objects.all()) == sorted(claim.score for claim in found)
    act = Claim.objects.order_by("pk")[0].activities.get(verb="extracted")
    assert act.detail["weights"] == 1


def test_extract_under_the_engines_own_weights_is_version_0(rita):
    job = run(extraction(rita))

    assert job.result["weights"] == 0
    assert set(versions()) == {None}


def test_extract_catches_up_with_weights_that_were_saved_while_it_read(rita, edda, monkeypatch):
    """Whose own job has ended before these claims were there."""
    job = extraction(rita)
    passages = extracting.passages

    def saved_meanwhile(*args):
        run(job_for(weights(edda, 9.0)))
        return passages(*args)

    monkeypatch.setattr(extracting, "passages", saved_meanwhile)

    done = run(job)

    assert done.state == "done", done.error_detail
    assert done.result["weights"] == 0
    assert None not in versions()
    rows = [row for claim in Claim.objects.all() for row in claim.reasons]
    assert {row["weight"] for row in rows if row["criterion"] == "number"} == {9.0}
