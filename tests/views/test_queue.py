import re

import pytest
from django.urls import reverse

from claims.actions.assign import take_next
from claims.models import Claim
from claims.states import Status
from tests import factories


def shown(answer):
    return [int(pk) for pk in re.findall(r'id="row-(\d+)"', answer.content.decode())]


def found(pattern, html):
    """The first group of the first hit."""
    hit = re.search(pattern, html, re.S)
    assert hit, pattern
    return hit.group(1)


def said(answer):
    return [str(message) for message in answer.context["messages"]]


def test_shows_what_waits_for_triage_by_worth(as_):
    low = factories.claim(score=0.2)
    high = factories.claim(score=0.9, status=Status.QUEUED)
    factories.claim(score=1, status=Status.RESEARCHING)

    assert shown(as_("rita").get("/")) == [high.pk, low.pk]


def test_breaking_claims_come_before_high_ones_before_normal_ones_whatever_their_score(as_):
    normal = factories.claim(score=0.9)
    breaking = factories.claim(score=0.1, priority=Claim.Priority.BREAKING)
    high = [factories.claim(score=score, priority=Claim.Priority.HIGH) for score in (0.2, 0.3)]

    answer = as_("rita").get("/?status=candidate")

    assert shown(answer) == [breaking.pk, high[1].pk, high[0].pk, normal.pk]
    lanes = re.findall(r'class="badge lane-(\d)">(\w+)<', answer.content.decode())
    assert lanes == [("2", "Breaking"), ("1", "High"), ("1", "High")]


def test_the_list_begins_with_what_take_next_would_give(as_, rita):
    for priority, score in [(0, 0.9), (2, 0.3), (2, 0.4), (1, 0.8)]:
        factories.claim(priority=priority, score=score, status=Status.QUEUED)
    listed = shown(as_("rita").get("/?status=queued"))

    taken = [take_next(by=rita).pk for _ in range(4)]

    assert taken == listed


def test_filters_stand_in_the_address(as_, rita):
    outlet = factories.source("Harbour Post")
    capture = factories.article("Marlow has 9 bridges. So it was.", source=outlet).captures.get()
    wanted = factories.claim(
        "Marlow has 9 bridges.", within=capture, speakers=("Ada Quist",), score=0.8, type="quantity"
    )
    factories.claim("Nothing of the kind at all.", score=0.1)
    mine = factories.claim()
    factories.at(mine, Status.RESEARCHING, holder=rita)
    client = as_("rita")

    asked = {
        "q=bridges+9": [wanted.pk],
        f"q=%23{wanted.pk}": [wanted.pk],
        f"source={outlet.pk}": [wanted.pk],
        "speaker=quist": [wanted.pk],
        "type=quantity": [wanted.pk],
        "score=0.7": [wanted.pk],
        "mine=on": [mine.pk],
        f"holder={rita.pk}": [mine.pk],
        "status=declined": [],
    }

    assert {query: shown(client.get(f"/?{query}")) for query in asked} == asked


@pytest.mark.parametrize(
    "query", ["status=no", "source=abc", "score=high", "q=%00", "holder=-1", "after=x", "q=%23" + "9" * 40]
)
def test_a_filter_without_sense_is_no_error(as_, query):
    factories.claim()

    assert as_("rita").get(f"/?{query}").status_code == 200


def test_pages_keep_the_filter_and_miss_nothing(as_, monkeypatch):
    made = [factories.claim(score=0.5).pk for _ in range(43)]
    client = as_("rita")

    first = client.get("/?status=candidate")
    link = found(r'id="more".*?href="([^"]+)"', first.content.decode()).replace("&amp;", "&")
    second = client.get(f"/{link}")

    assert "status=candidate" in link
    assert shown(first) + shown(second) == sorted(made, reverse=True)


def test_pages_across_lanes_and_ties_meet_each_claim_once(as_):
    lanes = [0] * 25 + [1] * 12 + [2] * 6
    made = [factories.claim(score=0.5, priority=lane) for lane in lanes]
    client = as_("rita")

    first = client.get("/")
    link = found(r'id="more".*?href="([^"]+)"', first.content.decode()).replace("&amp;", "&")
    second = client.get(f"/{link}")

    wanted = sorted(made, key=lambda claim: (-claim.priority, -claim.pk))
    assert shown(first) + shown(second) == [claim.pk for claim in wanted]
    assert len(shown(first)) == 24


def test_empty_queue_leads_to_adding_an_article(as_):
    answer = as_("rita").get("/")

    assert "Nothing waits for triage" in answer.content.decode()
    assert reverse("add_article") in answer.content.decode()


def test_empty_filter_can_be_cleared(as_):
    assert "No claim is like that" in as_("rita").get("/?q=nowhere").content.decode()


