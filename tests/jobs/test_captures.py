"""Evidence named by address or handed in as a file is captured by a job, whatever it turns out to be."""

import gzip
import hashlib
from collections.abc import Callable

import pytest
from django.db import DatabaseError, transaction

from claims.actions.evidence import Upload, add_evidence
from claims.actions.intake import add_address, add_file, add_text, job_of
from claims.errors import Refused
from claims.integrations.warc import records
from claims.jobs import runner
from claims.models import Archive, Capture, EvidenceFile, Job, JobKind
from tests import checks, factories
from tests.archives import archived
from tests.fakes.pdf import pdf
from tests.fakes.site import site
from tests.fakes.tls import certificate, serving

pytestmark = pytest.mark.django_db
PAGE = b"<html><head><title>Books</title></head><body><p>" + b"The town has six bridges, its books say. " * 6


@pytest.fixture
def web(settings):
    with site() as base:
        settings.FETCH_ALLOWED_HOSTS = [base.removeprefix("http://")]
        yield base


def evidence(rita, **fields):
    claim = checks.held(rita)
    return add_evidence(claim, by=rita, title="Books", publisher="Town", stance="refutes", **fields)


def captured(item) -> Job:
    job = Job.objects.get(kind=JobKind.CAPTURE, key=f"evidence:{item.pk}")
    assert runner.run(job.pk, worker="w1")
    job.refresh_from_db()
    item.refresh_from_db()
    return job


def test_address_becomes_a_capture_with_its_web_archive(rita, web):
    item = evidence(rita, address=f"{web}/once")

    job = captured(item)

    archive = Archive.objects.get()
    assert (job.state, item.capture_id) == ("done", archive.capture_id)
    assert item.capture.address == f"{web}/article"
    assert archive.sha256 == hashlib.sha256(archive.warc).hexdigest()
    assert (archive.status, archive.redirects) == (200, [f"{web}/once"])
    kinds = [record.rec_type for record in records(bytes(archive.warc))]
    assert kinds == ["warcinfo", "response", "request", "response", "request", "metadata"]


@pytest.mark.parametrize(
    ("body", "name", "kind"),
    [
        (PAGE, "books.html", "text/html"),
        (pdf(["The town has six bridges, its books say."] * 4), "books.pdf", "application/pdf"),
        (b"The town has six bridges, its books say.", "books.txt", "text/plain"),
    ],
)
def test_file_becomes_a_capture_with_its_web_archive(rita, body, name, kind):
    item = evidence(rita, upload=Upload(body, name, kind), address="https://town.example/books")

    job = captured(item)

    assert (job.state, job.error) == ("done", "")
    assert "six bridges" in item.capture.text
    assert (item.capture.media_type, bytes(item.capture.raw)) == (kind, body)
    found = [record for record in records(bytes(item.capture.archive.warc)) if record.rec_type == "resource"]
    assert found[0].rec_headers.get_header("WARC-Target-URI").endswith(f"/{name}")


def test_running_again_after_a_lost_worker_keeps_one_copy(rita, web):
    item = evidence(rita, address=f"{web}/article")
    job = captured(item)
    Job.objects.filter(pk=job.pk).update(state=Job.State.WAITING, finished_at=None, run_after=job.created_at)

    captured(item)

    assert (Capture.objects.filter(article=None).count(), Archive.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    ("path", "state"),
    [
        ("/missing", "dead"),
        ("/signin", "dead"),
        ("/large", "dead"),
        ("/endless", "dead"),
        ("/bomb", "dead"),
        ("/gzip-cut", "waiting"),
        ("/cut", "waiting"),
        ("/busy", "waiting"),
        ("/loop", "dead"),
        ("/brotli", "dead"),
        ("/nonsense", "waiting"),
    ],
)
def test_bad_pages_end_in_a_sentence_and_no_copy(rita, web, settings, path, state):
    settings.INTAKE_MAX_BYTES = 2_000_000
    item = evidence(rita, address=f"{web}{path}")

    job = captured(item)

    assert (job.state, job.error_detail) == (state, "")
    assert job.error.endswith(".")
    assert (item.capture, Archive.objects.count()) == (None, 0)


def test_a_certificate_that_does_not_match_is_told(rita, settings, tmp_path):
    with site(serving(certificate(tmp_path, "other.example"))) as base:
        settings.FETCH_ALLOWED_HOSTS = [base.removeprefix("https://")]
        job = captured(evidence(rita, address=f"{base}/article"))

    assert (job.state, job.error) == ("dead", "The site's certificate is not valid.")


def test_a_dead_host_is_tried_again(rita, settings):
    settings.FETCH_ALLOWED_HOSTS = ["127.0.0.1:1"]

    job = captured(evidence(rita, address="http://127.0.0.1:1/"))

    assert (job.state, job.error) == ("waiting", "The site could not be reached.")


def test_a_wrong_charset_is_seen_through(rita, web):
    item = evidence(rita, address=f"{web}/wrong-charset")

    captured(item)

    assert item.capture.text == "Müller sagt: „Nein“"
    assert item.capture.archive.charset == "iso-8859-1"


@pytest.mark.parametrize(
    ("upload", "sentence"),
    [
        (Upload(b" \n", "empty.txt"), "empty.txt is empty."),
        (Upload(b"x" * 2_000, "long.txt"), "This is 2 KB; the limit is 1 KB."),
    ],
)
def test_bad_files_are_refused_at_once(rita, settings, upload, sentence):
    settings.INTAKE_MAX_BYTES = 1_000

    with pytest.raises(Refused, match=sentence):
        evidence(rita, upload=upload)

    assert EvidenceFile.objects.count() == 0


def test_a_file_beside_a_stored_copy_is_refused(rita):
    claim = checks.held(rita)
    given = {"title": "B", "publisher": "T", "stance": "refutes", "capture": claim.appearances.get().capture}

    with pytest.raises(Refused, match="not both"):
        add_evidence(claim, by=rita, upload=Upload(b"x", "a.txt"), **given)


def test_a_file_that_is_no_text_is_kept_and_told(rita):
    item = evidence(rita, upload=Upload(gzip.compress(b"x" * 100), "a.gz"))

    job = captured(item)

    assert (job.state, job.error) == ("dead", "This is a packed file; unpack it first.")
    assert bytes(item.file.raw).startswith(b"\x1f\x8b")


def test_articles_by_address_and_by_file_have_archives_and_pasted_ones_none(rita, web):
    for intake in (
        add_address(f"{web}/article", by=rita),
        add_file(PAGE, by=rita, filename="a.html"),
        add_text("Marlow has nine bridges, said Ann Lee.", by=rita),
    ):
        assert runner.run(job_of(intake).pk, worker="w1")

    assert [row.media_type for row in Capture.objects.filter(archive__isnull=False)] == ["text/html"] * 2
    assert Capture.objects.filter(archive=None).get().media_type == "text/plain"


@pytest.mark.parametrize("attack", ["update", "delete", "digest"])
def test_postgres_keeps_archives_as_they_were(attack):
    archive = archived("Six bridges.", "<p>Six bridges.</p>").archive
    false = Archive(
        capture=factories.capture(None, "Seven."), warc=b"x", sha256=archive.sha256, size=1, payload_sha256=""
    )
    attacks: dict[str, Callable[[], object]] = {
        "update": lambda: Archive.objects.update(warc=b"other"),
        "delete": archive.delete,
        "digest": false.save,
    }

    with pytest.raises(DatabaseError), transaction.atomic():
        attacks[attack]()
