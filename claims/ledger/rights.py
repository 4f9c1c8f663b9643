"""What the application's own role may do in PostgreSQL, and how far it could get around the rules.

Triggers refuse what must not be, and whoever owns the tables may switch triggers off. So the server
signs in as a role that owns nothing: `migrate`, which signs in as the owner, gives it its rights anew
each time (`docs/runbook.md`). Each table is theirs to read and write, but for these.
"""

from django.db.backends.utils import CursorWrapper

ONLY_READ = ("claims_chainhead", "django_migrations")
ONLY_ADDED_TO = (
    "claims_activity",
    "claims_approval",
    "claims_assessmentversion",
    "claims_assessmentversion_evidence",
    "claims_correction",
    "claims_draftreader",
    "claims_panelvote",
    "claims_proof",
    "claims_publication",
    "claims_rating",
    "claims_review",
    "claims_scale",
    "claims_seal",
    "claims_withdrawal",
)
NEVER_DELETED = (
    "accounts_user",
    "claims_appearance",
    "claims_assessment",
    "claims_capture",
    "claims_claim",
    "claims_claimhistory",
    "claims_comment",
    "claims_embargo",
    "claims_evidence",
    "claims_match",
    "claims_note",
    "claims_policyhistory",
    "claims_publishedname",
    "claims_replyrequest",
    "claims_saidbyhistory",
    "claims_sourcehistory",
    "claims_speakerhistory",
    "claims_topichistory",
    "claims_topicofclaimhistory",
)

# MAINTAIN is what the sealer's LOCK TABLE needs (`actions.seal`); it changes no row.
GRANT = f"""
    GRANT USAGE ON SCHEMA public TO {{role}};
    GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {{role}};
    GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {{role}};
    REVOKE INSERT, UPDATE, DELETE ON {", ".join(ONLY_READ)} FROM {{role}};
    REVOKE UPDATE, DELETE ON {", ".join(ONLY_ADDED_TO)} FROM {{role}};
    REVOKE DELETE ON {", ".join(NEVER_DELETED)} FROM {{role}};
    REVOKE TRUNCATE, TRIGGER, REFERENCES ON ALL TABLES IN SCHEMA public FROM {{role}};
    GRANT MAINTAIN ON claims_activity TO {{role}};
"""

# Two ways round the triggers that pgtrigger makes, open to whoever may send SQL: each asks this function
# whether `SET pgtrigger.ignore` names it, and each finds a temporary table named like ours before ours.
# Its own migrations bring both back: they are shut after each.
NOTHING_IS_IGNORED = "SELECT false -- no rule of the newsroom is skipped"
SHUT = f"""
    CREATE OR REPLACE FUNCTION public._pgtrigger_should_ignore(trigger_name name) RETURNS boolean
    LANGUAGE sql IMMUTABLE AS $${NOTHING_IS_IGNORED}$$;
    DO $$ DECLARE rule regprocedure; BEGIN
        FOR rule IN SELECT oid FROM pg_proc
            WHERE pronamespace = 'public'::regnamespace AND proname LIKE 'pgtrigger\\_%' AND proconfig IS NULL
        LOOP
            EXECUTE format('ALTER FUNCTION %s SET search_path = public, pg_temp', rule);
        END LOOP;
    END $$
"""

COULD = """
    SELECT
        (SELECT rolsuper FROM pg_roles WHERE rolname = current_user),
        pg_has_role(current_user, (SELECT relowner FROM pg_class WHERE oid = to_regclass('claims_activity')),
            'MEMBER'),
        has_table_privilege(to_regclass('claims_activity'), 'UPDATE, DELETE, TRUNCATE, TRIGGER'),
        has_parameter_privilege('session_replication_role', 'SET'),
        current_user
"""


def shut_the_way_round(cursor: CursorWrapper) -> None:
    """No `pgtrigger.ignore` is heard, no temporary table blinds. After every migration, as the owner."""
    cursor.execute(SHUT)


def give_rights(cursor: CursorWrapper, role: str) -> None:
    """Give ``role`` what the server needs and nothing else. Run it in a transaction, as the owner."""
    cursor.execute(GRANT.format(role=_quoted(role)))


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def could_undo(cursor: CursorWrapper) -> str:
    """How the role that asks could change the record of acts, in a sentence; "" when it could not."""
    cursor.execute(COULD)
    superuser, owner, writer, sleeper, role = cursor.fetchone()
    if superuser or sleeper:
        return f"The database role {role} could put every trigger to sleep, and then edit the record of acts."
    if owner:
        return f"The database role {role} owns the record of acts: it could switch its triggers off."
    return f"The database role {role} has the right to change the record of acts." if writer else ""