def test_htmx_gets_the_part_that_it_swaps(as_):
    factories.claim()
    client = as_("rita")

    part = client.get("/", headers={"HX-Request": "true"})
    restored = client.get("/", headers={"HX-Request": "true", "HX-History-Restore-Request": "true"})

    assert part.content.strip().startswith(b'<div id="results"')
    assert restored.content.startswith(b"<!DOCTYPE html>")
    assert "HX-Request" in part["Vary"]


def test_bulk_says_what_moved_and_what_did_not(as_):
    moves, stays = factories.claim(), factories.claim(status=Status.DECLINED)

    answer = as_("rita").post(
        reverse("bulk"),
        {"claim": [moves.pk, stays.pk], "act": "accept", "next": "/?status=all"},
        follow=True,
    )

    assert answer.redirect_chain == [("/?status=all", 302)]
    assert said(answer) == [
        "1 claim accepted.",
        f"Not accepted: #{stays.pk}. The claim is declined: it cannot be accepted now.",
    ]


def test_bulk_declines_with_a_reason(as_):
    claims = [factories.claim(), factories.claim()]
    ids = [claim.pk for claim in claims]
    client = as_("rita")

    without = client.post(reverse("bulk"), {"claim": ids, "act": "decline"}, follow=True)
    with_one = client.post(
        reverse("bulk"), {"claim": ids, "act": "decline", "reason": "opinion", "note": "Taste"}, follow=True
    )

    assert said(without) == ["Nothing was declined: choose a reason."]
    assert said(with_one) == ["2 claims declined."]


def test_bulk_without_a_claim_or_with_nonsense_changes_nothing(as_):
    answer = as_("rita").post(reverse("bulk"), {"claim": ["x", "²"], "act": "accept"}, follow=True)

    assert said(answer) == ["No claim was selected. Tick some first."]


def test_editor_assigns_many_and_sets_their_priority(as_, rita):
    waits, fresh = factories.claim(status=Status.QUEUED), factories.claim()
    ids = {"claim": [waits.pk, fresh.pk], "next": "/?status=all"}
    client = as_("edda")

    assigned = client.post(reverse("bulk"), ids | {"act": "assign", "to": rita.pk}, follow=True)
    urgent = client.post(reverse("bulk"), ids | {"act": "priority", "priority": "2"}, follow=True)

    assert said(assigned) == [
        "1 claim assigned.",
        f"Not assigned: #{fresh.pk}. The claim is candidate: it cannot be assigned now.",
    ]
    assert said(urgent) == ["Priority set on 2 claims."]
    assert set(Claim.objects.values_list("status", "assignee", "priority")) == {
        ("researching", rita.pk, 2),
        ("candidate", None, 2),
    }


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"act": "assign"}, "Nothing was assigned: choose a person."),
        ({"act": "assign", "to": "999999"}, "Nothing was assigned: choose a person."),
        ({"act": "priority", "priority": ""}, "No priority was set: choose one."),
        ({"act": "priority", "priority": "7"}, "No priority was set: choose one."),
    ],
)
def test_what_is_not_chosen_changes_nothing(as_, given, sentence):
    claim = factories.claim(status=Status.QUEUED)

    answer = as_("edda").post(reverse("bulk"), {"claim": [claim.pk], **given}, follow=True)

    assert said(answer) == [sentence]


def test_assigning_is_offered_to_editors_alone(as_, rita):
    factories.claim()

    offered = {name: b'value="assign"' in as_(name).get("/").content for name in ("rita", "edda", "paul")}

    assert offered == {"rita": False, "edda": True, "paul": True}


@pytest.mark.parametrize("name", ["rita", "olaf", "sam"])
def test_bulk_assign_and_priority_are_refused_to_others(as_, rita, name):
    claim = factories.claim(status=Status.QUEUED)

    for given in ({"act": "assign", "to": rita.pk}, {"act": "priority", "priority": "2"}):
        as_(name).post(reverse("bulk"), {"claim": [claim.pk], **given})

    assert Claim.objects.values_list("status", "priority").get() == ("queued", 0)


def test_next_leads_to_no_other_site(as_):
    claim = factories.claim()
    url = reverse("claim_move", args=[claim.pk, "accept"])

    answer = as_("rita").post(url, {"next": "https://evil.example/"})

    assert answer["Location"] == reverse("claim", args=[claim.pk])


def test_take_next_leads_to_the_claim(as_):
    claim = factories.claim(status=Status.QUEUED)

    assert as_("rita").post(reverse("take_next"))["Location"] == reverse("claim", args=[claim.pk])


def test_take_next_of_an_empty_queue_says_so(as_):
    answer = as_("rita").post(reverse("take_next"), follow=True)

    assert said(answer) == ["Nothing waits to be taken. Accept a candidate first."]
