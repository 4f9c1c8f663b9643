"""One article for one address or one text; a changed text is a new capture."""

from datetime import UTC, date, datetime

import pytest

from claims.actions.articles import add_article, add_read
from claims.integrations.reading import Reading
from claims.models import Activity, Article, Capture, Intake, Job, JobKind, Source
from tests import factories
from tests.together import together

pytestmark = pytest.mark.django_db
PAGE = "https://courier.example/bridges"
TEXT = "Marlow has nine bridges, the mayor said."


def add(text=TEXT, *, address="", by=None, **fields):
    return add_article(Reading(text=text, **fields), raw=text.encode(), by=by, address=address)


def test_article_keeps_what_was_read(rita):
    added = add(
        address=PAGE,
        by=rita,
        title="Bridges",
        authors=("Ann Lee", "Bo Dahl"),
        published=datetime(2026, 3, 1, 23, 30, tzinfo=UTC),
        language="en",
        site_name="The Courier",
        notes=("Two notes.",),
    )

    article, capture = added.article, added.capture
    assert (article.title, article.byline, article.published_on) == (
        "Bridges",
        "Ann Lee, Bo Dahl",
        date(2026, 3, 1),
    )
    assert (article.address, article.source.name, article.added_by) == (PAGE, "The Courier", rita)
    assert (capture.text, capture.sha256, capture.notes) == (TEXT, factories.sha256(TEXT), ["Two notes."])
    assert added.outcome == Intake.Outcome.ADDED


def test_article_brings_its_extraction_job_and_its_act(rita):
    added = add(by=rita)

    job = Job.objects.get(kind=JobKind.EXTRACT)
    assert (job.article, job.payload, job.queue) == (added.article, {"capture": added.capture.pk}, "cpu")
    assert Activity.objects.get(article=added.article).verb == "added"


@pytest.mark.parametrize("address", ["", PAGE])
def test_same_article_twice_is_known(address):
    first = add(address=address)

    again = add(address=address)

    assert (again.article, again.capture, again.outcome) == (
        first.article,
        first.capture,
        Intake.Outcome.KNOWN,
    )
    assert (Article.objects.count(), Capture.objects.count(), Job.objects.count()) == (1, 1, 1)
    assert Activity.objects.count() == 1


def test_addresses_that_differ_in_tracking_only_are_one():
    add(address=PAGE)

    assert add("Another text entirely.", address=PAGE + "?utm_source=x#top").outcome == Intake.Outcome.CHANGED
    assert Article.objects.count() == 1


def test_the_page_s_own_canonical_address_counts():
    first = add(address=PAGE)

    assert add(address=PAGE + "?print=1", canonical_url=PAGE).article == first.article


def test_same_text_under_another_address_is_the_same_article():
    first = add(address=PAGE)

    again = add(address="https://mirror.example/x")

    assert (again.article, again.outcome) == (first.article, Intake.Outcome.KNOWN)
    assert Article.objects.get().address == PAGE


def test_a_pasted_text_that_is_found_on_the_web_takes_the_address():
    pasted = add().article

    found = add(address=PAGE, site_name="The Courier").article
    changed = add("Marlow has ten bridges.", address=PAGE)

    assert found == pasted
    assert (changed.article, changed.outcome) == (pasted, Intake.Outcome.CHANGED)
    assert changed.article.source.name == "The Courier"


def test_a_changed_text_is_a_new_capture_of_the_same_article():
    first = add(address=PAGE)

    second = add("Marlow has ten bridges.", address=PAGE)

    assert second.article == first.article
    assert second.capture != first.capture
    assert second.outcome == Intake.Outcome.CHANGED
    assert Job.objects.filter(kind=JobKind.EXTRACT).count() == 2
    assert list(Activity.objects.order_by("pk").values_list("verb", flat=True)) == ["added", "captured"]


def test_a_text_that_changes_back_is_the_first_capture_again():
    first = add(address=PAGE)
    add("Marlow has ten bridges.", address=PAGE)

    again = add(address=PAGE)

    assert (again.capture, again.outcome) == (first.capture, Intake.Outcome.KNOWN)


def test_a_known_text_that_was_never_searched_is_searched_after_all():
    first = add()
    Job.objects.update(state="dead", finished_at=factories.timezone.now())

    add()

    assert Job.objects.filter(state="waiting", payload={"capture": first.capture.pk}).count() == 1


def test_a_known_text_that_was_searched_is_not_searched_again():
    first = add()
    Capture.objects.filter(pk=first.capture.pk).update(extracted_at=factories.timezone.now())
    Job.objects.update(state="done", finished_at=factories.timezone.now())

    add()

    assert Job.objects.filter(state="waiting").count() == 0


def test_an_outlet_is_known_by_its_host():
    add(address="https://www.courier.example/1", site_name="The Courier")
    add("Another text.", address="https://courier.example/2", site_name="Courier Online")

    assert Source.objects.get().name == "The Courier"


def test_an_outlet_whose_name_is_taken_goes_by_its_host():
    factories.source("The Courier", "other.example")

    assert add(address=PAGE, site_name="the courier").article.source.name == "courier.example"


def test_an_address_too_long_to_keep_is_no_address():
    added = add(address=PAGE + "?q=" + "a" * 3_000)

    assert (added.article.address, added.capture.address) == (None, "")


def test_long_metadata_is_cut_not_refused():
    article = add(title="t" * 900, authors=("a" * 400, "b" * 400), language="x-a-very-long-tag").article

    assert (len(article.title), len(article.byline), len(article.language)) == (500, 500, 12)


def test_reading_an_intake_says_what_became_of_it(rita):
    intake = factories.intake(TEXT, added_by=rita)
    job = factories.job(JobKind.READ, intake=intake)

    added = add_read(intake, Reading(text=TEXT), raw=TEXT.encode())

    intake.refresh_from_db()
    job.refresh_from_db()
    assert (intake.article, intake.outcome) == (added.article, Intake.Outcome.ADDED)
    assert job.article == added.article


def test_reading_an_intake_again_keeps_the_first_answer():
    """The job ran, and was lost before it could say so."""
    intake = factories.intake(TEXT)
    add_read(intake, Reading(text=TEXT), raw=b"")

    assert add_read(intake, Reading(text=TEXT), raw=b"").outcome == Intake.Outcome.ADDED


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("address", ["", PAGE])
def test_many_at_once_make_one_article(address):
    outcomes = together(6, lambda n: add(address=address, site_name="The Courier").outcome.value)

    assert sorted(outcomes) == ["added", "known", "known", "known", "known", "known"]
    assert (Article.objects.count(), Capture.objects.count()) == (1, 1)
    assert Job.objects.filter(kind=JobKind.EXTRACT).count() == 1
    assert Activity.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_new_pages_of_a_new_outlet_at_once_make_one_outlet():
    outcomes = together(
        4, lambda n: add(f"Text number {n}.", address=f"{PAGE}/{n}", site_name="The Courier").outcome.value
    )

    assert outcomes == ["added"] * 4
    assert Source.objects.get().name == "The Courier"
