"""Matches on their screens: shown with their reasons, decided by those who may, leaking nothing."""

import json
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from claims.actions.comments import comment
from claims.actions.matches import confirm, reject
from claims.actions.merge import merge
from claims.models import Evidence, Match, MatchThresholds, Topic
from claims.states import Status
from claims.views.thresholds import at, figures
from tests import checks, factories, matches
from tests.views.test_permissions import CAST, DOOR, NO
from tests.views.test_query_counts import SIGNED_IN

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


def each(answers):
    """Who of the cast gets which."""
    return list(zip(CAST, answers, strict=True))


def page(client, claim, **headers):
    return client.get(reverse("claim", args=[claim.pk]), headers=headers).content.decode()


def act(client, match, action, **fields):
    return client.post(reverse("match_act", args=[match.pk, action]), fields)


def test_claim_shows_outlet_date_rating_reasons_and_confidence(as_, rita):
    claim = factories.claim()
    check = matches.known(
        rating_words="Pants on fire", reviewed_on=date(2019, 5, 4), address="https://f.example/1"
    )
    matches.match(claim, check, 0.83, same_claim=False, why=("2019 there, 2024 here", "same speaker"))

    html = page(as_("rita"), claim)

    for words in (
        "Harbour Facts",
        "4 May 2019",
        "rated “Pants on fire”",
        "2019 there, 2024 here",
        "same speaker",
        "The machine suggests",
        ">likely<",
        "0.83",
    ):
        assert words in html


def test_part_works_as_a_page_of_its_own(as_, rita):
    claim = factories.claim()
    matches.match(claim)
    address, client = reverse("claim_matches", args=[claim.pk]), as_("rita")

    whole, part = client.get(address), client.get(address, headers=HTMX)

    assert b"<title>" in whole.content
    assert b"<title>" not in part.content
    assert whole.content.count(b'id="match-') == part.content.count(b'id="match-') == 1


@pytest.mark.parametrize("action", ["confirm", "reject"])
@pytest.mark.parametrize(("name", "status"), each((DOOR, DOOR, DOOR, NO, NO, DOOR)))
def test_researchers_decide(as_, action, name, status):
    match = matches.match(factories.claim())

    answer = act(as_(name), match, action)

    assert answer.status_code == status
    match.refresh_from_db()
    assert match.is_open == (name in {"olaf", "sam", "nobody"})


def test_operator_sees_buttons_off_with_the_reason(as_, olaf):
    claim = factories.claim()
    matches.match(claim)

    html = page(as_("olaf"), claim)

    assert "Only a researcher can decide on matches." in html


def test_a_decision_by_htmx_brings_the_part_and_without_it_the_page(as_, rita):
    claim = factories.claim()
    one, two = matches.match(claim), matches.match(claim)
    client = as_("rita")

    part = client.post(reverse("match_act", args=[one.pk, "confirm"]), headers=HTMX)
    whole = act(client, two, "reject")

    assert part.status_code == 200
    assert "Linked." in part.content.decode()
    assert "Cite it as evidence" in part.content.decode()
    assert (whole.status_code, whole["Location"]) == (302, f"/claims/{claim.pk}/#matches")
    assert act(client, two, "undo").status_code == 302
    two.refresh_from_db()
    assert two.is_open


def test_cite_asks_what_the_check_says(as_, rita):
    match = matches.match(checks.held(rita))
    client = as_("rita")
    act(client, match, "confirm")

    refused = act(client, match, "cite")
    taken = act(client, match, "cite", stance="refutes")

    assert refused.status_code == 409
    assert "does it support or refute it?" in refused.content.decode()
    assert taken.status_code == 302
    assert Evidence.objects.get().stance == "refutes"


def test_merge_goes_the_way_of_the_page_it_is_on(as_, rita):
    newer_of = factories.claim()
    newer = factories.claim()
    match = confirm(matches.match(newer, newer_of), by=rita)

    act(as_("rita"), match, "merge", claim=newer_of.pk)

    newer_of.refresh_from_db()
    assert newer_of.merged_into == newer


def test_blind_reviewer_sees_others_ratings_and_no_draft_of_ours(as_, rita, edda):
    claim = checks.in_review(rita, "true", summary="A leaning of ours.")
    twin = checks.drafted(rita, "true", summary="Another leaning.")
    matches.match(claim, matches.known(rating_words="Mostly false"))
    matches.match(twin, claim)

    html = page(as_("edda"), claim)

    assert "rated “Mostly false”" in html
    assert "leaning" not in html
    assert 'class="verdict ' not in html


def test_timeline_shows_places_before_and_after_our_verdict(as_, rita, edda, paul):
    ours = checks.published(rita, edda, paul, "false").claim
    later = factories.claim()
    article = later.appearances.get().capture.article
    article.published_on = timezone.localdate() + timedelta(days=2)
    article.save()
    suggested = factories.claim()
    merge(matches.match(later, ours), claim=later, by=rita)
    matches.match(suggested, ours, 0.95)

    timeline = as_("rita").get(reverse("claim", args=[ours.pk])).context["timeline"]

    lines = [(point.claim.pk, point.rating and point.rating.key, point.sure) for point in timeline.points]
    assert lines == [
        (ours.pk, None, True),
        (suggested.pk, None, False),
        (ours.pk, "false", True),
        (later.pk, None, True),
    ]
    assert [point.after for point in timeline.points if point.place] == [False, False, True]
    assert [claim.pk for claim in timeline.merged] == [later.pk]
    html = page(as_("rita"), ours)
    assert f"Split claim {later.pk} off" in html
    assert "the same, the machine thinks" in html


