"""What PostgreSQL keeps by itself: the ends of the chains, history, and names that can be erased.

Raw SQL for the reasons that `0003_ledger` gives. The hash of an act is what it was; only where a
chain continues is read from `claims_chainhead` now, so that acts cut from its end leave a gap.
"""

from django.db import migrations

HEADS = """
INSERT INTO claims_chainhead (chain, position, hash)
SELECT DISTINCT ON (chain) chain, position, hash FROM claims_activity ORDER BY chain, position DESC;

CREATE OR REPLACE FUNCTION claims_activity_is_chained() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
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

-- Depth 1 is this trigger itself: whoever wrote the row came from no other trigger.
CREATE FUNCTION claims_head_is_the_records_own() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'TRUNCATE' OR pg_trigger_depth() < 2 THEN
        RAISE EXCEPTION 'The record of acts is append-only: % of % is refused.', TG_OP, TG_TABLE_NAME;
    END IF;
    RETURN NULL;
END;
$$;

CREATE TRIGGER head_is_the_records_own BEFORE INSERT OR UPDATE OR DELETE ON claims_chainhead
FOR EACH STATEMENT EXECUTE FUNCTION claims_head_is_the_records_own();
CREATE TRIGGER head_is_never_emptied BEFORE TRUNCATE ON claims_chainhead
FOR EACH STATEMENT EXECUTE FUNCTION claims_head_is_the_records_own();
"""

# The function of `0003_ledger` comes back with that migration: going back past it is all or nothing.
DROP_HEADS = """
DROP TRIGGER head_is_never_emptied ON claims_chainhead;
DROP TRIGGER head_is_the_records_own ON claims_chainhead;
DROP FUNCTION claims_head_is_the_records_own();
"""

# The columns with words come as the trigger's arguments; everything else stays to the byte.
ERASED_WHOLE = """
CREATE FUNCTION claims_words_are_erased_whole() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    words text[] := TG_ARGV[0:] || 'erased_at'::text;
    emptied jsonb := to_jsonb(NEW);
    word text;
BEGIN
    IF OLD.erased_at IS NOT NULL OR NEW.erased_at IS NULL OR TG_NARGS = 0
        OR to_jsonb(OLD) - words <> to_jsonb(NEW) - words THEN
        RAISE EXCEPTION '% is append-only: its words are kept, or erased whole.', TG_TABLE_NAME;
    END IF;
    FOREACH word IN ARRAY TG_ARGV LOOP
        IF emptied ->> word NOT IN ('', '[]') THEN
            RAISE EXCEPTION '% is append-only: its words are kept, or erased whole.', TG_TABLE_NAME;
        END IF;
    END LOOP;
    NEW.erased_at := transaction_timestamp();
    RETURN NEW;
END;
$$;

CREATE FUNCTION claims_erasure_of_words_is_recorded() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF (SELECT at FROM claims_activity WHERE chain = 'house' AND verb = 'erased_person'
        ORDER BY position DESC LIMIT 1) IS DISTINCT FROM transaction_timestamp() THEN
        RAISE EXCEPTION 'No erasure without its record: the words of % are kept.', TG_TABLE_NAME;
    END IF;
    RETURN NULL;
END;
$$;

CREATE FUNCTION claims_history_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only: % is refused.', TG_TABLE_NAME, TG_OP;
END;
$$;

-- TRUNCATE asks no row, so it would leave none in the history.
CREATE FUNCTION claims_edited_is_never_emptied() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% has a history, which a TRUNCATE would not tell: delete row by row.', TG_TABLE_NAME;
END;
$$;
"""

DROP_ERASED_WHOLE = """
DROP FUNCTION claims_edited_is_never_emptied();
DROP FUNCTION claims_history_is_kept();
DROP FUNCTION claims_erasure_of_words_is_recorded();
DROP FUNCTION claims_words_are_erased_whole();
"""

# Each table, and its columns of words that an erasure may take.
KEPT = {
    "publishedname": ("salt", "name"),
    "claimhistory": ("text",),
    "speakerhistory": ("name", "aliases", "role", "same_as"),
    "sourcehistory": (),
    "topichistory": (),
    "policyhistory": (),
    "saidbyhistory": (),
    "topicofclaimhistory": (),
}
EDITED = ("speaker", "source", "topic", "policy", "claim_speakers", "claim_topics")


