"""Pages are looked at again: what changed, moved or went is kept; quoted words find their place or ask."""

from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from claims.actions.intake import add_address, job_of
from claims.actions.looks import due_articles, due_evidence, look_later, start_looks
from claims.actions.seen import settle_look, settle_words
from claims.errors import Denied, Refused
from claims.jobs import runner
from claims.models import (
    Activity,
    Anchoring,
    Appearance,
    Article,
    Capture,
    Evidence,
    Job,
    JobKind,
    Look,
    Notification,
    NotificationKind,
)
from claims.states import Status
from tests import checks, factories
from tests.fakes.changing import changing, html

pytestmark = pytest.mark.django_db
FIRST = "The council of Marlow met on Monday evening and talked for three hours about the river."
QUOTE = "Marlow has nine bridges, Mayor Ann Lee told the council on Monday."
LAST = "The opposition did not agree with the plan, and asked for another meeting before the summer comes."
PATH = "/bridges"


@pytest.fixture
def web(settings):
    with changing() as here:
        settings.FETCH_ALLOWED_HOSTS = [here.host]
        here.pages[PATH] = html(FIRST, QUOTE, LAST)
        yield here


@pytest.fixture
def article(rita, web):
    """An article taken in from the site, with a claim that somebody holds."""
    assert runner.run(job_of(add_address(web.base + PATH, by=rita)).pk, worker="w1")
    capture = Capture.objects.get()
    claim = factories.claim("Marlow has nine bridges.", within=capture, quote=QUOTE)
    factories.at(claim, Status.RESEARCHING, holder=rita)
    return capture.article


def look_at(subject) -> Look:
    job = look_later(subject, by=None)
    assert runner.run(job.pk, worker="w1")
    job.refresh_from_db()
    assert (job.state, job.error, job.error_detail) == ("done", "", "")
    return Look.objects.latest("pk")


def test_an_unchanged_page_asks_nobody(article):
    look = look_at(article)

    assert (look.outcome, look.asks, look.after, look.kept) == ("same", False, None, 1.0)
    assert not Activity.objects.filter(article=article, verb__startswith="page").exists()


def test_a_silent_edit_is_kept_recorded_and_the_quotation_found_again(web, article):
    web.pages[PATH] = html("A new opening that nobody announced to any reader at all.", FIRST, QUOTE, LAST)

    look = look_at(article)

    assert (look.outcome, look.told, look.asks) == (
        "changed",
        "Its text changed without a word about it.",
        False,
    )
    assert (look.after.article, look.after.archive.status) == (article, 200)
    act = Activity.objects.get(article=article, verb="page edited silently")
    assert act.detail == {"look": look.pk, "before": look.before.sha256, "after": look.after.sha256}
    row = Anchoring.objects.get()
    assert (row.how, row.placed.exact, row.placed.capture) == ("exact", QUOTE, look.after)


def test_an_edit_that_explains_itself_is_no_silent_one(web, article):
    web.pages[PATH] = html(
        FIRST, QUOTE, LAST, "Correction: an earlier version gave another name for the river."
    )

    look = look_at(article)

    assert look.told == "Its text changed, and it says so."
    assert Activity.objects.filter(article=article, verb="page changed").exists()


def test_altered_words_are_an_orphan_and_the_holder_is_told(rita, web, article):
    web.pages[PATH] = html(FIRST, QUOTE.replace("nine", "six"), LAST)

    look = look_at(article)

    row = Anchoring.objects.get()
    assert (look.asks, row.how, row.placed) == (True, "altered", None)
    assert look.after.text[row.start : row.end] == QUOTE.replace("nine", "six")
    assert row.altered == ["“nine” became “six”."]
    assert Notification.objects.get(kind=NotificationKind.PAGE_CHANGED).user == rita


def test_the_same_claim_in_other_words_is_placed(web, article):
    web.pages[PATH] = html(FIRST, QUOTE.replace("told the council", "told a council"), LAST)

    look_at(article)

    row = Anchoring.objects.get()
    assert (row.how, row.placed.exact) == ("fuzzy", QUOTE.replace("told the council", "told a council"))