@pytest.mark.parametrize("count", [1, 3])
def test_claim_asks_a_fixed_number_of_questions(as_, rita, count, django_assert_num_queries):
    claim = factories.claim()
    for _ in range(count):
        matches.match(claim)
        confirm(matches.match(factories.claim(), claim), by=rita)
    client = as_("edda")

    # as test_query_counts.test_claim without a holder and the like, and the verdicts of the other claims
    with django_assert_num_queries(SIGNED_IN + 32):
        answer = client.get(reverse("claim", args=[claim.pk]))

    assert answer.content.count(b'id="match-') == min(2 * count, 3)  # all of them when asked for


@pytest.mark.parametrize("count", [1, 3])
def test_part_asks_a_fixed_number_of_questions(as_, rita, count, django_assert_num_queries):
    claim = factories.claim()
    for _ in range(count):
        matches.match(claim)
        matches.match(claim, factories.claim())
    client = as_("edda")

    with django_assert_num_queries(SIGNED_IN - 1 + 5):  # claim, speakers, places; matches, verdicts
        client.get(reverse("claim_matches", args=[claim.pk]), headers=HTMX)


@pytest.mark.parametrize("count", [1, 3])
def test_queue_shows_demand_and_filters_by_it(as_, rita, count, django_assert_num_queries):
    alone = factories.claim()
    for _ in range(count):
        one = factories.claim()
        matches.match(factories.claim(), one, 0.95)
        confirm(matches.match(factories.claim(), one, 0.6), by=rita)
    client = as_("rita")

    with django_assert_num_queries(SIGNED_IN + 7):
        answer = client.get("/?repeated=on")

    html = answer.content.decode()
    assert html.count('met in <span class="num">3</span> articles') == 3 * count
    assert f"row-{alone.pk}" not in html


@pytest.mark.parametrize(("name", "status"), each((NO, DOOR, DOOR, DOOR, NO, DOOR)))
def test_thresholds_are_set_by_editors_and_operators(as_, name, status):
    answer = as_(name).post(reverse("thresholds"), {"house-suggest": "0.6", "house-strong": "0.95"})

    assert answer.status_code == status
    assert MatchThresholds.objects.count() == (name in {"edda", "paul", "olaf"})


def test_thresholds_of_a_desk_come_back_with_what_was_typed(as_, edda):
    topic = Topic.objects.create(name="Health")
    address, client = reverse("desk_thresholds", args=[topic.pk]), as_("edda")
    prefix = f"desk{topic.pk}"

    refused = client.post(address, {f"{prefix}-suggest": "0.9", f"{prefix}-strong": "0.4"})
    empty = client.post(address, {f"{prefix}-suggest": "", f"{prefix}-strong": "nan"})

    html = refused.content.decode()
    assert (refused.status_code, empty.status_code) == (422, 422)
    assert "is not below" in html
    assert 'value="0.9"' in html
    assert not MatchThresholds.objects.exists()


def test_thresholds_show_what_was_measured_or_that_nothing_was(as_, rita, tmp_path, monkeypatch):
    path = tmp_path / "matching.json"
    monkeypatch.setattr("claims.views.thresholds.FIGURES", path)
    before = as_("rita").get(reverse("thresholds")).content.decode()
    row = {"metric": "precision", "note": "2A dev"}
    rows = [{**row, "part": "from 0.90", "value": 0.97}, {**row, "part": "from .50", "value": 0.81}]
    path.write_text(json.dumps({"figures": [*rows, {"metric": "MAP@5", "part": "2A", "value": 0.9}]}))

    after = as_("rita").get(reverse("thresholds")).content.decode()

    assert before.count("not measured") == 2
    assert "not measured" not in after
    assert "0.81 of these are right" in after
    assert "0.97 of these are right" in after
    assert [found.threshold for found in figures()] == [0.5, 0.9]
    assert at(figures(), 0.4) is None
    path.write_text("{")
    assert figures() == []


@pytest.mark.parametrize("count", [1, 3])
def test_thresholds_ask_a_fixed_number_of_questions(as_, rita, count, django_assert_num_queries):
    for n in range(count):
        topic = Topic.objects.create(name=f"Desk {n}")
        MatchThresholds.objects.create(topic=topic, suggest=0.5, strong=0.9)
    client = as_("rita")

    with django_assert_num_queries(SIGNED_IN + 3):  # thresholds, the house's, topics
        client.get(reverse("thresholds"))


def test_an_unknown_act_and_a_loaded_address_are_no_errors(as_, rita):
    match = reject(matches.match(factories.claim(status=Status.QUEUED)), by=rita)
    client = as_("rita")

    assert act(client, match, "frame").status_code == 404
    assert client.get(reverse("match_act", args=[match.pk, "confirm"])).status_code == 302
    assert Match.objects.get().state == "rejected"


def test_what_people_say_is_not_told_as_what_was_done(as_, rita):
    """Comments and the line that says what became of a match are two things on one page."""
    claim = factories.claim()
    comment(claim, by=rita, body="Look at the budget.")

    assert '<p class="live meta" role="status"></p>' in page(as_("rita"), claim)