def keep(table: str, words: tuple[str, ...]) -> str:
    """Triggers of their own names, so that the audit can say which one is off."""
    columns = ", ".join(f"'{word}'" for word in words)
    return f"""
        CREATE TRIGGER {table}_is_append_only BEFORE DELETE OR TRUNCATE ON claims_{table}
        FOR EACH STATEMENT EXECUTE FUNCTION claims_history_is_kept();
        CREATE TRIGGER {table}_is_erased_whole BEFORE UPDATE ON claims_{table}
        FOR EACH ROW EXECUTE FUNCTION claims_words_are_erased_whole({columns});
        CREATE CONSTRAINT TRIGGER {table}_erasure_is_recorded AFTER UPDATE ON claims_{table}
        DEFERRABLE INITIALLY DEFERRED
        FOR EACH ROW EXECUTE FUNCTION claims_erasure_of_words_is_recorded();
    """


def let_go(table: str) -> str:
    return f"""
        DROP TRIGGER {table}_erasure_is_recorded ON claims_{table};
        DROP TRIGGER {table}_is_erased_whole ON claims_{table};
        DROP TRIGGER {table}_is_append_only ON claims_{table};
    """


def never_emptied(table: str) -> str:
    return f"""
        CREATE TRIGGER {table}_is_never_emptied BEFORE TRUNCATE ON claims_{table}
        FOR EACH STATEMENT EXECUTE FUNCTION claims_edited_is_never_emptied();
    """


# What was there before its history began: its first row, by nobody.
FIRST_SEEN = """
INSERT INTO claims_claimhistory (pgh_created_at, pgh_label, pgh_obj_id, id, text, made_on, language, type,
    priority, due_at)
SELECT now(), 'first seen', id, id, text, made_on, language, type, priority, due_at FROM claims_claim;
INSERT INTO claims_speakerhistory (pgh_created_at, pgh_label, pgh_obj_id, id, name, aliases, role, same_as,
    confirmed)
SELECT now(), 'first seen', id, id, name, aliases, role, same_as, confirmed FROM claims_speaker;
INSERT INTO claims_sourcehistory (pgh_created_at, pgh_label, pgh_obj_id, id, name, domain, language)
SELECT now(), 'first seen', id, id, name, domain, language FROM claims_source;
INSERT INTO claims_topichistory (pgh_created_at, pgh_label, pgh_obj_id, id, name)
SELECT now(), 'first seen', id, id, name FROM claims_topic;
INSERT INTO claims_policyhistory (pgh_created_at, pgh_label, pgh_obj_id, id, topic_id, reviews_required,
    sources_required, primary_required, reply_required, captures_required)
SELECT now(), 'first seen', id, id, topic_id, reviews_required, sources_required, primary_required,
    reply_required, captures_required FROM claims_policy;
INSERT INTO claims_saidbyhistory (pgh_created_at, pgh_label, id, claim_id, speaker_id, "position")
SELECT now(), 'first seen', id, claim_id, speaker_id, "position" FROM claims_claim_speakers;
INSERT INTO claims_topicofclaimhistory (pgh_created_at, pgh_label, id, claim_id, topic_id)
SELECT now(), 'first seen', id, claim_id, topic_id FROM claims_claim_topics;
"""


class Migration(migrations.Migration):
    dependencies = [("claims", "0006_history_names_ends")]
    operations = [
        migrations.RunSQL(HEADS, DROP_HEADS),
        migrations.RunSQL(ERASED_WHOLE, DROP_ERASED_WHOLE),
        *[migrations.RunSQL(keep(table, words), let_go(table)) for table, words in KEPT.items()],
        *[
            migrations.RunSQL(never_emptied(table), f"DROP TRIGGER {table}_is_never_emptied ON claims_{table}")
            for table in EDITED
        ],
        migrations.RunSQL(FIRST_SEEN, migrations.RunSQL.noop),
    ]
