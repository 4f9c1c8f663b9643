"""What PostgreSQL refuses by itself: raw SQL against every promise about review."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from claims.actions.assess import open_draft
from claims.actions.evidence import add_evidence, remove_evidence
from claims.actions.publish import hold_until, publish, revisit
from claims.actions.reply import close
from claims.actions.reply_requests import ask
from claims.actions.review import return_claim
from claims.actions.seal import seal_day
from claims.actions.triage import decline
from claims.errors import Denied, Refused
from claims.models import Approval, Claim, Evidence, Policy
from claims.workflow import record, record_move
from tests import checks, factories
from tests.ledger.acts import raw
from tests.ledger.acts import refused as unrecorded

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


SETTLED = "The wording is settled once a draft is submitted: have it returned."
RESTS = "A version of a draft is never changed, nor what it rests on."
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
        ("UPDATE claims_evidence SET kind = 'reply'", "Evidence stands still once a draft is submitted."),
        ("UPDATE claims_claim SET text = 'Another claim.'", SETTLED),
        ("UPDATE claims_claim SET made_on = '2001-01-01'", SETTLED),
        ("TRUNCATE claims_review", "What a reviewer gave is never changed."),
        ("TRUNCATE claims_panelvote", "What a reviewer gave is never changed."),
        ("TRUNCATE claims_approval CASCADE", "An approval is never changed."),
        ("TRUNCATE claims_correction", "A correction notice is never changed."),
        ("TRUNCATE claims_withdrawal", "A withdrawal is never changed."),
        ("TRUNCATE claims_draftreader", "Who has opened a draft has opened it: this is kept."),
        ("TRUNCATE claims_comment CASCADE", "Comments are kept: they can only be withdrawn."),
        ("TRUNCATE claims_embargo", "An embargo stands as it was set: it can only end."),
        ("TRUNCATE claims_replyrequest CASCADE", "Requests for a reply are kept: they can only end."),
        ("TRUNCATE claims_assessmentversion_evidence", RESTS),
        ("DELETE FROM claims_assessmentversion_evidence", RESTS),
        ("UPDATE claims_assessmentversion_evidence SET evidence_id = evidence_id", RESTS),
    ],
)
def test_what_is_given_stays(rita, edda, paul, sql, said):
    checks.published(rita, edda, paul)

    assert refused(sql) == said


def test_evidence_cannot_be_put_on_somebody_else(rita, edda):
    """Else a contributor could be made to look like none, and review."""
    found = checks.sourced(checks.held(rita), rita).evidence.first()
    keeps = "Whoever added evidence has added it: it stays with its claim and its finder."
    taken = "Who took evidence out has taken it out: add it anew."

    assert refused("UPDATE claims_evidence SET added_by_id = %s WHERE id = %s", edda.pk, found.pk) == keeps
    assert refused("UPDATE claims_evidence SET claim_id = %s", factories.claim().pk) == keeps
    remove_evidence(found, by=edda)
    for change in ("removed_by_id = added_by_id", "removed_by_id = NULL, removed_at = NULL"):
        assert refused(f"UPDATE claims_evidence SET {change} WHERE id = %s", found.pk) == taken


def test_whoever_took_evidence_out_cannot_review(rita, edda):
    """What a verdict rests on is changed by taking away as well."""
    claim = checks.drafted(rita)
    found = add_evidence(claim, by=rita, title="Book", publisher="Press", stance="context")
    remove_evidence(found, by=edda)
    checks.submit(claim, by=rita)

    said = refused(INSERT_REVIEW, claim.assessment.pk, 1, edda.pk, checks.rating("false").pk)

    assert said == "Nobody approves their own work: a contributor cannot review it."
    with pytest.raises(Denied, match="Nobody approves their own work"):
        checks.give_review(claim, by=edda, rating=checks.rating("false"))


def test_a_version_takes_no_evidence_afterwards(rita):
    claim = checks.drafted(rita)
    found = add_evidence(claim, by=rita, title="Book", publisher="Press", stance="context")
    sql = "INSERT INTO claims_assessmentversion_evidence (assessmentversion_id, evidence_id) VALUES (%s, %s)"

    assert refused(sql, claim.assessment.current.pk, found.pk) == RESTS


def test_a_round_does_not_come_back(rita, edda, paul):
    """In the round that was approved once, nothing else would have to be reviewed."""
    claim = return_claim(checks.approved(rita, edda), by=paul, reason="A late doubt.")
    forward = "Rounds and versions of a draft only go forward, one by one."

    for change in ("round = 0", "round = 3", "version = 0", "version = 5"):
        assert refused(f"UPDATE claims_assessment SET {change}") == forward
    assert moved(claim, "in_review") == "A draft is submitted into a round of its own."
    assert moved(claim, "approved").endswith("the table of states has no such edge.")


def test_versions_follow_one_another(rita):
    claim = checks.drafted(rita)
    sql = (
        "INSERT INTO claims_assessmentversion (assessment_id, number, summary, reasoning, checklist,"
        " contributor_id, created_at) VALUES (%s, 7, '', '', '{}', %s, now())"
    )

    assert refused(sql, claim.assessment.pk, rita.pk) == "A version of a draft follows the one before it."


def test_a_reviewer_adds_nothing_to_what_they_judge(rita, edda, paul):
    """The reply by telephone, written down while the round goes on: the one door into a standing draft."""
    Policy.objects.update(reviews_required=2)
    claim = checks.drafted(rita)
    soon = timezone.now() + timedelta(days=2)
    request, _ = ask(claim, by=rita, addressee="Ada", email="ada@example.org", question="So?", deadline=soon)
    checks.submit(claim, by=rita)
    checks.give_review(claim, by=edda, rating=checks.rating("false"))

    with pytest.raises(Denied, match="You judge this check"):
        close(request, by=edda, outcome="answered", answer="No comment.")
    said = refused(
        "INSERT INTO claims_evidence (claim_id, title, publisher, address, excerpt, stance, kind, note,"
        " added_by_id, created_at) VALUES (%s, 'T', 'P', '', '', 'context', 'reply', '', %s, now())",
        claim.pk,
        edda.pk,
    )
    assert said == "Nobody approves their own work: a reviewer adds nothing to it."
    close(request, by=paul, outcome="answered", answer="No comment.")
    with pytest.raises(Denied, match="Nobody approves their own work"):
        checks.give_review(claim, by=paul, rating=checks.rating("false"))


def test_what_a_contributor_judged_is_not_approved(rita, edda):
    """Whatever came into the tables, and in what order: the approval asks again."""
    claim = checks.in_review(rita)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(INSERT_REVIEW, [claim.assessment.pk, 1, rita.pk, checks.rating("false").pk])
        cursor.execute("SET LOCAL session_replication_role = DEFAULT")
    sql = (
        "INSERT INTO claims_approval (assessment_id, round, version_id, rating_id, how, created_at) "
        "VALUES (%s, 1, %s, %s, 'reviews', now())"
    )

    said = refused(sql, claim.assessment.pk, claim.assessment.current.pk, checks.rating("false").pk)

    assert said == "Nobody approves their own work: a contributor judged this round."


def test_a_publication_without_its_record_is_refused(rita, edda, paul):
    publication = checks.published(rita, edda, paul)
    version = (
        "WITH new AS (INSERT INTO claims_publication (claim_id, public_id, version, approval_id, rating_id,"
        " content, sha256, published_by_id, published_at) SELECT claim_id, public_id, 2, approval_id,"
        " rating_id, content, sha256, published_by_id, now() FROM claims_publication RETURNING id)"
        " INSERT INTO claims_correction (publication_id, severity, what, why, notice, made_by_id, created_at)"
        " SELECT id, 'minor', 'W', 'Y', 'N', %s, now() FROM new"
    )

    with unrecorded("No publication without its record"):
        raw(version, paul.pk)
    assert refused(version.replace(" 2,", " 3,"), paul.pk).startswith("A publication follows the one before")
    assert refused(version.replace("public_id, 2", "gen_random_uuid(), 2"), paul.pk).startswith(
        "A publication follows the one before it, under the same address."
    )
    assert publication.claim.activities.filter(verb="frozen").count() == 1


def test_an_embargo_only_ends(rita, edda, paul):
    claim = checks.approved(rita, edda)
    hold_until(claim, by=paul, publish_at=timezone.now() + timedelta(hours=1))
    stands = "An embargo stands as it was set: it can only end."

    for change in ("publish_at = now() + interval '1 minute'", f"made_by_id = {rita.pk}"):
        assert refused(f"UPDATE claims_embargo SET {change}") == stands
    assert refused("DELETE FROM claims_embargo") == stands
    publish(claim, by=paul)
    assert refused("UPDATE claims_embargo SET ended_at = NULL") == "This embargo is over: set another one."


def test_an_act_cannot_choose_its_number(rita):
    """Below a seal it would be an act that the seal never saw; high above, nothing could follow."""
    record("scale changed", by=rita)
    seal_day()
    connection.check_constraints()
    for number in (1, 2**40):
        said = refused(
            "INSERT INTO claims_activity (id, verb, from_status, to_status) OVERRIDING SYSTEM VALUE"
            " VALUES (%s, 'x', '', '')",
            number,
        )
        assert said == f"The record of acts numbers its acts by itself: {number} is refused."


@pytest.mark.parametrize(("day", "upto"), [("current_date + 400", "0"), ("current_date", "2 ^ 40")])
def test_a_seal_covers_nothing_to_come(rita, day, upto):
    record("scale changed", by=rita)

    said = refused(
        "INSERT INTO claims_seal (day, upto, chains, activities, root)"
        f" VALUES ({day}, {upto}, 1, 1, repeat('0', 64))"
    )

    assert said == "A seal covers what there is: neither a day nor an act to come."
