"""The record of acts, as PostgreSQL keeps it: chained, append-only, and bound to the claims.

Raw SQL, and not pgtrigger, because each function that pgtrigger renders begins with a way round it
(`pgtrigger.ignore`). The format that the functions compute is documented in `docs/ledger.md`;
`claims.ledger` computes the same from outside, and does not trust the functions here.

Trigger functions pin their search_path, or a temporary table named like ours would blind them.
"""

from django.db import migrations

FORMAT = """
CREATE FUNCTION claims_netstring(value text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN octet_length(coalesce(value, ''))::text || ':' || coalesce(value, '') || ',';

CREATE FUNCTION claims_sha256(value text) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE
RETURN encode(sha256(convert_to(value, 'UTF8')), 'hex');

CREATE FUNCTION claims_moment(at timestamptz) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE
RETURN to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"');

CREATE FUNCTION claims_note_digest(note claims_note) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE
RETURN claims_sha256(
    claims_netstring('factcheck.note.1') || claims_netstring(note.salt)
    || claims_netstring(note.reason) || claims_netstring(note.detail::text)
);

CREATE FUNCTION claims_activity_body(act claims_activity) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE
RETURN claims_sha256(
    claims_netstring('factcheck.act.1')
    || claims_netstring(act.id::text)
    || claims_netstring(claims_moment(act.at))
    || claims_netstring(act.actor_id::text)
    || claims_netstring(act.verb)
    || claims_netstring(act.claim_id::text)
    || claims_netstring(act.article_id::text)
    || claims_netstring(act.from_status)
    || claims_netstring(act.to_status)
    || claims_netstring(act.note_id::text)
    || claims_netstring(act.note_digest)
);

CREATE FUNCTION claims_activity_hash(act claims_activity) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE
RETURN claims_sha256(
    claims_netstring('factcheck.link.1') || claims_netstring(act.chain)
    || claims_netstring(act.position::text) || claims_netstring(act.previous)
    || claims_netstring(claims_activity_body(act))
);

CREATE FUNCTION claims_seal_hash(seal claims_seal) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE
RETURN claims_sha256(
    claims_netstring('factcheck.seal.1')
    || claims_netstring(to_char(seal.day, 'YYYY-MM-DD'))
    || claims_netstring(seal.upto::text)
    || claims_netstring(seal.chains::text)
    || claims_netstring(seal.activities::text)
    || claims_netstring(seal.root)
    || claims_netstring(seal.previous)
    || claims_netstring(claims_moment(seal.made_at))
);
"""

DROP_FORMAT = """
DROP FUNCTION claims_seal_hash(claims_seal);
DROP FUNCTION claims_activity_hash(claims_activity);
DROP FUNCTION claims_activity_body(claims_activity);
DROP FUNCTION claims_note_digest(claims_note);
DROP FUNCTION claims_moment(timestamptz);
DROP FUNCTION claims_sha256(text);
DROP FUNCTION claims_netstring(text);
"""

