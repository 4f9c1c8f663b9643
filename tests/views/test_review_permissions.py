"""Who gets which screen of review, and whose forms are taken: the cast × the pages, as tables.

Ruth wrote the draft; the cast did not.
"""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from claims.actions.comments import comment
from claims.actions.publish import hold_until
from claims.actions.reply_requests import ask
from claims.models import Evidence
from tests import checks, factories
from tests.cast import CAST

pytestmark = pytest.mark.django_db
OK, NO, DOOR, LATE = 200, 403, 302, 409

# page, stage of the claim: what each of the cast gets, in the order of CAST
PAGES = {
    ("draft", "drafted"): (DOOR, DOOR, DOOR, DOOR, NO, DOOR),  # not opened: led to where it can be
    ("draft", "held"): (OK, OK, OK, OK, NO, DOOR),
    ("review", "in_review"): (OK, OK, OK, NO, NO, DOOR),
    ("review", "conflicted"): (OK, OK, OK, OK, NO, DOOR),
    ("panel", "conflicted"): (OK, OK, OK, OK, NO, DOOR),
    ("publish", "approved"): (NO, NO, OK, NO, NO, DOOR),
    ("correct", "published"): (NO, NO, OK, NO, NO, DOOR),
    ("reviews", ""): (OK, OK, OK, OK, NO, DOOR),
    ("work", ""): (OK, OK, OK, OK, NO, DOOR),
    ("notifications", ""): (OK, OK, OK, OK, NO, DOOR),
    ("preferences", ""): (OK, OK, OK, OK, NO, DOOR),
    ("check", "published"): (OK, OK, OK, OK, OK, OK),
    ("receipt", "published"): (OK, OK, OK, OK, OK, OK),
    ("evidence", "in_review"): (OK, OK, OK, OK, NO, DOOR),
    ("admin:claims_review_changelist", ""): (DOOR, NO, NO, OK, DOOR, DOOR),
    ("admin:claims_assessmentversion_changelist", ""): (DOOR, NO, NO, OK, DOOR, DOOR),
    ("admin:claims_approval_changelist", ""): (DOOR, NO, NO, OK, DOOR, DOOR),
    ("admin:claims_publication_changelist", ""): (DOOR, OK, OK, OK, DOOR, DOOR),
    ("admin:claims_scale_changelist", ""): (DOOR, OK, OK, OK, DOOR, DOOR),
    ("admin:claims_policy_add", ""): (DOOR, OK, OK, NO, DOOR, DOOR),
}

# form, stage: who may send it (302 back to a page, 200 with a link), who is told no
ACTS = {
    ("draft", "held"): (DOOR, DOOR, DOOR, NO, NO, DOOR),
    ("draft_open", "drafted"): (DOOR, DOOR, DOOR, NO, NO, DOOR),
    ("submit", "drafted"): (NO, NO, NO, NO, NO, DOOR),
    ("evidence_add", "held"): (DOOR, DOOR, DOOR, NO, NO, DOOR),
    ("evidence_remove", "drafted"): (DOOR, DOOR, DOOR, NO, NO, DOOR),
    ("review", "in_review"): (DOOR, DOOR, DOOR, NO, NO, DOOR),
    ("panel", "conflicted"): (DOOR, DOOR, DOOR, NO, NO, DOOR),
    ("return", "in_review"): (DOOR, DOOR, DOOR, NO, NO, DOOR),
    ("return", "conflicted"): (DOOR, DOOR, DOOR, NO, NO, DOOR),
    ("return", "approved"): (NO, NO, DOOR, NO, NO, DOOR),
    ("publish", "approved"): (NO, NO, DOOR, NO, NO, DOOR),
    ("embargo_off", "held_back"): (NO, NO, DOOR, NO, NO, DOOR),
    ("correct", "published"): (NO, NO, DOOR, NO, NO, DOOR),
    ("revisit", "published"): (NO, DOOR, DOOR, NO, NO, DOOR),
    ("withdraw", "published"): (NO, NO, DOOR, NO, NO, DOOR),
    ("undo", "in_review"): (NO, NO, NO, NO, NO, DOOR),
    ("comment_add", "held"): (DOOR, DOOR, DOOR, NO, NO, DOOR),
    ("comment_withdraw", "held"): (NO, DOOR, DOOR, NO, NO, DOOR),
    ("here", "held"): (OK, OK, OK, OK, NO, DOOR),
    ("schedule", "held"): (NO, DOOR, DOOR, NO, NO, DOOR),
    ("reply_ask", "held"): (OK, OK, OK, NO, NO, DOOR),
    ("reply_keep", "held"): (NO, DOOR, DOOR, NO, NO, DOOR),
}


