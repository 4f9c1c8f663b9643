"""How far an index of vectors is walked for a question."""

from django.db import connection

EF_SEARCH = 400
"""How far HNSW looks around: of the ten nearest among a million 120 found .89, 400 find .95, within the same
search time (bench/matching.py)."""
MOST = 1_000  # that pgvector allows


def look_around(limit: int, *, until_enough: bool = False) -> None:
    """Prepare this connection for the ``limit`` nearest; ``until_enough``: of those that fit a filter."""
    with connection.cursor() as cursor:  # JIT would cost more than the search
        cursor.execute(
            "SELECT set_config('hnsw.ef_search', %s, false), set_config('jit', 'off', false),"
            " set_config('hnsw.iterative_scan', %s, false)",
            [str(max(EF_SEARCH, min(limit, MOST))), "relaxed_order" if until_enough else "off"],
        )
