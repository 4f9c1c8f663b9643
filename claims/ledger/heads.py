"""The seals, and the heads of the chains as of a seal: reads of the database."""

from collections.abc import Iterable, Iterator

from django.db import connection

from claims.ledger import sql
from claims.ledger.canonical import Head, SealRow
from claims.ledger.merkle import Sibling, Tree, leaf_hash

# The newest act of each chain among those with an id in (after, upto], and how many there are.
HEADS = """
    SELECT chain, max(position), (array_agg(hash ORDER BY position DESC))[1], count(*)
    FROM claims_activity WHERE id > %s AND id <= %s GROUP BY chain ORDER BY chain
"""


def all_seals() -> list[SealRow]:
    """In the order of their days."""
    with connection.cursor() as cursor:
        cursor.execute(sql.SEALS)
        return [SealRow(*row) for row in cursor.fetchall()]


def seal_over(act: int) -> SealRow | None:
    """The first seal that covers the act of this id."""
    with connection.cursor() as cursor:
        cursor.execute(sql.SEAL_OVER, [act])
        row = cursor.fetchone()
        return SealRow(*row) if row else None


def heads(upto: int) -> list[Head]:
    """One head a chain, in the order of the chains' bytes, among the acts with an id up to ``upto``."""
    with connection.cursor() as cursor:
        cursor.execute(HEADS, [0, upto])
        return [Head(chain, position, hash) for chain, position, hash, _ in cursor.fetchall()]


class Heads:
    """The heads as they grow from seal to seal: each act is read once, each head hashed once."""

    def __init__(self) -> None:
        self.upto = self.activities = 0
        self._leaves: dict[str, tuple[int, bytes]] = {}

    @property
    def chains(self) -> int:
        return len(self._leaves)

    def grow(self, upto: int) -> None:
        """Take in the acts with an id up to ``upto``."""
        with connection.cursor() as cursor:
            cursor.execute(HEADS, [self.upto, upto])
            for chain, position, hash, count in cursor.fetchall():
                self.activities += count
                if position > self._leaves.get(chain, (0, b""))[0]:
                    self._leaves[chain] = (position, leaf_hash(Head(chain, position, hash).leaf))
        self.upto = max(self.upto, upto)

    def root(self) -> str:
        return self._tree(sorted(self._leaves)).root.hex()

    def paths(self, chains: Iterable[str]) -> Iterator[tuple[str, int, list[Sibling]]]:
        """Of each of these chains its name, its leaf's index, and the way from there to the root."""
        order = sorted(self._leaves)
        places, tree = {chain: index for index, chain in enumerate(order)}, self._tree(order)
        for chain in chains:
            yield chain, places[chain], tree.path(places[chain])

    def _tree(self, order: list[str]) -> Tree:
        return Tree([self._leaves[chain][1] for chain in order])
