"""Many people at once, each with a connection of their own."""

from datetime import timedelta

import pytest
import time_machine
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from claims.actions.assess import DraftOvertaken, open_draft, save_draft, submit
from claims.actions.assign import take
from claims.actions.departure import deactivate
from claims.actions.publish import call_off, hold_until, publish, publish_due, withdraw
from claims.actions.reply import close
from claims.actions.reply_requests import ask
from claims.actions.review import give_review
from claims.actions.triage import accept
from claims.errors import Denied, Refused, Sentence, Stale
from claims.models import (
    Approval,
    Claim,
    Embargo,
    Evidence,
    Policy,
    Publication,
    ReplyRequest,
    Review,
)
from claims.states import Status
from tests import checks, factories
from tests.races import together

pytestmark = pytest.mark.django_db(transaction=True)


def test_sixteen_clicks_publish_once(rita, edda, paul):
    claim = checks.approved(rita, edda)

    results = together(*[lambda: publish(Claim.objects.get(pk=claim.pk), by=paul)] * 16)

    assert Publication.objects.count() == 1
    assert set(results) == {Publication.objects.get()}


def test_two_reviewers_finish_together(rita, edda, paul):
    Policy.objects.update(reviews_required=2)
    claim = checks.in_review(rita)
    false = checks.rating("false")

    together(
        lambda: give_review(Claim.objects.get(pk=claim.pk), by=edda, rating=false),
        lambda: give_review(Claim.objects.get(pk=claim.pk), by=paul, rating=false),
    )

    claim.refresh_from_db()
    assert (claim.status, Review.objects.count(), Approval.objects.count()) == (Status.APPROVED, 2, 1)


def test_submit_while_another_saves_keeps_both_or_tells_one(rita, edda):
    claim = checks.drafted(rita)

    save = {"rating": checks.rating("true"), "summary": "Edda's.", "reply_waived": "No."}
    _, saved = together(
        lambda: submit(Claim.objects.get(pk=claim.pk), by=rita),
        lambda: save_draft(Claim.objects.get(pk=claim.pk), by=edda, version=1, **save),
    )

    claim.refresh_from_db()
    assert claim.status == Status.IN_REVIEW
    assert claim.assessment.version == (1 if isinstance(saved, Sentence) else 2)


def test_two_saves_of_one_version_keep_one_and_show_the_other(rita, edda):
    claim = checks.held(rita)

    results = together(
        lambda: save_draft(Claim.objects.get(pk=claim.pk), by=rita, version=0, rating=None, summary="R"),
        lambda: save_draft(Claim.objects.get(pk=claim.pk), by=edda, version=0, rating=None, summary="E"),
    )

    assert sum(isinstance(result, DraftOvertaken) for result in results) == 1
    assert claim.assessment.versions.count() == 1


def test_two_people_take_one_claim(rita, edda):
    claim = accept(factories.claim(), by=rita)

    results = together(
        lambda: take(Claim.objects.get(pk=claim.pk), by=rita),
        lambda: take(Claim.objects.get(pk=claim.pk), by=edda),
    )

    claim.refresh_from_db()
    late = [result for result in results if isinstance(result, Stale)]
    assert len(late) == 1
    assert str(late[0]) == f"{claim.assignee} was faster: the claim is researching already."
    assert claim.activities.filter(verb="take").count() == 1


def test_a_reviewer_who_writes_a_reply_down_meanwhile_is_one_or_the_other(rita, edda):
    """Reviewing and contributing at one moment: whichever is first shuts the other door."""
    Policy.objects.update(reviews_required=2)
    claim = checks.drafted(rita)
    soon = timezone.now() + timedelta(days=2)
    request, _ = ask(claim, by=rita, addressee="Ada", email="ada@example.org", question="So?", deadline=soon)
    submit(claim, by=rita)

    results = together(
        lambda: give_review(Claim.objects.get(pk=claim.pk), by=edda, rating=checks.rating("false")),
        lambda: close(ReplyRequest.objects.get(pk=request.pk), by=edda, outcome="answered", answer="No."),
    )

    assert sum(isinstance(result, Denied) for result in results) == 1
    assert Review.objects.count() + Evidence.objects.filter(kind="reply").count() == 1


def test_the_same_past_every_line_of_python(rita, edda):
    """Two connections with raw SQL: the second waits for the first one's commit, and then sees it."""
    Policy.objects.update(reviews_required=2)
    claim = checks.in_review(rita)
    review = (
        "INSERT INTO claims_review (assessment_id, round, reviewer_id, rating_id, notes, created_at)"
        " VALUES (%s, 1, %s, %s, '', now())"
    )
    reply = (
        "INSERT INTO claims_evidence (claim_id, title, publisher, address, excerpt, stance, kind, note,"
        " added_by_id, created_at) VALUES (%s, 'T', 'P', '', '', 'context', 'reply', '', %s, now())"
    )

    results = together(
        lambda: slowly(review, claim.assessment.pk, edda.pk, checks.rating("false").pk),
        lambda: slowly(reply, claim.pk, edda.pk),
    )

    refused = [str(result) for result in results if isinstance(result, DatabaseError)]
    assert len(refused) == 1
    assert refused[0].startswith("Nobody approves their own work: ")


def slowly(sql, *values):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)
        cursor.execute("SELECT pg_sleep(0.3)")


def test_withdrawing_and_publishing_at_the_minute_of_an_embargo(rita, edda, paul):
    """Either it is called off in time or it is out; never both, and never withdrawn before it was public."""
    claim = checks.approved(rita, edda)
    embargo = hold_until(claim, by=paul, publish_at=timezone.now() + timedelta(hours=1))
    with time_machine.travel(timezone.now() + timedelta(hours=2), tick=False):
        published, off, withdrawn = together(
            publish_due,
            lambda: call_off(Embargo.objects.get(pk=embargo.pk), by=paul),
            lambda: withdraw(Claim.objects.get(pk=claim.pk), by=paul, reason="No.", notice="No."),
        )

    claim.refresh_from_db()
    out = Publication.objects.filter(claim=claim).count()
    assert published == out
    assert isinstance(off, Refused) == bool(out)
    assert claim.status == (
        Status.APPROVED
        if not out
        else Status.PUBLISHED
        if isinstance(withdrawn, Refused)
        else Status.WITHDRAWN
    )


@pytest.mark.parametrize("stage", ["researching", "in_review", "approved"])
def test_whoever_is_switched_off_amid_their_work_leaves_nothing_stuck(rita, edda, paul, olaf, stage):
    make = {"researching": checks.drafted, "in_review": checks.in_review}
    claim = checks.approved(rita, edda) if stage == "approved" else make[stage](rita)

    together(
        lambda: deactivate(rita, by=olaf),
        lambda: open_draft(Claim.objects.get(pk=claim.pk), by=edda),
    )

    claim.refresh_from_db()
    rita.refresh_from_db()
    assert not rita.is_active
    assert claim.status == (Status.QUEUED if stage == "researching" else stage)
    if stage == "in_review":
        give_review(claim, by=edda, rating=checks.rating("false"))
    if stage != "researching":
        assert publish(claim, by=paul).version == 1
