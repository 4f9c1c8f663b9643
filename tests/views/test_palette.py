"""The box that leads anywhere, the keyboard's switch, and the pages for when nothing answers."""

import pytest
from django.urls import reverse

from claims.states import Status
from claims.views.agreement import agreement
from tests import checks, factories

pytestmark = pytest.mark.django_db


def found(client, q):
    groups = client.get("/palette/", {"q": q}).context["groups"]
    return {group.name: [entry.label for entry in group.entries] for group in groups}


def test_palette_finds_pages_claims_people_and_actions(as_, rita):
    claim = factories.claim("Marlow has nine bridges.", speakers=("Bridget Quist",))
    client = as_("rita")

    assert found(client, "bri") == {"Claims": [claim.text], "People": ["Bridget Quist"]}
    assert found(client, "take next") == {"Actions": ["Take the next claim"]}
    assert found(client, "rita") == {"People": ["Rita Okafor"]}
    assert found(client, f"#{claim.pk}")["Claims"] == [claim.text]
    assert found(client, "my work") == {"Pages": ["My work"]}


def test_palette_names_only_pages_that_are_open(as_):
    assert "People and invitations" not in found(as_("rita"), "")["Pages"]
    assert "People and invitations" in found(as_("olaf"), "")["Pages"]
    assert "Actions" not in found(as_("olaf"), "take")


@pytest.mark.parametrize("q", ["'", "a & b | !", "<script>", "#" + "9" * 30, "\x00", ":*", "%", "()"])
def test_palette_takes_any_words(as_, q):
    factories.claim()

    assert as_("rita").get("/palette/", {"q": q}).status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_palette_asks_so_many_questions(as_, count, django_assert_num_queries):
    for _ in range(count):
        factories.claim("Marlow has nine bridges.", speakers=(f"Marlow {next(factories.number)}",))
    client = as_("rita")

    with django_assert_num_queries(3 + 3):  # session, person, roles; claims, people, speakers
        answer = client.get("/palette/", {"q": "marlow"}, headers={"HX-Request": "true"})

    assert answer.content.count(b"palette-entry") == 2 * count


def test_shortcuts_are_switched_off_for_the_person(as_, rita):
    client = as_("rita")

    client.post(reverse("keys"), {"shortcuts": "off", "next": "/work/"})

    rita.refresh_from_db()
    assert rita.shortcuts is False
    assert b'data-keys="off"' in client.get("/").content
    client.post(reverse("keys"), {"shortcuts": "on"})
    assert b'data-keys="off"' not in client.get("/").content


def test_offline_page_and_worker_need_no_sign_in(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        page, script = client.get("/offline/"), client.get("/worker.js")

    assert b"There is no connection to the newsroom." in page.content
    assert script["Content-Type"].startswith("text/javascript")
    assert b'const PAGE = "/offline/";' in script.content


def test_a_refusal_leads_back_to_the_page(as_):
    claim = factories.claim(status=Status.QUEUED)

    answer = as_("olaf").post(
        reverse("claim_move", args=[claim.pk, "take"]), headers={"Referer": "http://testserver/claims/1/"}
    )

    assert answer.status_code == 403
    assert b'href="/claims/1/">Back to the page' in answer.content


def test_agreement_speaks_of_steps(rita, edda):
    claim = checks.conflicted(rita, edda)
    assessment = claim.assessment
    scale = list(checks.rating("true").scale.ratings.order_by("position"))

    apart = agreement(scale, assessment.current, assessment.reviews.all())
    alike = agreement(scale, assessment.current, [])

    places = [n for n, step in enumerate(apart.steps) if step.people]
    assert apart.sentence == f"They are {places[-1] - places[0]} steps of the scale apart."
    assert alike.sentence == "All who judged it so far say the same."
    assert agreement(scale, None, []).sentence == "Nobody has judged it yet."
    assert [name for step in apart.steps for name, _ in step.people] == [edda.name, rita.name]


def test_strangers_find_nothing(as_):
    assert as_("sam").get("/palette/").status_code == 403
