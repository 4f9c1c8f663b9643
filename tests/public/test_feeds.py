"""Feeds: whole and without repeats by keyset, with corrections and withdrawals; read by our own importer."""

import json
from datetime import timedelta
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest
import time_machine
from django.conf import settings
from django.utils import timezone

from claims.actions.known_checks import import_file
from claims.actions.publish import correct, withdraw
from claims.integrations.validity import errors
from claims.models import KnownCheck
from tests import checks

pytestmark = pytest.mark.django_db
FEED = "/feeds/claimreview.json"
ATOM = "{http://www.w3.org/2005/Atom}"
WORDS = {"what": "A word.", "why": "Typo.", "notice": "We mended a word."}


@pytest.fixture
def publish_one(rita, edda, paul):
    return lambda key="false": checks.published(rita, edda, paul, key)


def whole(client, address):
    """Every item of a feed, page by page, as its Link header leads."""
    items, pages = [], 0
    while address:
        answer = client.get(address)
        items += answer.json()["dataFeedElement"]
        link = answer.headers.get("Link", "")
        onward = link.partition(">")[0].lstrip("<")
        address = onward.removeprefix(settings.PUBLIC_URL)
        pages += 1
    return items, pages


def test_items_are_newest_first_and_their_markup_is_valid(publish_one, client):
    made = [publish_one() for _ in range(3)]

    feed = client.get(FEED).json()

    assert (feed["@type"], feed["@context"]) == ("DataFeed", "https://schema.org")
    urls = [row["url"] for row in feed["dataFeedElement"]]
    assert urls == [f"{settings.PUBLIC_URL}/checks/{row.public_id}/" for row in reversed(made)]
    for row in feed["dataFeedElement"]:
        assert (row["@type"], errors(row["item"][0])) == ("DataFeedItem", [])
        assert "dateModified" not in row


def test_a_correction_is_told_and_moves_nothing(publish_one, paul, client):
    first, second = publish_one(), publish_one()
    corrected = correct(first.claim, by=paul, version=1, summary="New.", **WORDS)

    newest, oldest = client.get(FEED).json()["dataFeedElement"]

    assert newest["url"].endswith(f"{second.public_id}/")
    assert oldest["dateModified"] == corrected.published_at.isoformat()
    assert oldest["item"][0]["correction"][0]["text"] == "We mended a word."


def test_a_withdrawal_is_told_without_a_verdict(publish_one, paul, client):
    publication = publish_one()
    withdrawal = withdraw(publication.claim, by=paul, reason="Forged.", notice="Forged.")

    (row,) = client.get(FEED).json()["dataFeedElement"]

    assert row["dateDeleted"] == withdrawal.created_at.isoformat()
    assert "reviewRating" not in row["item"][0]


def test_pages_lose_and_repeat_none_while_others_publish_and_correct(publish_one, paul, client):
    made = [publish_one() for _ in range(5)]
    answer = client.get(f"{FEED}?size=2")
    correct(made[0].claim, by=paul, version=1, summary="New.", **WORDS)
    publish_one()

    items, pages = whole(client, answer.json()["next"].removeprefix(settings.PUBLIC_URL))
    urls = [row["url"] for row in answer.json()["dataFeedElement"] + items]

    assert urls == [f"{settings.PUBLIC_URL}/checks/{row.public_id}/" for row in reversed(made)]
    assert pages == 2


def test_since_gives_what_changed(publish_one, paul, client):
    old, other = publish_one(), publish_one()
    later = timezone.now() + timedelta(hours=1)
    with time_machine.travel(later, tick=False):
        correct(old.claim, by=paul, version=1, summary="New.", **WORDS)

    since = (later - timedelta(minutes=1)).isoformat().replace("+", "%2B")
    items = client.get(f"{FEED}?since={since}").json()["dataFeedElement"]

    assert [row["url"].split("/")[-2] for row in items] == [str(old.public_id)]
    assert str(other.public_id) not in json.dumps(items)


@pytest.mark.parametrize(
    "query",
    ["size=-1", "size=0", "size=1000000000", "size=x", "size=%D9%A1", "since=0000-00-00", "since=soon"],
)
def test_nonsense_is_answered_with_a_sentence(client, query):
    answer = client.get(f"{FEED}?{query}")

    assert answer.status_code == 400
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.json()["title"].endswith(".")


def test_a_foreign_token_begins_at_the_newest(publish_one, client):
    publication = publish_one()

    feed = client.get(f"{FEED}?after=eyJ4IjoxfQ%3A1%3A2").json()

    assert feed["dataFeedElement"][0]["url"].endswith(f"{publication.public_id}/")


def test_unchanged_costs_nothing_and_changed_does(publish_one, client):
    publish_one()
    first = client.get(FEED)
    same = client.get(FEED, headers={"If-None-Match": first.headers["ETag"]})
    since = client.get(FEED, headers={"If-Modified-Since": first.headers["Last-Modified"]})
    publish_one()
    newer = client.get(FEED, headers={"If-None-Match": first.headers["ETag"]})

    assert (same.status_code, since.status_code, newer.status_code) == (304, 304, 200)


def test_feeds_under_a_rating_hold_only_its_checks(publish_one, client):
    publish_one("false")
    right = publish_one("true")

    for address in ("/feeds/ratings/true.json", "/feeds/ratings/true.atom"):
        text = client.get(address).content.decode()
        assert (str(right.public_id) in text, text.count("/checks/") >= 1) == (True, True)
        assert '"False"' not in text
    assert client.get("/feeds/ratings/nothing.json").status_code == 404


def test_atom_is_well_formed_and_names_each_check(publish_one, paul, client):
    publication = publish_one()
    correct(publication.claim, by=paul, version=1, summary="<b>&amp;</b>", **WORDS)

    feed = ElementTree.fromstring(client.get("/feeds/checks.atom").content)
    log = ElementTree.fromstring(client.get("/feeds/corrections.atom").content)

    (entry,) = feed.findall(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}id") == f"urn:uuid:{publication.public_id}"
    assert entry.findtext(f"{ATOM}summary") == "<b>&amp;</b>"
    (row,) = log.findall(f"{ATOM}entry")
    assert row.findtext(f"{ATOM}summary") == "We mended a word."
    assert urlsplit(row.find(f"{ATOM}link").get("href")).path == f"/checks/{publication.public_id}/"


def test_our_feed_goes_into_another_newsroom(publish_one, paul, client, tmp_path):
    kept, gone = publish_one(), publish_one("true")
    path = tmp_path / "feed.json"

    path.write_bytes(client.get(FEED).content)
    first = import_file(path, feed="Theirs")
    withdraw(gone.claim, by=paul, reason="Forged.", notice="Forged.")
    path.write_bytes(client.get(FEED).content)
    second = import_file(path, feed="Theirs")

    assert (first.added, first.bad, second.added, second.changed, second.unchanged) == (2, 0, 0, 1, 1)
    rows = KnownCheck.objects.filter(feed="Theirs").order_by("pk")
    assert {row.claim for row in rows} == {kept.content["claim"]["text"], gone.content["claim"]["text"]}
    assert {row.claim: row.withdrawn_at is not None for row in rows} == {
        kept.content["claim"]["text"]: False,
        gone.content["claim"]["text"]: True,
    }


def test_a_feed_costs_the_same_at_one_and_at_three(publish_one, client, django_assert_num_queries):
    publish_one()
    with django_assert_num_queries(3):
        client.get(FEED)
    publish_one(), publish_one()
    with django_assert_num_queries(3):
        client.get(FEED)
