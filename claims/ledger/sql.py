"""The audit's SQL. It spells the canonical forms out again, and calls no function of ours.

Whoever can edit a row with triggers off can also replace `claims_activity_hash()`; these statements
would not notice, because they never ask it. A test holds both to `claims.ledger.canonical`.
"""


def _netstring(text: str) -> str:
    return f"octet_length({text})::text || ':' || {text} || ','"


def _digest(*texts: str) -> str:
    return f"encode(sha256(convert_to({' || '.join(map(_netstring, texts))}, 'UTF8')), 'hex')"


def _optional(column: str) -> str:
    return f"coalesce({column}::text, '')"


MOMENT = """to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')"""
BODY = _digest(
    "'factcheck.act.1'",
    "id::text",
    MOMENT,
    _optional("actor_id"),
    "verb",
    _optional("claim_id"),
    _optional("article_id"),
    "from_status",
    "to_status",
    _optional("note_id"),
    "note_digest",
)
LINK = _digest("'factcheck.link.1'", "chain", "position::text", "previous", "body")
NOTE = _digest("'factcheck.note.1'", "salt", "reason", "detail::text")

# `body` is computed below the window, which PostgreSQL does not fold into the outer query: once a row.
BROKEN_ROWS = f"""
    SELECT chain, position, id, wrong FROM (
        SELECT chain, position, act.id, CASE
            WHEN position <> place THEN 'the act before it is missing'
            WHEN previous <> before THEN 'it does not continue the act before it'
            WHEN hash <> {LINK} THEN 'its fields do not give its hash'
            WHEN note_id IS NOT NULL AND note.id IS NULL THEN 'its note is missing'
            WHEN note.erased_at IS NULL AND note_digest <> coalesce({NOTE}, '')
                THEN 'its words do not give their digest'
        END AS wrong
        FROM (
            SELECT *, {BODY} AS body,
                row_number() OVER chained AS place, lag(hash, 1, '') OVER chained AS before
            FROM claims_activity act WINDOW chained AS (PARTITION BY chain ORDER BY position)
        ) act LEFT JOIN claims_note note ON note.id = note_id
    ) act WHERE wrong IS NOT NULL ORDER BY id LIMIT 1
"""

_SEALS = "SELECT id, day, upto, chains, activities, root, previous, made_at, hash FROM claims_seal"
SEALS = f"{_SEALS} ORDER BY day"
SEAL_OVER = f"{_SEALS} WHERE upto >= %s ORDER BY day LIMIT 1"

# Chains with an act that the public gets receipts of, and the first seal over it, where no proof is kept.
UNPROVED = """
    SELECT seal.id, seal.upto, array_agg(DISTINCT act.chain ORDER BY act.chain)
    FROM (SELECT id, upto, lag(upto, 1, 0::bigint) OVER (ORDER BY day) AS after FROM claims_seal) seal
    JOIN claims_activity act ON act.id > seal.after AND act.id <= seal.upto AND act.verb = 'frozen'
    WHERE NOT EXISTS (
        SELECT FROM claims_proof proof WHERE proof.seal_id = seal.id AND proof.chain = act.chain
    )
    GROUP BY seal.id, seal.upto ORDER BY seal.upto
"""

COUNTS = """
    SELECT count(*) FILTER (WHERE position = 1 AND claim_id IS NOT NULL), count(*),
        count(*) FILTER (WHERE position = 1 AND claim_id IS NULL AND article_id IS NOT NULL),
        (SELECT count(*) FROM claims_note WHERE erased_at IS NOT NULL)
    FROM claims_activity
"""

# A chain ends where its head says; a head without acts, or acts without one, are the same lie.
CUT_CHAINS = """
    SELECT chain, head.position, act.id, act.position
    FROM claims_chainhead head FULL JOIN (
        SELECT DISTINCT ON (chain) chain, id, position, hash FROM claims_activity
        ORDER BY chain, position DESC
    ) act USING (chain)
    WHERE (head.position, head.hash) IS DISTINCT FROM (act.position, act.hash)
    ORDER BY chain LIMIT 1
"""

