"""What changed, on the screen: the list of tasks, a look with its differences, decisions."""

import pytest
from django.urls import reverse
from django.utils import timezone

from claims.models import Anchoring, Job, JobKind, Snapshot
from tests import checks, factories
from tests.archives import archived, changed
from tests.views.test_query_counts import SIGNED_IN

pytestmark = pytest.mark.django_db
CAST = ("rita", "edda", "paul", "olaf", "sam", "nobody")


@pytest.mark.parametrize("screen", ["looks", "look"])
@pytest.mark.parametrize("name", CAST)
def test_page_opens_for_whom_it_should(as_, rita, screen, name):
    look = changed(rita)

    answer = as_(name).get(reverse(screen, args=[look.pk] if screen == "look" else []))

    assert answer.status_code == (200, 200, 200, 200, 403, 302)[CAST.index(name)]


@pytest.mark.parametrize("act", ["look_settle", "look_words", "article_look", "evidence_look"])
@pytest.mark.parametrize("name", CAST)
def test_act_is_for_whom_it_should_be(as_, rita, act, name):
    look = changed(rita)
    item = checks.sourced(checks.held(rita), rita).evidence.first()
    type(item).objects.filter(pk=item.pk).update(address="https://b.example/")
    pk = {"look_words": look.anchorings.get().pk, "article_look": look.article_id, "evidence_look": item.pk}
    if act == "look_settle":
        look.anchorings.update(settled="gone", settled_at=timezone.now(), settled_by=rita)

    answer = as_(name).post(reverse(act, args=[pk.get(act, look.pk)]), {"what": "gone"})

    assert answer.status_code == (302, 302, 302, 403, 403, 302)[CAST.index(name)]


def test_look_shows_the_difference_and_the_words_in_both_copies(as_, rita):
    page = as_("rita").get(reverse("look", args=[changed(rita).pk])).content.decode()

    assert '<del><span class="visually-hidden">taken out: </span>nine</del>' in page
    assert '<ins><span class="visually-hidden">put in: </span>six</ins>' in page
    assert "<mark>The town has six bridges.</mark>" in page
    assert "“nine” became “six”." in page
    assert "Decide first what becomes of the quoted words above." in page


def test_words_are_anchored_or_taken_as_gone_and_then_it_is_settled(as_, rita):
    look = changed(rita)
    client, row = as_("rita"), look.anchorings.get()

    client.post(reverse("look_words", args=[row.pk]), {"what": "here", "quote": "The town has six bridges."})
    answer = client.post(reverse("look_settle", args=[look.pk]), {"note": "They were counted anew."})

    look.refresh_from_db()
    row.refresh_from_db()
    assert (row.settled, row.placed.exact, look.settled_note) == (
        "here",
        "The town has six bridges.",
        "They were counted anew.",
    )
    assert answer["Location"] == reverse("looks")


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        (
            {"what": "here", "quote": "Eight bridges"},
            "These words are not in the new copy, letter for letter.",
        ),
        ({"what": "here", "quote": ""}, "Give the words as they stand in the new copy."),
        ({"what": "elsewhere", "quote": "Mine"}, "Mine"),
    ],
)
def test_what_was_typed_stays_when_it_cannot_be_anchored(as_, rita, form, sentence):
    look = changed(rita)

    answer = as_("rita").post(reverse("look_words", args=[look.anchorings.get().pk]), form)

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert form["quote"] in answer.content.decode()


def test_settling_before_the_words_are_decided_goes_back_with_a_sentence(as_, rita):
    look = changed(rita)
    there = "http://testserver" + reverse("look", args=[look.pk])

    answer = as_("rita").post(reverse("look_settle", args=[look.pk]), headers={"referer": there}, follow=True)

    assert "Decide first what becomes of the quoted words (1 left)." in answer.content.decode()


def test_list_of_mine_has_what_touches_claims_i_hold(as_, rita, edda):
    look = changed(rita)

    pages = {name: as_(name).get(reverse("looks") + "?of=mine").content.decode() for name in ("rita", "edda")}

    assert str(look.article) in pages["rita"]
    assert str(look.article) not in pages["edda"]


def test_look_now_asks_a_worker_once(as_, rita):
    look = changed(rita)
    for _ in range(2):
        as_("rita").post(reverse("article_look", args=[look.article_id]))

    assert Job.objects.filter(kind=JobKind.LOOK, article=look.article).count() == 1


def test_article_and_evidence_tell_what_changed_since(as_, rita):
    look = changed(rita)

    page = as_("rita").get(reverse("article", args=[look.article_id])).content.decode()

    assert reverse("look", args=[look.pk]) in page
    assert "Its text changed." in page


def test_evidence_shows_its_snapshots(as_, rita, settings):
    settings.SAVE_PAGE_NOW_KEY = "a:b"
    item = checks.sourced(checks.held(rita), rita).evidence.first()
    type(item).objects.filter(pk=item.pk).update(address="https://b.example/")
    Snapshot.objects.create(
        evidence=item, state="verified", address="https://archive.example/web/1/x", ended_at=timezone.now()
    )

    page = as_("rita").get(reverse("evidence", args=[item.pk])).content.decode()

    assert "https://archive.example/web/1/x" in page
    assert "We fetched it there, and it says what our copy says." in page
    assert reverse("evidence_snapshot", args=[item.pk]) in page


@pytest.mark.parametrize("count", [1, 3])
def test_list_asks_a_fixed_number_of_questions(as_, rita, count, django_assert_num_queries):
    for n in range(count):
        changed(rita, n)
    client = as_("rita")

    with django_assert_num_queries(SIGNED_IN + 1):
        answer = client.get(reverse("looks"))

    assert answer.content.count(b'class="look-row"') == count


@pytest.mark.parametrize("count", [1, 3])
def test_look_asks_a_fixed_number_of_questions(as_, rita, count, django_assert_num_queries):
    look = changed(rita)
    for n in range(count - 1):
        claim = factories.claim(f"Words {n} of it", within=archived(f"Words {n} of it.", "<p>x</p>"))
        Anchoring.objects.create(look=look, appearance=claim.appearances.get(), how="lost")
    client = as_("rita")

    with django_assert_num_queries(SIGNED_IN + 2):  # the look with both copies; its anchorings
        answer = client.get(reverse("look", args=[look.pk]))

    assert answer.content.count(b'class="anchoring"') == count
