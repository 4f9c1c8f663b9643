"""Make texts findable by their words: passages, their weights, and how often each term stands where.

The words are there as soon as this commits; sentence vectors follow in a job.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.db import connection, transaction
from django.db.models import F, Q

from claims.actions.jobs import enqueue
from claims.models import Claim, Job, JobKind, KnownCheck, KnownPassage, Withdrawal
from claims.nlp.passages import pieces
from claims.nlp.terms import array, sparse, weights

Kind = KnownPassage.Kind
WRITERS = 7_403_117  # the advisory lock's number: one writer of known checks at a time
MOST_PIECES = 400  # of one body: some 160,000 code points
COPY = "COPY claims_knownpassage (known_id, claim_id, position, kind, text, terms, weights) FROM STDIN"
COUNT = """
    INSERT INTO claims_knownterm (id, heads, bodies)
    SELECT * FROM unnest(%s::int[], %s::int[], %s::int[]) AS t(id, heads, bodies) ORDER BY 1
    ON CONFLICT (id) DO UPDATE SET
        heads = greatest(0, claims_knownterm.heads + excluded.heads),
        bodies = greatest(0, claims_knownterm.bodies + excluded.bodies)
"""
UNCOUNT = """
    UPDATE claims_knownterm k SET
        heads = greatest(0, k.heads - t.heads), bodies = greatest(0, k.bodies - t.bodies)
    FROM (
        SELECT term, count(*) FILTER (WHERE kind <> 'body') AS heads,
            count(*) FILTER (WHERE kind = 'body') AS bodies
        FROM claims_knownpassage, unnest(terms || 0) AS term WHERE {of} = ANY(%s) GROUP BY term
    ) t WHERE k.id = t.term
"""


@dataclass(frozen=True, slots=True)
class Piece:
    """A passage to be: of a known check or of a claim, one of the two ids is set."""

    known: int | None
    claim: int | None
    position: int
    kind: Kind
    text: str


def one_writer() -> None:
    """Wait until no other transaction writes passages: then counts are exact and nobody deadlocks."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [WRITERS])


def pieces_of(check: KnownCheck, body: str) -> Iterator[Piece]:
    """Claim, title with subtitle, then the body passage by passage."""
    title = ". ".join(filter(None, [check.title.rstrip(". "), check.subtitle]))
    heads = ((0, Kind.CLAIM, check.claim), (1, Kind.TITLE, title))
    yield from (Piece(check.pk, None, place, kind, text) for place, kind, text in heads if text)
    for place, text in enumerate(pieces(body)[:MOST_PIECES], start=2):
        yield Piece(check.pk, None, place, Kind.BODY, text)


def write_passages(found: Iterable[Piece]) -> int:
    """Store the passages and count their terms, in the caller's transaction. How many there were."""
    heads: Counter[int] = Counter()
    bodies: Counter[int] = Counter()
    written = 0
    with connection.cursor() as cursor, cursor.copy(COPY) as copy:
        for piece in found:
            weighted = weights(piece.text, piece.kind)
            (bodies if piece.kind == Kind.BODY else heads).update([0, *weighted])
            copy.write_row(
                (
                    piece.known,
                    piece.claim,
                    piece.position,
                    str(piece.kind),
                    piece.text,
                    array(weighted),
                    sparse(weighted),
                )
            )
            written += 1
    _count(heads, bodies)
    return written


def _count(heads: Counter[int], bodies: Counter[int]) -> None:
    terms = sorted(heads.keys() | bodies.keys())
    values = [terms, [heads[term] for term in terms], [bodies[term] for term in terms]]
    with connection.cursor() as cursor:
        cursor.execute(COUNT, values)


def forget_passages(*, checks: Sequence[int] = (), claims: Sequence[int] = ()) -> None:
    """Take passages out again, and their terms out of the counts; their vectors go with them."""
    for of, ids in (("known_id", list(checks)), ("claim_id", list(claims))):
        if not ids:
            continue
        with connection.cursor() as cursor:
            cursor.execute(UNCOUNT.format(of=of), [ids])
        KnownPassage.objects.filter(**{f"{of}__in": ids}).delete()


def index_later(claims: Iterable[Claim]) -> Job | None:
    """Ask for claims, new or newly worded, to become findable. Asking twice is one job."""
    found = sorted((claim.pk, claim.version) for claim in claims)
    if not found:
        return None
    key = f"claims:{found[0][0]}:{found[0][1]}:{len(found)}"
    return enqueue(JobKind.EMBED, key=key, by=None, payload={"claims": [pk for pk, _ in found]})


def mirror_later(claim: Claim) -> Job:
    """Ask for the claim's publication to stand among the known checks as it stands before the public."""
    key = f"mirror:{claim.pk}:{claim.publications.count()}:{Withdrawal.objects.filter(claim=claim).count()}"
    return enqueue(JobKind.EMBED, key=key, by=None, payload={"claims": [claim.pk]})


@transaction.atomic
def index_claims(claims: Iterable[int] | None = None) -> int:
    """Write the passage of each of these claims (None: of all) whose words have none. How many."""
    one_writer()
    asked = Claim.objects.all() if claims is None else Claim.objects.filter(pk__in=list(claims))
    current = Q(known_passages__text=F("text"))
    stale = asked.exclude(pk__in=asked.filter(current).values("pk"))
    found = list(stale.values_list("pk", "text"))
    forget_passages(claims=[pk for pk, _ in found])
    return write_passages(Piece(None, pk, 0, Kind.CLAIM, text) for pk, text in found)
