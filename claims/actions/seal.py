"""Close the day: one root over the heads of all chains, and the ways to it for receipts."""

from datetime import date, timedelta

import structlog
from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from django.utils.translation import gettext

from claims.errors import Refused
from claims.ledger import sql
from claims.ledger.heads import Heads
from claims.models import Proof, Seal

log = structlog.get_logger(__name__)
PATIENCE = "5s"  # how long writers may queue behind a seal that waits for a slow one


@transaction.atomic
def seal_day(day: date | None = None) -> Seal | None:
    """Seal the record as it stands, in the name of ``day``: yesterday (UTC) unless it is given.

    Idempotent: a day that is sealed stays as it is. None when no act is recorded yet. Refused for a
    day to come; PostgreSQL refuses one before the last seal's. An OperationalError means that a
    writer took longer than `PATIENCE`: the next try finds everything as it was.
    """
    with connection.cursor() as cursor:
        today = _alone(cursor)
        day = day or today - timedelta(days=1)
        if day > today:
            raise Refused(gettext("A day to come cannot be sealed."))
        sealed = Seal.objects.filter(day=day).first()
        upto = None if sealed else _settled(cursor)
    return sealed if upto is None else _seal(day, upto)


def _alone(cursor: CursorWrapper) -> date:
    """One sealer at a time, whatever the number of workers; and today by the database's clock."""
    cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('claims_seal', 0))")
    cursor.execute("SELECT (transaction_timestamp() AT TIME ZONE 'UTC')::date")
    today: date = cursor.fetchone()[0]
    return today


def _settled(cursor: CursorWrapper) -> int | None:
    """The highest id, when no lower one can commit any more; None when there is no act.

    An INSERT locks the table before it draws its id, so once this lock is had, every id drawn is
    committed or gone. Rolling back to the savepoint gives the lock back at once.
    """
    with transaction.atomic():
        cursor.execute("SELECT set_config('lock_timeout', %s, true)", [PATIENCE])
        cursor.execute("LOCK TABLE claims_activity IN SHARE ROW EXCLUSIVE MODE")
        cursor.execute("SELECT max(id) FROM claims_activity")
        upto: int | None = cursor.fetchone()[0]
        transaction.set_rollback(True)
    return upto


def _seal(day: date, upto: int) -> Seal:
    heads = Heads()
    _prove(heads)  # of seals that were made before proofs were kept
    heads.grow(upto)
    seal = Seal.objects.create(
        day=day, upto=upto, chains=heads.chains, activities=heads.activities, root=heads.root()
    )
    _prove(heads)
    # The log is a witness outside the database: a seal that vanishes is still named there.
    log.info("ledger.sealed", day=f"{day:%Y-%m-%d}", acts=heads.activities, seal=seal.hash)
    return seal


def _prove(heads: Heads) -> None:
    """Keep the proofs that are missing under the seals that stand, as the heads grow from one to the next."""
    with connection.cursor() as cursor:
        cursor.execute(sql.UNPROVED)
        rows = cursor.fetchall()
    for seal, upto, chains in rows:
        heads.grow(upto)
        Proof.objects.bulk_create(
            Proof(seal_id=seal, chain=chain, index=index, path=[[side, hash.hex()] for side, hash in path])
            for chain, index, path in heads.paths(chains)
        )
