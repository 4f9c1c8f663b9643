"""manage.py ingest: what went in is on standard output, what happened on standard error."""

import io
import json
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from claims.actions.intake import add_text
from claims.models import Appearance, Article, Capture, Claim, Intake, Job, JobKind, WorkerSeen
from tests.fakes.site import site

pytestmark = pytest.mark.django_db
SENTENCE = "The town of Marlow spent 4.2 million crowns on nine new bridges in 2024."
TEXT = (
    f"{SENTENCE}\n\n"
    "“We have built more bridges than any town in the valley,” Mayor Ann Lee said on Monday.\n\n"
    "Read more:\n"
)


@pytest.fixture
def ingest(capsys):
    """(exit code, lines of standard output, lines of standard error)"""

    def call(*words, **options):
        out, err = io.StringIO(), io.StringIO()
        try:
            call_command("ingest", *map(str, words), stdout=out, stderr=err, **options)
            code = 0
        except SystemExit as exit:
            code = exit.code
        return code, out.getvalue().splitlines(), err.getvalue().splitlines()

    return call


@pytest.fixture
def paper(tmp_path):
    path = tmp_path / "bridges.txt"
    path.write_text(TEXT)
    return path


def test_without_wait_it_names_the_job(ingest, paper):
    code, out, err = ingest(paper)

    job = Job.objects.get()
    assert (code, out, err) == (0, [], [f"{paper}: taken in, to be read by job {job.pk}."])
    assert (job.kind, job.state, job.intake.added_by) == (JobKind.READ, "waiting", None)


def test_wait_prints_one_object_a_claim_at_its_place(ingest, paper):
    code, out, err = ingest(paper, "--wait", "--json")

    lines = [json.loads(line) for line in out]
    capture = Capture.objects.get()
    assert code == 0
    assert err == [f"{paper}: added as article {capture.article_id}: {len(lines)} claims found."]
    assert len(lines) == Claim.objects.count() >= 2
    for line in lines:
        assert capture.text[line["start"] : line["end"]] == line["quote"]
        assert (line["article"], line["capture"]) == (capture.article_id, capture.pk)
        assert line["status"] == "candidate"
    assert [line["start"] for line in lines] == sorted(line["start"] for line in lines)
    quoted = next(line for line in lines if "more bridges" in line["quote"])
    assert (quoted["speaker"], quoted["speakers"], quoted["quotation"]) == ("Ann Lee", ["Ann Lee"], "direct")
    own = next(line for line in lines if line["quote"] == SENTENCE)
    assert {"criterion", "value", "weight", "words"} == set(own["reasons"][0])
    assert not any("Read more" in line["quote"] for line in lines)


def test_line_has_the_keys_that_scripts_rely_on(ingest, paper):
    _, out, _ = ingest(paper, "--wait", "--json")

    assert {"id", "text", "quote", "start", "end", "speaker", "quotation", "type", "score", "reasons"} <= set(
        json.loads(out[0])
    )


def test_again_it_adds_nothing_and_says_so(ingest, paper):
    _, first, _ = ingest(paper, "--wait", "--json")

    code, again, err = ingest(paper, "--wait", "--json")

    article = Article.objects.get()
    assert (code, again) == (0, first)
    assert err == [
        f"{paper}: known already (article {article.pk}): nothing added, {len(first)} claims stored."
    ]
    assert Claim.objects.count() == len(first)


def test_a_claim_in_two_places_is_one_line_at_the_first(ingest, tmp_path):
    path = tmp_path / "twice.txt"
    path.write_text(f"{SENTENCE}\n\nThe choir of Tern sang twice on Monday evening.\n\n{SENTENCE}\n")
    ingest(path, "--wait")
    first = Appearance.objects.get(exact=SENTENCE)
    second = first.capture.text.rindex(SENTENCE)
    Appearance.objects.create(
        claim=first.claim, capture=first.capture, start=second, end=second + len(SENTENCE), exact=SENTENCE
    )

    _, out, _ = ingest(path, "--wait", "--json")

    assert [json.loads(line)["start"] for line in out if SENTENCE in line] == [first.start]


def test_one_bad_argument_does_not_hold_back_the_others(ingest, paper, tmp_path):
    empty = tmp_path / "empty.txt"
    empty.write_text(" \n")
    missing = tmp_path / "missing.txt"

    code, out, err = ingest(missing, tmp_path, empty, paper, "--wait", "--json")

    assert code == 1
    assert err[:3] == [
        f"{missing}: there is no such file.",
        f"{tmp_path}: this is a folder; name the files in it.",
        f"{empty}: empty.txt is empty.",
    ]
    assert len(err) == 4
    assert len(out) == Claim.objects.count() > 0


def test_what_cannot_be_read_is_one_sentence_and_exit_1(ingest, tmp_path):
    binary = tmp_path / "binary.txt"
    binary.write_bytes(b"\x7fELF" + bytes(range(256)) * 50)

    code, out, err = ingest(binary, "--wait", "--json")

    assert (code, out, len(err)) == (1, [], 1)
    assert err[0].startswith(f"{binary}: ")
    assert err[0].endswith(".")
    assert "Traceback" not in err[0]
    assert Intake.objects.count() == 1


def test_too_large_a_file_is_refused_before_it_is_read(ingest, tmp_path, settings):
    settings.INTAKE_MAX_BYTES = 1_000_000
    huge = tmp_path / "huge.txt"
    with huge.open("wb") as file:
        file.truncate(10**12)  # sparse: to read it would end the machine

    code, _, err = ingest(huge)

    assert (code, err) == (1, [f"{huge}: This is 1000 GB; the limit is 1 MB."])


def test_dash_is_standard_input(ingest, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(TEXT.encode())))

    code, out, _ = ingest("-", "--wait", "--json")

    assert code == 0
    assert len(out) >= 2


def test_an_address_is_fetched(ingest, settings):
    with site() as base:
        settings.FETCH_ALLOWED_HOSTS = [base.removeprefix("http://")]
        code, out, err = ingest(f"{base}/article", "--wait", "--json")

    assert code == 0, err
    assert Article.objects.get().address == f"{base}/article"
    assert len(out) >= 1


def test_a_refused_address_is_one_sentence(ingest):
    code, _, err = ingest("http://127.0.0.1:9/", "--wait")

    assert (code, len(err)) == (1, 1)
    assert "Traceback" not in err[0]


def test_a_living_worker_is_left_to_do_it(ingest, paper):
    WorkerSeen.objects.create(name="w1", seen_at=timezone.now())

    code, out, err = ingest(paper, "--wait", timeout=0.5)

    assert (code, out) == (1, [])
    assert err == [f"{paper}: still being read; look at the jobs."]
    assert Job.objects.get().attempts == 0


def test_a_worker_that_was_seen_long_ago_is_not_waited_for(ingest, paper):
    WorkerSeen.objects.create(name="w1", seen_at=timezone.now() - timedelta(seconds=31))

    assert ingest(paper, "--wait")[0] == 0


def test_the_same_text_pasted_on_a_screen_is_the_same_article(ingest, paper, rita):
    add_text(TEXT, by=rita)
    ingest(paper, "--wait")

    assert ingest(paper, "--wait")[0] == 0
    assert Article.objects.count() == 1
