"""Files as parts of a form: into articles and evidence, once, and what is no proper form."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from claims.models import Evidence, EvidenceFile, Intake, Job
from tests import checks
from tests.api.test_requests import problem

pytestmark = pytest.mark.django_db
PAGE = b"<html><body><p>Marlow has 14 bridges, the mayor said.</p></body></html>"
SOURCE = {"title": "Budget", "publisher": "City", "stance": "refutes", "kind": "primary"}


def form(boundary=BOUNDARY, name="page.html", raw=PAGE, **fields):
    file = SimpleUploadedFile(name, raw, "text/html")
    return encode_multipart(boundary, {**fields, "file": file})


def sent(program, path, body, boundary=BOUNDARY, **headers):
    kind = MULTIPART_CONTENT.replace(BOUNDARY, boundary)
    return program("POST", path, body, kind=kind, **headers)


def test_an_article_comes_as_a_file(program):
    answer = sent(program("rita"), "/articles/file", form(outlet="The Echo"))

    assert (answer.status_code, answer.json()["kind"]) == (202, "file")
    kept = Intake.objects.get()
    assert (kept.filename, kept.media_type, bytes(kept.raw)) == ("page.html", "text/html", PAGE)
    assert (kept.source.name, Job.objects.get().kind) == ("The Echo", "read")


def test_evidence_comes_as_a_file(program, rita):
    claim = checks.held(rita)

    answer = sent(program("rita"), f"/claims/{claim.pk}/evidence/file", form(**SOURCE))

    assert (answer.status_code, answer.json()["title"]) == (201, "Budget")
    assert bytes(EvidenceFile.objects.get().raw) == PAGE
    assert Evidence.objects.get().added_by == rita


def test_a_form_sent_twice_is_one_article_whatever_stands_between_its_parts(program):
    ask = program("rita")

    first = sent(ask, "/articles/file", form("one"), "one", Idempotency_Key="k-1")
    again = sent(ask, "/articles/file", form("another"), "another", Idempotency_Key="k-1")
    other = sent(ask, "/articles/file", form(raw=PAGE + b" "), Idempotency_Key="k-1")

    assert again.content == first.content
    assert problem(other)[0] == 409
    assert Intake.objects.count() == 1


BAD = {
    "an unknown part": (form(nonsense="x"), 422),
    "no file": (encode_multipart(BOUNDARY, {"outlet": "The Echo"}), 422),
    "two files": (encode_multipart(BOUNDARY, {"file": [SimpleUploadedFile("a", b"x")] * 2}), 422),
    "a second file by another name": (
        encode_multipart(
            BOUNDARY, {"file": SimpleUploadedFile("a", b"x"), "more": SimpleUploadedFile("b", b"x")}
        ),
        422,
    ),
    "an outlet given twice": (
        encode_multipart(BOUNDARY, {"outlet": ["A", "B"], "file": SimpleUploadedFile("a", b"x")}),
        422,
    ),
    "an empty file": (form(raw=b""), 409),
    "a NUL in a field": (form(outlet="a\0b"), 422),
    "no form": (b"nonsense", 422),
    "nothing": (b"", 415),
    "a file beyond the limit": (form(raw=b"x" * 10_500_000), 413),
    "a file a little over": (form(raw=b"x" * 10_000_001), 409),
}


@pytest.mark.parametrize("what", BAD)
def test_what_is_no_proper_form_is_refused_in_a_sentence(program, what):
    body, status = BAD[what]

    answer = sent(program("rita"), "/articles/file", body)

    assert problem(answer)[0] == status
    assert Intake.objects.count() == 0


def test_a_form_without_its_boundary_or_another_kind_is_refused(program):
    ask = program("rita")

    assert problem(ask("POST", "/articles/file", form(), kind="multipart/form-data"))[0] == 400
    assert problem(ask("POST", "/articles/file", b"{}"))[0] == 415
    assert problem(ask("POST", "/tips", form(), kind=MULTIPART_CONTENT))[0] == 415
