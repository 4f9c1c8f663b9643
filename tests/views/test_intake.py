import pytest
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from claims.models import Intake, Job, Source
from claims.views.errors import bad_request
from tests import factories

ADD = "/articles/add/"


def test_pasted_text_becomes_an_intake_with_its_outlet(as_):
    answer = as_("rita").post(
        ADD, {"way": "paste", "text": "Some words.", "title": "A title", "outlet": " The  Post "}
    )

    made = Intake.objects.get()
    assert answer["Location"] == reverse("intake", args=[made.pk])
    assert (bytes(made.raw or b""), made.title, str(made.source)) == (b"Some words.", "A title", "The Post")


def test_a_form_sent_twice_makes_one_article_and_one_outlet(as_):
    client = as_("rita")
    token = client.get(ADD).context["form"]["token"].value()
    fields = {"way": "paste", "text": "Some words.", "token": token, "outlet": "The Post"}

    answers = [client.post(ADD, fields)["Location"] for _ in range(2)]

    assert Intake.objects.count() == Job.objects.count() == Source.objects.count() == 1
    assert answers[0] == answers[1]


def test_a_file_is_taken_with_its_name(as_):
    file = SimpleUploadedFile("report.txt", b"Some words.", content_type="text/plain")

    as_("rita").post(ADD, {"way": "file", "upload": file})

    made = Intake.objects.get()
    assert (made.filename, made.media_type, bytes(made.raw or b"")) == (
        "report.txt",
        "text/plain",
        b"Some words.",
    )


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"way": "paste", "text": ""}, "There is no text."),
        ({"way": "paste", "text": " \n\t "}, "There is no text."),
        ({"way": "file"}, "Choose a file."),
        ({"way": "file", "upload": SimpleUploadedFile("e.txt", b"")}, "e.txt is empty."),
        ({"way": "address", "address": ""}, "Give the article&#x27;s address."),
        ({"way": "address", "address": "ftp://x.example/"}, "http"),
        ({"way": "no"}, "Select a valid choice."),
        ({}, "This field is required."),
    ],
)
def test_what_cannot_be_taken_is_a_sentence_and_keeps_what_was_typed(as_, fields, sentence):
    answer = as_("rita").post(ADD, {**fields, "title": "My title", "token": "t"})

    html = answer.content.decode()
    assert answer.status_code == 422
    assert [sentence in html, "My title" in html, 'value="t"' in html] == [True, True, True]
    assert Intake.objects.count() == 0


def test_too_much_text_names_the_limit(as_, settings):
    settings.INTAKE_MAX_BYTES = 1000

    answer = as_("rita").post(ADD, {"way": "paste", "text": "x" * 2000})

    assert answer.status_code == 422
    assert "the limit is" in answer.content.decode()


def test_too_large_a_request_is_a_sentence(as_, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000

    answer = as_("rita").post(ADD, {"way": "paste", "text": "x" * 2000})

    assert answer.status_code == 413
    assert "more than the newsroom takes at once" in answer.content.decode()


def test_too_large_a_file_names_the_limit(as_, settings):
    settings.INTAKE_MAX_BYTES = 1000

    answer = as_("rita").post(ADD, {"way": "file", "upload": SimpleUploadedFile("big.txt", b"x" * 2000)})

    assert "the limit is" in answer.content.decode()


def test_nul_and_overrides_are_no_error(as_):
    answer = as_("rita").post(
        ADD, {"way": "paste", "text": "a\0b \u202etxt\ud800".encode("utf-8", "replace")}
    )

    assert answer.status_code == 302


def test_what_was_handed_in_is_shown_and_escaped(as_, rita):
    made = factories.intake("<script>alert(1)</script>", added_by=rita)
    factories.job("read", intake=made, state="dead", error="It cannot be read.")

    html = as_("rita").get(reverse("intake", args=[made.pk])).content.decode()

    assert "It cannot be read." in html
    assert "&lt;script&gt;alert(1)" in html
    assert "<script>alert" not in html


@pytest.mark.parametrize(
    ("outcome", "words"), [("known", "Known already"), ("changed", "A new version"), ("added", "Added")]
)
def test_the_outcome_leads_to_the_article(as_, outcome, words):
    article = factories.article()
    made = factories.intake(article=article, outcome=outcome)
    factories.job("read", intake=made, state="done")

    html = as_("rita").get(reverse("intake", args=[made.pk])).content.decode()

    assert words in html
    assert reverse("article", args=[article.pk]) in html


def test_progress_leads_on_to_a_new_article(as_):
    made = factories.intake()
    factories.job("read", intake=made)
    client = as_("rita")
    url = reverse("intake_progress", args=[made.pk])
    ask = {"HX-Request": "true"}

    during = client.get(url, headers=ask)
    article = factories.article()
    Intake.objects.update(article=article, outcome="added")
    Job.objects.update(state="done", finished_at=timezone.now())
    after = client.get(url, headers=ask)

    assert "every 2s" in during.content.decode()
    assert after["HX-Redirect"] == reverse("article", args=[article.pk])


def test_too_large_a_request_is_read_to_its_end(rf):
    """A browser that is still sending would otherwise see a broken connection, not the sentence."""
    request = rf.post("/", b"x" * 200_000, content_type="text/plain")

    answer = bad_request(request, RequestDataTooBig())

    assert (answer.status_code, request.read()) == (413, b"")
