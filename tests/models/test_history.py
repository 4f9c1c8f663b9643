"""The history of what people edit: kept by PostgreSQL, whoever writes, and never changed."""

from typing import Any

import pghistory
import pgtrigger
import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from accounts.roles import Role
from claims.actions.claims import edit_claim
from claims.actions.schedule import set_priority
from claims.actions.triage import accept
from claims.models import HISTORIES, Claim, Feed, Policy, PublicPage, Source, Speaker, Topic
from claims.workflow import record
from tests import factories
from tests.ledger.acts import raw, refused

pytestmark = pytest.mark.django_db
ClaimHistory = HISTORIES[0]


def kept(row) -> list[tuple[str, Any]]:
    """(what happened, the first word it left) of each change, oldest first."""
    word = {Claim: "text", Policy: "reviews_required"}.get(type(row), "name")
    return [(found.pgh_label, getattr(found, word)) for found in row.history.order_by("pgh_id")]


def test_every_edited_table_has_a_history():
    tracked = {model.pgh_tracked_model._meta.db_table for model in HISTORIES}

    assert tracked == {
        f"claims_{name}" for name in "claim speaker source feed topic policy publicpage".split()
    } | {
        "claims_claim_speakers",
        "claims_claim_topics",
    }
    assert not [model for model in HISTORIES if "event" in model.__name__.lower() or hasattr(model, "events")]


def test_an_edit_is_kept_with_who_made_it(rita):
    claim = factories.claim("Marlow has nine bridges.")

    edit_claim(claim, by=rita, text="Marlow has ten bridges.", version=1)

    assert kept(claim) == [("added", "Marlow has nine bridges."), ("changed", "Marlow has ten bridges.")]
    assert claim.history.first().pgh_context == {"user": rita.pk}


def test_bulk_writes_are_kept(rita):
    claims = [factories.claim("Marlow has nine bridges.") for _ in range(2)]
    speakers = Speaker.objects.bulk_create([Speaker(name=name) for name in ("Ann Bell", "Cy Dorn")])

    Claim.objects.update(text="All the same statement.")
    Speaker.objects.bulk_update([Speaker(pk=row.pk, name=f"{row.name} II") for row in speakers], ["name"])

    assert [kept(claim)[1] for claim in claims] == [("changed", "All the same statement.")] * 2
    assert [kept(row) for row in speakers] == [
        [("added", "Ann Bell"), ("changed", "Ann Bell II")],
        [("added", "Cy Dorn"), ("changed", "Cy Dorn II")],
    ]


@pytest.mark.parametrize(
    ("table", "make"),
    [
        ("source", lambda: Source.objects.create(name="Old")),
        ("topic", lambda: Topic.objects.create(name="Old")),
    ],
)
def test_raw_writes_are_kept(db, table, make):
    row = make()

    raw(f"UPDATE claims_{table} SET name = 'New'")
    raw(f"DELETE FROM claims_{table}")

    assert kept(row) == [("added", "Old"), ("changed", "New"), ("removed", "New")]
    assert row.history.first().pgh_context is None


def test_a_policy_that_was_loosened_and_put_back_is_kept(db):
    raw("UPDATE claims_policy SET reviews_required = 2")
    raw("UPDATE claims_policy SET reviews_required = 1")

    assert [number for _, number in kept(Policy.objects.get())][-2:] == [2, 1]


def test_topics_and_speakers_put_to_a_claim_and_taken_away_are_kept(rita):
    claim, topic = factories.claim(speakers=("Ann Bell",)), Topic.objects.create(name="Health")

    claim.topics.add(topic)
    raw("DELETE FROM claims_claim_topics")
    claim.speakers.clear()

    for model, other in ((HISTORIES[5], "speaker_id"), (HISTORIES[6], "topic_id")):
        rows = model.objects.filter(claim_id=claim.pk).order_by("pgh_id")
        assert [row.pgh_label for row in rows] == ["added", "removed"]
        assert len({getattr(row, other) for row in rows}) == 1


def test_a_move_and_a_save_of_the_same_words_leave_no_row(rita, django_assert_num_queries):
    claim = factories.claim()

    accept(claim, by=rita)
    Claim.objects.filter(pk=claim.pk).update(text=claim.text, score=0.9)

    assert [label for label, _ in kept(claim)] == ["added"]


