"""The whole record as JSON Lines, for `docs/verify_ledger.py` and whoever writes another."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.db import connection, transaction

from claims.ledger import sql
from claims.ledger.canonical import ACT
from claims.ledger.heads import all_seals

FORMAT = "factcheck.ledger.1"
ACT_LINE = ("chain", "position", *ACT, "previous", "hash")


def export() -> Iterator[dict[str, Any]]:
    """One line a dict: the acts up to a seal, the seal, and so on; the acts since the last; the end.

    Each chain's acts come in the order of their positions. Memory holds one batch of acts.
    """
    seals = all_seals()  # first: a seal made meanwhile is left out, its acts come after the last
    acts, after = Counter[str](), 0
    yield {"kind": "ledger", "format": FORMAT}
    with transaction.atomic():  # where a server-side cursor lives
        for seal in seals:
            yield from _acts(after, seal.upto, acts)
            yield {"kind": "seal", **seal.line()}
            after = seal.upto
        yield from _acts(after, sql.LAST_ID, acts)
    yield {"kind": "end", "acts": acts["act"], "seals": len(seals)}


def _acts(after: int, upto: int, acts: Counter[str]) -> Iterator[dict[str, Any]]:
    with connection.chunked_cursor() as cursor:
        cursor.execute(sql.ACTS, [after, upto])
        while rows := cursor.fetchmany(2000):
            acts["act"] += len(rows)
            for row in rows:
                yield {"kind": "act", **dict(zip(ACT_LINE, row, strict=True))}
