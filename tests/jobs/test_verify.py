"""A verification run: every step stored, failures too; it suggests, replays, and moves nothing."""

import shutil
from importlib import import_module

import pytest
from django.core.management import CommandError, call_command
from django.db import ProgrammingError, transaction

from claims.actions.library import shelve_later
from claims.actions.runs import digest, machine, request_replay, request_run
from claims.jobs import runner, steps
from claims.jobs.replay import Outcome, replay_run
from claims.jobs.shelve import shelve
from claims.jobs.steps import STEPS
from claims.models import (
    Assessment,
    AssessmentVersion,
    Claim,
    Job,
    JobKind,
    Match,
    Passage,
    PassageVector,
    Policy,
    Rating,
    Run,
    Suggestion,
)
from claims.nlp.stance import Scores, Stance
from claims.nlp.vectors import WEIGHTS
from claims.run_queries import method_of, suggests_from
from claims.states import Status
from tests import factories

pytestmark = pytest.mark.django_db
NAMES = ["matches", "quotation", "evidence", "figures", "stance", "summary"]
TEXT = (
    "The council of Marlow spent 4.2 million crowns on bridges in 2019, the auditors found. Rain fell.\n\n"
    "“We will not close the ferry before the bridges are built,” the mayor told the council."
)


def run(job):
    runner.run(job.pk, worker="test")
    job.refresh_from_db()
    return job


def verify(claim, **fields):
    job = run(factories.job(JobKind.VERIFY, claim=claim, **fields))
    assert job.state == "done", job.error_detail
    return Run.objects.get(pk=job.result["run"])


def outputs(found):
    return {step.name: step.outputs for step in found.steps.all()}


@pytest.fixture
def library():
    """One article about it, on the shelves with its vectors."""
    capture = factories.article(TEXT, source=factories.source("The Marlow Post")).captures.get()
    factories.passage(capture)
    shelve(factories.job(JobKind.SHELVE), lambda *_: None)
    return capture


@pytest.fixture
def sure(monkeypatch):
    """Whatever is read supports the claim."""

    def read(pairs, **_):
        return [Stance("supports", Scores(0.97, 0.01, 0.02), method="sure/1") for _ in pairs]

    monkeypatch.setattr("claims.jobs.steps.stance.stances", read)
    monkeypatch.setattr(
        "claims.nlp.verification.summing.weigh",
        lambda rows: type("W", (), {"label": "supports", "confidence": 0.93, "scores": (0.93, 0.02, 0.05),
                                    "method": "test"})(),
    )  # fmt: skip


def test_a_run_stores_every_step_and_moves_nothing(library, rita):
    claim = factories.claim("Marlow spent 4.2 million crowns on bridges in 2019.", status=Status.QUEUED)

    found = verify(claim, created_by=rita)

    assert [step.name for step in found.steps.all()] == NAMES
    assert [step.error for step in found.steps.all()] == [""] * 6
    assert all(step.model and step.model_version for step in found.steps.all())
    claim.refresh_from_db()
    assert (claim.status, claim.assignee, claim.activities.count()) == (Status.QUEUED, None, 0)
    assert not Assessment.objects.exists()
    assert found.finished_at is not None


def test_a_run_finds_the_passage_and_compares_its_numbers(library):
    claim = factories.claim("Marlow spent 9 million crowns on bridges in 2019.")

    found = outputs(verify(claim))

    best = found["evidence"]["passages"][0]
    assert (best["capture"], best["publisher"]) == (library.pk, "The Marlow Post")
    compared = {row["ours"]["written"]: row["outcome"] for row in found["figures"]["compared"]}
    assert compared["2019"] == "same"
    assert "4.2 million" in str(found["figures"]["compared"])


def test_its_own_article_is_no_evidence_for_a_claim(library):
    claim = factories.claim(within=library, text="The council of Marlow spent 4.2 million crowns on bridges")

    assert outputs(verify(claim))["evidence"]["passages"] == []


def test_a_quotation_is_held_against_the_library(library):
    text = "Town news. “We will close the ferry before the bridges are built,” the mayor said."
    article = factories.article(text).captures.get()
    claim = factories.claim("We will close the ferry before the bridges are built", within=article)
    claim.appearances.update(quotation="direct")

    (row,) = outputs(verify(claim))["quotation"]["quotations"]

    assert (row["verdict"], row["capture"]) == ("altered", library.pk)
    assert row["reasons"] == ["The source also says “not”."]


