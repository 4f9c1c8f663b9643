"""``claims:search`` to its end: large results, others that publish meanwhile, publishers that are rare."""

import urllib.parse
from datetime import timedelta
from itertools import count

import pytest
from django.core import signing
from django.utils import timezone

from claims import known_queries
from claims.actions.searchable import pieces_of, write_passages
from claims.api.google.walk import Walk, packed, unpacked
from claims.jobs.embed import fill
from claims.models import KnownCheck
from claims.search import Telling, candidates
from claims.search.encoders import newest
from tests import factories

pytestmark = pytest.mark.django_db
SITE = "rare.example.org"
numbers = count(1)


def known(claim="The bridges of Marlow number {} in all", host="many.example.org", **fields):
    n = next(numbers)
    fields.setdefault("language", "en")
    fields.setdefault("reviewed_on", timezone.localdate())
    row = KnownCheck.objects.create(
        external_id=f"walk-{n}", claim=claim.format(n), title=f"Part {n}", rating_words="False",
        address=f"https://{host}/{n}", digest=factories.sha256(str(n)), **fields,
    )  # fmt: skip
    write_passages(pieces_of(row, ""))
    return row


@pytest.fixture
def narrow_search(monkeypatch):
    """Each direction brings three candidates: ten checks are to it what a hundred thousand are else."""
    for name in ("NEAR", "HEADS", "BODIES"):
        monkeypatch.setattr(f"claims.search.candidates.{name}", 3)


def page(ask, **asked):
    answer = ask.get("/v1alpha1/claims:search?" + urllib.parse.urlencode(asked))
    assert answer.status_code == 200, answer.content
    return answer.json()


def walk(ask, between=lambda: None, **asked):
    """Addresses of every answer, in their order."""
    found, token = [], ""
    while True:
        got = page(ask, **asked, **({"pageToken": token} if token else {}))
        found += [row["claimReview"][0]["url"] for row in got.get("claims", [])]
        token = got.get("nextPageToken", "")
        if not token:
            return found
        between()


def addresses(rows):
    return {row.address for row in rows}


@pytest.mark.parametrize("size", [1, 3, 4, 100])
def test_every_check_that_shares_the_words_is_met_once(program, narrow_search, size):
    rows = [known() for _ in range(17)]
    known("Vaccines contain microchips that track people")

    found = walk(program("rita"), query="bridges of Marlow", pageSize=size)

    assert len(found) == len(set(found))
    assert set(found) == addresses(rows)


def test_what_others_publish_meanwhile_moves_nothing(program, narrow_search):
    rows = [known() for _ in range(17)]

    found = walk(program("rita"), between=known, query="bridges of Marlow", pageSize=2)

    assert len(found) == len(set(found))
    assert set(found) == addresses(rows)


def test_words_are_weighed_as_they_were_when_the_walk_began(program, narrow_search):
    """Ten times as many checks about bridges come in: "bridges" is no rare word any more."""
    rows = [known() for _ in range(9)]

    def flood():
        for _ in range(20):
            known("Bridges, bridges, bridges of Marlow {}")

    found = walk(program("rita"), between=flood, query="bridges of Marlow", pageSize=3)

    assert sorted(found) == sorted(addresses(rows))


def test_what_is_withdrawn_meanwhile_is_left_out(program, narrow_search):
    rows = [known() for _ in range(9)]
    ask = program("rita")
    first = page(ask, query="bridges of Marlow", pageSize=2)
    seen = {row["claimReview"][0]["url"] for row in first["claims"]}
    gone = next(row for row in rows if row.address not in seen)
    KnownCheck.objects.filter(pk=gone.pk).update(withdrawn_at=timezone.now())

    assert set(walk(ask, query="bridges of Marlow", pageSize=2)) == addresses(rows) - {gone.address}


@pytest.mark.parametrize("few", [1_000, 0])
def test_a_rare_publisher_is_not_missed(program, narrow_search, monkeypatch, few):
    """However many others fit the question better; whether those that fit the filter are few or many."""
    monkeypatch.setattr(known_queries, "FEW", few)
    old = timezone.localdate() - timedelta(days=900)
    for _ in range(20):
        known("The bridges of Marlow: bridges of Marlow", reviewed_on=old)
    rare = [known(host=SITE), known(host=f"www.{SITE}", reviewed_on=old)]
    ask, asked = program("rita"), {"query": "bridges of Marlow", "pageSize": 1}

    assert sorted(walk(ask, **asked, reviewPublisherSiteFilter=SITE)) == sorted(addresses(rare))
    assert walk(ask, **asked, maxAgeDays=30) == [rare[0].address]
    assert walk(ask, **asked, reviewPublisherSiteFilter=SITE, maxAgeDays=30) == [rare[0].address]
    assert walk(ask, **asked, reviewPublisherSiteFilter=SITE, languageCode="pt") == []


def test_a_rare_publisher_is_found_by_meaning_too(program, narrow_search, monkeypatch):
    """Through the index of vectors, which is asked on until it has found some that fit."""
    monkeypatch.setattr(known_queries, "FEW", 0)
    for _ in range(30):
        known("The mayor of Marlow is a liar, says number {}")
    rare = known("A physician said that vaccination brings about autism", host=SITE)
    fill(newest())

    found = walk(program("rita"), query="Vaccines cause autism", reviewPublisherSiteFilter=SITE)

    assert found == [rare.address]


def test_a_site_of_odd_letters_finds_nothing_and_breaks_nothing(program):
    known()
    ask = program("rita")

    for site in ("%s", "{fits}", "100%", "'; DROP TABLE x; --", "ü.example", "a\\b"):
        assert walk(ask, query="bridges of Marlow", reviewPublisherSiteFilter=site) == []


@pytest.mark.parametrize("offset", [0, 2, 5, 16, 17, 400])
def test_offset_leaves_out_so_many_of_the_whole(program, narrow_search, offset):
    for _ in range(17):
        known()
    ask = program("rita")
    whole = walk(ask, query="bridges of Marlow", pageSize=4)

    assert walk(ask, query="bridges of Marlow", pageSize=4, offset=offset) == whole[offset:]


def test_page_token_is_short_enough_for_an_address():
    """Web servers take about four thousand letters in a line."""
    best = [(n * 7919) % 1_000_000 for n in range(known_queries.RANKED)]
    words = Telling(tuple((n * 41_666_663, 9_000 + n) for n in range(candidates.TELLING)), 1_000)

    token = signing.dumps(["a" * 8, Walk(best, 10, 1_000_000, timezone.localdate(), words).token])

    assert len(token) < 3_000


def test_a_walk_is_in_its_token_whole():
    walk = Walk([5, 900, 2], 1, 77, timezone.localdate(), Telling(((12, 900), (999_999_936, 1)), 45))

    assert Walk.of(walk.token) == walk
    assert Walk.of(Walk([], 0, 1, None, Telling()).token) == Walk([], 0, 1, None, Telling())


@pytest.mark.parametrize(
    "token", ["", "!", "AA", packed([1]), packed([0, 0, 0, 0, 0, 7]), packed([0, 0, -9, 0, 0])]
)
def test_what_is_no_walk_is_refused(token):
    with pytest.raises((ValueError, OverflowError)):
        Walk.of(token)


def test_numbers_are_packed_whatever_they_are():
    found = [0, 5, 4, 2**40, 1, 1, 999_999_936]

    assert unpacked(packed(found)) == found
