"""Each list of the API asks the database a fixed number of questions, at one thing and at three."""

from datetime import timedelta

import pytest
from django.utils import timezone

from claims.actions.comments import comment
from claims.actions.matches import suggest
from claims.actions.reply_requests import ask as ask_them
from claims.actions.review import give_review
from claims.actions.searchable import pieces_of, write_passages
from claims.actions.tips import handle_tip, leave_tip
from claims.models import Policy, Tip, Topic
from claims.search import Found
from tests import checks, factories, machine, matches

pytestmark = pytest.mark.django_db
ASKED = 3  # token with its owner, its window, the owner's roles
CLAIM = 4  # claim, speakers, places, topics


def claims(count):
    return [factories.claim(speakers=("Ada Quist", "Bo Ferro"), status="queued") for _ in range(count)]


def rows(answer):
    body = answer.json()
    return len(body.get("items", body.get("reviews")))


@pytest.mark.parametrize("count", [1, 3])
def test_claims(program, count, django_assert_num_queries):
    claims(count)
    ask = program("edda")

    with django_assert_num_queries(ASKED + CLAIM):
        assert rows(ask.get("/claims")) == count


@pytest.mark.parametrize("count", [1, 3])
def test_articles(program, rita, count, django_assert_num_queries):
    for _ in range(count):
        factories.article(source=factories.source(), added_by=rita)
    ask = program("edda")

    with django_assert_num_queries(ASKED + 1):
        assert rows(ask.get("/articles")) == count


@pytest.mark.parametrize("count", [1, 3])
def test_jobs_and_tips(program, rita, edda, count, django_assert_num_queries):
    for number in range(count):
        factories.job(created_by=rita, claim=factories.claim())
        handle_tip(leave_tip(kind=Tip.Kind.REQUEST, text=f"So, {number}?"), by=edda, accept=False)
    ask = program("edda")

    with django_assert_num_queries(ASKED + 1):
        assert rows(ask.get("/jobs")) == count
    with django_assert_num_queries(ASKED + 1):
        assert rows(ask.get("/tips")) == count


@pytest.mark.parametrize("count", [1, 3])
def test_matches(program, rita, count, django_assert_num_queries):
    one, *others = claims(count + 1)
    for other in others:
        suggest(other, [Found(None, one, "", 1.0, 0.9, True, (), "words", "test")])
    ask = program("edda")

    with django_assert_num_queries(ASKED + CLAIM + 1):
        assert rows(ask.get(f"/claims/{one.pk}/matches")) == count


@pytest.mark.parametrize("count", [1, 3])
def test_parts_of_a_check(program, rita, edda, count, django_assert_num_queries):
    Policy.objects.filter(topic=None).update(reviews_required=2)
    claim = checks.drafted(rita)
    for number in range(count - 1):
        checks.sourced(claim, factories.person(f"Helper{number}", "researcher"))
    checks.submit(claim, by=rita)
    for reviewer in checks.reviewers(2):
        give_review(claim, by=reviewer, rating=checks.rating("true"))
    ask = program("edda")

    # standing: draft, review, contributors, opened
    with django_assert_num_queries(ASKED + CLAIM + 4 + 1):
        assert rows(ask.get(f"/claims/{claim.pk}/evidence")) == 2 * count
    with django_assert_num_queries(ASKED + CLAIM + 4 + 3):  # the draft; reviews, votes
        assert rows(ask.get(f"/claims/{claim.pk}/reviews")) == 2
    with django_assert_num_queries(ASKED + CLAIM + 4 + 1):
        assert rows(ask.get(f"/claims/{claim.pk}/record")) > 5


@pytest.mark.parametrize("count", [1, 3])
def test_publications(program, rita, edda, paul, count, django_assert_num_queries):
    for _ in range(count):
        checks.published(rita, edda, paul)
    ask = program("edda")

    with django_assert_num_queries(ASKED + 1):
        assert rows(ask.get("/publications")) == count


@pytest.mark.parametrize("count", [1, 3])
def test_talk_and_replies(program, rita, edda, count, django_assert_num_queries):
    claim, until = checks.held(rita), timezone.now() + timedelta(days=2)
    for number in range(count):
        comment(claim, by=rita, body=f"@Edda, the {number}th time.")
        words = {"addressee": "Bo", "email": f"bo{number}@example.org", "question": "Is it?"}
        ask_them(claim, by=rita, deadline=until, **words)
    ask = program("edda")

    # standing: draft, contributors, opened; comments, mentions, people mentioned
    with django_assert_num_queries(ASKED + CLAIM + 3 + 3):
        assert rows(ask.get(f"/claims/{claim.pk}/comments")) == count
    with django_assert_num_queries(ASKED + CLAIM + 3 + 1):
        assert rows(ask.get(f"/claims/{claim.pk}/replies")) == count


@pytest.mark.parametrize("count", [1, 3])
def test_speakers_and_topics(program, count, django_assert_num_queries):
    for number in range(count):
        factories.speaker(f"Ada Quist {number}")
        Topic.objects.create(name=f"Bridges {number}")
    ask = program("edda")

    with django_assert_num_queries(ASKED + 1):
        assert rows(ask.get("/speakers?q=ada")) == count
    with django_assert_num_queries(ASKED + 1):
        assert rows(ask.get("/topics")) == count


@pytest.mark.parametrize("count", [1, 3])
def test_what_the_machine_said(program, rita, settings, count, django_assert_num_queries):
    settings.LLM_BASE_URL = "http://127.0.0.1:1"
    claim = factories.claim()
    for number in range(count):
        machine.suggested(claim, number)
        machine.proposed(claim, number)
        machine.looked_up(claim, number)
    ask = program("edda")

    for room in ("runs", "suggestions", "proposals", "lookups"):
        with django_assert_num_queries(ASKED + CLAIM + 1):
            assert rows(ask.get(f"/claims/{claim.pk}/{room}")) == count


@pytest.mark.parametrize("count", [1, 3])
def test_searches(program, rita, count, django_assert_num_queries):
    for _ in range(count):
        known = matches.known("The bridges of Marlow are nine in all.")
        write_passages(pieces_of(known, ""))
    ask = program("edda")

    with django_assert_num_queries(ASKED + 7):
        assert rows(ask.get("/already?q=bridges+of+Marlow")) == count
    with django_assert_num_queries(ASKED + 7):
        assert rows(ask.get("/library?q=bridges+of+Marlow")) == count
