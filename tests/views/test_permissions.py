"""Who gets which page: the cast × the pages, as one table each for looking and for acting."""

import pytest
from django.urls import reverse

from claims.models import Job
from claims.states import Status
from tests import factories

CAST = ("rita", "edda", "paul", "olaf", "sam", "nobody")
OK, NO, DOOR = 200, 403, 302

# page: what each of the cast gets, in the order of CAST
PAGES = {
    "queue": (OK, OK, OK, OK, NO, DOOR),
    "claim": (OK, OK, OK, OK, NO, DOOR),
    "claim_peek": (OK, OK, OK, OK, NO, DOOR),
    "claim_score": (OK, OK, OK, OK, NO, DOOR),
    "claim_matches": (OK, OK, OK, OK, NO, DOOR),
    "already": (OK, OK, OK, NO, NO, DOOR),
    "thresholds": (OK, OK, OK, OK, NO, DOOR),
    "articles": (OK, OK, OK, OK, NO, DOOR),
    "article": (OK, OK, OK, OK, NO, DOOR),
    "add_article": (OK, OK, OK, NO, NO, DOOR),
    "intake": (OK, OK, OK, OK, NO, DOOR),
    "board": (OK, OK, OK, OK, NO, DOOR),
    "tips": (NO, OK, OK, NO, NO, DOOR),
    "exports": (NO, OK, OK, NO, NO, DOOR),
    "jobs": (OK, OK, OK, OK, NO, DOOR),
    "job": (OK, OK, OK, OK, NO, DOOR),
    "people": (NO, NO, NO, OK, NO, DOOR),
    "person": (NO, NO, NO, OK, NO, DOOR),
    "admin:claims_claim_changelist": (DOOR, OK, OK, OK, DOOR, DOOR),
    "admin:accounts_user_changelist": (DOOR, NO, NO, OK, DOOR, DOOR),
    "account_login": (DOOR, DOOR, DOOR, DOOR, DOOR, OK),
}

# address, state of the claim or job: who may send the form (302 back to a page), who is told no
ACTS = {
    ("accept", Status.CANDIDATE): (DOOR, DOOR, DOOR, NO, NO, DOOR),
    ("decline", Status.QUEUED): (DOOR, DOOR, DOOR, NO, NO, DOOR),
    ("reopen", Status.DECLINED): (DOOR, DOOR, DOOR, NO, NO, DOOR),
    ("take", Status.QUEUED): (DOOR, DOOR, DOOR, NO, NO, DOOR),
    ("assign", Status.QUEUED): (NO, DOOR, DOOR, NO, NO, DOOR),
    ("release", Status.RESEARCHING): (NO, DOOR, DOOR, NO, NO, DOOR),
    ("edit", Status.CANDIDATE): (DOOR, DOOR, DOOR, NO, NO, DOOR),
    ("runs", Status.QUEUED): (DOOR, DOOR, DOOR, NO, NO, DOOR),
    ("retry", Job.State.DEAD): (DOOR, DOOR, DOOR, DOOR, NO, DOOR),
    ("cancel", Job.State.WAITING): (DOOR, DOOR, DOOR, DOOR, NO, DOOR),
}


@pytest.mark.parametrize("screen", PAGES)
@pytest.mark.parametrize("name", CAST)
def test_page_opens_for_whom_it_should(as_, rita, screen, name):
    answer = as_(name).get(address(screen, rita))

    assert answer.status_code == PAGES[screen][CAST.index(name)]


def address(screen, rita):
    claim = factories.claim()
    intake = factories.intake(added_by=rita)
    job = factories.job("read", intake=intake)
    things = {
        "claim": claim.pk,
        "claim_peek": claim.pk,
        "claim_score": claim.pk,
        "claim_matches": claim.pk,
        "article": claim.appearances.get().capture.article_id,
        "intake": intake.pk,
        "job": job.pk,
        "person": rita.pk,
    }
    return reverse(screen, args=[things[screen]] if screen in things else [])


@pytest.mark.parametrize("act", ACTS, ids=lambda act: act[0])
@pytest.mark.parametrize("name", CAST)
def test_form_is_taken_from_whom_it_should(as_, edda, act, name):
    action, state = act
    fields = {
        "decline-reason": "opinion",
        "reopen-reason": "It matters now",
        "assign-to": edda.pk,
        "text": "A statement that was worded anew.",
        "version": 1,
    }

    answer = as_(name).post(target(action, state), fields)

    assert answer.status_code == ACTS[act][CAST.index(name)]


def target(action, state):
    if action in {"retry", "cancel"}:
        return reverse(f"job_{action}", args=[factories.job(state=state).pk])
    claim = factories.claim(status=state)
    if action in {"edit", "runs"}:
        return reverse(f"claim_{action}", args=[claim.pk])
    return reverse("claim_move", args=[claim.pk, action])


@pytest.mark.parametrize("name", ["rita", "edda", "paul", "sam"])
def test_nobody_but_operators_changes_people(as_, rita, name):
    client = as_(name)
    answers = [
        client.post(reverse("invite"), {"email": "new@example.org", "roles": ["operator"]}),
        client.post(reverse("person", args=[rita.pk]), {"roles": ["operator"]}),
        client.post(reverse("deactivate", args=[rita.pk])),
    ]

    assert [answer.status_code for answer in answers] == [403, 403, 403]
    rita.refresh_from_db()
    assert rita.is_active
    assert [group.name for group in rita.groups.all()] == ["researcher"]
