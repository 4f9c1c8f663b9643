"""What PostgreSQL refuses by itself: raw SQL against every promise about review."""

import pytest
from django.db import DatabaseError, connection, transaction

from claims.actions.assess import open_draft
from claims.actions.publish import revisit
from claims.actions.triage import decline
from claims.errors import Refused
from claims.models import Approval, Claim, Evidence
from claims.workflow import record_move
from tests import checks, factories

pytestmark = pytest.mark.django_db


def refused(sql: str, *values: object, settle: bool = True) -> str:
    """The message with which PostgreSQL refuses ``sql``, deferred triggers included."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            if settle:  # what pends from before, so that only this statement can be refused
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute(sql, values)
    except DatabaseError as error:
        return str(error).splitlines()[0]
    return "done"


def moved(claim: Claim, status: str) -> str:
    """What PostgreSQL says to a move that is written down, as it must be, but has no ground."""
    try:
        with transaction.atomic():
            record_move(claim, "move", claim.status, status, by=factories.person())
            said = refused(
                "UPDATE claims_claim SET status = %s WHERE id = %s", status, claim.pk, settle=False
            )
            transaction.set_rollback(True)
    finally:
        claim.refresh_from_db()
    return said


@pytest.mark.parametrize("status", ["candidate", "queued", "researching", "in_review", "declined"])
def test_status_published_is_refused_from_anywhere(rita, status):
    claim = factories.claim(status=status)

    assert "no such edge" in refused("UPDATE claims_claim SET status = 'published' WHERE id = %s", claim.pk)


def test_status_published_without_a_publication_is_refused(rita, edda):
    claim = checks.approved(rita, edda)

    assert moved(claim, "published") == (
        "Nothing is published without a publication that rests on an approval."
    )


def test_status_approved_without_reviews_is_refused(rita):
    claim = checks.in_review(rita)

    assert moved(claim, "approved") == ("Nothing is approved without its reviews.")


def test_status_in_review_without_a_draft_is_refused(rita):
    claim = checks.held(rita)

    assert moved(claim, "in_review") == ("Nothing goes to review without a rated draft.")


def test_status_declined_is_refused_while_a_page_is_public(rita, edda, paul):
    claim = checks.published(rita, edda, paul).claim
    revisit(claim, by=edda, reason="New figures.")

    assert moved(claim, "declined") == "Nothing that is public is declined: correct it or withdraw it."
    with pytest.raises(Refused, match="This check is public"):
        decline(claim, by=rita, reason="opinion")


def test_status_withdrawn_without_a_notice_is_refused(rita, edda, paul):
    claim = checks.published(rita, edda, paul).claim

    assert moved(claim, "withdrawn") == ("Nothing is withdrawn without its notice.")


INSERT_REVIEW = (
    "INSERT INTO claims_review (assessment_id, round, reviewer_id, rating_id, notes, created_at) "
    "VALUES (%s, %s, %s, %s, '', now())"
)


def test_review_by_a_writer_is_refused(rita):
    claim = checks.in_review(rita)

    said = refused(INSERT_REVIEW, claim.assessment.pk, 1, rita.pk, checks.rating("false").pk)

    assert said == "Nobody approves their own work: a contributor cannot review it."


def test_review_by_a_finder_of_evidence_is_refused(rita, edda):
    claim = checks.held(rita)
    Evidence.objects.create(
        claim=claim,
        title="T",
        publisher="P",
        stance="context",
        added_by=edda,
        capture=claim.appearances.get().capture,
    )
    checks.sourced(claim, rita)
    checks.save_draft(
        claim, by=rita, version=0, rating=checks.rating("false"), summary="S.", reply_waived="No."
    )
    checks.submit(claim, by=rita)

    said = refused(INSERT_REVIEW, claim.assessment.pk, 1, edda.pk, checks.rating("false").pk)

    assert said == "Nobody approves their own work: a contributor cannot review it."


def test_review_by_somebody_who_opened_the_draft_is_refused(rita, edda):
    claim = checks.drafted(rita)
    open_draft(claim, by=edda)
    checks.submit(claim, by=rita)

    said = refused(INSERT_REVIEW, claim.assessment.pk, 1, edda.pk, checks.rating("false").pk)

    assert said == "A review is blind: this person has opened the draft."
    for attempt in ("DELETE FROM claims_draftreader", f"UPDATE claims_draftreader SET user_id = {rita.pk}"):
        assert refused(attempt) == "Who has opened a draft has opened it: this is kept."


def test_review_of_another_round_is_refused(rita, edda):
    claim = checks.in_review(rita)

    said = refused(INSERT_REVIEW, claim.assessment.pk, 2, edda.pk, checks.rating("false").pk)

    assert said == "Only a claim in review can be reviewed."


def test_approval_without_reviews_is_refused(rita):
    claim = checks.in_review(rita)
    sql = (
        "INSERT INTO claims_approval (assessment_id, round, version_id, rating_id, how, created_at) "
        "VALUES (%s, 1, %s, %s, %s, now())"
    )
    row = (claim.assessment.pk, claim.assessment.current.pk, checks.rating("false").pk)

    assert "too few or do not agree" in refused(sql, *row, "reviews")
    assert "two votes of three" in refused(sql, *row, "panel")


def test_publication_without_approval_is_refused(rita, edda, paul):
    publication = checks.published(rita, edda, paul)
    other = checks.in_review(rita)
    sql = (
        "INSERT INTO claims_publication (claim_id, public_id, version, approval_id, rating_id, content,"
        " sha256, published_by_id, published_at) "
        "VALUES (%s, gen_random_uuid(), 1, %s, %s, '{}', '', %s, now())"
    )

    said = refused(sql, other.pk, Approval.objects.get().pk, publication.rating_id, paul.pk)

    assert said == "Nothing is published without its approval."


def test_publication_version_without_a_correction_is_refused(rita, edda, paul):
    publication = checks.published(rita, edda, paul)
    sql = (
        "INSERT INTO claims_publication (claim_id, public_id, version, approval_id, rating_id, content,"
        " sha256, published_by_id, published_at) SELECT claim_id, public_id, 2, approval_id, rating_id,"
        " content,"
        " sha256, published_by_id, now() FROM claims_publication WHERE id = %s"
    )

    assert refused(sql, publication.pk) == "A new version of a publication needs its correction notice."


NEVER = "Published is never changed nor deleted: correct it or withdraw it."


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("UPDATE claims_publication SET sha256 = 'x'", NEVER),
        ("DELETE FROM claims_publication", NEVER),
        ("TRUNCATE claims_publication CASCADE", NEVER),
        ("UPDATE claims_review SET notes = 'x'", "What a reviewer gave is never changed."),
        ("DELETE FROM claims_review", "What a reviewer gave is never changed."),
        ("UPDATE claims_approval SET how = 'panel'", "An approval is never changed."),
        ("UPDATE claims_assessmentversion SET summary = 'x'", "A version of a draft is never changed."),
        ("UPDATE claims_assessment SET reviews_required = 2", "A draft stands still once it is submitted."),
        (
            "UPDATE claims_rating SET label = 'x'",
            "A rating scale is never changed: make a new version of it.",
        ),
        ("UPDATE claims_evidence SET title = 'x'", "Evidence stands still once a draft is submitted."),
    ],
)
def test_what_is_given_stays(rita, edda, paul, sql, said):
    checks.published(rita, edda, paul)

    assert refused(sql) == said
