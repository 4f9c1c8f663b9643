"""No move without its record, no record without its move: what PostgreSQL asks of both."""

import pytest
from django.db import DatabaseError, connection, transaction

from claims.actions.triage import accept
from claims.models import Activity, Claim
from claims.workflow import record
from tests import factories
from tests.ledger.acts import acts_of, raw, refused

pytestmark = pytest.mark.django_db
ON_THE_WAY = {"claim_moves_by_the_table", "claim_status_has_its_ground"}


def moved_by_hand(claim: Claim, end: str) -> None:
    raw("UPDATE claims_claim SET status = %s WHERE id = %s", end, claim.pk)


def declined_by_hand(claim: Claim) -> None:
    raw("UPDATE claims_claim SET status = 'declined', decline_reason = 'opinion' WHERE id = %s", claim.pk)


def written_by_hand(claim: Claim, start: str, end: str, verb: str = "accept") -> None:
    Activity.objects.create(verb=verb, claim=claim, from_status=start, to_status=end)


def test_a_move_leaves_its_record(rita):
    claim = factories.claim()
    accept(claim, by=rita)
    connection.check_constraints()
    assert [(act.verb, act.from_status, act.to_status) for act in acts_of(claim)] == [
        ("accept", "candidate", "queued")
    ]


@pytest.fixture
def queued(rita) -> Claim:
    claim = factories.claim()
    accept(claim, by=rita)
    connection.check_constraints()
    return claim


@pytest.fixture
def table_asleep(db):
    """The table of states asleep, as its owner can have it: the record stands alone."""
    names = [rule.get_pgid(Claim) for rule in Claim._meta.triggers if rule.name in ON_THE_WAY]
    raw("ALTER TABLE claims_claim " + ", ".join(f"DISABLE TRIGGER {name}" for name in names))
    yield
    if not connection.in_atomic_block:  # a test that commits
        raw("ALTER TABLE claims_claim " + ", ".join(f"ENABLE TRIGGER {name}" for name in names))


def test_a_legal_edge_without_its_record_is_refused():
    claim = factories.claim()
    with refused("off the record"):
        moved_by_hand(claim, "queued")


@pytest.mark.usefixtures("table_asleep")
def test_a_move_without_its_record_is_refused_at_the_commit():
    claim = factories.claim()
    with refused("No move without its record"):
        moved_by_hand(claim, "queued")


@pytest.mark.usefixtures("table_asleep")
def test_a_move_with_another_claims_record_is_refused(rita):
    claim, other = factories.claim(), factories.claim()
    with refused("No move without its record"):
        accept(other, by=rita)
        moved_by_hand(claim, "queued")


@pytest.mark.parametrize("looked_at_before", [False, True])
def test_one_record_does_not_cover_an_edge_twice(looked_at_before):
    """queued → declined → queued on the record, then the first edge again off it.

    Whoever has the record looked at early (SET CONSTRAINTS) gains nothing: the move is looked at too.
    """
    claim = factories.claim(status="queued")
    with refused("without its "):
        written_by_hand(claim, "queued", "declined", "decline")
        declined_by_hand(claim)
        written_by_hand(claim, "declined", "queued", "reopen")
        raw("UPDATE claims_claim SET status = 'queued', decline_reason = '' WHERE id = %s", claim.pk)
        if looked_at_before:
            raw("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")
        declined_by_hand(claim)


@pytest.mark.usefixtures("table_asleep")
def test_a_record_of_another_transaction_does_not_count(transactional_db):
    """The same edge, recorded yesterday, is no licence for today."""
    claim = factories.claim(status="queued")
    with transaction.atomic():
        written_by_hand(claim, "queued", "declined", "decline")
        declined_by_hand(claim)
    factories.at(claim, "queued")
    with pytest.raises(DatabaseError, match="No move without its record"):
        declined_by_hand(claim)
    claim.refresh_from_db()
    assert claim.status == "queued"


@pytest.mark.parametrize(
    ("start", "end"),
    [("queued", "researching"), ("candidate", "candidate"), ("candidate", ""), ("", "queued")],
)
def test_a_record_that_does_not_start_where_the_claim_stands_is_refused(start, end):
    claim = factories.claim()
    with refused("No record without its move"):
        written_by_hand(claim, start, end)


def test_a_record_of_a_move_that_is_not_made_is_refused():
    claim = factories.claim()
    with refused("No record without its move"):
        written_by_hand(claim, "candidate", "queued")


@pytest.mark.parametrize(
    ("start", "end"), [("queued", "declined"), ("queued", "researching"), ("queued", "published")]
)
def test_an_undo_of_what_was_not_done_is_refused(queued, start, end):
    """It may go where the table has no edge; so it must be the last act's way back, and that alone."""
    with refused("No undo but of the last act"):
        written_by_hand(queued, start, end, "undo")


def test_an_undo_after_another_act_is_refused(queued):
    record("edited", by=None, claim=queued)
    with refused("No undo but of the last act"):
        written_by_hand(queued, "queued", "candidate", "undo")


def test_an_undo_of_the_last_act_is_recorded(queued):
    written_by_hand(queued, "queued", "candidate", "undo")
    moved_by_hand(queued, "candidate")
    connection.check_constraints()
    assert [act.verb for act in acts_of(queued)] == ["accept", "undo"]


def test_a_move_of_no_claim_is_refused():
    with refused("No record without its move"):
        Activity.objects.create(verb="accept", from_status="candidate", to_status="queued")


@pytest.fixture
def blinded(queued):
    """A temporary table named like the record, which a session's names find before ours."""
    raw("CREATE TEMPORARY TABLE claims_activity (LIKE public.claims_activity) ON COMMIT DROP")
    for position, (start, end) in enumerate([("queued", "declined"), ("declined", "queued")], 98):
        raw(
            "INSERT INTO pg_temp.claims_activity (id, chain, position, at, verb, from_status, to_status, "
            "note_digest, previous, hash) SELECT %s, 'claim:' || id, %s, transaction_timestamp(), 'x', %s, "
            "%s, '', '', '' FROM claims_claim",
            *(position, position, start, end),
        )


@pytest.mark.usefixtures("table_asleep", "blinded")
def test_a_temporary_table_does_not_blind_the_guard_of_moves(queued):
    with refused("No move without its record"):
        declined_by_hand(queued)
        raw("UPDATE claims_claim SET status = 'queued', decline_reason = '' WHERE id = %s", queued.pk)


@pytest.mark.usefixtures("blinded")
def test_a_temporary_table_does_not_blind_the_chain(queued):
    raw(
        "INSERT INTO public.claims_activity (verb, claim_id, from_status, to_status)"
        " VALUES ('x', %s, '', '')",
        queued.pk,
    )
    raw("DROP TABLE pg_temp.claims_activity")
    assert [act.position for act in acts_of(queued)] == [1, 2]
