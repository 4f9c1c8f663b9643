"""What is handed in: taken, or refused with a sentence, and never lost."""

import pytest

from claims.actions.intake import add_address, add_file, add_text, job_of
from claims.errors import Denied, Refused
from claims.models import Intake, Job, JobKind
from tests import factories
from tests.cast import CAST
from tests.together import together

pytestmark = pytest.mark.django_db
TEXT = "Marlow has nine bridges, the mayor said."


def test_text_is_kept_with_the_job_that_reads_it(rita):
    intake = add_text(TEXT, by=rita, title="Bridges")

    job = job_of(intake)
    assert (bytes(intake.raw), intake.title, intake.added_by) == (TEXT.encode(), "Bridges", rita)
    assert (job.kind, job.state, job.queue, job.created_by) == (JobKind.READ, "waiting", "fetch", rita)


@pytest.mark.parametrize("text", ["", " ", "\n\t \u2003\xa0\n"])
def test_text_of_nothing_is_refused(rita, text):
    with pytest.raises(Refused, match=r"There is no text\. Paste the article's words\."):
        add_text(text, by=rita)
    assert Intake.objects.count() == 0


def test_text_at_the_limit_is_taken_and_one_byte_more_refused(rita, settings):
    settings.INTAKE_MAX_BYTES = 10_000

    add_text("é" * 5_000, by=rita)
    with pytest.raises(Refused, match=r"^This is 10,001 bytes; the limit is 10,000\.$"):
        add_text("é" * 5_000 + "a", by=rita)


def test_text_too_large_names_its_size_and_the_limit(rita):
    with pytest.raises(Refused, match=r"^This is 50 MB; the limit is 10 MB\.$"):
        add_text("a" * 50_000_000, by=rita)
    assert (Intake.objects.count(), Job.objects.count()) == (0, 0)


def test_lone_surrogates_become_replacement_characters(rita):
    intake = add_text("Nine\ud800 bridges\udfff, \U0001f309 they say.", by=rita, title="Bri\udc00dges\x00")

    assert bytes(intake.raw).decode() == "Nine\ufffd bridges\ufffd, \U0001f309 they say."
    assert intake.title == "Bri\ufffddges"


def test_nul_in_the_text_is_kept_as_it_came(rita):
    """The bytes are evidence; the reader takes the NUL out of the text (and says so)."""
    intake = add_text("Nine\x00 bridges stand.", by=rita)

    assert bytes(Intake.objects.get(pk=intake.pk).raw) == b"Nine\x00 bridges stand."


def test_title_is_one_clean_line_of_bounded_length(rita):
    intake = add_text(TEXT, by=rita, title="  A\n\u202eB\x00 " + "c" * 900)

    assert intake.title == ("A B " + "c" * 900)[:500]


def test_file_keeps_its_bytes_name_and_type(rita):
    intake = add_file(
        b"%PDF-1.7 \xff\x00", by=rita, filename="a/b\x00/re\u202eport.pdf", media_type="application/pdf"
    )

    kept = Intake.objects.get(pk=intake.pk)
    assert (bytes(kept.raw), kept.filename, kept.media_type) == (
        b"%PDF-1.7 \xff\x00",
        "a/b/report.pdf",
        "application/pdf",
    )


def test_a_very_long_filename_keeps_its_end(rita):
    assert add_file(b"x", by=rita, filename="n" * 900 + ".html").filename.endswith("n.html")


@pytest.mark.parametrize(("name", "sentence"), [("a.txt", "a.txt is empty."), ("", "The file is empty.")])
def test_an_empty_file_is_refused_by_name(rita, name, sentence):
    with pytest.raises(Refused) as caught:
        add_file(b" \n\t", by=rita, filename=name)
    assert str(caught.value) == sentence


def test_an_address_is_kept_as_it_was_given_to_be_fetched(rita):
    intake = add_address("  https://news.example.org/a?utm_source=x&id=7#part ", by=rita)

    assert intake.address == "https://news.example.org/a?utm_source=x&id=7"
    assert intake.kind == Intake.Kind.ADDRESS


@pytest.mark.parametrize(
    "address",
    [
        "",
        "news.example.org",
        "ftp://x.example/a",
        "javascript:alert(1)",
        "file:///etc/passwd",
        "http://",
        "http:///a",
        "https://user:pass@x.example/",
        "http://a\ud800b.example/",
        "http://x.example/\x00",
        "https://x.example/" + "a" * 3_000,
    ],
)
def test_what_is_no_address_is_refused_with_a_sentence(rita, address):
    with pytest.raises(Refused) as caught:
        add_address(address, by=rita)
    assert str(caught.value).endswith(".")
    assert Intake.objects.count() == 0


def test_a_form_sent_twice_is_one_intake(rita):
    first = add_text(TEXT, by=rita, token="t1")

    again = add_text(TEXT, by=rita, token="t1")

    assert again == first
    assert (Intake.objects.count(), Job.objects.count()) == (1, 1)


def test_forms_without_a_token_are_separate(rita):
    assert add_text(TEXT, by=rita) != add_text(TEXT, by=rita)


@pytest.mark.django_db(transaction=True)
def test_a_form_sent_eight_times_at_once_is_one_intake(rita):
    outcomes = together(8, lambda n: add_text(TEXT, by=rita, token="t1").pk)

    assert len(set(outcomes)) == 1
    assert (Intake.objects.count(), Job.objects.count()) == (1, 1)


@pytest.mark.parametrize("name", CAST)
def test_intake_is_the_researchers_and_the_command_lines(who, name):
    person = who(name)
    if name in {"rita", "edda", "paul"}:
        assert add_text(TEXT, by=person).added_by == person
        return
    with pytest.raises(Denied, match="Only a researcher can add articles"):
        add_text(TEXT, by=person)
    assert Intake.objects.count() == 0


def test_the_command_line_needs_no_person():
    assert add_text(TEXT, by=None).added_by is None


def test_intake_keeps_the_source_it_was_told(rita):
    source = factories.source("The Marlow Courier")

    assert add_text(TEXT, by=rita, source=source).source == source