# Writers of a claim's chain wait for the claim's row, as `workflow.move()` does; those of the other
# chains for an advisory lock. Under the lock the head is the newest row, so positions are contiguous.
CHAIN = """
CREATE FUNCTION claims_activity_is_chained() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    claim_status text;
    last claims_activity;
BEGIN
    IF NEW.claim_id IS NOT NULL THEN
        NEW.chain := 'claim:' || NEW.claim_id;
        SELECT status INTO claim_status FROM claims_claim WHERE id = NEW.claim_id FOR NO KEY UPDATE;
        IF NOT FOUND THEN
            RAISE EXCEPTION 'No record without its claim: there is no claim %.', NEW.claim_id;
        END IF;
    ELSE
        NEW.chain := coalesce('article:' || NEW.article_id, 'house');
        PERFORM pg_advisory_xact_lock(hashtextextended('claims_activity ' || NEW.chain, 0));
    END IF;

    SELECT * INTO last FROM claims_activity WHERE chain = NEW.chain ORDER BY position DESC LIMIT 1;
    NEW.position := coalesce(last.position, 0) + 1;
    NEW.previous := coalesce(last.hash, '');
    NEW.at := transaction_timestamp();

    IF (NEW.from_status <> '' OR NEW.to_status <> '')
        AND (NEW.from_status IS DISTINCT FROM claim_status OR NEW.to_status IN ('', NEW.from_status)) THEN
        RAISE EXCEPTION 'No record without its move: % does not go from % to %.',
            NEW.chain, NEW.from_status, NEW.to_status;
    END IF;
    -- An undo may go where the table of states has no edge, so it must be the last act's way back.
    IF NEW.verb = 'undo'
        AND (last.to_status, last.from_status) IS DISTINCT FROM (NEW.from_status, NEW.to_status) THEN
        RAISE EXCEPTION 'No undo but of the last act: % did not just come from % to %.',
            NEW.chain, NEW.to_status, NEW.from_status;
    END IF;

    NEW.note_digest := '';
    IF NEW.note_id IS NOT NULL THEN
        SELECT claims_note_digest(note) INTO NEW.note_digest
        FROM claims_note note WHERE id = NEW.note_id AND erased_at IS NULL;
        IF NOT FOUND THEN
            RAISE EXCEPTION 'No record without its words: there is no note %.', NEW.note_id;
        END IF;
    END IF;
    NEW.hash := claims_activity_hash(NEW);
    RETURN NEW;
END;
$$;

CREATE TRIGGER activity_is_chained BEFORE INSERT ON claims_activity
FOR EACH ROW EXECUTE FUNCTION claims_activity_is_chained();

-- An id of the caller's choice could slip below a seal's `upto`.
ALTER TABLE claims_activity ALTER COLUMN id SET GENERATED ALWAYS;
"""

DROP_CHAIN = """
ALTER TABLE claims_activity ALTER COLUMN id SET GENERATED BY DEFAULT;
DROP TRIGGER activity_is_chained ON claims_activity;
DROP FUNCTION claims_activity_is_chained();
"""

SEALS = """
CREATE FUNCTION claims_seal_is_chained() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    last claims_seal;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('claims_seal', 0));
    SELECT * INTO last FROM claims_seal ORDER BY day DESC LIMIT 1;
    IF NEW.day <= last.day OR NEW.upto < last.upto THEN
        RAISE EXCEPTION 'A seal comes after the last one: % is sealed already.', last.day;
    END IF;
    NEW.previous := coalesce(last.hash, '');
    NEW.made_at := transaction_timestamp();
    NEW.hash := claims_seal_hash(NEW);
    RETURN NEW;
END;
$$;

CREATE TRIGGER seal_is_chained BEFORE INSERT ON claims_seal
FOR EACH ROW EXECUTE FUNCTION claims_seal_is_chained();
"""

DROP_SEALS = """
DROP TRIGGER seal_is_chained ON claims_seal;
DROP FUNCTION claims_seal_is_chained();
"""

# For each statement, so that a statement which touches no row is refused as well.
APPEND_ONLY = """
CREATE FUNCTION claims_record_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'The record of acts is append-only: % of % is refused.', TG_OP, TG_TABLE_NAME;
END;
$$;

CREATE TRIGGER activity_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON claims_activity
FOR EACH STATEMENT EXECUTE FUNCTION claims_record_is_append_only();

CREATE TRIGGER seal_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON claims_seal
FOR EACH STATEMENT EXECUTE FUNCTION claims_record_is_append_only();

CREATE TRIGGER note_is_append_only BEFORE DELETE OR TRUNCATE ON claims_note
FOR EACH STATEMENT EXECUTE FUNCTION claims_record_is_append_only();
"""

DROP_APPEND_ONLY = """
DROP TRIGGER note_is_append_only ON claims_note;
DROP TRIGGER seal_is_append_only ON claims_seal;
DROP TRIGGER activity_is_append_only ON claims_activity;
DROP FUNCTION claims_record_is_append_only();
"""

