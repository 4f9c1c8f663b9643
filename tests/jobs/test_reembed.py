"""Another encoder takes over while people search: nothing waits for it, and nothing is down meanwhile.

The other encoder is really another: its vectors are shorter and lie in another space, so that a question
of the one against vectors of the other is an error, or nonsense.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module

import numpy as np
import pytest
from django.db import connection
from django.utils import timezone

from claims.actions import vectors
from claims.actions.known_checks import take_in
from claims.actions.searchable import index_later, one_writer
from claims.actions.vectors import GRACE, drop_retired
from claims.integrations.reviews import Review
from claims.jobs import runner
from claims.jobs.embed import fill
from claims.models import EmbeddingModel, Job, JobKind, KnownPassage, KnownVector
from claims.nlp.vectors import WEIGHTS, load
from claims.search import encoders, find
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)
embed = import_module("claims.jobs.embed")
MANY = 60
NEARLY = "It says nearly the same."


class Turned:
    """The shipped encoder's vectors, thrown at random into a smaller space."""

    version, name, dimensions, floor = "f" * 64, "turned", 256, 0.0

    def __init__(self) -> None:
        self._onto = np.random.default_rng(5).normal(size=(384, self.dimensions)).astype(np.float32)

    def __call__(self, texts):
        found = load()(texts) @ self._onto
        return found / np.linalg.norm(found, axis=1, keepdims=True)


@pytest.fixture
def another(settings, tmp_path, monkeypatch):
    """The other encoder's folder, not yet named in the settings."""
    folder, turned = tmp_path / "turned", Turned()
    monkeypatch.setattr(encoders, "load", lambda path: turned if path == folder else load(path))
    return folder


@pytest.fixture(autouse=True)
def _small_turns(monkeypatch):
    """Jobs wait as rows, and each ends after one batch."""
    monkeypatch.setattr("claims.actions.jobs.dispatch", lambda job: True)
    monkeypatch.setattr(embed, "BATCH", 20)
    monkeypatch.setattr(embed, "TURN", 0)


def store(many, start=0):
    one_writer()
    checks = (Review(str(n), claim=f"Marlow has {n} bridges.") for n in range(start, start + many))
    take_in(list(checks), crosswalk={})


def work() -> list[str]:
    """Do every job that waits, and those that come of it; their keys in order."""
    done = []
    while job := Job.objects.filter(state=Job.State.WAITING).order_by("pk").first():
        run(job)
        done.append(job.key)
    return done


def run(job):
    runner.run(job.pk, worker="test")
    job.refresh_from_db()
    assert job.state == Job.State.DONE, job.error_detail or job.error
    return job


@contextmanager
def searching() -> Iterator[list[tuple[str, str, str]]]:
    """Somebody asks without a pause; what each answer was: method, nearest check, model or failure."""
    seen: list[tuple[str, str, str]] = []
    stop = threading.Event()

    def ask() -> None:
        try:
            while not stop.is_set():
                found = find("Marlow has 7 bridges.")[0]
                near = NEARLY if NEARLY in found.why else str(found.why)
                seen.append((found.method, near, found.model_version.split(" ")[0]))
        except Exception as error:
            seen.append(("failed", repr(error), ""))
        finally:
            connection.close()

    thread = threading.Thread(target=ask)
    thread.start()
    try:
        yield seen
    finally:
        stop.set()
        thread.join(timeout=30)


def use_both(settings, another):
    settings.VECTORS_FOLDERS = [str(WEIGHTS), str(another)]


def test_searches_go_on_while_another_encoder_takes_over(settings, another):
    store(MANY)
    fill(encoders.newest())
    use_both(settings, another)

    with searching() as seen:
        index_later([factories.claim("Marlow has 99 bridges.")])
        keys = work()
        find("Marlow has 7 bridges.")
        while seen[-1][2] != "turned":
            assert seen[-1][0] != "failed", seen[-1]

    model = EmbeddingModel.objects.get(name="turned")
    assert [key for key in keys if key.startswith("model:")] == [
        f"model:{model.pk}:{turn}" for turn in (1, 2, 3, 4)
    ]  # 61 passages by twenties
    assert {(method, near) for method, near, _ in seen} == {("hybrid", NEARLY)}
    names = [name for _, _, name in seen]
    assert names == sorted(names)  # "all-MiniLM…", then "turned", and never back


def test_a_new_claim_does_not_wait_for_the_model_to_come(settings, another):
    store(MANY)
    fill(encoders.newest())
    use_both(settings, another)
    claim = factories.claim("The mayor closed every school.")

    job = run(index_later([claim]))

    assert job.result["vectors"] == 1
    assert find("Every school was closed by the mayor", among="claims")[0].method == "hybrid"
    waiting = list(Job.objects.filter(state=Job.State.WAITING).order_by("pk").values_list("kind", flat=True))
    assert waiting == [JobKind.EMBED, JobKind.MATCH]
    assert EmbeddingModel.objects.get(name="turned").state == EmbeddingModel.State.FILLING


