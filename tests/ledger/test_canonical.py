"""The format is written four times: in docs/ledger.md, in Python, in the audit's SQL, in PostgreSQL."""

import re
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from claims.ledger import sql
from claims.ledger.canonical import ACT, digest, link, moment, netstrings
from claims.ledger.heads import all_seals
from claims.models import Activity
from tests.ledger.acts import sealed, some_acts

TEXTS = st.lists(st.text(st.characters(codec="utf-8"), max_size=8), max_size=5)


def parsed(data: bytes) -> list[str]:
    """Netstrings, read back."""
    texts = []
    while data:
        length, _, rest = data.partition(b":")
        texts.append(rest[: int(length)].decode())
        assert rest[int(length) : int(length) + 1] == b","
        data = rest[int(length) + 1 :]
    return texts


def test_netstrings_count_bytes():
    assert netstrings("claim:12", 3, None, "é") == b"8:claim:12,1:3,0:,2:\xc3\xa9,"


@given(TEXTS)
def test_netstrings_can_be_read_back(texts: list[str]):
    assert parsed(netstrings(*texts)) == texts


def test_moment_is_utc_with_microseconds():
    there = datetime(2026, 11, 22, 20, 29, 0, 1, tzinfo=timezone(timedelta(hours=1)))
    assert moment(there) == moment(there.astimezone(UTC)) == "2026-11-22T19:29:00.000001Z"


def test_the_document_shows_what_is_computed():
    """Its example, read out of the page: bytes to digest, digest to hash."""
    page = (Path(__file__).parents[2] / "docs" / "ledger.md").read_text()
    (act, body), (place, shown) = re.findall(r"= SHA-256 of  (.*)\n +(?:.*)= ([0-9a-f]{64})", page)
    fields = (7, "2026-11-22T19:29:00.000001Z", None, "extracted", 12, None, "", "", None, "")
    assert act.encode() == netstrings("factcheck.act.1", *fields)
    assert body == digest("factcheck.act.1", *fields)
    assert place.replace("⟨body⟩", body).encode() == netstrings("factcheck.link.1", "claim:12", 1, "", body)
    assert shown == link("claim:12", 1, "", body)


def test_an_act_gives_its_hash(rita):
    some_acts(rita)
    for act in Activity.objects.all():
        fields = (
            act.pk,
            moment(act.at),
            act.actor_id,
            act.verb,
            act.claim_id,
            act.article_id,
            act.from_status,
            act.to_status,
            act.note_id,
            act.note_digest,
        )
        assert len(fields) == len(ACT)
        body = digest("factcheck.act.1", *fields)
        assert act.hash == link(act.chain, act.position, act.previous, body)


def test_a_note_gives_its_digest(rita):
    some_acts(rita)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT salt, reason, detail::text, note_digest FROM claims_note n "
            "JOIN claims_activity a ON a.note_id = n.id"
        )
        rows = cursor.fetchall()
    assert len(rows) == 8
    for *words, expected in rows:
        assert digest("factcheck.note.1", *words) == expected


def test_a_seal_gives_its_hash(rita):
    some_acts(rita)
    sealed(1), sealed(2)
    seals = all_seals()
    assert [seal.hash for seal in seals] == [seal.computed() for seal in seals]
    assert [seal.previous for seal in seals] == ["", seals[0].hash]


@pytest.mark.parametrize("zone", ["UTC", "Asia/Kathmandu"])
def test_audit_and_database_agree_whatever_the_session_says(rita, zone):
    some_acts(rita)
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('timezone', %s, true)", [zone])
        cursor.execute("SELECT set_config('datestyle', 'German', true)")
        cursor.execute("SELECT set_config('lc_time', 'C', true)")
        cursor.execute("SELECT bool_and(hash = claims_activity_hash(act)) FROM claims_activity act")
        assert cursor.fetchone() == (True,)
        cursor.execute(sql.BROKEN_ROWS)
        assert cursor.fetchone() is None
