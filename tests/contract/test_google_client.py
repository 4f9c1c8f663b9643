"""Google's own client speaks to us as to Google: searched to the end, drafted, refused, deleted."""

import threading

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone
from googleapiclient.errors import HttpError

from claims.actions.mirror import mirror_publications
from claims.actions.publish import withdraw
from claims.actions.searchable import pieces_of, write_passages
from claims.models import Claim, KnownCheck, MarkupPage, Publication
from tests import checks, factories

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.filterwarnings("ignore::DeprecationWarning:googleapiclient"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning:httplib2"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]


def known(number, **fields):
    """A check of another publisher's, searchable."""
    values = {
        "feed": "test",
        "external_id": f"known-{number}",
        "publisher": "Awesome Checks",
        "claim": f"The bridges of Marlow number {number} in all",
        "title": f"Bridges, part {number}",
        "rating_words": "Mostly false",
        "address": f"https://www.awesome.example.org/{number}?from=feed",
        "language": "en",
        "reviewed_on": timezone.localdate(),
        "digest": "0" * 64,
    }
    row = KnownCheck.objects.create(**{**values, **fields})
    write_passages(pieces_of(row, ""))
    return row


def walk(client, between=lambda: None, **asked):
    """Every page to the end; ``between`` happens after each."""
    found, token = [], ""
    while True:
        page = client.claims().search(**asked, **({"pageToken": token} if token else {})).execute()
        found += [row["claimReview"][0]["url"] for row in page.get("claims", [])]
        token = page.get("nextPageToken", "")
        between()
        if not token:
            return found


def status(call):
    with pytest.raises(HttpError) as caught:
        call.execute()
    error = caught.value
    return error.status_code, error.error_details or error.reason


def test_search_answers_in_the_shapes_of_the_document(google, rita):
    known(1, speaker="Ada Quist", made_on="2026-01-31")

    page = google(rita).claims().search(query="bridges of Marlow").execute()

    today = f"{timezone.localdate().isoformat()}T00:00:00Z"
    assert page == {
        "claims": [
            {
                "text": "The bridges of Marlow number 1 in all",
                "claimant": "Ada Quist",
                "claimDate": "2026-01-31T00:00:00Z",
                "claimReview": [
                    {
                        "publisher": {"name": "Awesome Checks", "site": "awesome.example.org"},
                        "url": "https://www.awesome.example.org/1?from=feed",
                        "title": "Bridges, part 1",
                        "reviewDate": today,
                        "textualRating": "Mostly false",
                        "languageCode": "en",
                    }
                ],
            }
        ]
    }


def test_walk_to_the_end_loses_and_repeats_nothing_while_others_publish(google, rita):
    for number in range(25):
        known(number)
    wanted = {row.address for row in KnownCheck.objects.all()}
    numbers = iter(range(100, 200))

    def publish():
        def act():
            known(next(numbers), claim="The bridges of Marlow, the bridges of Marlow")
            connection.close()

        thread = threading.Thread(target=act)
        thread.start()
        thread.join()

    client = google(rita)
    ranked = walk(client, publish, query="bridges of Marlow", pageSize=4)
    newest = walk(client, publish, reviewPublisherSiteFilter="awesome.example.org", pageSize=7)

    assert len(ranked) == len(set(ranked))
    assert set(ranked) == wanted
    assert len(newest) == len(set(newest))
    assert wanted <= set(newest)


def test_withdrawn_while_walking_is_left_out(google, rita):
    rows = [known(number) for number in range(6)]
    client = google(rita)
    first = client.claims().search(query="bridges of Marlow", pageSize=2).execute()
    seen = {row["claimReview"][0]["url"] for row in first["claims"]}
    gone = next(row for row in rows if row.address not in seen)
    KnownCheck.objects.filter(pk=gone.pk).update(withdrawn_at=timezone.now())

    rest = walk(client, query="bridges of Marlow", pageSize=2)

    assert gone.address not in rest


def test_best_comes_first_and_what_says_nothing_of_it_is_not_there(google, rita):
    known(1, claim="Vaccines contain microchips that track people", title="Chips")
    known(2, claim="Marlow has fourteen bridges over its river", title="Bridges of Marlow")
    known(3, claim="Marlow has a new town hall", title="Town hall")

    page = google(rita).claims().search(query="Marlow has fourteen bridges").execute()

    texts = [row["text"] for row in page["claims"]]
    assert texts[0] == "Marlow has fourteen bridges over its river"
    assert "Vaccines contain microchips that track people" not in texts
    assert google(rita).claims().search(query="???").execute() == {}


def test_filters_by_language_site_and_age(google, rita):
    old = timezone.localdate().replace(year=2001)
    known(1)
    known(2, language="pt-BR")
    known(3, address="https://other.example.org/3")
    known(4, reviewed_on=old, made_on=old)
    known(5, reviewed_on=old, made_on=timezone.localdate())
    client, asked = google(rita), {"query": "bridges of Marlow"}

    def numbers(**more):
        return sorted(
            int(url.removesuffix("?from=feed").rpartition("/")[2]) for url in walk(client, **asked, **more)
        )

    assert numbers() == [1, 2, 3, 4, 5]
    assert numbers(languageCode="pt") == [2]
    assert numbers(languageCode="en-US") == [1, 3, 4, 5]
    assert numbers(reviewPublisherSiteFilter="www.Awesome.example.org") == [1, 2, 4, 5]
    assert numbers(maxAgeDays=30) == [1, 2, 3, 5]
    assert numbers(offset=3) != numbers()
    assert len(numbers(offset=3)) == 2


def test_our_own_check_is_found_once_it_is_public_and_not_once_it_is_withdrawn(google, rita, edda, paul):
    publication = checks.published(rita, edda, paul)
    mirror_publications([publication.claim_id])
    client, words = google(rita), publication.claim.text

    (found,) = client.claims().search(query=words).execute()["claims"]

    review = found["claimReview"][0]
    assert (found["text"], review["textualRating"]) == (words, "False")
    assert review["url"] == f"{settings.PUBLIC_URL}/checks/{publication.public_id}/"
    withdraw(publication.claim, by=paul, reason="Wrong.", notice="We were wrong.")
    mirror_publications([publication.claim_id])
    assert client.claims().search(query=words).execute() == {}


@pytest.mark.parametrize("size", [100, 10_000])
def test_long_question_is_sent_in_a_body_and_answered(google, rita, size):
    known(1)
    question = ("bridges of Marlow " * 1_000)[:size]

    assert len(google(rita).claims().search(query=question).execute()["claims"]) == 1


BAD = [
    {"query": ""},
    {"query": "x", "pageSize": -1},
    {"query": "x", "pageSize": 10**9},
    {"query": "x", "offset": -1},
    {"query": "x", "maxAgeDays": -3},
    {"query": "x", "pageToken": "nonsense"},
    {"query": "x" * 20_001},
]


@pytest.mark.parametrize("asked", BAD, ids=range(len(BAD)))
def test_what_makes_no_sense_is_an_invalid_argument(google, rita, asked):
    code, _ = status(google(rita).claims().search(**asked))

    assert code == 400


def test_token_of_another_search_is_refused(google, rita):
    for number in range(3):
        known(number)
    client = google(rita)
    token = client.claims().search(query="bridges of Marlow", pageSize=1).execute()["nextPageToken"]

    assert status(client.claims().search(query="something else", pageToken=token))[0] == 400


# --- Pages ---------------------------------------------------------------------------------------

REVIEW = {
    "claimReviewed": "Marlow has fourteen bridges over its river.",
    "claimDate": "2026-01-31",
    "claimAuthor": {"name": "Ada Quist", "jobTitle": "Mayor"},
    "claimFirstAppearance": "https://example.org/said",
    "rating": {"textualRating": "False", "ratingExplanation": "The books name nine."},
}
PAGE = {
    "pageUrl": "https://checks.example.org/bridges",
    "publishDate": "2026-02-01",
    "claimReviewAuthor": {"name": "Our newsroom"},
    "claimReviewMarkups": [REVIEW],
}


def test_page_is_created_got_updated_and_deleted(google, rita):
    pages = google(rita).pages()

    made = pages.create(body=PAGE).execute()

    claim = Claim.objects.get()
    assert (claim.status, claim.assignee, claim.text) == ("researching", rita, REVIEW["claimReviewed"])
    draft = claim.assessment.current
    assert (draft.rating.label, draft.summary, draft.contributor) == ("False", "The books name nine.", rita)
    assert not Publication.objects.exists()
    got = pages.get(name=made["name"]).execute()
    assert got == made
    shown = got["claimReviewMarkups"][0]
    assert shown["claimAuthor"] == {"name": "Ada Quist", "jobTitle": "Mayor"}
    assert (shown["claimFirstAppearance"], shown["claimDate"]) == ("https://example.org/said", "2026-01-31")
    assert shown["rating"]["textualRating"] == "False"
    assert pages.list(url=PAGE["pageUrl"]).execute()["claimReviewMarkupPages"] == [got]

    got["claimReviewMarkups"][0]["rating"]["ratingExplanation"] = "The books name ten."
    updated = pages.update(name=got["name"], body=got).execute()
    assert updated["claimReviewMarkups"][0]["rating"]["ratingExplanation"] == "The books name ten."
    assert updated["versionId"] != got["versionId"]
    code, _ = status(pages.update(name=got["name"], body=got))
    assert code == 409
    assert claim.assessment.versions.count() == 2

    assert pages.delete(name=got["name"]).execute() == {}
    claim.refresh_from_db()
    assert (claim.status, claim.decline_reason) == ("declined", "out_of_scope")
    assert status(pages.get(name=got["name"]))[0] == 404
    assert MarkupPage.objects.count() == 1


def test_work_of_people_makes_a_version_stale_too(google, rita, edda):
    pages = google(rita).pages()
    made = pages.create(body=PAGE).execute()
    claim = Claim.objects.get()
    checks.save_draft(claim, by=edda, version=1, rating=checks.rating("true"), summary="They are many.")

    code, _ = status(pages.update(name=made["name"], body=made))

    assert code == 409
    assert claim.assessment.current.summary == "They are many."


def test_page_grows_and_shrinks(google, rita):
    pages = google(rita).pages()
    made = pages.create(body=PAGE).execute()
    second = {**REVIEW, "claimReviewed": "Marlow has a second claim, of its ferries."}

    grown = pages.update(
        name=made["name"], body={**made, "claimReviewMarkups": [*made["claimReviewMarkups"], second]}
    ).execute()
    shrunk = pages.update(
        name=made["name"], body={**grown, "claimReviewMarkups": grown["claimReviewMarkups"][:1]}
    ).execute()

    assert [row["claimReviewed"] for row in grown["claimReviewMarkups"]] == [
        REVIEW["claimReviewed"],
        second["claimReviewed"],
    ]
    assert len(shrunk["claimReviewMarkups"]) == 1
    assert sorted(Claim.objects.values_list("status", flat=True)) == ["declined", "researching"]


def test_draft_in_review_is_closed_to_its_reviewers_and_stands_still(google, rita, edda):
    mine, hers = google(rita).pages(), google(edda).pages()
    made = mine.create(body=PAGE).execute()
    claim = Claim.objects.get()
    factories.at(claim, "in_review")

    assert status(hers.get(name=made["name"]))[0] == 403
    assert hers.list(url=PAGE["pageUrl"]).execute() == {}
    got = mine.get(name=made["name"]).execute()
    assert status(mine.update(name=made["name"], body=got))[0] == 400
    assert status(mine.delete(name=made["name"]))[0] == 400
    assert status(hers.update(name=made["name"], body=got))[0] == 403


def test_public_checks_are_listed_and_read_and_never_changed_here(google, rita, edda, paul):
    publications = [checks.published(rita, edda, paul) for _ in range(3)]
    pages = google(rita).pages()
    pages.create(body=PAGE).execute()
    found, token = [], ""
    while True:
        more = {"pageToken": token} if token else {}
        page = pages.list(organization="127.0.0.1", pageSize=2, **more).execute()
        found += [row["name"] for row in page["claimReviewMarkupPages"]]
        token = page.get("nextPageToken", "")
        if not token:
            break

    names = [f"pages/{row.public_id}" for row in reversed(publications)]
    assert found[1:] == names
    assert found[0] == str(MarkupPage.objects.get())
    got = pages.get(name=names[0]).execute()
    assert got["claimReviewMarkups"][0]["rating"] == {
        "textualRating": "False",
        "ratingValue": 1,
        "bestRating": 5,
        "worstRating": 1,
        "ratingExplanation": "The books say otherwise.",
    }
    assert status(pages.update(name=names[0], body=got))[0] == 400
    assert status(pages.delete(name=names[0]))[0] == 400


WRONG = [
    {"pageUrl": "nonsense"},
    {"pageUrl": "ftp://example.org/x"},
    {"claimReviewMarkups": []},
    {"claimReviewMarkups": [REVIEW] * 21},
    {"claimReviewMarkups": [{**REVIEW, "claimReviewed": "x" * 10_000}]},
    {"claimReviewMarkups": [{**REVIEW, "claimReviewed": "Too\0bad a claim"}]},
    {"claimReviewMarkups": [{**REVIEW, "claimDate": "0000-00-00"}]},
    {"claimReviewMarkups": [{**REVIEW, "rating": {"textualRating": "Purple"}}]},
    {"claimReviewMarkups": [{**REVIEW, "rating": "False"}]},
    {"claimReviewMarkups": ["False"]},
    {"publishDate": "0000-00-00"},
    {"nonsense": True},
]


@pytest.mark.parametrize("wrong", WRONG, ids=range(len(WRONG)))
def test_page_that_does_not_hold_is_refused_and_leaves_nothing(google, rita, wrong):
    code, _ = status(google(rita).pages().create(body={**PAGE, **wrong}))

    assert code == 400
    assert (Claim.objects.count(), MarkupPage.objects.count()) == (0, 0)


def test_one_address_has_one_page(google, rita):
    pages = google(rita).pages()
    pages.create(body=PAGE).execute()

    assert status(pages.create(body=PAGE))[0] == 409
    assert Claim.objects.count() == 1


def test_who_may_not_research_may_not_write_pages(google, olaf, sam):
    assert status(google(olaf).pages().create(body=PAGE))[0] == 403
    assert status(google(sam).claims().search(query="x"))[0] == 403