ATTEMPTS = [
    "UPDATE {} SET pgh_label = 'x'",
    "UPDATE {} SET erased_at = now()",
    "DELETE FROM {}",
    "TRUNCATE {}",
]


@pytest.mark.parametrize("attempt", ATTEMPTS)
@pytest.mark.parametrize("model", HISTORIES)
def test_history_is_append_only(rita, model, attempt):
    """For the table's owner and a superuser too, and not to be skipped by pgtrigger's own way round."""
    claim = factories.claim(speakers=("Ann Bell",))
    claim.topics.add(Topic.objects.create(name="Health"))
    Feed.objects.create(source=factories.source(), address="http://c.example/feed")
    Policy.objects.update(sources_required=3)
    PublicPage.objects.create(slug="funding", title="Funding", text="Ours.")
    connection.check_constraints()
    assert model.objects.exists()

    with pgtrigger.ignore(), refused("is append-only"):
        raw(attempt.format(model._meta.db_table))


@pytest.mark.parametrize(
    "table", ["speaker", "source", "topic", "policy", "publicpage", "claim_speakers", "claim_topics"]
)
def test_a_table_with_a_history_is_not_emptied_behind_its_back(db, table):
    with pytest.raises(DatabaseError, match=r"has a history|kept|append-only|never"), transaction.atomic():
        raw(f"TRUNCATE claims_{table} CASCADE")


def test_words_of_a_history_are_erased_on_the_record_alone(rita):
    claim = factories.claim()
    edit_claim(claim, by=rita, text="My cousin says so.", version=1)
    emptied = "UPDATE claims_claimhistory SET text = '', erased_at = now() WHERE text LIKE 'My cousin%%'"

    with refused("No erasure without its record"):
        raw(emptied)
    raw(emptied)
    record("erased_person", by=None, person=rita.pk)
    connection.check_constraints()

    assert [(label, bool(text)) for label, text in kept(claim)] == [("added", True), ("changed", False)]


NO_FEEDS = {"feeds-TOTAL_FORMS": "0", "feeds-INITIAL_FORMS": "0"}


def test_who_is_a_number_and_nothing_else(edda, client):
    """In the admin as everywhere: no name, and no address of a page, which may be the key to a reply."""
    edda.is_staff = True
    edda.save()
    client.force_login(edda)
    source = factories.source("Old")

    client.post(
        reverse("admin:claims_source_change", args=[source.pk]), {"name": "New", "language": "en", **NO_FEEDS}
    )

    assert kept(source)[-1] == ("changed", "New")
    assert source.history.first().pgh_context == {"user": edda.pk}


def test_actions_tell_who_without_a_request(edda):
    claim = factories.claim()

    with pghistory.context(user=0):  # whatever was there before
        set_priority(claim, by=edda, priority=2)

    assert claim.history.first().pgh_context == {"user": edda.pk}


@pytest.mark.parametrize("changes", [1, 3])
def test_history_is_listed_in_the_admin_with_names(client, django_assert_num_queries, changes):
    edda = factories.person("Edda Lindqvist", Role.EDITOR, is_staff=True)
    claim = factories.claim()
    for version in range(1, changes + 1):
        edit_claim(claim, by=edda, text=f"Marlow has {version} bridges.", version=version)
    client.force_login(edda)

    to_list = client.get(reverse("admin:claims_claim_history", args=[claim.pk]))
    with django_assert_num_queries(8):
        answer = client.get(to_list.url)

    assert answer.content.decode().count("Edda Lindqvist</td>") == changes
    assert f"Marlow has {changes} bridges." in answer.content.decode()


def test_history_cannot_be_written_in_the_admin(client):
    olaf = factories.person("Olaf", Role.OPERATOR, is_staff=True, is_superuser=True)
    client.force_login(olaf)
    row = factories.claim().history.get()

    said = [
        client.post(reverse(f"admin:claims_claimhistory_{act}", args=args)).status_code
        for act, args in (("add", []), ("change", [row.pk]), ("delete", [row.pk]))
    ]

    assert said == [403, 403, 403]


def test_the_history_of_a_feed_has_how_often_it_is_read():
    feed = Feed.objects.create(source=factories.source(), address="http://c.example/feed")
    Feed.objects.filter(pk=feed.pk).update(every_minutes=60)

    assert list(feed.history.order_by("pgh_id").values_list("every_minutes", flat=True)) == [30, 60]
