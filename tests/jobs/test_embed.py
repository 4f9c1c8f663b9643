"""Vectors are made in batches, once each, and a new model takes over when it is complete."""

import json
import shutil
from importlib import import_module

import pytest
from django.db import connection, transaction

from claims.actions.known_checks import embed_later, import_file, take_in
from claims.actions.searchable import index_later, mirror_later, one_writer
from claims.actions.vectors import embed_batch, model_of
from claims.integrations.reviews import Review
from claims.jobs import runner
from claims.jobs.embed import fill
from claims.models import EmbeddingModel, Job, JobKind, KnownCheck, KnownPassage, KnownVector
from claims.nlp.vectors import WEIGHTS, load
from claims.search import find
from claims.search.encoders import newest
from tests import factories
from tests.races import crowd

pytestmark = pytest.mark.django_db


def store(many, start=0):
    one_writer()
    take_in(
        [Review(str(n), claim=f"Marlow has {n} bridges.") for n in range(start, start + many)], crosswalk={}
    )


@pytest.fixture
def another(tmp_path):
    """A second encoder: the same weights under another card, so another version."""
    folder = shutil.copytree(WEIGHTS, tmp_path / "another")
    card = folder / "card.json"
    before = card.read_bytes()
    card.write_text(json.dumps({**json.loads(before), "name": "another"}))
    sums = folder / "SHA256SUMS"
    digest = job_digest(card)
    lines = [
        digest + "  card.json" if line.endswith("card.json") else line
        for line in sums.read_text().splitlines()
    ]
    sums.write_text("\n".join(lines) + "\n")
    return folder


def job_digest(path):
    return factories.sha256(path.read_text())


def run(job):
    runner.run(job.pk, worker="test")
    job.refresh_from_db()
    return job


def test_the_job_of_an_import_makes_its_vectors(tmp_path):
    path = tmp_path / "checks.jsonl"
    path.write_text(
        json.dumps({"id": "1", "claim": "Marlow has a port.", "title": "Port", "text": "Long. " * 99})
    )
    row = import_file(path)

    job = run(embed_later(row))

    assert (job.state, job.result["vectors"]) == (Job.State.DONE, 2)  # not the body's passages
    assert KnownVector.objects.count() == 2


def test_a_second_run_makes_nothing():
    store(3)

    assert (fill(newest()), fill(newest())) == (3, 0)


def test_vectors_are_made_in_batches_that_stay(monkeypatch):
    monkeypatch.setattr(import_module("claims.jobs.embed"), "BATCH", 2)
    store(5)
    told = []

    def stop(done, total, note):
        told.append((done, total))
        if done == 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fill(newest(), stop)

    assert told == [(2, 5), (4, 5)]
    assert KnownVector.objects.count() == 4
    assert fill(newest()) == 1


@pytest.mark.django_db(transaction=True)
def test_two_workers_share_the_vectors():
    with transaction.atomic():
        store(20)
    model = model_of(newest())

    results = crowd(2, lambda n: embed_batch(model, newest(), after=0, size=10).many)

    assert results == [10, 10]
    assert KnownVector.objects.count() == 20


def test_a_claim_of_ours_becomes_findable_by_its_job():
    claim = factories.claim("The mayor closed every school.")

    job = run(index_later([claim]))

    assert job.result == {"passages": 1, "vectors": 1}
    assert KnownVector.objects.get().ours
    assert find("Every school was closed by the mayor", among="claims")[0].claim == claim


def test_a_claim_that_was_worded_anew_is_found_by_its_new_words():
    claim = factories.claim("The mayor closed every school.")
    run(index_later([claim]))
    type(claim).objects.filter(pk=claim.pk).update(text="Wages rose by a tenth.", version=2)
    claim.refresh_from_db()

    run(index_later([claim]))

    assert KnownPassage.objects.get(claim=claim).text == "Wages rose by a tenth."


def test_our_publication_is_a_known_check_until_it_is_withdrawn():
    claim = factories.grounded(factories.claim("The mayor closed every school."))

    run(mirror_later(claim))

    check = KnownCheck.objects.get(own_claim=claim)
    assert (check.claim, check.withdrawn_at) == (claim.text, claim.withdrawal.created_at)
    assert not check.passages.exists()


def test_without_the_encoders_files_the_job_ends_and_says_so(settings, tmp_path):
    settings.VECTORS_FOLDERS = [str(tmp_path)]
    claim = factories.claim("The mayor closed every school.")

    job = run(index_later([claim]))

    assert job.state == Job.State.DONE
    assert job.result["note"].startswith("Words only: ")
    assert find("The mayor closed every school", among="claims")[0].method == "words"


@pytest.mark.django_db(transaction=True)
def test_a_new_model_takes_over_when_it_is_complete(settings, another):
    store(3)
    fill(newest())
    settings.VECTORS_FOLDERS = [str(WEIGHTS), str(another)]
    states = []

    def look(done, total, note):
        states.append(dict(EmbeddingModel.objects.values_list("name", "state")))
        assert find("Marlow has 2 bridges")[0].method == "hybrid"

    assert fill(newest(), look) == 3

    assert states == [{"all-MiniLM-L6-v2 int8": "active", "another": "filling"}]
    assert dict(EmbeddingModel.objects.values_list("name", "state")) == {
        "all-MiniLM-L6-v2 int8": "retired", "another": "active",
    }  # fmt: skip
    assert "another" in find("Marlow has 2 bridges")[0].model_version


@pytest.mark.django_db(transaction=True)
def test_what_comes_in_while_a_model_fills_gets_both(settings, another, monkeypatch):
    store(2)
    fill(newest())
    settings.VECTORS_FOLDERS = [str(WEIGHTS), str(another)]
    store(1, start=2)

    assert fill(newest()) == 1 + 3


def test_each_model_has_its_indexes():
    model = model_of(load())

    with connection.cursor() as cursor:
        cursor.execute("SELECT indexname FROM pg_indexes WHERE tablename = 'claims_knownvector'")
        names = {name for (name,) in cursor.fetchall()}
    assert {f"known_vector_{model.pk}_checks", f"known_vector_{model.pk}_claims"} <= names


def test_asking_twice_for_a_claim_is_one_job():
    claim = factories.claim()

    assert index_later([claim]) == index_later([claim])
    assert index_later([]) is None
    assert Job.objects.filter(kind=JobKind.EMBED).count() == 1
