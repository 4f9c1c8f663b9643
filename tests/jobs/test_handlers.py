"""What each kind of job does, end to end with the real reader and the real text engine."""

import pytest

from claims.actions.intake import add_address, add_file, add_text, job_of
from claims.jobs import runner
from claims.jobs.taking import policy
from claims.models import Appearance, Capture, Claim, Intake, Job, JobKind
from tests import factories
from tests.fakes.site import site

pytestmark = pytest.mark.django_db
TEXT = (
    "The town of Marlow spent 4.2 million crowns on nine bridges in 2024, its council reported.\n\n"
    "“We have built more bridges than any town in the valley,” Mayor Ann Lee said on Monday.\n"
)


def run(job) -> Job:
    assert runner.run(job.pk, worker="w1")
    job.refresh_from_db()
    return job


def read(intake) -> Job:
    return run(job_of(intake))


def test_read_keeps_a_capture_and_asks_for_its_claims(rita):
    job = read(add_text(TEXT, by=rita, title="Bridges"))

    capture = Capture.objects.get()
    assert (job.state, job.result["outcome"], job.result["capture"]) == ("done", "added", capture.pk)
    assert (capture.article.title, capture.article.language) == ("Bridges", "en")
    assert (job.article, Intake.objects.get().article) == (capture.article, capture.article)
    assert Job.objects.get(kind=JobKind.EXTRACT).payload == {"capture": capture.pk}


def test_read_twice_is_known_and_keeps_one_article(rita):
    read(add_text(TEXT, by=rita))

    job = read(add_text(TEXT, by=rita))

    assert job.result["outcome"] == "known"
    assert Capture.objects.count() == 1


def test_read_of_what_is_no_text_is_dead_with_a_sentence(rita):
    job = read(
        add_file(b"\x7fELF" + bytes(range(256)) * 40, by=rita, filename="a.txt", media_type="text/plain")
    )

    assert (job.state, job.attempts, job.error_detail) == ("dead", 1, "")
    assert job.error.endswith(".")
    assert Intake.objects.get().outcome == "pending"
    assert bytes(Intake.objects.get().raw).startswith(b"\x7fELF")


def test_read_fetches_an_address(rita, settings):
    with site() as base:
        settings.FETCH_ALLOWED_HOSTS = [base.removeprefix("http://")]
        job = read(add_address(f"{base}/article?utm_source=x", by=rita))

    article = Capture.objects.get().article
    assert job.state == "done", job.error
    assert article.address == f"{base}/article"
    assert article.source.domain == "127.0.0.1"
    assert "1,200 people" in Capture.objects.get().text


def test_read_of_a_missing_page_is_dead_and_of_a_private_address_refused(rita, settings):
    with site() as base:
        settings.FETCH_ALLOWED_HOSTS = [base.removeprefix("http://")]
        missing = read(add_address(f"{base}/nowhere", by=rita))
        settings.FETCH_ALLOWED_HOSTS = []
        private = read(add_address(f"{base}/article", by=rita))

    assert (missing.state, private.state) == ("dead", "dead")
    assert (
        "404" in missing.error or "not found" in missing.error.lower() or "no page" in missing.error.lower()
    )
    assert private.error != missing.error


def test_read_of_a_site_that_is_down_waits_and_tries_again(rita, settings):
    settings.FETCH_ALLOWED_HOSTS = ["127.0.0.1:1"]

    job = read(add_address("http://127.0.0.1:1/", by=rita))

    assert (job.state, job.error) == ("waiting", "The site could not be reached.")


def test_policy_is_the_newsrooms(settings):
    settings.FETCH_ALLOWED_HOSTS, settings.INTAKE_MAX_BYTES = ["a.example"], 7
    settings.FETCH_CONTACT = "https://desk.example/"

    made = policy()

    assert (made.allowed_hosts, made.max_bytes) == (frozenset({"a.example"}), 7)
    assert "https://desk.example/" in made.user_agent


def test_extract_stores_claims_with_their_words_and_passages(rita):
    read(add_text(TEXT, by=rita))

    job = run(Job.objects.get(kind=JobKind.EXTRACT))

    capture = Capture.objects.get()
    assert job.state == "done", job.error_detail
    assert job.result["created"] == Claim.objects.count() > 0
    assert (job.done_units, job.total_units) == (2, 2)
    for place in Appearance.objects.all():
        assert capture.text[place.start : place.end] == place.exact
    quoted = Appearance.objects.get(exact__contains="more bridges")
    assert [speaker.name for speaker in quoted.claim.speakers.all()] == ["Ann Lee"]
    assert "".join(p.text for p in capture.passages.all())


def test_extract_again_adds_nothing(rita):
    read(add_text(TEXT, by=rita))
    job = run(Job.objects.get(kind=JobKind.EXTRACT))
    claims = Claim.objects.count()

    again = run(factories.job(JobKind.EXTRACT, payload=job.payload))

    assert (again.result["created"], again.result["known"]) == (0, claims)
    assert Claim.objects.count() == claims


def test_extract_of_a_capture_that_is_gone_ends_quietly():
    assert run(factories.job(JobKind.EXTRACT, payload={"capture": 987_654})).state == "done"
    assert run(factories.job(JobKind.EXTRACT, payload={})).result == {}


def test_read_and_verify_without_their_matter_end_quietly():
    assert run(factories.job(JobKind.READ)).state == "done"
    assert run(factories.job(JobKind.VERIFY)).state == "done"
