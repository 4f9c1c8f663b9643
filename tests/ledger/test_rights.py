"""The server's own role in PostgreSQL: it can do its work, and cannot get around the record of acts."""

from datetime import timedelta

import pgtrigger
import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from claims.actions.comments import comment
from claims.actions.departure import deactivate
from claims.actions.erase import erase_person
from claims.actions.publish import correct, hold_until, publish, revisit, withdraw
from claims.actions.review import give_review, give_vote
from claims.actions.seal import seal_day
from claims.actions.undo import undo
from claims.actions.vectors import drop_retired, make_indexes
from claims.ledger import rights
from claims.ledger.audit import audit
from claims.ledger.export import export
from claims.models import EmbeddingModel
from claims.receipts import receipt
from factcheck.checks import role_cannot_undo_the_record
from tests import checks
from tests.ledger.acts import acts_of, raw

pytestmark = pytest.mark.django_db
ROLE = "the server's"


@pytest.fixture
def role(db):
    """A real role with the rights that `migrate` gives. It goes with the test's transaction."""
    raw(f'CREATE ROLE "{ROLE}"')
    with connection.cursor() as cursor:
        rights.give_rights(cursor, ROLE)
    return ROLE


@pytest.fixture
def as_role(role):
    connection.check_constraints()
    raw(f'SET LOCAL ROLE "{role}"')
    yield
    raw("RESET ROLE")


def said(statement: str) -> str:
    try:
        with transaction.atomic():
            raw(statement)
            connection.check_constraints()
    except DatabaseError as error:
        return str(error).splitlines()[0]
    return "done"


def test_every_table_that_is_named_is_there(db):
    tables = set(connection.introspection.table_names())

    assert {*rights.ONLY_READ, *rights.ONLY_ADDED_TO, *rights.NEVER_DELETED} - tables == set()


def test_the_whole_work_is_done_with_these_rights(rita, edda, paul, olaf, as_role):
    claim = checks.conflicted(rita, edda)
    for judge in (edda, paul):
        give_vote(claim, by=judge, rating=checks.rating("false"))
    hold_until(claim, by=paul, publish_at=timezone.now() + timedelta(hours=1))
    publish(claim, by=paul)
    comment(claim, by=rita, body="@Edda, it is out.")
    correct(claim, by=paul, version=1, summary="New.", what="A.", why="B.", notice="C.")
    act = acts_of(claim)[-1]
    seal_day()
    revisit(claim, by=edda, reason="New books.")
    undone = undo(checks.held(rita), by=rita)
    withdraw(checks.published(rita, edda, paul).claim, by=paul, reason="Forged.", notice="Forged.")
    deactivate(rita, by=olaf)
    erase_person(rita, by=olaf)

    assert undone.status == "queued"
    assert receipt(act)["seal"] is not None
    assert len(list(export())) > 20
    assert audit().broken is None


def test_an_encoder_gets_its_indexes_from_whoever_owns_the_tables(as_role):
    model = EmbeddingModel.objects.create(name="m", digest="d", dimensions=384, state="retired")
    make_indexes(model)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_indexes WHERE indexname LIKE %s", [f"known_vector_{model.pk}_%"]
        )
        assert cursor.fetchone() == (2,)
    assert drop_retired() == 1


DENIED = [
    "UPDATE claims_activity SET verb = 'x'",
    "DELETE FROM claims_activity",
    "TRUNCATE claims_activity CASCADE",
    "UPDATE claims_seal SET root = 'x'",
    "DELETE FROM claims_seal",
    "DELETE FROM claims_note",
    "UPDATE claims_chainhead SET position = 1",
    "DELETE FROM claims_chainhead",
    "UPDATE claims_publication SET sha256 = 'x'",
    "DELETE FROM claims_publication",
    "TRUNCATE claims_publication CASCADE",
    "UPDATE claims_review SET notes = 'x'",
    "DELETE FROM claims_draftreader",
    "DELETE FROM claims_claim",
    "DELETE FROM accounts_user",
    "DELETE FROM claims_claimhistory",
    "ALTER TABLE claims_activity DISABLE TRIGGER ALL",
    "ALTER TABLE claims_publication DISABLE TRIGGER USER",
    "DROP TRIGGER activity_is_append_only ON claims_activity",
    "CREATE TRIGGER mine BEFORE INSERT ON claims_activity EXECUTE FUNCTION claims_record_is_append_only()",
    "DROP TABLE claims_activity CASCADE",
    "SET session_replication_role = replica",
    "CREATE OR REPLACE FUNCTION claims_activity_hash(act claims_activity) RETURNS text"
    " LANGUAGE sql RETURN ''",
    "CREATE FUNCTION public.mine() RETURNS int LANGUAGE sql RETURN 1",
    "DELETE FROM django_migrations",
]


@pytest.mark.parametrize("statement", DENIED)
@pytest.mark.usefixtures("as_role")
def test_the_record_is_out_of_the_servers_own_reach(statement):
    """Not by a trigger: by PostgreSQL's own rights, so that no trigger has to be there."""
    assert said(statement).startswith(("permission denied", "must be owner of"))