def test_lost_words_wait_for_a_person_who_takes_them_as_gone(rita, edda, web, article):
    web.pages[PATH] = html(FIRST, LAST)
    look = look_at(article)
    row = Anchoring.objects.get()
    assert (row.how, row.start, look.asks) == ("lost", None, True)

    with pytest.raises(Refused, match="1 left"):
        settle_look(look, by=edda)
    settle_words(row, by=edda)
    settle_look(look, by=edda, note="They took it out.")

    assert (row.settled, row.settled_by, look.settled_note) == ("gone", edda, "They took it out.")
    verbs = list(Activity.objects.filter(article=article).order_by("pk").values_list("verb", flat=True))
    assert verbs[-2:] == ["words taken as gone", "page settled"]
    assert Appearance.objects.count() == 1


def test_a_person_anchors_altered_words_at_words_of_the_new_copy_only(edda, web, article):
    web.pages[PATH] = html(FIRST, QUOTE.replace("nine", "six"), LAST)
    look = look_at(article)
    row = Anchoring.objects.get()

    with pytest.raises(Refused, match="letter for letter"):
        settle_words(row, by=edda, quote="Marlow has seven bridges")
    settle_words(row, by=edda, quote="Marlow has six bridges")

    assert (row.settled, row.placed.exact, row.placed.capture) == (
        "here",
        "Marlow has six bridges",
        look.after,
    )


@pytest.mark.parametrize("name", ["olaf", "sam"])
def test_only_researchers_settle(who, web, article, name):
    web.pages[PATH] = html(FIRST, LAST)
    look = look_at(article)

    with pytest.raises(Denied):
        settle_words(Anchoring.objects.get(), by=who(name))
    with pytest.raises(Denied):
        settle_look(look, by=who(name))


@pytest.mark.parametrize(
    ("shown", "told"),
    [
        (404, "The page answered 404 Not Found."),
        (410, "The page was taken down by its publisher (410 Gone)."),
        (html("Sorry, this page could not be found.", title="Page not found"),
         "The page answers 200, but says that what it held is not there."),
        (html("We are sorry: this page was not found. " + "Here is our newest news of the day. " * 20,
              title="Oops"),
         "The page answers, but says that what it held is not there."),
        ((302, "/"), "The address leads to the site's front page now."),
    ],
)  # fmt: skip
def test_gone_is_told_once_however_it_says_so(rita, web, article, shown, told):
    web.pages["/"] = html("News of the valley, every day and for everybody. " * 10, title="The Valley")
    web.pages[PATH] = shown

    first, second = look_at(article), look_at(article)

    assert (first.outcome, first.told, first.asks) == ("gone", told, True)
    assert (second.outcome, second.asks) == ("gone", False)
    assert Activity.objects.filter(article=article, verb="page gone").count() == 1
    assert Notification.objects.filter(kind=NotificationKind.PAGE_CHANGED, user=rita).count() == 1


def test_moved_is_told_once_with_the_new_address(web, article):
    web.pages["/2026/bridges"], web.pages[PATH] = web.pages[PATH], (301, "/2026/bridges")

    first, second = look_at(article), look_at(article)

    assert (first.outcome, first.told, first.asks) == (
        "moved",
        f"It is at {web.base}/2026/bridges now.",
        True,
    )
    assert second.asks is False


@pytest.mark.parametrize("status", [500, 403])
def test_a_site_that_is_away_asks_at_the_third_look_and_not_again(web, article, status):
    web.pages[PATH] = status

    asked = [look_at(article) for _ in range(5)]

    assert [look.outcome for look in asked] == ["away"] * 5
    assert [look.asks for look in asked] == [False, False, True, False, False]


def test_a_page_that_goes_back_is_compared_with_what_was_seen_last(web, article):
    first = web.pages[PATH]
    web.pages[PATH] = html(
        FIRST, QUOTE, LAST, "One more paragraph that was put in later, and taken out again."
    )
    look_at(article)
    web.pages[PATH] = first

    back = look_at(article)

    assert (back.outcome, Capture.objects.count()) == ("changed", 2)
    assert look_at(article).outcome == "same"


def test_extraction_leaves_a_place_that_was_found_again(web, article):
    web.pages[PATH] = html("A new opening that nobody announced to any reader at all.", FIRST, QUOTE, LAST)
    look = look_at(article)

    assert runner.run(
        Job.objects.get(kind=JobKind.EXTRACT, payload={"capture": look.after_id}).pk, worker="w1"
    )

    assert Job.objects.get(kind=JobKind.EXTRACT, payload={"capture": look.after_id}).state == "done"
    place = look.after.appearances.get(exact=QUOTE)
    assert place.claim == Anchoring.objects.get().appearance.claim


