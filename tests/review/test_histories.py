"""Random histories of one claim, made through the real actions by the whole newsroom.

After each the ledger verifies and no promise is broken. FACTCHECK_HISTORIES says how many are tried;
the 2,000 of the promise take some minutes, so the suite tries fewer. Each history is a transaction of
its own, rolled back at its end: within one long transaction every history leaves dead rows that no
vacuum may take, and the two-thousandth would be many times slower than the first.
``--hypothesis-show-statistics`` tells where the histories ended.
"""

import os
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from accounts.models import User
from accounts.roles import Role
from claims.actions.assess import open_draft, save_draft, submit
from claims.actions.assign import assign, release, take
from claims.actions.departure import deactivate
from claims.actions.evidence import add_evidence, remove_evidence
from claims.actions.publish import correct, hold_until, publish, revisit, withdraw
from claims.actions.reply import close
from claims.actions.reply_requests import ask
from claims.actions.review import give_review, give_vote, return_claim
from claims.actions.triage import accept, decline, reopen
from claims.actions.undo import undo
from claims.errors import Sentence
from claims.ledger.audit import audit
from claims.models import Approval, Claim, PanelVote, Publication, Review, contributors_to
from claims.states import Status
from tests import checks, factories

HISTORIES = int(os.environ.get("FACTCHECK_HISTORIES", "60"))
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(120 + 3 * HISTORIES)]
NOTES = {"severity": "substantial", "what": "Words.", "why": "Doubt.", "notice": "We changed words."}
Act = Callable[[Claim, User, str], object]


def draft(claim: Claim, by: User, key: str) -> object:
    version = claim.assessment.version if hasattr(claim, "assessment") else 0
    words = {"summary": f"By {by.pk}.", "opposing": "Looked.", "reply_waived": "Public."}
    return save_draft(claim, by=by, version=version, rating=checks.rating(key), **words)


def evidence(claim: Claim, by: User, key: str) -> object:
    capture = claim.appearances.first().capture
    words = {"title": key, "publisher": f"{key} {by.pk % 2}", "stance": "context", "kind": "primary"}
    return add_evidence(claim, by=by, capture=capture, **words)


def reply(claim: Claim, by: User) -> object:
    """By telephone, and written down by whoever looks after the request, or an editor."""
    open_one = claim.reply_requests.filter(outcome="pending").first()
    if open_one is not None:
        return close(open_one, by=by, outcome="answered", answer=f"To {by.pk}.")
    soon = timezone.now() + timedelta(days=2)
    return ask(claim, by=by, addressee="Ada", email="ada@example.org", question="So?", deadline=soon)


ACTS: dict[str, Act] = {
    "accept": lambda claim, by, key: accept(claim, by=by),
    "decline": lambda claim, by, key: decline(claim, by=by, reason="opinion"),
    "reopen": lambda claim, by, key: reopen(claim, by=by, reason="Again."),
    "take": lambda claim, by, key: take(claim, by=by),
    "assign": lambda claim, by, key: assign(claim, by=by, to=by),
    "release": lambda claim, by, key: release(claim, by=by),
    "draft": draft,
    "evidence": evidence,
    "sources": lambda claim, by, key: checks.sourced(claim, by),
    "open": lambda claim, by, key: open_draft(claim, by=by),
    "submit": lambda claim, by, key: submit(claim, by=by),
    "review": lambda claim, by, key: give_review(claim, by=by, rating=checks.rating(key)),
    "vote": lambda claim, by, key: give_vote(claim, by=by, rating=checks.rating(key)),
    "return": lambda claim, by, key: return_claim(claim, by=by, reason="Look again."),
    "publish": lambda claim, by, key: publish(claim, by=by),
    "publish corrected": lambda claim, by, key: publish(claim, by=by, correction=NOTES),
    "correct": lambda claim, by, key: correct(
        claim, by=by, version=claim.publications.count(), what="W", why="Y", notice="N", summary=key
    ),
    "revisit": lambda claim, by, key: revisit(claim, by=by, reason="New books."),
    "withdraw": lambda claim, by, key: withdraw(claim, by=by, reason="Forged.", notice="Forged."),
    "undo": lambda claim, by, key: undo(claim, by=by),
    "take out": lambda claim, by, key: [remove_evidence(row, by=by) for row in claim.evidence.all()[:1]],
    "hold": lambda claim, by, key: hold_until(claim, by=by, publish_at=timezone.now() + timedelta(hours=1)),
    "reply": lambda claim, by, key: reply(claim, by),
    "leave": lambda claim, by, key: deactivate(by, by=User.objects.get(groups__name=Role.OPERATOR)),
}
# Left to chance alone, few histories get far: each begins some way along the road.
ROAD = ["accept", "take", "sources", "draft", "submit", "review", "publish"]
STEPS = st.lists(
    st.tuples(st.sampled_from(sorted(ACTS)), st.integers(0, 5), st.sampled_from(["true", "false"])),
    max_size=14,
)


@pytest.fixture
def people(rita, edda, paul, olaf, sam) -> list[User]:
    return [rita, edda, paul, olaf, sam, factories.person("Uma", Role.RESEARCHER)]


@settings(max_examples=HISTORIES, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(start=st.integers(0, len(ROAD)), steps=STEPS)
def test_random_histories_break_no_promise(people, start, steps):
    rita, edda, paul, *_ = people
    along = {"review": edda, "publish": paul}
    with transaction.atomic():
        claim = factories.claim()
        for name in ROAD[:start]:
            attempt(claim, name, along.get(name, rita), "false")
        for name, person, key in steps:
            attempt(claim, name, people[person], key)
        hold(claim)
        event(f"ended {claim.status}, {Publication.objects.filter(claim=claim).count()} published")
        transaction.set_rollback(True)


def attempt(claim: Claim, name: str, by: User, key: str) -> None:
    """One act as a request would make it: a fresh look at the claim, and all or nothing."""
    fresh = Claim.objects.get(pk=claim.pk)
    person = User.objects.get(pk=by.pk)
    with suppress(Sentence), transaction.atomic():
        ACTS[name](fresh, person, key)


def hold(claim: Claim) -> None:
    """The promises about review, read from the rows."""
    claim.refresh_from_db()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    found = audit()
    assert found.ok, found.broken
    moves = list(claim.activities.exclude(to_status="").order_by("position"))
    ways = [(act.from_status, act.to_status) for act in moves]
    assert [start for start, _ in ways] == ["candidate", *[end for _, end in ways]][: len(ways)]
    assert claim.status == (ways[-1][1] if ways else Status.CANDIDATE)
    given = Review.objects.filter(assessment__claim=claim)
    for review in given:
        wrote = review.assessment.versions.filter(
            contributor=review.reviewer, created_at__lt=review.created_at
        )
        assert not wrote.exists()
    if claim.status in {Status.PUBLISHED, Status.WITHDRAWN}:
        assert Publication.objects.filter(claim=claim).exists()
    for publication in Publication.objects.filter(claim=claim):
        assert publication.approval.rating_id == publication.rating_id
    for approval in Approval.objects.filter(assessment__claim=claim):
        judges = {row.reviewer_id for row in given.filter(round=approval.round)}
        judges |= {row.voter_id for row in PanelVote.objects.filter(round=approval.round)}
        assert judges
    if claim.status == Status.APPROVED:
        now = claim.assessment.round
        assert not contributors_to(claim) & {row.reviewer_id for row in given.filter(round=now)}
    for publication in Publication.objects.filter(claim=claim):
        assert len(publication.content["evidence"]) == publication.approval.version.evidence.count() >= 2
