"""The record of acts, deeper: publications bound to it, numbers of its own, and rights that need none.

Raw SQL for the reasons that `0003_ledger` gives. No hash is computed otherwise than before.
"""

from django.db import migrations

# Beside what `0007_kept_by_postgres` has: the id is the sequence's own, and the function runs with the
# rights of the tables' owner, so that the application's role needs none on the ends of the chains.
CHAIN = """
CREATE OR REPLACE FUNCTION claims_activity_is_chained() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    claim_status text;
    head claims_chainhead;
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

    -- OVERRIDING SYSTEM VALUE could slip an act below a seal, or lift the next seal above all acts.
    IF NEW.id > (SELECT last_value FROM claims_activity_id_seq)
        OR NEW.id <= (SELECT upto FROM claims_seal ORDER BY day DESC LIMIT 1) THEN
        RAISE EXCEPTION 'The record of acts numbers its acts by itself: % is refused.', NEW.id;
    END IF;

    SELECT * INTO head FROM claims_chainhead WHERE chain = NEW.chain;
    NEW.position := coalesce(head.position, 0) + 1;
    NEW.previous := coalesce(head.hash, '');
    NEW.at := transaction_timestamp();

    IF (NEW.from_status <> '' OR NEW.to_status <> '')
        AND (NEW.from_status IS DISTINCT FROM claim_status OR NEW.to_status IN ('', NEW.from_status)) THEN
        RAISE EXCEPTION 'No record without its move: % does not go from % to %.',
            NEW.chain, NEW.from_status, NEW.to_status;
    END IF;
    -- An undo may go where the table of states has no edge, so it must be the last act's way back.
    IF NEW.verb = 'undo' THEN
        SELECT * INTO last FROM claims_activity WHERE chain = NEW.chain ORDER BY position DESC LIMIT 1;
        IF (last.to_status, last.from_status) IS DISTINCT FROM (NEW.from_status, NEW.to_status) THEN
            RAISE EXCEPTION 'No undo but of the last act: % did not just come from % to %.',
                NEW.chain, NEW.to_status, NEW.from_status;
        END IF;
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
    INSERT INTO claims_chainhead (chain, position, hash) VALUES (NEW.chain, NEW.position, NEW.hash)
    ON CONFLICT (chain) DO UPDATE SET position = EXCLUDED.position, hash = EXCLUDED.hash;
    RETURN NEW;
END;
$$;
"""

SEALS = """
CREATE OR REPLACE FUNCTION claims_seal_is_chained() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    last claims_seal;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('claims_seal', 0));
    SELECT * INTO last FROM claims_seal ORDER BY day DESC LIMIT 1;
    IF NEW.day <= last.day OR NEW.upto < last.upto THEN
        RAISE EXCEPTION 'A seal comes after the last one: % is sealed already.', last.day;
    END IF;
    -- Either would keep every later day from being sealed.
    IF NEW.day > (transaction_timestamp() AT TIME ZONE 'UTC')::date
        OR NEW.upto > coalesce((SELECT max(id) FROM claims_activity), 0) THEN
        RAISE EXCEPTION 'A seal covers what there is: neither a day nor an act to come.';
    END IF;
    NEW.previous := coalesce(last.hash, '');
    NEW.made_at := transaction_timestamp();
    NEW.hash := claims_seal_hash(NEW);
    RETURN NEW;
END;
$$;
"""

# What stands in a publication is on the record by its digest, in an act of the machine: the words of
# that act are nobody's, so no erasure takes them.
FROZEN = """
DO $$
DECLARE
    publication record;
    words bigint;
BEGIN
    FOR publication IN SELECT * FROM claims_publication ORDER BY id LOOP
        IF NOT EXISTS (
            SELECT FROM claims_activity act JOIN claims_note note ON note.id = act.note_id
            WHERE act.chain = 'claim:' || publication.claim_id AND act.verb = 'frozen'
            AND note.detail ->> 'version' = publication.version::text
            AND note.detail ->> 'sha256' = publication.sha256
        ) THEN
            INSERT INTO claims_note (salt, reason, detail)
            VALUES (replace(gen_random_uuid()::text, '-', ''), '',
                jsonb_build_object('version', publication.version, 'sha256', publication.sha256))
            RETURNING id INTO words;
            INSERT INTO claims_activity (verb, claim_id, from_status, to_status, note_id)
            VALUES ('frozen', publication.claim_id, '', '', words);
        END IF;
    END LOOP;
END;
$$;
"""

