"""The text beside the work: the claim in its place, its neighbours, its other places and versions."""

import pytest
from django.urls import reverse

from claims.models import Activity, Topic
from claims.states import Status
from claims.views import source
from claims.views.changes import Change, Part, changes
from tests import checks, factories

pytestmark = pytest.mark.django_db
QUOTE = "Marlow has nine bridges."
SAME = Part("same", ".")


def page(client, claim, **query):
    return client.get(reverse("claim", args=[claim.pk]), query)


def test_every_claim_of_the_text_is_marked_and_this_one_most(as_):
    capture = factories.article(f"{QUOTE} It has two ferries.").captures.get()
    claim = factories.claim(QUOTE, within=capture)
    other = factories.claim("It has two ferries.", within=capture)

    html = page(as_("rita"), claim).content.decode()

    own, its = claim.appearances.get().pk, other.appearances.get().pk
    assert f'<mark data-places="{own}" id="m{own}" class=" own">' in html
    assert f'<mark data-places="{its}" id="m{its}" class="">' in html
    assert f'<li id="c{its}" data-place="{its}">' in html


def test_the_next_appearance_is_one_step_away(as_):
    claim = factories.claim(QUOTE)
    factories.appearance(claim, factories.article(f"Again: {QUOTE}").captures.get(), QUOTE)
    first, second = claim.appearances.all()

    here = page(as_("rita"), claim).context["source"]
    there = page(as_("rita"), claim, place=second.pk).context["source"]

    assert (here.place, here.back, here.on) == (first, None, second)
    assert (there.place, there.back, there.on) == (second, first, None)


@pytest.mark.parametrize("place", ["0", "x", "-1", "9" * 30])
def test_a_place_that_is_none_of_its_own_is_its_first(as_, place):
    claim = factories.claim(QUOTE)

    shown = page(as_("rita"), claim, place=place, against=place).context["source"]

    assert (shown.place, shown.against) == (claim.appearances.get(), None)


def test_versions_are_compared_word_for_word(as_):
    article = factories.article(f"{QUOTE}\n\nIt has two ferries.")
    claim = factories.claim(QUOTE, within=article.captures.get())
    newer = factories.capture(article, f"{QUOTE}\n\nIt has three ferries.")
    place = factories.appearance(claim, newer, QUOTE)
    old = article.captures.order_by("pk").first()

    html = page(as_("rita"), claim, place=place.pk, against=old.pk).content.decode()

    assert "It has <del>two</del><ins>three</ins> ferries." in html


def test_the_text_comes_as_a_part_and_leads_to_the_page(as_):
    claim = factories.claim(QUOTE)
    address = reverse("claim_text", args=[claim.pk])

    part = as_("rita").get(address, headers={"HX-Request": "true"})
    whole = as_("rita").get(address, {"place": "3"})

    assert part.content.decode().lstrip().startswith('<section class="pane pane-text" id="text"')
    assert whole["Location"] == f"{reverse('claim', args=[claim.pk])}?place=3"


def test_a_long_text_is_cut_around_the_claim(as_, monkeypatch):
    monkeypatch.setattr(source, "AROUND", 100)
    far = "Far away it rained all day long, they said."
    capture = factories.article("\n\n".join([far, "x" * 300, QUOTE, "y" * 300, far])).captures.get()
    claim = factories.claim(QUOTE, within=capture)

    html = page(as_("rita"), claim).content.decode()

    assert far not in html
    assert "read all of it" in html


def test_facts_are_put_right_and_recorded(as_):
    claim = factories.claim(QUOTE, speakers=("Ada Quist",))
    topic = Topic.objects.create(name="Transport")
    fields = {
        "speakers": "Bo Ferro\r\nAda Quist",
        "made_on": "2026-10-05",
        "topics": [topic.pk],
        "version": 1,
    }

    answer = as_("rita").post(reverse("claim_describe", args=[claim.pk]), fields)

    claim.refresh_from_db()
    assert answer["Location"] == reverse("claim", args=[claim.pk])
    assert [row.speaker.name for row in claim.said_by.order_by("position")] == ["Bo Ferro", "Ada Quist"]
    assert (str(claim.made_on), list(claim.topics.all()), claim.version) == ("2026-10-05", [topic], 2)
    act = Activity.objects.get(claim=claim, verb="described")
    assert act.detail["before"] == {"speakers": ["Ada Quist"], "made_on": None, "topics": []}


def test_facts_saved_over_newer_ones_come_back_with_what_was_typed(as_):
    claim = factories.claim(QUOTE, version=3)

    answer = as_("rita").post(
        reverse("claim_describe", args=[claim.pk]), {"speakers": "Bo Ferro", "version": 2}
    )

    html = answer.content.decode()
    assert (answer.status_code, claim.said_by.count()) == (409, 0)
    assert "Somebody changed this claim" in html
    assert ">\nBo Ferro</textarea>" in html
    assert 'name="version" value="3" id="facts-version"' in html


def test_facts_of_settled_claims_stay(as_):
    claim = factories.claim(QUOTE, status=Status.IN_REVIEW)

    answer = as_("rita").post(reverse("claim_describe", args=[claim.pk]), {"version": 1})

    assert (answer.status_code, claim.activities.filter(verb="described").count()) == (422, 0)


def test_the_same_facts_again_record_nothing(as_):
    claim = factories.claim(QUOTE, speakers=("Ada Quist",))

    as_("rita").post(reverse("claim_describe", args=[claim.pk]), {"speakers": "Ada Quist", "version": 1})

    assert not claim.activities.filter(verb="described").exists()


def test_the_draft_is_written_on_the_page_by_those_who_may_see_it(as_, rita):
    claim = checks.drafted(rita)

    mine = page(as_("rita"), claim)
    hers = page(as_("edda"), claim)

    assert mine.context["writing"].initial["version"] == 1
    assert hers.context["writing"] is None
    assert b'id="draft-form"' in mine.content
    assert b'id="draft-form"' not in hers.content


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("A b.\n\nC.", "A b.\nC.", []),
        (
            "A b.",
            "A c.",
            [Change("", [Part("same", "A "), Part("old", "b"), Part("new", "c"), Part("same", ".")], "")],
        ),
        ("A.\n\nB.", "A.", [Change("A.", [Part("old", "B.")], "")]),
        ("", "A.", [Change("", [Part("new", "A.")], "")]),
    ],
)
def test_changes(old, new, found):
    assert changes(old, new) == found