def test_what_the_server_may_still_send_is_refused_by_its_rule(rita, edda, paul, as_role):
    claim = checks.in_review(rita)
    published = checks.published(rita, edda, paul)

    assert "no such edge" in said(f"UPDATE claims_claim SET status = 'published' WHERE id = {claim.pk}")
    assert said(INSERT.format(claim=claim.pk, publication=published.pk)) == (
        "Nothing is published without its approval."
    )


INSERT = """
    INSERT INTO claims_publication (claim_id, public_id, version, approval_id, rating_id, content, sha256,
        published_by_id, published_at)
    SELECT {claim}, gen_random_uuid(), 1, approval_id, rating_id, content, sha256, published_by_id, now()
    FROM public.claims_publication WHERE id = {publication}
"""


def test_no_rule_is_skipped_by_a_setting(rita, edda, paul):
    """pgtrigger's own way round, which any connection could take by a SET."""
    claim = checks.in_review(rita)
    published = checks.published(rita, edda, paul)

    with pgtrigger.ignore():
        assert said(INSERT.format(claim=claim.pk, publication=published.pk)) == (
            "Nothing is published without its approval."
        )
        assert said("DELETE FROM claims_publication").startswith("Published is never changed nor deleted")


def test_no_rule_is_blinded_by_a_temporary_table(rita, edda, paul):
    claim = checks.in_review(rita)
    published = checks.published(rita, edda, paul)
    raw("CREATE TEMPORARY TABLE claims_approval (LIKE public.claims_approval) ON COMMIT DROP")
    raw("CREATE TEMPORARY TABLE claims_assessment (LIKE public.claims_assessment) ON COMMIT DROP")
    raw("CREATE TEMPORARY TABLE claims_claim (LIKE public.claims_claim) ON COMMIT DROP")
    raw("INSERT INTO pg_temp.claims_approval SELECT * FROM public.claims_approval")
    raw("INSERT INTO pg_temp.claims_assessment SELECT * FROM public.claims_assessment")
    raw(f"UPDATE pg_temp.claims_assessment SET claim_id = {claim.pk}")
    said_so = said(
        f"INSERT INTO pg_temp.claims_claim SELECT * FROM public.claims_claim WHERE id = {claim.pk};"
        f"UPDATE pg_temp.claims_claim SET status = 'approved';"
        + INSERT.format(claim=claim.pk, publication=published.pk)
    )
    assert said_so == "Nothing is published without its approval."


WAYS = [
    (
        "CREATE OR REPLACE FUNCTION public._pgtrigger_should_ignore(trigger_name name) RETURNS boolean"
        " LANGUAGE sql RETURN true",
        "there is a way round the triggers: run `manage.py migrate`",
    ),
    ("ALTER TABLE claims_comment DISABLE TRIGGER USER", None),
    ("ALTER TABLE claims_review DISABLE TRIGGER ALL", None),
]


@pytest.mark.parametrize(("statement", "wrong"), WAYS)
def test_a_way_that_was_opened_is_named(db, statement, wrong):
    raw(statement)

    found = audit().broken

    assert found is not None
    assert found.chain == "guards"
    assert found.wrong == wrong or "is missing or off" in found.wrong


def test_the_role_is_asked_how_it_could_undo_the_record(role, settings):
    settings.PRODUCTION, settings.DATABASE_APP_ROLE = True, ""
    raw('CREATE ROLE "an owner"')
    raw('CREATE ROLE "a writer"')
    raw('GRANT UPDATE ON claims_activity TO "a writer"')
    raw('GRANT USAGE ON SCHEMA public TO "a writer", "an owner"')
    raw('ALTER TABLE claims_activity OWNER TO "an owner"')

    asked = {}
    for name in ("postgres", "an owner", "a writer", role):
        raw(f'SET LOCAL ROLE "{name}"')
        asked[name] = [row.msg for row in role_cannot_undo_the_record(None, databases=["default"])]
    raw("RESET ROLE")

    assert asked == {
        "postgres": [
            "The database role postgres could put every trigger to sleep, and then edit the record of acts."
        ],
        "an owner": ["The database role an owner owns the record of acts: it could switch its triggers off."],
        "a writer": ["The database role a writer has the right to change the record of acts."],
        role: [],
    }


def test_who_migrates_is_not_asked(settings, db):
    settings.PRODUCTION, settings.DATABASE_APP_ROLE = True, "factcheck"

    assert role_cannot_undo_the_record(None, databases=["default"]) == []


def test_a_judge_under_these_rights_is_barred_like_any(rita, edda, as_role):
    claim = checks.in_review(rita)

    with pytest.raises(DatabaseError, match="Nobody approves their own work"), transaction.atomic():
        raw(
            "INSERT INTO claims_review (assessment_id, round, reviewer_id, rating_id, notes, created_at)"
            " VALUES (%s, 1, %s, %s, '', now())",
            claim.assessment.pk,
            rita.pk,
            checks.rating("false").pk,
        )
    assert give_review(claim, by=edda, rating=checks.rating("false")).reviewer == edda
