"""Stored copies on the screen: facts, the page without anything that acts, downloads."""

import hashlib
import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from claims.actions.evidence import add_evidence
from claims.models import Evidence, EvidenceFile, Job, JobKind
from tests import checks, factories
from tests.archives import archived
from tests.views.test_query_counts import SIGNED_IN

pytestmark = pytest.mark.django_db
CAST = ("rita", "edda", "paul", "olaf", "sam", "nobody")
HTML = "<html><body><h1>Books</h1><script>alert(1)</script><p>Six <img src=x alt='a bridge'> bridges.</p>"


@pytest.fixture
def cited(rita):
    """A claim with one piece of evidence that has its archive."""
    claim = checks.held(rita)
    capture = archived("Six bridges.", HTML)
    add_evidence(
        claim, by=rita, title="Books", publisher="Town", stance="refutes", capture=capture, excerpt="Six"
    )
    return claim


@pytest.mark.parametrize("screen", ["capture", "capture_page", "capture_warc", "claim_archive", "evidence"])
@pytest.mark.parametrize("name", CAST)
def test_page_opens_for_whom_it_should(as_, cited, screen, name):
    item = Evidence.objects.get()
    pk = {"claim_archive": cited.pk, "evidence": item.pk}.get(screen, item.capture_id)

    answer = as_(name).get(reverse(screen, args=[pk]))

    assert answer.status_code == (200, 200, 200, 200, 403, 302)[CAST.index(name)]


def test_stored_page_runs_nothing_and_may_be_framed_by_us_alone(as_, cited):
    answer = as_("rita").get(reverse("capture_page", args=[Evidence.objects.get().capture_id]))

    policy = dict(part.strip().partition(" ")[::2] for part in answer["Content-Security-Policy"].split(";"))
    assert policy == {
        "sandbox": "",
        "default-src": "'none'",
        "style-src": "'self'",
        "base-uri": "'none'",
        "form-action": "'none'",
        "frame-ancestors": "'self'",
    }
    assert answer["X-Frame-Options"] == "SAMEORIGIN"
    assert b"<script" not in answer.content
    assert b"Six <span>[Picture: a bridge]</span> bridges." in answer.content


def test_plain_text_and_pdf_are_shown_by_their_words(as_, rita):
    capture = factories.capture(None, "One <b>line</b>.\n\nTwo.")

    answer = as_("rita").get(reverse("capture_page", args=[capture.pk]))

    assert b'<p dir="auto">One &lt;b&gt;line&lt;/b&gt;.</p>' in answer.content
    assert b'<p dir="auto">Two.</p>' in answer.content


def test_archive_is_downloaded_with_the_digest_that_is_shown(as_, cited):
    item = Evidence.objects.get()
    page = as_("rita").get(reverse("evidence", args=[item.pk]))

    answer = as_("rita").get(reverse("capture_warc", args=[item.capture_id]))

    digest = hashlib.sha256(answer.content).hexdigest()
    assert digest.encode() in page.content
    assert answer["Content-Disposition"] == f'attachment; filename="capture-{item.capture_id}.warc.gz"'


def test_collection_of_a_claim_holds_evidence_then_where_it_was_said(as_, rita, cited):
    said = archived(
        "Marlow has nine bridges.", HTML, "https://said.example/", of=factories.article(title="Said")
    )
    factories.appearance(cited, said, "nine bridges")

    answer = as_("rita").get(reverse("claim_archive", args=[cited.pk]))

    with zipfile.ZipFile(io.BytesIO(answer.content)) as file:
        lines = file.read("pages/pages.jsonl").decode().splitlines()
    assert [line.split('"title": "')[1].split('"')[0] for line in lines[1:]] == ["Books", "Said"]


def test_claim_without_archives_says_so(as_, rita):
    answer = as_("rita").get(reverse("claim_archive", args=[factories.claim().pk]))

    assert answer.status_code == 409
    assert b"No web archive is stored for this claim yet." in answer.content


def test_capture_without_an_archive_says_so(as_, rita):
    capture = factories.capture(None, "Pasted.")

    assert (
        b"There is no web archive of this copy"
        in as_("rita").get(reverse("capture", args=[capture.pk])).content
    )
    assert as_("rita").get(reverse("capture_warc", args=[capture.pk])).status_code == 404


def test_evidence_without_a_copy_shows_its_job(as_, rita):
    claim = checks.held(rita)
    item = add_evidence(
        claim, by=rita, title="B", publisher="T", stance="refutes", address="https://gone.example/"
    )
    Job.objects.filter(kind=JobKind.CAPTURE).update(
        state="dead", finished_at="2026-01-01T00:00Z", error="No site."
    )

    answer = as_("rita").get(reverse("evidence", args=[item.pk]))

    assert b"No copy is stored yet" in answer.content
    assert b"No site." in answer.content
    assert reverse("evidence_copy", args=[item.pk]).encode() in answer.content


def evidence_form(**fields):
    return {"title": "Books", "publisher": "Town", "stance": "refutes", "kind": "primary", **fields}


def test_file_is_handed_in_through_the_form(as_, rita):
    claim = checks.held(rita)
    file = SimpleUploadedFile("books.txt", b"Six bridges, the books say.", "text/plain")

    answer = as_("rita").post(reverse("evidence_add", args=[claim.pk]), evidence_form(upload=file))

    assert answer.status_code == 302
    assert EvidenceFile.objects.get().name == "books.txt"
    assert Job.objects.filter(kind=JobKind.CAPTURE, claim=claim).count() == 1


def test_bad_file_loses_nothing_that_was_typed(as_, rita, settings):
    settings.INTAKE_MAX_BYTES = 10
    claim = checks.held(rita)
    file = SimpleUploadedFile("books.txt", b"Six bridges, the books say.", "text/plain")

    answer = as_("rita").post(
        reverse("evidence_add", args=[claim.pk]), evidence_form(upload=file, note="As I heard it")
    )

    assert answer.status_code == 422
    assert b"This is 27 bytes; the limit is 10 bytes." in answer.content
    assert b"As I heard it" in answer.content


@pytest.mark.parametrize("count", [1, 3])
def test_evidence_page_asks_as_much_of_a_long_text(as_, rita, count, django_assert_num_queries):
    claim = checks.held(rita)
    for n in range(count):
        capture = archived(f"Six bridges {n}.", HTML, f"https://a.example/{n}")
        item = add_evidence(claim, by=rita, title="B", publisher="T", stance="refutes", capture=capture)
    client = as_("rita")

    with django_assert_num_queries(SIGNED_IN + 4):  # evidence with its copy; jobs; looks; snapshots
        client.get(reverse("evidence", args=[item.pk]))
