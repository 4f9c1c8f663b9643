import pytest
from django.urls import reverse

from claims.models import Job
from tests import factories
from tests.views.test_queue import said


def test_list_shows_one_state(as_):
    dead = factories.job(state="dead", error="No.")
    factories.job()

    html = as_("rita").get(reverse("jobs"), {"state": "dead"}).content.decode()

    assert html.count("row-job") == 1
    assert f'id="job-row-{dead.pk}"' in html


@pytest.mark.parametrize(("state", "again"), [("waiting", True), ("running", True), ("done", False)])
def test_list_looks_again_while_something_is_open(as_, state, again):
    factories.job(state=state)

    assert ("every 2s" in as_("rita").get(reverse("jobs")).content.decode()) is again


def test_failed_job_is_tried_again(as_):
    job = factories.job(state="dead", attempts=5, error="No.")

    answer = as_("olaf").post(reverse("job_retry", args=[job.pk]), {"next": "/jobs/"}, follow=True)

    job.refresh_from_db()
    assert (job.state, job.attempts) == (Job.State.WAITING, 0)
    assert said(answer) == ["The job waits for a worker again."]


def test_done_job_cannot_be_cancelled(as_):
    job = factories.job(state="done")
    where = reverse("job", args=[job.pk])

    answer = as_("rita").post(
        reverse("job_cancel", args=[job.pk]), headers={"Referer": f"http://testserver{where}"}, follow=True
    )

    assert said(answer) == ["Only a waiting job can be cancelled."]


@pytest.mark.parametrize(("name", "sees"), [("olaf", True), ("rita", False), ("edda", False)])
def test_what_a_crash_looked_like_is_for_operators(as_, name, sees):
    job = factories.job(state="dead", error="It failed.", error_detail="Traceback: secret path")
    client = as_(name)

    html = client.get(reverse("job", args=[job.pk])).content.decode()
    panel = client.get(reverse("admin:claims_job_change", args=[job.pk])).content.decode()

    assert ("secret path" in html) is sees
    assert ("secret path" in panel) is sees


def test_admin_tries_failed_jobs_again_through_the_action(as_):
    dead, done = factories.job(state="dead"), factories.job(state="done")
    fields = {"action": "try_again", "_selected_action": [dead.pk, done.pk]}

    answer = as_("edda").post(reverse("admin:claims_job_changelist"), fields, follow=True)

    assert sorted(said(answer)) == [
        f"Job {dead.pk} waits for a worker again.",
        f"Job {done.pk}: Only a failed job can be started again.",
    ]


@pytest.mark.parametrize("verb", ["change", "delete"])
@pytest.mark.parametrize("model", ["claim", "capture", "job", "run", "article"])
def test_admin_changes_no_record(as_, model, verb):
    claim = factories.claim()
    capture = claim.appearances.get().capture
    ids = {"claim": claim.pk, "capture": capture.pk, "article": capture.article_id}
    ids |= {"job": factories.job().pk, "run": factories.run(claim).pk}
    url = reverse(f"admin:claims_{model}_{verb}", args=[ids[model]])

    assert as_("edda").post(url, {"text": "x", "post": "yes"}).status_code == 403


@pytest.mark.parametrize("model", ["claim", "activity", "capture", "job", "run", "article"])
def test_admin_adds_no_record(as_, model):
    assert as_("edda").post(reverse(f"admin:claims_{model}_add"), {}).status_code == 403