# `claims_erasure_is_recorded` looks at the newest erasure only: its writer holds the house chain's
# lock until the commit, so the newest is this transaction's or there is none.
ERASURE = """
CREATE FUNCTION claims_note_is_erased_whole() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.erased_at IS NOT NULL OR NEW.erased_at IS NULL OR NEW.id <> OLD.id
        OR NEW.salt <> '' OR NEW.reason <> '' OR NEW.detail <> '{}' THEN
        RAISE EXCEPTION 'The record of acts is append-only: a note is kept, or erased whole.';
    END IF;
    NEW.erased_at := transaction_timestamp();
    RETURN NEW;
END;
$$;

CREATE TRIGGER note_is_erased_whole BEFORE UPDATE ON claims_note
FOR EACH ROW EXECUTE FUNCTION claims_note_is_erased_whole();

CREATE FUNCTION claims_erasure_is_recorded() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF (SELECT at FROM claims_activity WHERE chain = 'house' AND verb = 'erased_person'
        ORDER BY position DESC LIMIT 1) IS DISTINCT FROM transaction_timestamp() THEN
        RAISE EXCEPTION 'No erasure without its record: note % is kept.', NEW.id;
    END IF;
    RETURN NULL;
END;
$$;

CREATE CONSTRAINT TRIGGER erasure_is_recorded AFTER UPDATE ON claims_note
DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW EXECUTE FUNCTION claims_erasure_is_recorded();
"""

DROP_ERASURE = """
DROP TRIGGER erasure_is_recorded ON claims_note;
DROP FUNCTION claims_erasure_is_recorded();
DROP TRIGGER note_is_erased_whole ON claims_note;
DROP FUNCTION claims_note_is_erased_whole();
"""

# A move is written down first and made then, in one transaction; at its commit the two are compared.
# The edge must be in the record, and the claim must stand where the record ends, or one record would
# cover the same edge taken twice, and a record could tell of a move that was never made.
MOVES = """
CREATE FUNCTION claims_stands_by_its_record(claim bigint) RETURNS boolean
LANGUAGE sql STABLE SET search_path = public, pg_temp
RETURN (SELECT status FROM claims_claim WHERE id = claim) IS NOT DISTINCT FROM (
    SELECT to_status FROM claims_activity
    WHERE chain = 'claim:' || claim::text AND to_status <> '' ORDER BY position DESC LIMIT 1
);

CREATE FUNCTION claims_move_is_recorded() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT claims_stands_by_its_record(NEW.id) OR NOT EXISTS (
        SELECT FROM claims_activity
        WHERE chain = 'claim:' || NEW.id AND at = transaction_timestamp()
        AND from_status = OLD.status AND to_status = NEW.status
    ) THEN
        RAISE EXCEPTION 'No move without its record: claim % went from % to %.',
            NEW.id, OLD.status, NEW.status;
    END IF;
    RETURN NULL;
END;
$$;

CREATE CONSTRAINT TRIGGER move_is_recorded AFTER UPDATE ON claims_claim
DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW WHEN (OLD.status IS DISTINCT FROM NEW.status)
EXECUTE FUNCTION claims_move_is_recorded();

CREATE FUNCTION claims_record_is_moved() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT claims_stands_by_its_record(NEW.claim_id) THEN
        RAISE EXCEPTION 'No record without its move: % did not go from % to %.',
            NEW.chain, NEW.from_status, NEW.to_status;
    END IF;
    RETURN NULL;
END;
$$;

CREATE CONSTRAINT TRIGGER record_is_moved AFTER INSERT ON claims_activity
DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW WHEN (NEW.to_status <> '')
EXECUTE FUNCTION claims_record_is_moved();
"""

DROP_MOVES = """
DROP TRIGGER record_is_moved ON claims_activity;
DROP FUNCTION claims_record_is_moved();
DROP TRIGGER move_is_recorded ON claims_claim;
DROP FUNCTION claims_move_is_recorded();
DROP FUNCTION claims_stands_by_its_record(bigint);
"""


class Migration(migrations.Migration):
    dependencies = [("claims", "0002_house_scale")]
    operations = [
        migrations.RunSQL(FORMAT, DROP_FORMAT),
        migrations.RunSQL(CHAIN, DROP_CHAIN),
        migrations.RunSQL(SEALS, DROP_SEALS),
        migrations.RunSQL(APPEND_ONLY, DROP_APPEND_ONLY),
        migrations.RunSQL(ERASURE, DROP_ERASURE),
        migrations.RunSQL(MOVES, DROP_MOVES),
    ]
