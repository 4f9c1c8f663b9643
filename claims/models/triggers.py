"""What PostgreSQL refuses to take away, each with a sentence for whoever tried."""

import pgtrigger


def kept(name: str, sentence: str, *, also_updates: bool = False) -> pgtrigger.Trigger:
    """Rows that are never deleted, nor changed where ``also_updates``."""
    operation = pgtrigger.Update | pgtrigger.Delete if also_updates else pgtrigger.Delete
    return pgtrigger.Trigger(
        name=name, when=pgtrigger.Before, operation=operation, func=f"RAISE EXCEPTION '{sentence}';"
    )


def never_emptied(name: str, sentence: str) -> pgtrigger.Trigger:
    """TRUNCATE asks no row, so it needs a trigger of its own (one that cascades here meets it too)."""
    return pgtrigger.Trigger(
        name=name,
        level=pgtrigger.Statement,
        when=pgtrigger.Before,
        operation=pgtrigger.Truncate,
        func=f"RAISE EXCEPTION '{sentence}';",
    )


def stays(name: str, sentence: str, *columns: str) -> pgtrigger.Trigger:
    """Columns that say whose a row is, and what of: written once."""
    old, new = (", ".join(f"{row}.{column}" for column in columns) for row in ("OLD", "NEW"))
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.Before,
        operation=pgtrigger.UpdateOf(*columns),
        condition=pgtrigger.Condition(f"(({old}) IS DISTINCT FROM ({new}))"),
        func=f"RAISE EXCEPTION '{sentence}';",
    )


# The writers of one claim's review wait for each other, as those do who come through the actions: a
# trigger that looks at rows of others would not see what a transaction beside it has not committed.
ALONE_WITH_THE_DRAFT = """
    PERFORM 1 FROM claims_claim c JOIN claims_assessment a ON a.claim_id = c.id
    WHERE a.id = NEW.assessment_id FOR NO KEY UPDATE OF c;
"""