def test_only_what_was_out_by_then_is_found_when_asked(library):
    library.article.published_on = "2021-01-01"
    library.article.save()
    claim = factories.claim("Marlow spent 4.2 million crowns on bridges in 2019.", made_on="2020-05-01")

    assert outputs(verify(claim))["evidence"]["passages"]
    assert outputs(verify(claim, payload={"before": True}))["evidence"]["passages"] == []


def test_an_empty_library_is_not_enough_evidence():
    found = outputs(verify(factories.claim("Marlow has 19 bridges and 7 ferries.")))

    assert found["summary"]["sentence"] == "Not enough evidence."
    assert found["summary"]["missing"] == ["The library has no passage about it."]
    assert found["summary"]["suggestion"] is None


def test_a_claim_in_another_language_is_left_open_and_it_says_so(library):
    claim = factories.claim("Le conseil de Marlow a dépensé 4,2 millions de couronnes pour les ponts.")

    found = outputs(verify(claim))

    guards = {guard for row in found["stance"]["stances"] for guard in row["guards"]}
    assert guards <= {"The claim is not in English (fr), and the reader knows English only."}
    assert found["summary"]["suggestion"] is None


def test_a_step_that_fails_is_stored_and_the_run_goes_on(library, monkeypatch):
    def broken(context):
        raise RuntimeError("secret detail")

    replaced = tuple(
        steps.Step(s.name, s.label, s.model, s.version, broken, s.answer, s.after)
        if s.name in {"evidence", "quotation"} else s
        for s in STEPS
    )  # fmt: skip
    monkeypatch.setattr(import_module("claims.jobs.verify"), "STEPS", replaced)

    found = verify(factories.claim("Marlow spent 4.2 million crowns on bridges in 2019."))

    errors = {step.name: step.error for step in found.steps.all()}
    assert [name for name, error in errors.items() if error] == ["quotation", "evidence"]
    assert errors["evidence"] == "This step went wrong in the program; the others went on."
    assert outputs(found)["summary"]["sentence"] == "Not enough evidence."
    assert found.finished_at


def test_a_lost_attempt_keeps_its_stored_steps(library):
    claim = factories.claim()
    job = factories.job(JobKind.VERIFY, claim=claim)
    run(job)
    kept = list(Run.objects.get().steps.values_list("pk", "outputs_digest"))
    Job.objects.filter(pk=job.pk).update(state="waiting", finished_at=None)

    run(job)

    assert list(Run.objects.get().steps.values_list("pk", "outputs_digest")) == kept
    assert len(kept) == len(STEPS)


# -- replay


def test_replay_gives_the_same_outputs_and_digests(library):
    claim = factories.claim("Marlow spent 4.2 million crowns on bridges in 2019.")
    near = factories.claim("Marlow spent 4.2 million crowns on its bridges.")
    run(factories.job(JobKind.EMBED, payload={"claims": [claim.pk, near.pk]}))
    found = verify(claim)
    Passage.objects.all().delete()  # the world moves on
    factories.claim("Marlow spent 4.3 million crowns on its bridges.")

    again = replay_run(found)

    assert [(one.step, one.outcome) for one in again] == [(name, Outcome.SAME) for name in NAMES]
    assert [one.now for one in again] == [step.outputs_digest for step in found.steps.all()]
    assert all(digest(step.inputs) == step.inputs_digest for step in found.steps.all())


def test_replay_says_that_another_model_answers(library, monkeypatch, sure):
    found = verify(factories.claim("Marlow spent 4.2 million crowns on bridges in 2019."))
    stance = next(s for s in STEPS if s.name == "stance")
    other = steps.Step(stance.name, stance.label, stance.model, lambda: "other/2", stance.gather,
                       lambda inputs: {"stances": []})  # fmt: skip
    monkeypatch.setitem(steps.BY_NAME, "stance", other)

    again = {one.step: one for one in replay_run(found)}

    assert again["stance"].outcome == Outcome.MODEL_CHANGED
    assert again["evidence"].outcome == Outcome.SAME


def test_the_command_replays_and_knows_no_other_run(library, capsys):
    found = verify(factories.claim())

    call_command("replay_run", str(found.pk))

    assert capsys.readouterr().out.count("The same outputs, the same digest.") == len(STEPS)
    with pytest.raises(CommandError, match="There is no run 0"):
        call_command("replay_run", "0")


