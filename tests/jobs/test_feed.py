"""Feeds: asked when they are due, new articles handed in once, trouble said on the feed."""

from datetime import timedelta

import pytest
from django.utils import timezone

from claims.actions import feeds
from claims.actions.feeds import look_at_feeds, look_now, take_items
from claims.errors import Denied, Refused
from claims.integrations.errors import Unreadable
from claims.integrations.feeds import MOST, Item, items_of
from claims.jobs import runner
from claims.models import Feed, Intake, Job, JobKind
from tests import factories
from tests.fakes.site import Pages, site

RSS = b"""<?xml version="1.0"?><rss version="2.0"><channel><title>Courier</title><link>http://c.example/</link>
<item><title>Second</title><link>/second</link><guid isPermaLink="false">b</guid></item>
<item><title>First &amp; only</title><link>http://c.example/first</link></item>
<item><title>No address</title></item><item><title>Bad</title><link>javascript:alert(1)</link></item>
</channel></rss>"""
ATOM = b"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Courier</title><id>x</id>
<entry><id>tag:1</id><title>One</title><link href="http://c.example/one"/></entry></feed>"""
BOMB = (
    b'<!DOCTYPE r [<!ENTITY a "aaaaaaaaaa">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9))
    + b"]><rss version='2.0'><channel><item><title>&j;</title><link>http://c.example/</link></item></channel></rss>"
)


@pytest.fixture(autouse=True)
def _no_broker(monkeypatch):
    monkeypatch.setattr("claims.actions.jobs.dispatch", lambda job: True)


def feed(address="http://c.example/feed", **fields):
    return Feed.objects.create(source=factories.source(), address=address, **fields)


def test_items_of_rss_and_atom():
    assert items_of(RSS, url="http://c.example/feed") == [
        Item("b", "http://c.example/second", "Second"),
        Item("http://c.example/first", "http://c.example/first", "First & only"),
    ]
    assert items_of(ATOM, url="http://c.example/feed") == [Item("tag:1", "http://c.example/one", "One")]


@pytest.mark.parametrize(
    "body", [b"", b"<html><body>no</body></html>", b"\x00\xff", b"/etc/passwd", b"http://c.example/"]
)
def test_what_is_no_feed_is_said_to_be_none(body):
    with pytest.raises(Unreadable, match="no RSS or Atom feed"):
        items_of(body, url="http://c.example/feed")


def test_entities_do_not_blow_up_and_items_are_limited():
    assert all(len(item.title) < 1000 for item in items_of(BOMB, url="http://c.example/"))
    many = b"".join(b"<item><link>http://c.example/%d</link></item>" % n for n in range(MOST + 5))
    long = b"<rss version='2.0'><channel>" + many + b"</channel></rss>"
    assert len(items_of(long, url="http://c.example/")) == MOST


@pytest.mark.django_db
def test_feeds_that_are_due_are_looked_at_once():
    due = feed()
    feed("http://c.example/off", active=False)
    feed("http://c.example/later", next_at=timezone.now() + timedelta(minutes=5))

    assert (look_at_feeds(), look_at_feeds()) == (1, 0)

    job = Job.objects.get(kind=JobKind.FEED)
    assert (job.payload, job.queue) == ({"feed": due.pk}, "fetch")
    due.refresh_from_db()
    assert timedelta(minutes=29) < due.next_at - timezone.now() < timedelta(minutes=31)


@pytest.mark.django_db
def test_items_are_handed_in_once_and_the_oldest_first():
    one, items = feed(), [Item("b", "http://c.example/b", ""), Item("a", "http://c.example/a", "")]

    assert (take_items(one, items), take_items(one, items)) == (2, 0)
    assert take_items(one, [Item("x", "http://user:secret@c.example/", ""), *items]) == 0

    assert [(row.address, row.source, row.added_by) for row in Intake.objects.order_by("pk")] == [
        ("http://c.example/a", one.source, None),
        ("http://c.example/b", one.source, None),
    ]
    assert Job.objects.filter(kind=JobKind.READ).count() == 2


class Feeds(Pages):
    def page_feed(self) -> None:
        if self.headers.get("If-None-Match") == '"v1"':
            self.answer(304)
        else:
            self.answer(200, RSS, Content_Type="application/rss+xml", ETag='"v1"')


def looked_at(one) -> Job:
    job = feeds._send(one.pk, None)
    assert runner.run(job.pk, worker="w1")
    job.refresh_from_db()
    one.refresh_from_db()
    return job


@pytest.mark.django_db
def test_look_hands_in_what_is_new_and_asks_again_only_for_changes(settings):
    with site(pages=Feeds) as base:
        settings.FETCH_ALLOWED_HOSTS = [base.removeprefix("http://"), "c.example"]
        one = feed(f"{base}/feed")
        first, second = looked_at(one), looked_at(one)

    assert (first.state, first.result) == ("done", {"items": 2, "new": 2})
    assert (second.state, second.result) == ("done", {"items": 0, "new": 0})
    assert (one.etag, one.trouble, one.looked_at is not None) == ('"v1"', "", True)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("page", "state", "words"),
    [("article", "dead", "no RSS or Atom feed"), ("missing", "dead", ""), ("busy", "waiting", "")],
)
def test_trouble_is_said_on_the_feed_and_on_the_job(settings, page, state, words):
    with site(pages=Feeds) as base:
        settings.FETCH_ALLOWED_HOSTS = [base.removeprefix("http://")]
        one = feed(f"{base}/{page}")
        job = looked_at(one)

    assert job.state == state
    assert one.trouble == job.error
    assert words in one.trouble
    assert one.trouble.endswith(".")


@pytest.mark.django_db
def test_look_goes_nowhere_inside_the_house():
    one = feed("http://127.0.0.1:8000/feed")

    job = looked_at(one)

    assert job.state == "dead"
    assert one.trouble


@pytest.mark.django_db
def test_look_now_is_for_editors_and_for_feeds_that_are_on(edda, rita, olaf):
    one = feed()
    for other in (rita, olaf):
        with pytest.raises(Denied):
            look_now(one, by=other)

    assert look_now(one, by=edda) == look_now(one, by=edda)

    Feed.objects.update(active=False)
    with pytest.raises(Refused, match="switch it on"):
        look_now(one, by=edda)


@pytest.mark.django_db
def test_a_feed_that_is_gone_ends_quietly():
    job = factories.job(JobKind.FEED, payload={"feed": 0})

    assert runner.run(job.pk, worker="w1")

    job.refresh_from_db()
    assert (job.state, job.result) == ("done", {})
