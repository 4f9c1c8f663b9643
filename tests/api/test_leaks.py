"""A blind reviewer asks every address of the API: no planted word is within their reach."""

import pytest

from accounts.roles import Role
from claims.actions.review import give_review
from claims.api.urls import api
from claims.models import Evidence, Job
from tests import checks, factories
from tests.api.conftest import Program
from tests.review.test_leaks import WORD, planted
from tests.tokens import everything

pytestmark = pytest.mark.django_db
ABOUT_THE_SCALE = {"/api/v1/ratings"}  # which verdicts there are is no secret


@pytest.fixture
def ruth(db):
    return factories.person("Ruth Abara", Role.EDITOR)


def leaks(person, claim):
    """Addresses that show the word, and how many answered with something."""
    ask, found, answered = Program(everything(person)), set(), 0
    place = claim.appearances.get()
    ids = {
        "claims": [claim.pk],
        "articles": [place.capture.article_id],
        "captures": [place.capture_id],
        "evidence": list(Evidence.objects.filter(claim=claim).values_list("pk", flat=True)),
        "jobs": list(Job.objects.values_list("pk", flat=True)),
        "replies": list(claim.reply_requests.values_list("pk", flat=True)),
        "speakers": list(claim.speakers.values_list("pk", flat=True)),
    }
    for path, methods in api.get_openapi_schema()["paths"].items():
        if "get" not in methods or path in ABOUT_THE_SCALE:
            continue
        short = path.removeprefix("/api/v1")
        more = "?q=" + claim.text.split()[0] if short in {"/library", "/already"} else ""
        for pk in ids.get(short.split("/")[1], []) if "{pk}" in path else [0]:
            answer = ask.get(short.replace("{pk}", str(pk)) + more)
            answered += answer.status_code == 200
            if WORD in answer.content.decode() or WORD in str(answer.headers):
                found.add(short)
    return found, answered


def test_nothing_tells_a_blind_reviewer_and_everything_shows_afterwards(rita, edda, paul, ruth):
    claim = planted(rita, edda, paul, ruth)

    before, answered = leaks(ruth, claim)

    assert before == set()
    assert answered > 20
    give_review(claim, by=ruth, rating=checks.rating("true"))
    after, _ = leaks(ruth, claim)
    assert after == {
        "/claims/{pk}/assessment",
        "/claims/{pk}/comments",
        "/claims/{pk}/evidence",
        "/claims/{pk}/record",
        "/claims/{pk}/replies",
        "/claims/{pk}/reviews",
        "/evidence/{pk}",
        "/replies/{pk}",
    }


def test_what_blind_reviewers_are_answered_is_the_same_whatever_was_drafted(rita, ruth):
    """Not even how often the draft was saved: neither version nor ETag is told."""
    answers = []
    for key, saves in (("false", 0), ("true", 2)):
        claim = checks.drafted(rita, key)
        for number in range(saves):
            words = {"summary": f"It is {key}, {number}.", "reply_waived": "A public body."}
            checks.save_draft(claim, by=rita, version=number + 1, rating=checks.rating(key), **words)
        checks.submit(claim, by=rita)
        answer = Program(everything(ruth)).get(f"/claims/{claim.pk}/assessment")
        answers.append((answer.json() | {"claim": 0}, answer.headers.get("ETag")))

    assert answers[0] == answers[1]
