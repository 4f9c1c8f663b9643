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