def test_the_job_of_a_replay_keeps_what_came_of_it(library, rita):
    found = verify(factories.claim())

    job = run(request_replay(found, by=rita))

    assert job.state == "done"
    assert {row["outcome"] for row in job.result["steps"]} == {"same"}
    assert run(factories.job(JobKind.REPLAY, payload={"run": 0})).result == {}


# -- what it may not do


def test_no_run_moves_a_claim_nor_writes_a_draft(rita):
    claim = factories.claim()
    assessment = Assessment.objects.create(claim=claim)
    found = factories.run(claim)

    with machine(found):
        with pytest.raises(ProgrammingError, match="never moves a claim"), transaction.atomic():
            Claim.objects.filter(pk=claim.pk).update(status=Status.QUEUED)
        with pytest.raises(ProgrammingError, match="never rates a claim"), transaction.atomic():
            AssessmentVersion.objects.create(
                assessment=assessment, number=1, contributor=rita, rating=Rating.objects.first()
            )
        Claim.objects.filter(pk=claim.pk).update(score=0.5)

    factories.at(claim, Status.QUEUED)


# -- suggestions


def test_a_sure_run_suggests_evidence_and_a_rating(library, sure):
    claim = factories.claim("Marlow spent 4.2 million crowns on bridges in 2019.")

    found = verify(claim)

    rows = {row.kind: row for row in claim.suggestions.all()}
    assert set(rows) == {"evidence", "rating"}
    assert (rows["evidence"].label, rows["evidence"].content["capture"]) == ("supports", library.pk)
    assert rows["rating"].rating.value == Rating.objects.exclude(value=None).order_by("-value")[0].value
    assert rows["rating"].confidence == 0.93
    assert all(row.is_open and row.run == found for row in rows.values())


def test_below_the_desks_threshold_no_rating_is_suggested(library, sure):
    claim = factories.claim("Marlow spent 4.2 million crowns on bridges in 2019.")
    Policy.objects.update_or_create(topic=None, defaults={"suggest_from": 0.95})

    verify(claim)

    assert suggests_from(claim) == 0.95
    assert not Suggestion.objects.filter(kind="rating").exists()
    assert claim.runs.get().steps.get(name="summary").outputs["sentence"] == "Not enough evidence."


def test_a_second_run_suggests_nothing_twice(library, sure):
    claim = factories.claim("Marlow spent 4.2 million crowns on bridges in 2019.")
    verify(claim)
    kept = set(Suggestion.objects.values_list("pk", flat=True))

    verify(claim)

    assert set(Suggestion.objects.values_list("pk", flat=True)) == kept


def test_matches_are_suggested_by_a_run():
    claim = factories.claim("Marlow spent 4.2 million crowns on bridges.")
    near = factories.claim("Marlow spent 4.2 million crowns on its bridges.")
    run(factories.job(JobKind.EMBED, payload={"claims": [claim.pk, near.pk]}))

    found = outputs(verify(near))

    assert [row["claim"] for row in found["matches"]["matches"]] == [claim.pk]
    assert Match.objects.get().is_open


# -- the library


def test_shelving_is_asked_for_once_and_resumable(library):
    assert shelve_later() is None
    capture = factories.article("Other words about ferries. They were many.").captures.get()
    factories.passage(capture)

    job = shelve_later()

    assert shelve_later() == job
    run(job)
    assert job.result == {
        "passages": 1,
        "vectors": PassageVector.objects.filter(passage__capture=capture).count(),
    }
    assert shelve_later() is None


def test_without_an_encoder_words_alone_find_it(settings, tmp_path):
    folder = shutil.copytree(WEIGHTS, tmp_path / "weights")
    (folder / "tokenizer.json").write_text("{}")
    settings.VECTORS_FOLDERS = [str(folder)]
    capture = factories.article(TEXT).captures.get()
    factories.passage(capture)
    shelve(factories.job(JobKind.SHELVE), lambda *_: None)

    found = outputs(verify(factories.claim("Marlow spent 4.2 million crowns on bridges in 2019.")))

    assert found["evidence"]["passages"][0]["near"] is None


# -- method


def test_the_method_names_steps_and_versions_and_nobody(library, rita):
    claim = factories.claim()
    assert method_of(claim) == []
    found = verify(claim, created_by=rita)

    (method,) = method_of(claim)

    assert (method.run, [one.name for one in method.steps]) == (found.pk, NAMES)
    assert "Rita" not in str(method)


def test_asking_with_a_day_keeps_it(rita):
    assert request_run(factories.claim(), by=rita, before=True).payload == {"before": True}
