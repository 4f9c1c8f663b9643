"""What PostgreSQL refuses whoever asks, each time with a sentence that names the rule."""

import pytest
from django.db import DatabaseError, connection, transaction

from claims.models import Activity, Appearance, Capture, Claim
from claims.workflow import record
from tests import factories

pytestmark = pytest.mark.django_db
APPEND_ONLY = "The record of acts is append-only"
ONCE = "A step is written once: it cannot be changed, deleted or emptied."


def sentence(sql: str, *values: object) -> str:
    """What PostgreSQL says to a statement that it must refuse, deferred rules included."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, values)
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    except DatabaseError as error:
        return str(error).splitlines()[0]
    raise AssertionError(f"PostgreSQL lets this pass: {sql}")


@pytest.fixture
def claim(db) -> Claim:
    return factories.claim("Marlow has nine bridges.")


@pytest.fixture
def place(claim) -> Appearance:
    return claim.appearances.get()


def test_a_quote_that_is_not_in_the_capture_is_refused(place):
    said = sentence("UPDATE claims_appearance SET exact = 'Marlow has ten bridges.' WHERE id = %s", place.pk)

    assert said == f"The quote is not in the capture at {place.start} to {place.end}."


@pytest.mark.parametrize(
    ("start", "end", "exact"),
    [(0, 6, "Harlow"), (0, 6, "marlow"), (1, 7, "Marlow"), (0, 5, "Marlow"), (9000, 9006, "Marlow")],
)
def test_an_appearance_elsewhere_than_its_words_is_refused(claim, place, start, end, exact):
    said = sentence(
        'INSERT INTO claims_appearance (claim_id, capture_id, start, "end", exact, prefix, suffix, quotation,'
        " cue, attributed_to, created_at) VALUES (%s, %s, %s, %s, %s, '', '', 'direct', '', '', now())",
        claim.pk,
        place.capture_id,
        start,
        end,
        exact,
    )

    assert said == f"The quote is not in the capture at {start} to {end}."


def test_offsets_count_code_points():
    capture = factories.capture(factories.article(), "🜁 Élan 𝒳 said: “Marlow has nine bridges.”")

    place = factories.appearance(factories.claim(), capture, "Marlow has nine bridges.")

    assert capture.text[place.start : place.end] == "Marlow has nine bridges."


def test_an_appearance_does_not_leave_its_claim(place):
    other = factories.claim()

    said = sentence("UPDATE claims_appearance SET claim_id = %s WHERE id = %s", other.pk, place.pk)

    assert said == "No claim without its words: an appearance stays with its claim."


@pytest.mark.parametrize("table", ["claims_claim", "claims_appearance", "claims_capture", "claims_activity"])
def test_what_carries_a_claim_is_not_deleted(claim, table):
    record("looked at", by=None, claim=claim)
    rule = {
        "claims_claim": "A claim is kept: decline or withdraw it, it cannot be deleted.",
        "claims_appearance": "An appearance is kept: it cannot be deleted.",
        "claims_capture": "A capture is kept: it cannot be deleted.",
        "claims_activity": APPEND_ONLY,
    }[table]

    assert sentence(f"DELETE FROM {table}").startswith(rule)


@pytest.mark.parametrize(
    ("table", "rule"),
    [
        ("claims_activity", APPEND_ONLY),
        ("claims_claim", "cannot be emptied"),
        ("claims_capture", "cannot be emptied"),
        ("claims_appearance", "Appearances are kept: they cannot be emptied."),
        ("claims_article", "cannot be emptied"),
        ("claims_step", ONCE),
        ("accounts_user", "A person is kept"),
    ],
)
def test_what_carries_a_claim_is_not_emptied(claim, table, rule):
    """Also by a TRUNCATE of a table that it hangs on. (No claim is new here: see deferred rules.)"""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")

    assert rule in sentence(f"TRUNCATE {table} CASCADE")


@pytest.mark.parametrize(
    "column", ["article_id", "text", "sha256", "raw", "raw_sha256", "media_type", "address", "retrieved_at"]
)
def test_a_capture_does_not_change(place, column):
    said = sentence(f"UPDATE claims_capture SET {column} = {column}")

    assert said == "A capture is immutable: a changed page makes a new one."


def test_a_capture_still_learns_that_it_was_searched(place):
    Capture.objects.filter(pk=place.capture_id).update(engine="rules/1", refused=2)

    assert Capture.objects.get(pk=place.capture_id).refused == 2


@pytest.mark.parametrize("change", ["verb = 'x'", "to_status = ''", "actor_id = NULL", "at = now()"])
def test_the_record_does_not_change(claim, change):
    record("looked at", by=None, claim=claim)

    assert sentence(f"UPDATE claims_activity SET {change}").startswith(APPEND_ONLY)


def test_a_claim_of_the_machine_needs_its_words_by_the_commit(claim):
    said = sentence(
        "INSERT INTO claims_claim (text, language, type, score, reasons, origin, status, status_since,"
        " decline_reason, priority, version, created_at) VALUES ('Nobody said this.', 'en', 'other', 0, '[]',"
        " 'machine', 'candidate', now(), '', 0, 1, now())"
    )

    assert said.startswith("No claim without its words: claim ")


@pytest.mark.django_db(transaction=True)
def test_a_claim_without_words_fails_at_the_real_commit():
    with pytest.raises(DatabaseError, match="No claim without its words"), transaction.atomic():
        Claim.objects.create(text="Nobody said this.")

    assert Claim.objects.count() == 0


@pytest.mark.parametrize(
    "status", ["researching", "in_review", "conflicted", "approved", "published", "declined", "withdrawn"]
)
def test_a_claim_starts_at_the_start(rita, status):
    said = sentence(
        "INSERT INTO claims_claim (text, language, type, score, reasons, origin, added_by_id, assignee_id,"
        " status, status_since, decline_reason, priority, version, created_at) VALUES"
        " ('Published at once.', 'en', 'other', 0, '[]', 'person', %s, %s, %s, now(), '', 0, 1, now())",
        rita.pk,
        rita.pk,
        status,
    )

    assert said == f"A claim starts as a candidate or queued, not as {status}."


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ("text = 'Too'", "claim_text_has_a_length"),
        ("text = repeat('a', 2001)", "claim_text_has_a_length"),
        ("score = 1.01", "claim_score_is_a_share"),
        ("score = -0.01", "claim_score_is_a_share"),
        ("decline_reason = 'opinion'", "claim_declined_for_a_reason"),
        ("merged_into_id = id", "claim_declined_for_a_reason"),
        ("origin = 'person'", "claim_added_by_someone"),
    ],
)
def test_a_claims_row_makes_sense(claim, change, rule):
    assert rule in sentence(f"UPDATE claims_claim SET {change} WHERE id = %s", claim.pk)


def test_a_researched_claim_is_held(rita):
    claim = factories.at(factories.claim(), "researching", holder=rita)

    assert "claim_researched_is_held" in sentence(
        "UPDATE claims_claim SET assignee_id = NULL WHERE id = %s", claim.pk
    )


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ("state = 'running'", "job_running_has_a_lease"),
        ("lease_until = now()", "job_running_has_a_lease"),
        ("state = 'done'", "job_finished_when_it_ended"),
        ("finished_at = now()", "job_finished_when_it_ended"),
    ],
)
def test_a_jobs_row_makes_sense(db, change, rule):
    job = factories.job()

    assert rule in sentence(f"UPDATE claims_job SET {change} WHERE id = %s", job.pk)


def test_no_two_unfinished_jobs_of_one_key(db):
    factories.job(key="same")
    factories.job(key="same", state="done")

    assert "one_unfinished_job_a_key" in sentence(
        "INSERT INTO claims_job (kind, key, queue, payload, state, attempts, max_attempts, run_after, worker,"
        " done_units, total_units, progress_note, error, error_detail, result, created_at) VALUES"
        " ('verify', 'same', 'cpu', '{}', 'waiting', 0, 5, now(), '', 0, 0, '', '', '', '{}', now())"
    )


def test_a_person_who_acted_is_not_deleted(rita, claim):
    record("looked at", by=rita, claim=claim)

    assert sentence("DELETE FROM accounts_user WHERE id = %s", rita.pk) == (
        "A person is kept: switch the account off, or erase them."
    )
    assert Activity.objects.get().actor == rita