def test_a_turn_that_was_cut_off_goes_on_where_it_was(settings, another, monkeypatch):
    store(MANY)
    fill(encoders.newest())
    use_both(settings, another)
    monkeypatch.setattr(embed, "TURN", 1000)
    model = vectors.model_of(encoders.newest())

    def stop(done, total, note):
        raise KeyboardInterrupt

    job = Job(payload={"model": model.digest, "turn": 1})
    with pytest.raises(KeyboardInterrupt):
        embed._turn(job, stop)
    assert KnownVector.objects.filter(model=model).count() == 20

    assert embed._turn(job, lambda *_: None) == {"vectors": 40}
    model.refresh_from_db()
    assert model.state == EmbeddingModel.State.ACTIVE


def test_what_comes_in_right_before_the_switch_has_its_vector_after_it(settings, another, monkeypatch):
    store(2)
    fill(encoders.newest())
    use_both(settings, another)
    switch = embed.switch

    def late(model):
        store(1, start=2)
        return switch(model)

    monkeypatch.setattr(embed, "switch", late)
    fill(encoders.newest())

    assert KnownVector.objects.filter(model__name="turned").count() == KnownPassage.objects.count() == 3


def test_a_broken_newest_encoder_leaves_the_one_that_answers_at_work(settings, tmp_path):
    store(2)
    fill(encoders.newest())
    (tmp_path / "empty").mkdir()
    settings.VECTORS_FOLDERS = [str(WEIGHTS), str(tmp_path / "empty")]

    job = run(index_later([factories.claim("The mayor closed every school.")]))

    assert job.result["vectors"] == 1
    assert job.result["note"].startswith("The earlier vectors answer: ")
    assert find("Every school was closed by the mayor", among="claims")[0].method == "hybrid"


def test_a_model_that_was_overtaken_ends_its_job_quietly(settings, another):
    store(2)
    fill(encoders.newest())
    use_both(settings, another)
    model = vectors.model_of(encoders.newest())
    EmbeddingModel.objects.filter(pk=model.pk).update(state=EmbeddingModel.State.RETIRED)

    assert embed._turn(Job(payload={"model": model.digest}), lambda *_: None) == {
        "vectors": 0, "note": "Overtaken by another model.",
    }  # fmt: skip


def test_the_old_vectors_go_later_and_no_search_waits_for_that(settings, another):
    store(2)
    fill(encoders.newest())
    use_both(settings, another)
    fill(encoders.newest())
    assert set(KnownVector.objects.values_list("model__name", flat=True)) == {
        "all-MiniLM-L6-v2 int8",
        "turned",
    }
    EmbeddingModel.objects.filter(name="turned").update(activated_at=timezone.now() - 2 * GRACE)
    reads, done = threading.Event(), threading.Event()
    dropped: list[int] = []
    threads = [
        threading.Thread(target=_read_long, args=(reads, done)),
        threading.Thread(target=_drop_into, args=(dropped,)),
    ]
    threads[0].start()
    assert reads.wait(timeout=10)
    threads[1].start()
    _wait_for_the_drop()

    with connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = '5s'")
    assert NEARLY in find("Marlow has 1 bridges.")[0].why

    done.set()
    for thread in threads:
        thread.join(timeout=30)
    assert dropped == [1]
    assert names_of_models() == {"turned"}
    drop_retired()  # what gave way to the long read the first time
    assert drop_retired() == 0


def names_of_models() -> set[str]:
    return set(KnownVector.objects.values_list("model__name", flat=True))


def _read_long(reads, done):
    """A dump of the database, say: one long transaction that has read the vectors."""
    with connection.cursor() as cursor:
        cursor.execute("BEGIN ISOLATION LEVEL REPEATABLE READ")
        cursor.execute("SELECT count(*) FROM claims_knownvector")
        reads.set()
        done.wait(timeout=30)
        cursor.execute("COMMIT")
    connection.close()


def _drop_into(dropped):
    dropped.append(drop_retired())
    connection.close()


def _wait_for_the_drop():
    with connection.cursor() as cursor:
        for _ in range(200):
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity "
                "WHERE query LIKE 'SELECT claims_drop_vector_indexes%%' AND wait_event_type = 'Lock'"
            )
            if cursor.fetchone()[0]:
                return
            cursor.execute("SELECT pg_sleep(0.05)")
    raise AssertionError("The old index was never on its way out.")
