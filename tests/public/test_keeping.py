"""What a worker keeps of public answers: never anything that has changed, never more than it may."""

import pytest
from django.urls import reverse

from claims.actions.erase import erase_person
from claims.actions.publish import correct, revisit, withdraw
from claims.models import PublicPage
from claims.views.public import keeping
from claims.views.public.keeping import Shelf, shelf
from tests import checks

WORDS = {"what": "A word.", "why": "Typo.", "notice": "We mended a word."}
LISTS = ["/checks/", "/checks/ratings/false/", "/checks/corrections/", "/checks/search/?q=bridges",
         "/feeds/claimreview.json", "/feeds/checks.atom", "/sitemap-0.xml"]  # fmt: skip


@pytest.fixture
def made(rita, edda, paul):
    return checks.published(rita, edda, paul)


def address(publication, name="check"):
    return reverse(name, args=[publication.public_id])


def text(client, where):
    return client.get(where).content.decode()


@pytest.mark.django_db
def test_a_page_is_drawn_once_and_then_costs_one_question(made, client, django_assert_num_queries):
    for where in (address(made), address(made, "check_card"), *LISTS):
        first = client.get(where)
        with django_assert_num_queries(1):
            second = client.get(where)
        assert (second.content, dict(second.items())) == (first.content, dict(first.items()))


@pytest.mark.django_db
def test_what_changes_on_a_check_is_there_at_once(made, rita, edda, paul, olaf, client):
    where = address(made)
    seen = [text(client, where)]
    for change in (
        lambda: correct(made.claim, by=paul, version=1, summary="Three bridges.", **WORDS),
        lambda: erase_person(rita, by=olaf),
        lambda: PublicPage.objects.create(slug="ours", title="Who pays us", text="x", position=9),
        lambda: PublicPage.objects.filter(slug="ours").delete(),
        lambda: revisit(made.claim, by=edda, reason="Newer books."),
    ):
        change()
        seen.append(text(client, where))

    assert ["Three bridges." in page for page in seen] == [False, True, True, True, True, True]
    assert ["Rita Okafor" in page for page in seen] == [True, True, False, False, False, False]
    assert ["Who pays us" in page for page in seen] == [False, False, False, True, False, False]
    assert ["looking at this check again" in page for page in seen] == [False] * 5 + [True]


@pytest.mark.django_db
def test_a_withdrawal_is_there_at_once_and_answers_410_to_whoever_has_it(made, paul, client):
    where = address(made)
    client.get(where)
    withdraw(made.claim, by=paul, reason="Forged.", notice="A source was forged.")

    gone = client.get(where)
    again = client.get(where, headers={"If-None-Match": gone.headers["ETag"]})
    shelf.clear()
    drawn_anew = client.get(where, headers={"If-None-Match": gone.headers["ETag"]})

    assert [one.status_code for one in (gone, again, drawn_anew)] == [410, 410, 410]
    assert b"A source was forged." in again.content


@pytest.mark.django_db
def test_a_new_check_is_in_every_list_at_once(made, rita, edda, paul, client):
    before = [text(client, where) for where in LISTS]
    new = checks.published(rita, edda, paul)

    after = [text(client, where) for where in LISTS]

    told = [str(new.public_id) in page for page in after]
    assert told == [True, True, False, True, True, True, True]  # nothing of it was corrected
    assert not any(str(new.public_id) in page for page in before)


@pytest.mark.django_db
def test_another_worker_knows_the_tag_without_drawing(made, client, django_assert_num_queries):
    tag = client.get(address(made)).headers["ETag"]
    shelf.clear()

    with django_assert_num_queries(1):
        same = client.get(address(made), headers={"If-None-Match": tag})

    assert (same.status_code, same.content, same.headers["ETag"]) == (304, b"", tag)
    assert set(same.headers["Cache-Control"].split(", ")) == {"public", "max-age=60"}


@pytest.mark.django_db
def test_a_tag_is_of_one_address_one_version_and_one_name_of_the_house(
    made, rita, edda, paul, client, settings
):
    tags = [client.get(address(made)).headers["ETag"], client.get(f"{address(made)}?x=1").headers["ETag"]]
    settings.NEWSROOM_NAME = "Marlow Checks"
    tags.append(client.get(address(made)).headers["ETag"])
    tags.append(client.get(address(checks.published(rita, edda, paul))).headers["ETag"])

    assert len(set(tags)) == 4
    assert "Marlow Checks" in text(client, address(made))


@pytest.mark.django_db
def test_a_kept_card_may_be_framed_and_a_kept_page_may_not(made, client):
    for name, framed in (("check_card", True), ("check", False)):
        for _ in range(2):
            answer = client.get(address(made, name))
            allowed = "frame-ancestors *" in answer.headers["Content-Security-Policy"]
            assert (allowed, answer.has_header("X-Frame-Options")) == (framed, not framed)


@pytest.mark.django_db
def test_nothing_is_kept_of_what_is_not_found_or_too_long_an_address(client, made):
    shelf.clear()
    client.get("/checks/topics/none/")
    client.get(f"/checks/search/?q={'x' * 600}")

    assert len(shelf) == 0


def test_a_shelf_holds_what_was_asked_for_last_and_no_more_than_it_may():
    small = Shelf(100)
    for name in "abcde":
        small.put(name, name.upper(), 25)
    small.get("b")
    small.put("f", "F", 25)
    small.put("huge", "H", 26)

    assert [small.get(name) for name in "abcdef"] == [None, "B", None, "D", "E", "F"]
    assert small.get("huge") is None


def test_what_is_kept_is_kept_for_a_minute(monkeypatch):
    now = [1000.0]
    monkeypatch.setattr(keeping.time, "monotonic", lambda: now[0])
    small = Shelf(100)
    small.put("a", "A", 1)
    now[0] += 59
    assert small.get("a") == "A"
    now[0] += 2
    assert small.get("a") is None


def test_a_shelf_of_no_size_keeps_nothing():
    none = Shelf(0)
    none.put("a", "A", 1)

    assert none.get("a") is None
