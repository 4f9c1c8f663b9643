"""What PostgreSQL itself asks of a claim that moves."""

from typing import Any

import pgtrigger
from django.db.models import Model

from claims.states import EDGES


class MovesByTheTable(pgtrigger.FSM):
    """Every edge of `states.TRANSITIONS`, and back along one that is undone.

    Either way the move has to stand in the record already, written in the same transaction.
    """

    def __init__(self) -> None:
        super().__init__(name="claim_moves_by_the_table", field="status", transitions=list(EDGES))

    def get_func(self, model: Model) -> Any:
        edges = ", ".join(f"'{start}:{end}'" for start, end in EDGES)
        return f"""
            IF OLD.status = NEW.status THEN
                RETURN NEW;
            END IF;
            SELECT coalesce(bool_or(verb = 'undo'), FALSE), count(*) > 0 INTO undone, recorded
            FROM claims_activity
            WHERE claim_id = OLD.id AND at = transaction_timestamp()
            AND from_status = OLD.status AND to_status = NEW.status;
            IF (OLD.status || ':' || NEW.status) <> ALL (ARRAY[{edges}]) AND NOT undone THEN
                RAISE EXCEPTION 'A claim does not move from % to %: the table of states has no such edge.',
                    OLD.status, NEW.status;
            END IF;
            IF NOT recorded THEN
                RAISE EXCEPTION 'A claim does not move off the record: write the act down first.';
            END IF;
            RETURN NEW;
        """

    def get_declare(self, model: Model) -> list[tuple[str, str]]:
        return [("undone", "boolean"), ("recorded", "boolean")]


STANDS_ON_ITS_GROUND = pgtrigger.Trigger(
    name="claim_status_has_its_ground",
    when=pgtrigger.Before,
    operation=pgtrigger.UpdateOf("status"),
    condition=pgtrigger.Condition("OLD.status IS DISTINCT FROM NEW.status"),
    func="""
        IF NEW.status = 'in_review' AND NOT EXISTS (
            SELECT 1 FROM claims_assessment a
            JOIN claims_assessmentversion v ON v.assessment_id = a.id AND v.number = a.version
            WHERE a.claim_id = NEW.id AND v.rating_id IS NOT NULL AND a.round >= 1
        ) THEN
            RAISE EXCEPTION 'Nothing goes to review without a rated draft.';
        END IF;
        -- Else reviews, or an approval, of an earlier draft would count for this one.
        IF NEW.status = 'in_review' AND EXISTS (
            SELECT 1 FROM claims_assessment a
            LEFT JOIN claims_review r ON r.assessment_id = a.id AND r.round = a.round
            LEFT JOIN claims_approval p ON p.assessment_id = a.id AND p.round = a.round
            WHERE a.claim_id = NEW.id AND (r.id IS NOT NULL OR p.id IS NOT NULL)
        ) AND NOT EXISTS (
            SELECT 1 FROM claims_activity
            WHERE claim_id = NEW.id AND at = transaction_timestamp() AND verb = 'undo'
        ) THEN
            RAISE EXCEPTION 'A draft is submitted into a round of its own.';
        END IF;
        IF NEW.status = 'approved' AND NOT EXISTS (
            SELECT 1 FROM claims_approval p
            JOIN claims_assessment a ON a.id = p.assessment_id AND a.round = p.round
            JOIN claims_assessmentversion v ON v.id = p.version_id AND v.number = a.version
            WHERE a.claim_id = NEW.id
        ) THEN
            RAISE EXCEPTION 'Nothing is approved without its reviews.';
        END IF;
        IF NEW.status = 'published' AND NOT EXISTS (
            SELECT 1 FROM claims_publication u
            JOIN claims_approval p ON p.id = u.approval_id
            JOIN claims_assessment a ON a.id = p.assessment_id AND a.round = p.round
            WHERE u.claim_id = NEW.id
        ) THEN
            RAISE EXCEPTION 'Nothing is published without a publication that rests on an approval.';
        END IF;
        IF NEW.status = 'withdrawn' AND NOT EXISTS (
            SELECT 1 FROM claims_withdrawal WHERE claim_id = NEW.id
        ) THEN
            RAISE EXCEPTION 'Nothing is withdrawn without its notice.';
        END IF;
        IF NEW.status = 'declined'
            AND EXISTS (SELECT 1 FROM claims_publication WHERE claim_id = NEW.id)
            AND NOT EXISTS (SELECT 1 FROM claims_withdrawal WHERE claim_id = NEW.id)
        THEN
            RAISE EXCEPTION 'Nothing that is public is declined: correct it or withdraw it.';
        END IF;
        RETURN NEW;
    """,
)


def no_run(name: str, operation: Any, sentence: str, condition: Any = None) -> pgtrigger.Trigger:
    """What no verification run may write: it says so to its connection (`actions.runs.machine`)."""
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.Before,
        operation=operation,
        condition=condition,
        func=f"""
            IF coalesce(current_setting('newsroom.run', true), '') <> '' THEN
                RAISE EXCEPTION '{sentence}';
            END IF;
            RETURN NEW;
        """,
    )


MOVED_BY_NO_RUN = no_run(
    "claim_is_moved_by_no_run",
    pgtrigger.UpdateOf("status"),
    "A verification run suggests: it never moves a claim.",
    pgtrigger.Condition("OLD.status IS DISTINCT FROM NEW.status"),
)
RATED_BY_NO_RUN = no_run(
    "draft_is_written_by_no_run", pgtrigger.Insert, "A verification run suggests: it never rates a claim."
)