# A claim stands where its record ends, or where claims begin when it never moved.
STRAYED_CLAIMS = """
    SELECT claim.id, claim.status, coalesce(last.to_status, 'it never moved')
    FROM claims_claim claim LEFT JOIN (
        SELECT DISTINCT ON (chain) claim_id, to_status FROM claims_activity
        WHERE claim_id IS NOT NULL AND to_status <> '' ORDER BY chain, position DESC
    ) last ON last.claim_id = claim.id
    WHERE claim.status <> last.to_status
        OR last.to_status IS NULL AND claim.status NOT IN ('candidate', 'queued')
    ORDER BY claim.id LIMIT 1
"""

LAST_ID = 2**63 - 1

WITH_WORDS = (
    "claimhistory",
    "feedhistory",
    "policyhistory",
    "publishedname",
    "sourcehistory",
    "speakerhistory",
    "saidbyhistory",
    "topichistory",
    "topicofclaimhistory",
)
GUARDED = (
    "activity_is_append_only",
    "activity_is_chained",
    "erasure_is_recorded",
    "head_is_never_emptied",
    "head_is_the_records_own",
    "move_is_recorded",
    "note_is_append_only",
    "note_is_erased_whole",
    "publication_is_recorded",
    "record_is_moved",
    "seal_is_append_only",
    "seal_is_chained",
    "version_keeps_its_evidence",
    "version_rests_on_its_evidence",
    *(f"{table}_is_append_only" for table in WITH_WORDS),
    *(f"{table}_is_erased_whole" for table in WITH_WORDS),
    *(f"{table}_erasure_is_recorded" for table in WITH_WORDS),
)
# A publication without the act that froze it, and such an act without its publication.
UNRECORDED = """
    SELECT 'claim:' || claim_id, NULL::integer, id,
        'publication ' || id || ': version ' || version || ' is not what the record says'
    FROM claims_publication publication WHERE NOT EXISTS (
        SELECT FROM claims_activity act JOIN claims_note note ON note.id = act.note_id
        WHERE act.chain = 'claim:' || publication.claim_id AND act.verb = 'frozen'
        AND note.detail ->> 'version' = publication.version::text
        AND note.detail ->> 'sha256' = publication.sha256
    )
    UNION ALL
    SELECT chain, position, act.id, 'version ' || coalesce(note.detail ->> 'version', '') || ' is missing'
    FROM claims_activity act LEFT JOIN claims_note note ON note.id = act.note_id
    WHERE act.verb = 'frozen' AND NOT EXISTS (
        SELECT FROM claims_publication publication
        WHERE publication.claim_id = act.claim_id AND publication.version::text = note.detail ->> 'version'
    )
    ORDER BY 3 LIMIT 1
"""
CONTENTS = "SELECT claim_id, id, version, content::text, sha256 FROM claims_publication ORDER BY id"

GUARDS = "SELECT tgname FROM pg_trigger WHERE tgname = ANY(%s) AND tgenabled IN ('O', 'A')"
# Foreign keys are kept by triggers as well.
ASLEEP = """
    SELECT tgname, tgrelid::regclass::text FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid
    WHERE tgenabled NOT IN ('O', 'A') AND relnamespace = 'public'::regnamespace ORDER BY 2, 1 LIMIT 1
"""
WAY_ROUND = """
    SELECT prosrc FROM pg_proc WHERE proname = '_pgtrigger_should_ignore'
    UNION ALL SELECT proname FROM pg_proc JOIN pg_trigger ON tgfoid = pg_proc.oid
    WHERE pronamespace = 'public'::regnamespace AND proname LIKE 'pgtrigger\\_%' AND proconfig IS NULL
"""

# The export's lines: the canonical fields as text and numbers, the chains of a segment one by one.
ACTS = f"""
    SELECT chain, position, id, {MOMENT}, actor_id, verb, claim_id, article_id, from_status, to_status,
        note_id, note_digest, previous, hash
    FROM claims_activity WHERE id > %s AND id <= %s ORDER BY chain, position
"""

# From an act to the head of its chain, among the acts with an id up to a seal's.
TO_THE_HEAD = f"""
    SELECT position, hash, {BODY} FROM claims_activity
    WHERE chain = %s AND position >= %s AND id <= %s ORDER BY position
"""
