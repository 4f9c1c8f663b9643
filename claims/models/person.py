"""What PostgreSQL asks of the newsroom's people: nobody leaves with work in their hands."""

import pgtrigger

from accounts.models import User
from claims.models.triggers import kept, never_emptied

KEPT = "A person is kept: switch the account off, or erase them."


class Colleague(User):
    """A person, seen from the newsroom; it only carries triggers on the people's table."""

    class Meta:
        proxy = True
        triggers = [
            kept("person_is_kept", KEPT),
            never_emptied("people_are_never_emptied", KEPT),
            # Deferred: the same transaction first switches the account off and then hands back.
            pgtrigger.Trigger(
                name="person_leaves_with_empty_hands",
                when=pgtrigger.After,
                operation=pgtrigger.UpdateOf("is_active"),
                timing=pgtrigger.Deferred,
                condition=pgtrigger.Condition("OLD.is_active AND NOT NEW.is_active"),
                func="""
                    IF EXISTS (SELECT 1 FROM accounts_user WHERE id = NEW.id AND NOT is_active) AND (
                        EXISTS (
                            SELECT 1 FROM claims_claim
                            WHERE assignee_id = NEW.id AND status = 'researching'
                        ) OR EXISTS (
                            SELECT 1 FROM claims_replyrequest
                            WHERE kept_by_id = NEW.id AND outcome = 'pending'
                        )
                    ) THEN
                        RAISE EXCEPTION
                            'Nobody leaves with work in their hands: hand back the work of person % first.',
                            NEW.id;
                    END IF;
                    RETURN NULL;
                """,
            ),
        ]


# FOR SHARE waits for whoever is switching the account off, and then sees what they did.
GIVEN_TO_SOMEONE_HERE = pgtrigger.Trigger(
    name="claim_is_given_to_someone_here",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.UpdateOf("assignee_id"),
    condition=pgtrigger.Condition("NEW.assignee_id IS NOT NULL"),
    declare=[("here", "boolean")],
    func="""
        IF TG_OP = 'UPDATE' AND OLD.assignee_id = NEW.assignee_id THEN
            RETURN NEW;
        END IF;
        SELECT is_active INTO here FROM accounts_user WHERE id = NEW.assignee_id FOR SHARE;
        IF NOT here THEN
            RAISE EXCEPTION 'A claim is given to somebody who is here: person % has left.', NEW.assignee_id;
        END IF;
        RETURN NEW;
    """,
)
