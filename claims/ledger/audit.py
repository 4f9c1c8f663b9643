"""Verify the whole record against itself: rows, seals, claims, publications and guards. Reads only."""

import json
from dataclasses import asdict, dataclass

import pgtrigger
from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from claims.ledger import sql
from claims.ledger.canonical import SealRow, content_digest
from claims.ledger.heads import Heads, all_seals
from claims.ledger.rights import NOTHING_IS_IGNORED


@dataclass(frozen=True, slots=True)
class Broken:
    """The first thing that is wrong: where it stands (a seal's chain is "seals"), and what it is."""

    chain: str
    position: int | None
    id: int | None
    wrong: str

    def __str__(self) -> str:
        return f"{self.chain}, position {self.position}, id {self.id}: {self.wrong}."


@dataclass(frozen=True, slots=True)
class Audit:
    """What was counted; ``broken`` is None when everything holds."""

    claims: int
    activities: int
    seals: int
    articles: int
    erased: int
    broken: Broken | None

    @property
    def ok(self) -> bool:
        return self.broken is None

    def as_json(self) -> dict[str, object]:
        found = asdict(self)
        first = {name: found.pop(name) for name in ("claims", "activities", "seals")}
        broken = found.pop("broken")
        return {**first, "ok": self.ok, **found, **({"broken": broken} if broken else {})}


def audit() -> Audit:
    """Recompute every hash, digest and root. The first broken row by id, then seals, ends, claims,
    publications, guards."""
    with connection.cursor() as cursor:
        seals = all_seals()
        broken = _rows(cursor) or _first_bad_seal(seals) or _ends(cursor)
        broken = broken or _claims(cursor) or _publications(cursor) or _contents() or _guards(cursor)
        cursor.execute(sql.COUNTS)
        claims, activities, articles, erased = cursor.fetchone()
        return Audit(claims, activities, len(seals), articles, erased, broken)


def _rows(cursor: CursorWrapper) -> Broken | None:
    cursor.execute(sql.BROKEN_ROWS)
    row = cursor.fetchone()
    return Broken(*row) if row else None


def _first_bad_seal(seals: list[SealRow]) -> Broken | None:
    heads, previous = Heads(), ""
    for position, seal in enumerate(seals, 1):
        heads.grow(seal.upto)
        wrong = _wrong_with(seal, previous, heads)
        if wrong:
            return Broken("seals", position, seal.id, f"the seal of {seal.day:%Y-%m-%d} {wrong}")
        previous = seal.hash
    return None


def _wrong_with(seal: SealRow, previous: str, heads: Heads) -> str:
    if seal.hash != seal.computed():
        return "does not give its hash"
    if seal.previous != previous:
        return "does not continue the seal before it"
    if (seal.activities, seal.chains) != (heads.activities, heads.chains):
        there = f"{heads.activities} in {heads.chains} are there"
        return f"covers {seal.activities} acts in {seal.chains} chains, and {there}"
    return "" if heads.root() == seal.root else "has a root that the heads do not give"


def _ends(cursor: CursorWrapper) -> Broken | None:
    cursor.execute(sql.CUT_CHAINS)
    row = cursor.fetchone()
    if row is None:
        return None
    chain, written, act, there = row
    wrong = f"{written or 0} acts were written to this chain, and it ends at {there or 0}"
    return Broken(chain, there, act, wrong)


def _claims(cursor: CursorWrapper) -> Broken | None:
    cursor.execute(sql.STRAYED_CLAIMS)
    row = cursor.fetchone()
    if row is None:
        return None
    claim, status, recorded = row
    return Broken(f"claim:{claim}", None, None, f"the claim is {status}, its record says {recorded}")


def _publications(cursor: CursorWrapper) -> Broken | None:
    """Each publication has its act with its digest, and each such act its publication."""
    cursor.execute(sql.UNRECORDED)
    row = cursor.fetchone()
    return Broken(*row) if row else None


def _contents() -> Broken | None:
    """What the public reads gives the digest that is on the record. Memory holds a batch of pages."""
    with transaction.atomic(), connection.chunked_cursor() as cursor:
        cursor.execute(sql.CONTENTS)
        while rows := cursor.fetchmany(100):
            for claim, number, version, content, digest in rows:
                if content_digest(json.loads(content)) != digest:
                    wrong = f"the content of version {version} does not give its digest"
                    return Broken(f"claim:{claim}", None, number, f"publication {number}: {wrong}")
    return None


def _guards(cursor: CursorWrapper) -> Broken | None:
    """Triggers: those of the record by their names, those of the models, then any that sleeps."""
    wanted = sorted(sql.GUARDED) + sorted(rule.get_pgid(model) for model, rule in pgtrigger.registered())
    cursor.execute(sql.GUARDS, [wanted])
    there = {name for (name,) in cursor.fetchall()}
    missing = next((name for name in wanted if name not in there), None)
    if missing:
        return Broken("guards", None, None, f"the trigger {missing} is missing or off")
    cursor.execute(sql.ASLEEP)
    if row := cursor.fetchone():
        return Broken("guards", None, None, "the trigger {} on {} is off".format(*row))
    cursor.execute(sql.WAY_ROUND)
    if cursor.fetchall() != [(NOTHING_IS_IGNORED,)]:
        return Broken("guards", None, None, "there is a way round the triggers: run `manage.py migrate`")
    return None