@pytest.fixture
def cited(rita, edda, paul, web):
    """Evidence of a published check, as if its copy had come from the site."""
    item = Evidence.objects.filter(claim=checks.published(rita, edda, paul).claim).first()
    capture = factories.capture(None, "\n\n".join((FIRST, QUOTE, LAST)))
    start = capture.text.index("nine bridges")
    with past_the_triggers():
        Evidence.objects.filter(pk=item.pk).update(
            capture=capture, address=web.base + PATH, excerpt="nine bridges", start=start, end=start + 12
        )
    return Evidence.objects.get(pk=item.pk)


def test_evidence_of_a_published_check_is_looked_at_and_its_copy_stays(rita, web, cited):
    old = cited.capture
    web.pages[PATH] = html(FIRST, QUOTE.replace("nine", "some"), LAST)

    look = look_at(cited)

    cited.refresh_from_db()
    row = Anchoring.objects.get()
    assert (cited.capture, look.after.article, look.asks) == (old, None, True)
    assert (row.evidence, row.appearance) == (cited, None)
    assert Activity.objects.filter(claim=cited.claim, verb="page edited silently").exists()
    assert Notification.objects.filter(kind=NotificationKind.PAGE_CHANGED, claim=cited.claim).exists()


def test_due_are_pages_of_public_checks_and_of_accepted_claims_at_their_pace(settings, article, cited):
    assert (list(due_articles()), list(due_evidence())) == ([], [])
    old = timezone.now() - timedelta(hours=25)
    backdate(old)

    assert list(due_evidence()) == [cited]
    assert [row.pk for row in due_articles()] == [article.pk]
    backdate(timezone.now() - timedelta(days=8))
    Look.objects.create(article=article, before=Capture.objects.first(), outcome="same", looked_at=old)
    assert list(due_articles()) == []


def backdate(when):
    """As if every copy had been stored then; no code of the product can do it."""
    with past_the_triggers():
        Capture.objects.update(retrieved_at=when)


@contextmanager
def past_the_triggers():
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        yield
        cursor.execute("SET LOCAL session_replication_role = DEFAULT")


def test_one_beat_asks_one_page_of_a_host_and_another_beat_no_second_time(settings, article, rita):
    other = factories.article(address="http://b.example/1")
    third = factories.article(address=f"{article.address}/2")
    for one in (other, third):
        text = one.captures.get().text
        factories.at(factories.claim(text, within=one.captures.get(), quote=text), Status.QUEUED)
    backdate(timezone.now() - timedelta(hours=30))

    assert (start_looks(), start_looks()) == (2, 0)
    hosts = [job.payload["host"] for job in Job.objects.filter(kind=JobKind.LOOK)]
    assert sorted(hosts) == ["127.0.0.1", "b.example"]


def test_nothing_is_due_when_it_is_switched_off(settings, article):
    settings.LOOK_AGAIN_HOURS = 0
    backdate(timezone.now() - timedelta(days=400))

    assert start_looks() == 0


@pytest.mark.parametrize("attack", ["told", "outcome", "delete", "both", "changed"])
def test_postgres_keeps_looks_as_they_were(article, attack):
    look = look_at(article)
    rows = Look.objects.filter(pk=look.pk)
    capture = look.before
    attacks = {
        "told": lambda: rows.update(told="Nothing to see."),
        "outcome": lambda: rows.update(outcome="gone"),
        "delete": rows.delete,
        "both": lambda: Look.objects.create(before=capture, outcome="same", looked_at=look.looked_at),
        "changed": lambda: Look.objects.create(
            article=article, before=capture, outcome="changed", told="x", looked_at=look.looked_at
        ),
    }

    with pytest.raises(DatabaseError), transaction.atomic():
        attacks[attack]()


def test_a_subject_that_is_not_there_ends_the_job_quietly(rita):
    job = factories.job(JobKind.LOOK, payload={"look": "article:999999"})

    assert runner.run(job.pk, worker="w1")

    job.refresh_from_db()
    assert job.state == "done"
    assert Article.objects.count() == 0