@pytest.fixture
def ruth(db):
    return factories.person("Ruth Abara", Role.RESEARCHER)


@pytest.fixture
def judge(db):
    return factories.person("Judge", Role.PUBLISHER)


def at_stage(stage, ruth, judge):
    if stage == "published":
        return checks.published(ruth, judge, judge).claim
    if stage in {"conflicted", "approved"}:
        return getattr(checks, stage)(ruth, judge)
    if stage == "held_back":
        claim = checks.approved(ruth, judge)
        hold_until(claim, by=judge, publish_at=timezone.now() + timedelta(hours=1))
        return claim
    return getattr(checks, stage)(ruth)


@pytest.mark.parametrize(("screen", "stage"), PAGES)
@pytest.mark.parametrize("name", CAST)
def test_page_opens_for_whom_it_should(as_, ruth, judge, screen, stage, name):
    claim = at_stage(stage, ruth, judge) if stage else None
    args = [] if claim is None else [thing(screen, claim)]

    answer = as_(name).get(reverse(screen, args=args))

    assert answer.status_code == PAGES[screen, stage][CAST.index(name)]


def thing(screen, claim):
    if screen in {"check", "receipt"}:
        return claim.publications.get().public_id
    if screen.startswith("evidence") and screen != "evidence_add":
        return Evidence.objects.filter(claim=claim)[0].pk
    return claim.pk


@pytest.mark.parametrize(("act", "stage"), ACTS)
@pytest.mark.parametrize("name", CAST)
def test_form_is_taken_from_whom_it_should(as_, ruth, judge, act, stage, name):
    claim = at_stage(stage, ruth, judge)
    soon = (timezone.now() + timedelta(days=2)).strftime("%Y-%m-%dT%H:%M")
    fields = {
        "rating": checks.rating("false").pk,
        "summary": "Words that are new.",
        "version": 0 if act == "draft" else 1,
        "title": "A source",
        "publisher": "Somebody",
        "stance": "refutes",
        "kind": "primary",
        "body": "Something to say.",
        "priority": 1,
        "due_at": soon,
        "addressee": "Ada Quist",
        "email": "ada@example.org",
        "question": "Is it so?",
        "deadline": soon,
        "what": "W",
        "why": "Y",
        "notice": "N",
        "do": "now",
        "return-reason": "R",
        "revisit-reason": "R",
        "withdraw-reason": "R",
        "withdraw-notice": "N",
    }

    answer = as_(name).post(target(act, claim, ruth), fields)

    assert answer.status_code == ACTS[act, stage][CAST.index(name)]


def target(act, claim, ruth):
    if act in {"submit", "return", "revisit", "withdraw", "undo"}:
        return reverse("claim_move", args=[claim.pk, act])
    if act == "comment_withdraw":
        return reverse(act, args=[comment(claim, by=ruth, body="Mine").pk])
    if act == "reply_keep":
        until = timezone.now() + timedelta(days=2)
        request, _ = ask(
            claim, by=ruth, addressee="Bo", email="bo@example.org", question="Is it?", deadline=until
        )
        return reverse(act, args=[request.pk, "revoke"])
    return reverse(act, args=[thing(act, claim)])