RECORDED = """
CREATE FUNCTION claims_publication_is_recorded() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM claims_activity act JOIN claims_note note ON note.id = act.note_id
        WHERE act.chain = 'claim:' || NEW.claim_id AND act.at = transaction_timestamp()
        AND act.verb = 'frozen' AND act.actor_id IS NULL
        AND note.detail ->> 'version' = NEW.version::text
        AND note.detail ->> 'sha256' = NEW.sha256
    ) THEN
        RAISE EXCEPTION 'No publication without its record: the digest of claim %, version %, is not on it.',
            NEW.claim_id, NEW.version;
    END IF;
    RETURN NULL;
END;
$$;

CREATE CONSTRAINT TRIGGER publication_is_recorded AFTER INSERT ON claims_publication
DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW EXECUTE FUNCTION claims_publication_is_recorded();
"""

DROP_RECORDED = """
DROP TRIGGER publication_is_recorded ON claims_publication;
DROP FUNCTION claims_publication_is_recorded();
"""

# The evidence of a version is written before the version becomes the draft's newest, and never after.
RESTS = """
CREATE FUNCTION claims_version_rests_on_its_evidence() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP = 'INSERT' AND EXISTS (
        SELECT FROM claims_assessmentversion version
        JOIN claims_assessment draft ON draft.id = version.assessment_id AND version.number > draft.version
        JOIN claims_evidence evidence ON evidence.claim_id = draft.claim_id
        WHERE version.id = NEW.assessmentversion_id AND evidence.id = NEW.evidence_id
    ) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'A version of a draft is never changed, nor what it rests on.';
END;
$$;

CREATE TRIGGER version_rests_on_its_evidence BEFORE INSERT OR UPDATE OR DELETE
ON claims_assessmentversion_evidence
FOR EACH ROW EXECUTE FUNCTION claims_version_rests_on_its_evidence();
CREATE TRIGGER version_keeps_its_evidence BEFORE TRUNCATE ON claims_assessmentversion_evidence
FOR EACH STATEMENT EXECUTE FUNCTION claims_version_rests_on_its_evidence();
"""

DROP_RESTS = """
DROP TRIGGER version_keeps_its_evidence ON claims_assessmentversion_evidence;
DROP TRIGGER version_rests_on_its_evidence ON claims_assessmentversion_evidence;
DROP FUNCTION claims_version_rests_on_its_evidence();
"""

# An index needs the tables' owner, and each encoder of sentences has two of its own, made while the
# server runs: only numbers go into the statement.
VECTORS = """
CREATE FUNCTION claims_make_vector_indexes(model bigint, dimensions integer, m integer, ef integer)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    part record;
BEGIN
    FOR part IN SELECT * FROM (VALUES ('checks', 'NOT'), ('claims', '')) AS parts(what, which) LOOP
        EXECUTE format(
            'CREATE INDEX IF NOT EXISTS known_vector_%s_%s ON claims_knownvector'
            ' USING hnsw ((vector::halfvec(%s)) halfvec_ip_ops) WITH (m = %s, ef_construction = %s)'
            ' WHERE model_id = %s AND %s ours',
            model, part.what, dimensions, m, ef, model, part.which
        );
    END LOOP;
END;
$$;

CREATE FUNCTION claims_drop_vector_indexes(model bigint)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET lock_timeout = '2s' AS $$
BEGIN
    EXECUTE format('DROP INDEX IF EXISTS known_vector_%s_checks, known_vector_%s_claims', model, model);
END;
$$;
"""

DROP_VECTORS = """
DROP FUNCTION claims_drop_vector_indexes(bigint);
DROP FUNCTION claims_make_vector_indexes(bigint, integer, integer, integer);
"""


class Migration(migrations.Migration):
    dependencies = [("claims", "0021_review_in_depth")]
    operations = [
        migrations.RunSQL(CHAIN, migrations.RunSQL.noop),
        migrations.RunSQL(SEALS, migrations.RunSQL.noop),
        migrations.RunSQL(FROZEN, migrations.RunSQL.noop),
        migrations.RunSQL(RECORDED, DROP_RECORDED),
        migrations.RunSQL(RESTS, DROP_RESTS),
        migrations.RunSQL(VECTORS, DROP_VECTORS),
    ]
