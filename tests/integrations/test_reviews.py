"""Fact-checks out of the shapes that others hand out."""

from datetime import date

import pytest

from claims.integrations.reviews import Flaw, Review, reviews

REVIEW = {
    "@context": "https://schema.org",
    "@type": "ClaimReview",
    "url": "https://checks.example.org/bridges",
    "claimReviewed": "Marlow has seven bridges.",
    "author": {"@type": "Organization", "name": "Checks"},
    "datePublished": "2024-05-06T10:00:00Z",
    "inLanguage": "en",
    "itemReviewed": {"@type": "Claim", "author": {"name": "Ada Reyes"}, "datePublished": "2024-05-01"},
    "reviewRating": {"alternateName": "False", "ratingValue": "2", "bestRating": "7", "worstRating": "1"},
}


def one(thing):
    (found,) = reviews(thing)
    return found


def test_a_row_takes_either_name_of_a_field():
    full = {
        "vclaim_id": "v1", "vclaim": "A", "title": "B", "subtitle": "C", "text": "D\nE", "speaker": "F",
        "truth_label": "pants-fire", "author": "G", "date": "26 May 2015", "url": "/x",
    }  # fmt: skip
    other = {
        "id": "v1", "claim": "A", "title": "B", "subtitle": "C", "text": "D\nE", "speaker": "F",
        "rating": "pants-fire", "publisher": "G", "date": "2015-05-26", "page_url": "/x",
    }  # fmt: skip

    assert one(full) == one(other)
    assert one(full) == Review(
        "v1", claim="A", title="B", subtitle="C", body="D\nE", speaker="F", rating="pants-fire",
        publisher="G", reviewed_on=date(2015, 5, 26), address="/x",
    )  # fmt: skip


def test_a_row_needs_an_id_and_a_claim_only():
    assert one({"id": 7, "claim": "A"}) == Review("7", claim="A")


def test_a_day_on_which_it_was_stated_is_the_claims():
    found = one({"id": "1", "claim": "A", "date": "stated on October 22, 2019 in a campaign mailer.:"})

    assert (found.made_on, found.reviewed_on) == (date(2019, 10, 22), None)


@pytest.mark.parametrize(
    ("thing", "reason"),
    [
        ({"claim": "A"}, "There is no id, and no address to know it by."),
        ({"id": "1"}, "There is neither a claim nor a title."),
        ({"id": "1", "claim": " \x00\u202e "}, "There is neither a claim nor a title."),
        ({"@type": "ClaimReview"}, "There is no id, and no address to know it by."),
        ({"id": "x" * 1600, "claim": "A"}, "The id has more than 1,500 bytes."),
    ],
)
def test_what_says_too_little_is_a_flaw(thing, reason):
    assert one(thing) == Flaw(reason)


def test_a_check_without_claim_text_stands_by_its_title():
    assert one({"id": "1", "title": "Bridges of Marlow"}) == Review("1", title="Bridges of Marlow")


def test_controls_and_direction_overrides_are_taken_out():
    found = one({"id": "1\x00", "claim": "safe\u202e txt\x00", "text": "a\x00\nb\u2066", "title": "\ud800x"})

    assert (found.external_id, found.claim, found.body, found.title) == ("1", "safe txt", "a\nb", "x")


@pytest.mark.parametrize("value", [None, [], {}, True, 3.5, ["", "x"], [[["deep"]]]])
def test_fields_of_any_type_do_no_harm(value):
    thing = dict.fromkeys(("title", "subtitle", "text", "speaker", "rating", "author", "date", "url"), value)

    assert isinstance(one({"id": "1", "claim": "A", **thing}), Review)


def test_claim_review_is_read_with_its_rating_on_five():
    found = one(REVIEW)

    assert found.claim == "Marlow has seven bridges."
    assert (found.publisher, found.speaker, found.rating, found.language) == (
        "Checks", "Ada Reyes", "False", "en",
    )  # fmt: skip
    assert found.number == pytest.approx(1 + 4 / 6)
    assert (found.made_on, found.reviewed_on) == (date(2024, 5, 1), date(2024, 5, 6))
    assert found.external_id.startswith("https://checks.example.org/bridges#")


def test_two_claims_on_one_page_are_two_checks():
    first, second = one(REVIEW), one({**REVIEW, "claimReviewed": "Marlow has eight bridges."})

    assert first.address == second.address
    assert first.external_id != second.external_id


@pytest.mark.parametrize(
    "rating",
    [
        {"ratingValue": 9, "bestRating": 5, "worstRating": 1},
        {"ratingValue": 1},
        {"ratingValue": 1, "bestRating": 1, "worstRating": 1},
        {"ratingValue": "x", "bestRating": 5, "worstRating": 1},
    ],
)
def test_a_number_outside_its_scale_is_none(rating):
    assert one({**REVIEW, "reviewRating": rating}).number is None


@pytest.mark.parametrize("item", [None, [], "x", [None]])
def test_a_feed_item_may_be_empty(item):
    assert list(reviews({"@type": "DataFeedItem", "item": item})) == []


def test_a_feed_item_may_hold_several_or_one():
    assert len(list(reviews({"item": [REVIEW, REVIEW]}))) == 2
    assert one({"@type": "DataFeedItem", "item": REVIEW}) == one(REVIEW)


def test_a_deleted_feed_item_is_a_withdrawal():
    assert one({"item": [REVIEW], "dateDeleted": "2024-06-01"}).removed


def test_a_graph_gives_its_reviews_and_passes_over_the_rest():
    assert list(reviews({"@graph": [{"@type": "WebPage"}, REVIEW]})) == [one(REVIEW)]
