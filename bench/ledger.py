"""What the record of acts costs: ``python -m bench.ledger [ROWS]``, on servers of its own.

Prints acts written and verified per second, the time of one seal, and by how much the chain, and the
history of what people edit, make one `move()` slower: blocks of moves with and without the triggers
take turns in one run, so that a busy machine slows both. Each move is a transaction of its own, as it
is in a request.
"""

import statistics
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from bench.newsroom import newsroom

ROWS, CLAIMS, SEALS = 200_000, 2_000, 30
BLOCKS, BLOCK = 20, 20

WRITE = """
    WITH notes AS (
        INSERT INTO claims_note (salt, reason, detail)
        SELECT md5(n::text), 'Reason ' || n, jsonb_build_object('n', n) FROM generate_series(%s, %s) n
        RETURNING id
    )
    INSERT INTO claims_activity (verb, claim_id, from_status, to_status, note_id)
    SELECT 'edited', %s + id %% %s, '', '', id FROM notes
"""
# Without the chain a row still needs a place of its own.
UNCHAINED = """
    CREATE FUNCTION bench_unchained() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN NEW.chain := 'bench'; NEW.position := NEW.id; RETURN NEW; END $$;
    CREATE TRIGGER bench_unchained BEFORE INSERT ON claims_activity
    FOR EACH ROW EXECUTE FUNCTION bench_unchained();
    ALTER TABLE claims_activity DISABLE TRIGGER bench_unchained;
"""
CHAIN = """
    ALTER TABLE claims_activity {0} TRIGGER activity_is_chained, {0} TRIGGER record_is_moved,
        {1} TRIGGER bench_unchained;
    ALTER TABLE claims_claim {0} TRIGGER move_is_recorded;
"""
HISTORY = """
    DO $$ BEGIN EXECUTE (
        SELECT 'ALTER TABLE claims_claim {0} TRIGGER ' || tgname FROM pg_trigger
        WHERE tgrelid = 'claims_claim'::regclass AND tgname LIKE 'pgtrigger_changed_update_%'
    ); END $$;
"""


def execute(statement: str, *values: Any) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(statement, values or None)


def took(work: Callable[..., object], *args: Any, **named: Any) -> float:
    start = time.perf_counter()
    work(*args, **named)
    return time.perf_counter() - start


def write(rows: int) -> None:
    """Acts with notes, spread over the claims, in statements of a thousand; seals in between."""
    from claims.actions.seal import seal_day
    from claims.models import Claim
    from tests import factories

    factories.claim()
    execute(
        "INSERT INTO claims_claim (text, language, type, score, reasons, origin, added_by_id, status, "
        "status_since, decline_reason, priority, version, created_at) SELECT 'Claim number ' || n, 'en', "
        "'other', 0.5, '[]', 'person', %s, 'candidate', now(), '', 0, 1, now() FROM generate_series(1, %s) n",
        factories.person().pk,
        CLAIMS,
    )
    first = Claim.objects.order_by("-pk").values_list("pk", flat=True)[CLAIMS - 1]
    writing = sealing = 0.0
    steps = range(0, rows, 1_000)
    every = max(1, len(steps) // SEALS)
    for nth, start in enumerate(steps):
        writing += took(execute, WRITE, start + 1, start + 1_000, first, CLAIMS)
        if nth % every == every - 1:
            day = date(2026, 1, 1) + timedelta(days=nth)
            sealing = took(seal_day, day)
    print(f"written   {rows:,} acts in {writing:.1f} s: {rows / writing:,.0f} acts/s (set-based)")
    print(f"sealed    the last of the days in {sealing * 1000:.0f} ms, {CLAIMS:,} chains")


def verify() -> None:
    from claims.ledger.audit import audit

    seconds = statistics.median(took(audit) for _ in range(3))
    found = audit()
    assert found.ok, found.broken
    print(
        f"verified  {found.activities:,} acts, {found.seals} seals in {seconds:.2f} s: "
        f"{found.activities / seconds:,.0f} acts/s"
    )


def moves(what: str, switch: str, commit: str) -> None:
    """Median of one move with the triggers of ``what`` and without, the blocks taking turns."""
    from accounts.roles import Role
    from claims.workflow import move
    from tests import factories

    execute(f"SET synchronous_commit = {commit}")
    rita = factories.person("Rita Okafor", Role.RESEARCHER)
    claims = {chained: factories.claim(status="queued") for chained in (True, False)}
    times: dict[bool, list[float]] = {True: [], False: []}
    for block in range(BLOCKS * 2):
        chained = block % 2 == 0
        execute(switch.format(*(("ENABLE", "DISABLE") if chained else ("DISABLE", "ENABLE"))))
        claim = claims[chained]
        for _ in range(BLOCK):
            times[chained].append(took(move, claim, "take", by=rita, assignee=rita))
            times[chained].append(took(move, claim, "release", by=rita, assignee=None))
    execute(switch.format("ENABLE", "DISABLE"))
    chain, plain = (statistics.median(times[chained]) * 1000 for chained in (True, False))
    print(
        f"move()    {chain:.2f} ms with the {what}, {plain:.2f} ms without: × {chain / plain:.2f} "
        f"(synchronous_commit {commit}, {len(times[True])} moves each)"
    )


if __name__ == "__main__":
    with newsroom():
        write(int(sys.argv[1]) if len(sys.argv) > 1 else ROWS)
        verify()
        execute(UNCHAINED)
        moves("chain", CHAIN, "on")
        moves("chain", CHAIN, "off")
        moves("history", HISTORY, "off")
